"""Files encrypted in chunks of 1 MiB (AES-256-GCM), so that a part can be read without the whole.

Layout: 4 bytes `PF1\\n`, 7 bytes random prefix, then chunks. A chunk's nonce is prefix, its number (4 bytes) and 1 for the
last one: chunks cannot be dropped, doubled or put in another order unnoticed."""

import io
import secrets
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"PF1\n"
PREFIX = 7
CHUNK = 1024 * 1024
TAG = 16
START = len(MAGIC) + PREFIX


def seal(pieces: Iterable[bytes], key: bytes) -> Iterator[bytes]:
    """The encrypted bytes of `pieces`, whatever their sizes."""
    prefix, cipher, held, number = secrets.token_bytes(PREFIX), AESGCM(key), bytearray(), 0
    yield MAGIC + prefix
    for piece in pieces:
        held += piece
        while len(held) > CHUNK:
            yield cipher.encrypt(_nonce(prefix, number, False), bytes(held[:CHUNK]), None)
            del held[:CHUNK]
            number += 1
    yield cipher.encrypt(_nonce(prefix, number, True), bytes(held), None)


def sealed_size(size: int) -> int:
    """Of the file on disk, for so many plain bytes."""
    return START + size + TAG * max(1, -(-size // CHUNK))


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + (b"\x01" if last else b"\x00")


class Opened(io.RawIOBase):
    """A sealed file read as if it were plain; seeks, for range requests. `size` is that of the plain bytes.

    Raises cryptography's InvalidTag where the file was altered."""

    def __init__(self, file: BinaryIO, size: int, key: bytes) -> None:
        self._file, self._size, self._cipher = file, size, AESGCM(key)
        head = file.read(START)
        if head[: len(MAGIC)] != MAGIC:
            raise ValueError("not a sealed file")
        self._prefix, self._at, self._number, self._chunk = head[len(MAGIC) :], 0, -1, b""
        self._last = max(0, (size - 1) // CHUNK)

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
            self._file.seek(START + number * (CHUNK + TAG))
            sealed = self._file.read(CHUNK + TAG)
            self._chunk = self._cipher.decrypt(_nonce(self._prefix, number, number == self._last), sealed, None)
            self._number = number
        piece = self._chunk[offset : offset + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        self._file.close()
        super().close()
