"""Encryption at rest, with a key that lies outside the data folder."""

import base64
import binascii
import secrets
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

MARK = "k1:"


def key_for(purpose: str) -> bytes:
    """A key of its own for each purpose (`fields`, `files`), 32 bytes, from the one kept key."""
    return _derive(str(current_app.config["FIELD_KEY"]), purpose)


@cache
def _derive(kept: str, purpose: str) -> bytes:
    try:
        secret = base64.urlsafe_b64decode(kept)
    except (binascii.Error, ValueError) as error:
        raise SystemExit("The key of the protected fields is not base64.") from error
    if len(secret) != 32:
        raise SystemExit("The key of the protected fields must be 32 bytes, as base64.")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"portal/{purpose}".encode()).derive(secret)


def fingerprint() -> str:
    """Tells one kept key from another, and nothing of either: stands in backups, which hold no key."""
    return key_for("fingerprint").hex()[:16]


def seal_text(text: str | None) -> str | None:
    """`k1:` and base64 of nonce and AES-GCM ciphertext; None and '' stay None."""
    if not text:
        return None
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(key_for("fields")).encrypt(nonce, text.encode(), MARK.encode())
    return MARK + base64.b64encode(nonce + sealed).decode()


def open_text(sealed: str | None) -> str | None:
    """Raises cryptography's InvalidTag when the key is another or the text was altered."""
    if not sealed:
        return None
    raw = base64.b64decode(sealed.removeprefix(MARK))
    return AESGCM(key_for("fields")).decrypt(raw[:12], raw[12:], MARK.encode()).decode()
