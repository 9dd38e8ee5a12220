"""The ring of keys: the first writes, all of them read. Kept in a file outside the data folder, or given in the environment.

The file is looked at before each use: a key that an operator adds or puts first counts at once, in every process."""

import base64
import binascii
import hashlib
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

NOT_A_KEY = "A key of the protected fields must be 32 bytes, written as base64."


class WrongKeyError(Exception):
    """The keys at hand are not those of this database. Its words are for the operator."""


class MissingKeyError(InvalidTag):
    """What is to be opened needs a key that the ring does not hold."""


@dataclass(frozen=True)
class Key:
    """`id` is a fingerprint: it tells keys apart and nothing about them."""

    secret: bytes

    @property
    def id(self) -> str:
        return _fingerprint(self.secret)

    @property
    def written(self) -> str:
        return base64.urlsafe_b64encode(self.secret).decode()

    def of(self, purpose: str) -> bytes:
        """A key of its own for each purpose (`fields`, `files`)."""
        return _derived(self.secret, purpose)


@lru_cache(maxsize=64)
def _derived(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"portal/{purpose}".encode()).derive(secret)


@lru_cache(maxsize=64)
def _fingerprint(secret: bytes) -> str:
    return hashlib.sha256(_derived(secret, "fingerprint")).hexdigest()[:8]


def ring() -> tuple[Key, ...]:
    """All keys, the one that writes first; empty when there is none yet."""
    given = str(current_app.config["FIELD_KEY"])
    if given:
        return _read(given)
    path = key_file()
    try:
        state = os.stat(path)
    except FileNotFoundError:
        return ()
    return _read_file(str(path), state.st_ino, state.st_mtime_ns, state.st_size)


def current() -> Key:
    keys = ring()
    if not keys:
        raise WrongKeyError(f"There is no key for protected fields: neither PORTAL_FIELD_KEY nor the file {key_file()}.")
    return keys[0]


def find(key_id: str) -> Key:
    for key in ring():
        if key.id == key_id:
            return key
    raise MissingKeyError(f"the key {key_id} is not there")


def key_file() -> Path:
    return Path(current_app.config["FIELD_KEY_FILE"])


def in_environment() -> bool:
    return bool(current_app.config["FIELD_KEY"])


@lru_cache(maxsize=8)
def _read_file(path: str, _inode: int, _changed: int, _size: int) -> tuple[Key, ...]:
    return _read(Path(path).read_text())


@lru_cache(maxsize=8)
def _read(text: str) -> tuple[Key, ...]:
    return tuple(dict.fromkeys(Key(_secret(word)) for word in text.replace(",", " ").split()))


def _secret(word: str) -> bytes:
    try:
        secret = base64.urlsafe_b64decode(word)
    except (binascii.Error, ValueError) as error:
        raise WrongKeyError(NOT_A_KEY) from error
    if len(secret) != 32:
        raise WrongKeyError(NOT_A_KEY)
    return secret


def make_first() -> None:
    """The file with one new key. Of two processes that come together one makes it."""
    path = key_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(new_key().written + "\n")
    except FileExistsError:
        pass


def new_key() -> Key:
    return Key(secrets.token_bytes(32))


def lay_aside(key: Key) -> Path:
    """Out of the ring, into a file of its own beside it."""
    path = key_file()
    aside = path.with_name(f"{path.name}.dropped-{key.id}")
    _write((key,), aside)
    _write(tuple(one for one in ring() if one != key), path)
    return aside


def keep(keys: tuple[Key, ...]) -> None:
    _write(keys, key_file())


def _write(keys: tuple[Key, ...], path: Path) -> None:
    """Replaces the file as a whole: no process ever reads half of it."""
    under_way = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(under_way, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("".join(f"{key.written}\n" for key in keys))
        file.flush()
        os.fsync(file.fileno())
    os.replace(under_way, path)
