"""The site's keys under a passphrase: whoever steals a backup must not get them with it."""

import base64
import json
import os
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from hengji.platform.backup.errors import SealError

SALT = 16  # bytes
# OWASP's second choice for scrypt: 64 MB, about a fifth of a second a guess.
COST = {"n": 2**16, "r": 8, "p": 1}


def sealed(keys: Mapping[str, str], passphrase: str) -> bytes:
    salt = os.urandom(SALT)
    return salt + _cipher(passphrase, salt).encrypt(json.dumps(dict(keys)).encode())


def opened(data: bytes, passphrase: str) -> dict[str, str]:
    """Raises `SealError`."""
    try:
        text = _cipher(passphrase, data[:SALT]).decrypt(data[SALT:])
    except InvalidToken as error:
        raise SealError from error
    return {str(name): str(value) for name, value in json.loads(text).items()}


def _cipher(passphrase: str, salt: bytes) -> Fernet:
    key = Scrypt(salt=salt, length=32, **COST).derive(passphrase.encode())
    return Fernet(base64.urlsafe_b64encode(key))
