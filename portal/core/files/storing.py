"""Taking files in: written under a temporary name, synced, renamed, the folder synced; only then the row."""

import hashlib
import io
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from flask import current_app
from sqlalchemy import event, select
from werkzeug.datastructures import FileStorage

from portal.core import clock
from portal.core.catalogue import lazy_gettext as _l
from portal.core.crypto import key_for
from portal.core.db import db
from portal.core.files.kinds import HEAD, accepted_kind
from portal.core.files.models import StoredFile
from portal.core.files.sealing import Opened, seal
from portal.core.refusal import Refusal
from portal.core.text import file_name

PIECE = 256 * 1024
ORPHAN_AGE_SECONDS = 24 * 3600
RECEIVED, KEPT = "received_files", "kept_files"


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
    copy: "Received | None" = None


def receive(stream: Any, name: str, kinds: frozenset[str], to_seal: frozenset[str], limit: int | None = None) -> Received:
    """The slow half: hashed and, if of a kind `to_seal`, encrypted on its way to the disk; the database is not asked.
    Raises Refusal for what is empty, too large or of a kind that is not in `kinds`; then no file remains. `limit`: of what
    the portal itself writes, which may be longer than an upload."""
    head = stream.read(HEAD)
    media_type = accepted_kind(head, kinds)
    sealed = media_type in to_seal
    key = secrets.token_hex(24)
    counted = _Counted(_pieces(head, stream), limit or int(current_app.config["UPLOAD_LIMIT"]))
    _write(path_of(key), seal(counted, key_for("files")) if sealed else counted)
    db.session.info.setdefault(RECEIVED, set()).add(key)
    return Received(key, counted.hash.hexdigest(), counted.size, media_type, file_name(name), sealed)


def keep(received: Received, original_id: int | None = None) -> StoredFile:
    """The quick half: the row, and that of its copy, flushed and not committed."""
    values = {name: getattr(received, name) for name in ("key", "sha256", "size", "media_type", "name", "sealed", "width", "height")}
    row = StoredFile(**values, original_id=original_id, made_at=clock.now())
    db.session.add(row)
    db.session.flush()
    db.session.info.setdefault(KEPT, set()).add(received.key)
    return row


def store(upload: FileStorage, kinds: frozenset[str], sealed: bool = False) -> StoredFile:
    """Both halves at once, for small files."""
    return keep(receive(upload.stream, upload.filename or "file", kinds, kinds if sealed else frozenset()))


def store_bytes(data: bytes, name: str, kinds: frozenset[str], sealed: bool = False) -> StoredFile:
    return keep(receive(io.BytesIO(data), name, kinds, kinds if sealed else frozenset()))


class _Counted:
    """Pieces hashed and counted on their way."""

    def __init__(self, pieces: Iterator[bytes], limit: int) -> None:
        self._pieces, self._limit, self.size, self.hash = pieces, limit, 0, hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.size += len(piece)
            if self.size > self._limit:
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


def _write(path: Path, pieces: Iterable[bytes]) -> None:
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
    return io.BufferedReader(Opened(file, stored.size, key_for("files")), PIECE)


def verify(stored: StoredFile) -> bool:
    """Whether the bytes on disk are still those that came."""
    counted = hashlib.sha256()
    with open_stored(stored) as file:
        while piece := file.read(PIECE):
            counted.update(piece)
    return counted.hexdigest() == stored.sha256


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
