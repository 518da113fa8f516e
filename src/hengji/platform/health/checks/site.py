"""Whether the settings are those of a site that the public may reach."""

import stat
from datetime import datetime
from pathlib import Path

from django.conf import settings

from hengji.platform.health.findings import Finding, fault, fine, warning
from hengji.platform.health.registry import check

LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
SHORTEST_SECRET = 40  # characters; ours have 64
KNOWN_PASSWORD = "hengji-demo"  # noqa: S105 - the published one, to be recognised


def is_public() -> bool:
    """Whether the site answers to any name but this machine's own."""
    return settings.HTTPS or not LOOPBACK.issuperset(settings.ALLOWED_HOSTS)


@check("secrets", "密钥", needs_database=False)
def secrets(at: datetime) -> Finding:
    """The lasting key is there, long, and nobody else's to read."""
    folder = settings.DATA.home / "secrets"
    if settings.DATA.existing_secret("django") is None:
        return fault("还没有本站的密钥，登录状态不能保持", "请运行 hengji prepare 生成。")
    if len(settings.SECRET_KEY) < SHORTEST_SECRET:
        return fault("密钥过短", f"请删除 {folder / 'django'} 后重新启动；所有人需重新登录。")
    loose = [path.name for path in sorted(folder.iterdir()) if _readable(path)]
    if loose:
        return fault("其他系统用户可以读取密钥 " + "、".join(loose), f"请执行 chmod 600 {folder}/*")
    return fine("已生成，仅属主可读")


def _readable(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


@check("mode", "调试与演示方式", needs_database=False)
def mode(at: datetime) -> Finding:
    """Neither belongs on a site that others reach."""
    if not is_public():
        return fine("仅本机使用")
    if settings.DEBUG:
        return fault("对外的站点开着调试方式", "请去掉 HENGJI_DEBUG。")
    if settings.DEMO and settings.DEMO_PASSWORD == KNOWN_PASSWORD:
        return fault("演示账号使用众所周知的密码", "请设 HENGJI_DEMO=0。")
    if settings.DEMO:
        return warning("对外的站点开着演示账号", "正式使用请设 HENGJI_DEMO=0。")
    return fine("均已关闭")


@check("https", "HTTPS", needs_database=False)
def https(at: datetime) -> Finding:
    """Without it passwords and personal data cross the network in the clear."""
    if not is_public():
        return fine("仅本机使用，不需要")
    if not settings.HTTPS:
        return fault("没有启用 HTTPS", "请在前面加反向代理并设 HENGJI_HTTPS=1，见部署手册。")
    return fine("已启用，含 HSTS 与安全 Cookie")


@check("hosts", "域名", needs_database=False)
def hosts(at: datetime) -> Finding:
    """An asterisk lets anybody's name be put into our links."""
    if "*" in settings.ALLOWED_HOSTS:
        return fault("任何域名都会被接受", "请在 HENGJI_HOSTS 中写明本站的域名。")
    if any(not host.strip() for host in settings.ALLOWED_HOSTS):
        return warning("域名列表中有空项", "请检查 HENGJI_HOSTS 中的逗号。")
    return fine("、".join(settings.ALLOWED_HOSTS))
