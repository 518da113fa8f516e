"""Personal data as it lies in the database: unreadable without the site's key.

The keys are made from Django's, so that there is one secret to keep and to change: a key that moved
to ``SECRET_KEY_FALLBACKS`` still opens what was sealed with it.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


def seal(text: str) -> str:
    """``text`` encrypted and authenticated; equal texts give different seals."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed. Raises cryptography's InvalidToken where the key is not the site's."""
    return _keys().decrypt(sealed.encode()).decode()


def digest(text: str, purpose: str) -> str:
    """A value to compare by, from which nobody without the key finds ``text`` by trying."""
    key = _derived(settings.SECRET_KEY, purpose)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _keys() -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(_derived(one, "personal data"))) for one in secrets]
    )


def _derived(secret: str | bytes, purpose: str) -> bytes:
    info = f"hengji {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(force_bytes(secret))
