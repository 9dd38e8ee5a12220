"""Taking files in: written under a temporary name, synced, renamed, the folder synced; only then the row."""

import hashlib
import io
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from flask import current_app
from sqlalchemy import delete, event, select

from portal.core import clock, jobs
from portal.core.catalogue import lazy_gettext as _l
from portal.core.db import db
from portal.core.files.kinds import HEAD, accepted_kind
from portal.core.files.models import Scan, StoredFile
from portal.core.files.sealing import Opened, seal, sealed_size
from portal.core.keys import checking, ring
from portal.core.refusal import Refusal
from portal.core.text import file_name

PIECE = 256 * 1024
ORPHAN_AGE_SECONDS = 24 * 3600
RECEIVED, KEPT = "received_files", "kept_files"
SCAN = "core.scan_files"


@dataclass
class Received:
    """A file that lies on the disk and has no row yet: `keep` gives it one, and what is not kept when the transaction
    ends is removed. `copy` is the picture that is shown in its place."""

    key: str
    sha256: str
    size: int
    media_type: str
    name: str
    sealed: bool
    width: int | None = None
    height: int | None = None
    scan: str = Scan.OWN
    copy: "Received | None" = None


def receive(stream: Any, name: str, kinds: frozenset[str], to_seal: frozenset[str], limit: int | None = None) -> Received:
    """The slow half: hashed and, if of a kind `to_seal`, encrypted on its way to the disk; the database is not asked.
    Raises Refusal for what is empty, too large or of a kind that is not in `kinds`; then no file remains. `limit`: of what
    the portal itself writes, which may be longer than an upload."""
    head = stream.read(HEAD)
    media_type = accepted_kind(head, kinds)
    sealed = media_type in to_seal
    key = secrets.token_hex(24)
    counted = Counted(_pieces(head, stream), limit or int(current_app.config["UPLOAD_LIMIT"]))
    write(path_of(key), sealed_pieces(counted) if sealed else counted)
    db.session.info.setdefault(RECEIVED, set()).add(key)
    return Received(key, counted.hash.hexdigest(), counted.size, media_type, file_name(name), sealed)


def sealed_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    checking.ensure()
    return seal(pieces, ring.current())


def keep(received: Received, original_id: int | None = None) -> StoredFile:
    """The quick half: the row, and that of its copy, flushed and not committed."""
    values = {name: getattr(received, name) for name in ("key", "sha256", "size", "media_type", "name", "sealed", "width", "height", "scan")}
    row = StoredFile(**values, original_id=original_id, made_at=clock.now())
    db.session.add(row)
    db.session.flush()
    db.session.info.setdefault(KEPT, set()).add(received.key)
    if received.scan == Scan.WAITING and current_app.config["PORTAL_CLAMD"] and not jobs.waits(SCAN):
        jobs.enqueue(SCAN)
    return row


def store_bytes(data: bytes, name: str, kinds: frozenset[str], sealed: bool = False) -> StoredFile:
    """Both halves at once, of what the portal itself has made."""
    return keep(receive(io.BytesIO(data), name, kinds, kinds if sealed else frozenset()))


class Counted:
    """Pieces hashed and counted on their way."""

    def __init__(self, pieces: Iterator[bytes], limit: int | None) -> None:
        self._pieces, self._limit, self.size, self.hash = pieces, limit, 0, hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.size += len(piece)
            if self._limit is not None and self.size > self._limit:
                megabytes = self._limit // (1024 * 1024)
                raise Refusal(_l("The file is larger than %(megabytes)d MB.", megabytes=megabytes), status=422)
            self.hash.update(piece)
            yield piece


def _pieces(head: bytes, stream: Any) -> Iterator[bytes]:
    piece = head
    while piece:
        yield piece
        piece = stream.read(PIECE)


def path_of(key: str) -> Path:
    return Path(current_app.config["DATA"]) / "files" / key[:2] / key[2:4] / key


def write(path: Path, pieces: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    under_way = path.with_name(path.name + ".part")
    try:
        with open(under_way, "xb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        os.rename(under_way, path)
    except BaseException:
        under_way.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def open_stored(stored: StoredFile | Received) -> BinaryIO:
    """The bytes as they came, seekable. Raises FileNotFoundError."""
    file = open(path_of(stored.key), "rb")  # noqa: SIM115 - the caller closes it
    if not stored.sealed:
        return file
    return io.BufferedReader(Opened(file, stored.size), PIECE)


def head_of(stored: StoredFile | Received) -> bytes:
    with open(path_of(stored.key), "rb") as file:
        return file.read(HEAD)


def seal_anew(stored: StoredFile) -> bool:
    """With the key that writes now, in the place of the file before, which its readers still hold open. Raises InvalidTag
    and FileNotFoundError. The plain bytes stay the same, and so does the row."""
    path = path_of(stored.key)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with open_stored(stored) as file:
        write(fresh, sealed_pieces(iter(lambda: file.read(PIECE), b"")))
    with open(fresh, "rb") as written:
        same = hashlib.file_digest(io.BufferedReader(Opened(written, stored.size), PIECE), "sha256").hexdigest() == stored.sha256
    if same:
        os.replace(fresh, path)
    else:
        fresh.unlink()
    return same


def fault_of(stored: StoredFile | Received) -> str | None:
    """What is wrong with the bytes on disk, in words for an operator; None when they are still those that came."""
    counted, size = hashlib.sha256(), 0
    try:
        with open_stored(stored) as file:
            while piece := file.read(PIECE):
                counted.update(piece)
                size += len(piece)
    except FileNotFoundError:
        return "is not on the disk"
    except InvalidTag:
        return "was changed, or was sealed with another key"
    except (OSError, ValueError) as error:
        return f"cannot be read ({error})"
    if stored.sealed and path_of(stored.key).stat().st_size != sealed_size(stored.size, head_of(stored)):
        return "was changed: it has another size"
    return None if (counted.hexdigest(), size) == (stored.sha256, stored.size) else "was changed"


@event.listens_for(db.session, "after_commit")
def _drop_unkept(session: Any) -> None:
    _drop(session.info.pop(RECEIVED, set()) - session.info.pop(KEPT, set()))


@event.listens_for(db.session, "after_soft_rollback")
def _drop_all(session: Any, previous: Any) -> None:
    """Files of a transaction that is rolled back are removed with it."""
    if not previous.nested:
        session.info.pop(KEPT, None)
        _drop(session.info.pop(RECEIVED, set()))


def _drop(keys: Iterable[str]) -> None:
    for key in keys:
        path_of(key).unlink(missing_ok=True)


def forget(ids: Iterable[int]) -> None:
    """The rows go now; the files, which no row names then, when they are swept."""
    db.session.execute(delete(StoredFile).where(StoredFile.id.in_(list(ids))))


def forget_whole(ids: Iterable[int]) -> None:
    """With their originals and with copies made of them: a copy's row goes before the one that it names."""
    wanted = set(ids)
    if not wanted:
        return
    originals = set(db.session.scalars(select(StoredFile.original_id).where(StoredFile.id.in_(wanted), StoredFile.original_id.is_not(None))))
    roots = wanted | {number for number in originals if number is not None}
    db.session.execute(delete(StoredFile).where(StoredFile.original_id.in_(roots)))
    forget(roots)


def drop_orphans() -> int:
    """Removes files older than a day that no row names (taken out of a draft, or a process died between file and row);
    returns how many."""
    top = Path(current_app.config["DATA"]) / "files"
    oldest = clock.now().timestamp() - ORPHAN_AGE_SECONDS
    old = [path for path in top.glob("??/??/*") if path.stat().st_mtime < oldest]
    known = set(db.session.scalars(select(StoredFile.key)))
    lost = [path for path in old if path.name not in known]
    for path in lost:
        path.unlink(missing_ok=True)
    return len(lost)
