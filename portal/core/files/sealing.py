"""Files encrypted in chunks of 1 MiB (AES-256-GCM), so that a part can be read without the whole.

Layout: 4 bytes `PF1\\n`, 7 bytes random prefix, then chunks. A chunk's nonce is prefix, its number (4 bytes) and 1 for the
last one: chunks cannot be dropped, doubled or put in another order unnoticed."""

import io
import secrets
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.core.keys import ring
from portal.core.keys.ring import Key

MAGIC, FIRST_MAGIC = b"PF2\n", b"PF1\n"
NAME = 4
PREFIX = 7
CHUNK = 1024 * 1024
TAG = 16


def seal(pieces: Iterable[bytes], key: Key) -> Iterator[bytes]:
    """The encrypted bytes of `pieces`, whatever their sizes."""
    prefix, cipher, held, number = secrets.token_bytes(PREFIX), AESGCM(key.of("files")), bytearray(), 0
    yield MAGIC + bytes.fromhex(key.id) + prefix
    for piece in pieces:
        held += piece
        while len(held) > CHUNK:
            yield cipher.encrypt(_nonce(prefix, number, False), bytes(held[:CHUNK]), None)
            del held[:CHUNK]
            number += 1
    yield cipher.encrypt(_nonce(prefix, number, True), bytes(held), None)


def key_of(head: bytes) -> str | None:
    """The id of the key in a sealed file's first bytes; None for a file of release 0.1.0."""
    if head[: len(MAGIC)] == MAGIC:
        return head[len(MAGIC) : len(MAGIC) + NAME].hex()
    if head[: len(FIRST_MAGIC)] == FIRST_MAGIC:
        return None
    raise ValueError("not a sealed file")


def sealed_size(size: int, head: bytes) -> int:
    """Of the file on disk that begins with `head`, for so many plain bytes."""
    start = len(MAGIC) + PREFIX + (0 if key_of(head) is None else NAME)
    return start + size + TAG * max(1, -(-size // CHUNK))


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + (b"\x01" if last else b"\x00")


class Opened(io.RawIOBase):
    """A sealed file read as if it were plain; seeks, for range requests. `size` is that of the plain bytes.

    Raises cryptography's InvalidTag where the file was altered."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._size = file, size
        head = file.read(len(MAGIC) + NAME + PREFIX)
        named = key_of(head)
        self._start = len(head) if named else len(head) - NAME
        self._prefix, self._at, self._number, self._chunk = head[self._start - PREFIX : self._start], 0, -1, b""
        self._last = max(0, (size - 1) // CHUNK)
        self._ciphers = [AESGCM(key.of("files")) for key in ((ring.find(named),) if named else ring.ring())]

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        number, offset = divmod(self._at, CHUNK)
        if number != self._number:
            self._file.seek(self._start + number * (CHUNK + TAG))
            self._chunk, self._number = self._open(self._file.read(CHUNK + TAG), number), number
        piece = self._chunk[offset : offset + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _open(self, sealed: bytes, number: int) -> bytes:
        """With the key that the file names; a file that names none is tried with each."""
        nonce = _nonce(self._prefix, number, number == self._last)
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(nonce, sealed, None)
            except InvalidTag:
                continue
        raise InvalidTag("no key of the ring opens this file")

    def close(self) -> None:
        self._file.close()
        super().close()
