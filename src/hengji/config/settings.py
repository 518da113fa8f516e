"""Django's settings, all of them; what differs from one machine to another comes from HENGJI_*.

The variables are described in docs/reference/settings.md.
"""

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from hengji.core.specifications.letterstyle import LetterStyle
from hengji.platform.accounts import oidc
from hengji.platform.database.url import django_database
from hengji.platform.datadir import DataDir
from hengji.platform.health.logs import logging_settings
from hengji.platform.messages.smtp import mail_server


def _switch(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name, "").lower()
    return value in {"1", "true", "yes", "on"} if value else default


def _number(name: str, default: int) -> int:
    return int(os.environ.get(name) or default)


def _numbers(name: str) -> dict[str, int]:
    """Such as ``outbox.events=730,queue.jobs=30``."""
    pairs = (one.split("=", 1) for one in os.environ.get(name, "").split(",") if one.strip())
    return {code.strip(): int(number) for code, number in pairs}


def _folder_of_package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"缺少软件包 {name}，请运行 make setup。")
    return Path(spec.submodule_search_locations[0])


DATA = DataDir.from_environment()
DEBUG = _switch("HENGJI_DEBUG")
DEMO = _switch("HENGJI_DEMO")
DEMO_PASSWORD = os.environ.get("HENGJI_DEMO_PASSWORD", "hengji-demo")
HTTPS = _switch("HENGJI_HTTPS")  # a reverse proxy in front speaks TLS

# `hengji run` makes the lasting key. Without one, as in a type check, a passing key will do.
SECRET_KEY = DATA.existing_secret("django") or secrets.token_urlsafe(48)
ALLOWED_HOSTS = os.environ.get("HENGJI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
ROOT_URLCONF = "hengji.config.urls"
WSGI_APPLICATION = "hengji.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "hengji.config.static.StaticFiles",
    "procrastinate.contrib.django",
    "csp",
    "django_htmx",
    "hengji.platform.jurisdictions",
    "hengji.platform.accounts",
    "hengji.platform.audit",
    "hengji.platform.outbox",
    "hengji.platform.messages",
    "hengji.platform.files",
    "hengji.platform.states",
    "hengji.platform.todos",
    "hengji.platform.jobs",
    "hengji.platform.exchange",
    "hengji.platform.workdays",
    "hengji.platform.notices",
    "hengji.platform.startup",
    "hengji.platform.health",
    "hengji.platform.retention",
    "hengji.domains.catalogues",
    "hengji.domains.specifications",
    "hengji.domains.subsidies",
    "hengji.faces.web",
    "hengji.faces.web.signin",
    "hengji.faces.web.portal",
    "hengji.faces.web.portal.catalogue",
    "hengji.faces.web.portal.calculator",
    "hengji.faces.web.portal.notices",
    "hengji.faces.web.portal.specifications",
    "hengji.faces.web.office",
    "hengji.faces.web.office.todos",
    "hengji.faces.web.office.audit",
    "hengji.faces.web.office.dashboard",
    "hengji.faces.web.office.findings",
    "hengji.faces.web.office.exchange",
    "hengji.faces.web.office.outbox",
    "hengji.faces.web.office.system",
    "hengji.faces.web.office.messages",
    "hengji.faces.web.office.adjudication",
    "hengji.faces.web.office.people",
    "hengji.faces.web.office.specifications",
    "hengji.faces.web.office.notices",
    "hengji.faces.web.office.workdays",
    "hengji.faces.web.office.drafting",
    # Below our own, whose templates stand before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

# Modules after platform.startup.services.Loader, run in this order before the site is served.
STARTUP_LOADERS = [
    "hengji.platform.audit.loading",
    "hengji.platform.jurisdictions.loading",
    "hengji.platform.accounts.demo",
    "hengji.domains.catalogues.loading",
    "hengji.domains.specifications.demo",
    "hengji.domains.subsidies.demo",
]

MIDDLEWARE = [
    "hengji.faces.web.health.ProbeMiddleware",  # probes name no host and speak no TLS
    "hengji.faces.web.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hengji.faces.web.observing.ObservingMiddleware",
    "csp.middleware.CSPMiddleware",
    "hengji.faces.web.middleware.NulMiddleware",  # before the session's number is looked up
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "hengji.faces.web.middleware.UploadLimitMiddleware",  # nothing before it reads what was sent
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "hengji.faces.web.middleware.SignInAgainMiddleware",
    "hengji.faces.web.signin.duties.DutiesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hengji.faces.web.middleware.ErrorPageMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hengji.faces.web.context.site",
            ],
            "builtins": ["django.templatetags.static", "hengji.faces.web.templatetags.hengji"],
        },
    }
]

DATABASES = {"default": django_database(os.environ.get("DATABASE_URL", "dbname=hengji"))}
# In the database, so that every process counts the same sign-ins and the same requests.
CACHES = {
    "default": {
        "BACKEND": "hengji.platform.database.cache.QuietDatabaseCache",
        "LOCATION": "hengji_cache",
        # Three hundred is Django's own: as many strange names would push out the counters.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
ROLES_MODULE = "hengji.config.roles"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {
        "NAME": f"{_VALIDATORS}.MinimumLengthValidator",
        "OPTIONS": {"min_length": _number("HENGJI_PASSWORD_LENGTH", 10)},
    },
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {
        "NAME": "hengji.platform.accounts.passwords.CharacterKindsValidator",
        "OPTIONS": {"kinds": _number("HENGJI_PASSWORD_KINDS", 2)},
    },
]
PASSWORD_DAYS = _number("HENGJI_PASSWORD_DAYS", 180)  # 0: a password never grows old
ONE_HAND_DAYS = _number("HENGJI_ONE_HAND_DAYS", 30)  # platform/accounts/hands.py
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # how long an invitation may wait
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "office:home"
LOGOUT_REDIRECT_URL = "portal:home"

# Signing in: allauth does it; nobody opens an account for himself here.
ACCOUNT_ADAPTER = "hengji.faces.web.signin.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ACCOUNT_SESSION_REMEMBER = True  # for as long as SESSION_COOKIE_AGE says
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_RATE_LIMITS = {
    # Of one name from anywhere, and of one address whatever the name.
    "login_failed": os.environ.get("HENGJI_SIGN_IN_FAILURES", "5/15m/key,30/15m/ip"),
    "login": "60/m/ip",
}
PROXIES = _number("HENGJI_PROXIES", 1 if HTTPS else 0)
MFA_ADAPTER = "hengji.faces.web.signin.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "衡技"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers themselves allow it for localhost alone
MFA_FORMS = {
    "authenticate": "hengji.faces.web.signin.forms.SecondFactorForm",
    "add_webauthn": "hengji.faces.web.signin.forms.KeyForm",
    "edit_webauthn": "hengji.faces.web.signin.forms.KeyNameForm",
}
SECOND_FACTOR_REQUIRED = _switch("HENGJI_SECOND_FACTOR", default=not DEMO)
USERSESSIONS_ADAPTER = "hengji.faces.web.signin.adapters.SessionsAdapter"
USERSESSIONS_TRACK_ACTIVITY = False  # a write for every request would buy very little
SOCIALACCOUNT_ADAPTER = "hengji.faces.web.signin.adapters.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = oidc.providers(os.environ, DATA.existing_secret("oidc"))
OIDC_CLAIM = os.environ.get("HENGJI_OIDC_CLAIM", "preferred_username")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA.static
STATICFILES_DIRS = [
    ("bootstrap", _folder_of_package("bootstrap")),
    ("echarts", _folder_of_package("nicegui") / "elements" / "echart" / "dist"),
]
STORAGES: dict[str, dict[str, Any]] = {
    "staticfiles": {"BACKEND": "hengji.config.static.StaticStorage"},
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
}
FILES_ROOT = DATA.files
AUDIT_HEADS = DATA.audit_heads
AUDIT_VERIFIED = DATA.audit_verified
AUDIT_REREAD_DAYS = _number("HENGJI_AUDIT_REREAD_DAYS", 30)
DATABASE_GUARDS = Path(__file__).parent / "data" / "guards.json"  # platform/database/guards
KEEP_DAYS = _numbers("HENGJI_KEEP_DAYS")  # of what goes again: platform/retention
FILES_CACHE = DATA.home / "cache"  # previews, and copies of what an S3 store holds
FILES_CACHE_BYTES = 4 * 1024**3
FILE_SCANNERS = ["hengji.platform.files.scanning.BuiltinScanner"]
CLAMD = os.environ.get("HENGJI_CLAMD", "")  # host:port or the path of its socket
if CLAMD:
    FILE_SCANNERS.append("hengji.platform.files.scanning.ClamdScanner")
if os.environ.get("HENGJI_S3_BUCKET"):
    STORAGES["files"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": os.environ["HENGJI_S3_BUCKET"],
            "endpoint_url": os.environ.get("HENGJI_S3_ENDPOINT"),
            "region_name": os.environ.get("HENGJI_S3_REGION"),
            "access_key": os.environ.get("HENGJI_S3_KEY"),
            "secret_key": os.environ.get("HENGJI_S3_SECRET"),
            "default_acl": None,  # the bucket's own, which is private
            "file_overwrite": True,  # a name is a hash: what is there already is the same
        },
    }
MAX_UPLOAD_BYTES = 64 * 1024 * 1024  # a workbook of 500,000 claims is about half of it
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024  # of fields that are no file
FILE_UPLOAD_PERMISSIONS = 0o600

# Where this site is found, for links in mail. Without a mail server mail goes into files.
SITE_URL = os.environ.get("HENGJI_URL", "http://127.0.0.1:8000").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or "localhost"
_MAIL = mail_server(os.environ.get("HENGJI_SMTP", ""))
EMAIL_BACKEND, EMAIL_FILE_PATH = _MAIL.backend, DATA.mail
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.use_tls, _MAIL.use_ssl
EMAIL_TIMEOUT = 10  # seconds; a silent server must not hold the outbox
DEFAULT_FROM_EMAIL = os.environ.get("HENGJI_MAIL_FROM", f"hengji@{SITE_HOST}")
SMS_SENDER = os.environ.get("HENGJI_SMS", "hengji.platform.messages.sms.FileSms")
SMS_FILE = DATA.home / "sms.jsonl"
MESSAGES_AN_HOUR = {"mail": 20, "sms": 5}  # to one account; more wait on the site only

# 000 规程 四 第一: whether 一半以上 lets just half of an expert group be practitioners.
HALF_IS_ENOUGH = _switch("HENGJI_HALF_IS_ENOUGH", default=True)
WORD_FONTS = LetterStyle.of(os.environ.get("HENGJI_WORD_FONTS", ""))
# Where the files of those fonts are; without, a PDF takes open ones.
FONT_FOLDERS = tuple(map(Path, filter(None, os.environ.get("HENGJI_FONT_FOLDERS", "").split(":"))))

JOB_STALLED_SECONDS = 20.0  # without a heartbeat; then a worker is held to be dead

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Bootstrap draws its arrows and ticks from data: addresses in its own style sheet.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # Signing in at the site's own provider begins with a form of ours.
        "form-action": [SELF, *oidc.origins(os.environ)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "hengji.faces.web.error_pages.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_AGE = 8 * 60 * 60  # a working day
SESSION_IDLE_SECONDS = 60 * _number("HENGJI_SESSION_IDLE_MINUTES", 60)
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

LOGGING = logging_settings(os.environ.get("HENGJI_LOG_LEVEL", "INFO"))
SLOW_QUERY_MS = float(os.environ.get("HENGJI_SLOW_QUERY_MS", "500"))
METRICS_TOKEN = os.environ.get("HENGJI_METRICS_TOKEN", "")
METRICS_ADDRESSES = os.environ.get("HENGJI_METRICS_ADDRESSES", "127.0.0.1,::1").split(",")
