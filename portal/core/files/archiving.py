"""A ZIP made piece by piece: however large, it lies neither in memory nor unencrypted on the disk."""

import io
import secrets
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from portal.core.files.models import StoredFile
from portal.core.files.scanning import withheld
from portal.core.files.storing import PIECE, Counted, Received, open_stored, path_of, sealed_pieces, write
from portal.core.text import file_name

ZIP = "application/zip"
Member = tuple[str, Iterable[bytes]]


class _Outlet(io.RawIOBase):
    """What zipfile has written and nobody has taken yet; it cannot seek."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


def zipped(members: Iterable[Member]) -> Iterator[bytes]:
    """The bytes of an archive with these members (path, pieces)."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path, pieces in members:
            with archive.open(zipfile.ZipInfo(path), "w", force_zip64=True) as member:
                for piece in pieces:
                    member.write(piece)
                    yield outlet.take()
    yield outlet.take()


def pieces_of(stored: StoredFile | Received) -> Iterator[bytes]:
    """The bytes as they came. Raises FileNotFoundError, and PermissionError for a file that is not given out."""
    if withheld(stored):
        raise PermissionError(stored.key)
    with open_stored(stored) as file:
        while piece := file.read(PIECE):
            yield piece


def apart(stored: StoredFile) -> Received:
    """What can be read when the transaction that found it has ended."""
    return Received(stored.key, stored.sha256, stored.size, stored.media_type, stored.name, stored.sealed, scan=stored.scan)


def write_sealed(pieces: Iterable[bytes], name: str, media_type: str) -> Received:
    """An encrypted file of the portal's own making, of any size; no transaction is open meanwhile. `keep` gives it a row; without
    one it is swept away after a day."""
    key, counted = secrets.token_hex(24), Counted(iter(pieces), None)
    write(path_of(key), sealed_pieces(counted))
    return Received(key, counted.hash.hexdigest(), counted.size, media_type, file_name(name), True)
