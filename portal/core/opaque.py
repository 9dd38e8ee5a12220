"""What stands for a row's number in addresses and forms: it tells nobody how many there are, and another cannot be guessed.

Made from the session key: with another one old addresses lead nowhere."""

import base64
import binascii
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

SIZE = 8
LENGTH = 32  # of what is written: 24 bytes


def of(kind: str, number: int) -> str:
    return base64.urlsafe_b64encode(_cipher().encrypt(number.to_bytes(SIZE, "big"), [kind.encode()])).decode()


def number(kind: str, written: str | None) -> int | None:
    """None for what was not made here for this kind."""
    if written is None or len(written) != LENGTH or not written.isascii():
        return None
    try:
        return int.from_bytes(_cipher().decrypt(base64.urlsafe_b64decode(written), [kind.encode()]), "big")
    except (InvalidTag, binascii.Error, ValueError):
        return None


def _cipher() -> AESSIV:
    return _of(str(current_app.config["SECRET_KEY"]))


@lru_cache(maxsize=4)
def _of(secret: str) -> AESSIV:
    return AESSIV(HKDF(algorithm=SHA256(), length=64, salt=None, info=b"portal/numbers").derive(secret.encode()))
