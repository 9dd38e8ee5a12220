"""Encryption at rest, with keys that lie outside the data folder.

A model declares what it keeps sealed, and nothing else has to be done for the key to be found and changed:

    names: Mapped[str | None] = mapped_column(Sealed)      # never Text
    row.names = seal_text(typed)                           # in the service
    open_text(row.names)                                   # where somebody may read it

The column refuses whatever was not sealed."""

import base64
import re
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from portal.core.keys import ring
from portal.core.keys.ring import Key

FIRST_MARK = "k1:"  # of release 0.1.0, which had one key and did not name it
MARK = re.compile(r"k(1|[0-9a-f]{8}):")


class Sealed(TypeDecorator[str]):
    """A column of sealed text. Reading gives it sealed too: opening is an act of its own."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is not None and not MARK.match(value):
            raise ValueError("a sealed column takes only what seal_text has sealed")
        return value

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        return self.impl_instance


def mark_of(key: Key) -> str:
    return f"k{key.id}:"


def seal_text(text: str | None) -> str | None:
    """The mark of the key, and base64 of nonce and AES-GCM ciphertext; None and '' stay None."""
    from portal.core.keys import checking

    if not text:
        return None
    checking.ensure()
    return sealed_with(ring.current(), text)


def sealed_with(key: Key, text: str) -> str:
    nonce, mark = secrets.token_bytes(12), mark_of(key)
    sealed = AESGCM(key.of("fields")).encrypt(nonce, text.encode(), mark.encode())
    return mark + base64.b64encode(nonce + sealed).decode()


def open_text(sealed: str | None) -> str | None:
    """Raises cryptography's InvalidTag when the key is another or the text was altered."""
    if not sealed:
        return None
    mark = MARK.match(sealed)
    if mark is None:
        raise InvalidTag("not a sealed text")
    raw = base64.b64decode(sealed[mark.end() :])
    keys = ring.ring() if mark.group() == FIRST_MARK else (ring.find(mark.group(1)),)
    for key in keys:
        try:
            return AESGCM(key.of("fields")).decrypt(raw[:12], raw[12:], mark.group().encode()).decode()
        except InvalidTag:
            continue
    raise InvalidTag("no key of the ring opens this")
