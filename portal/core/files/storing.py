"""Taking files in: written under a temporary name, synced, renamed, the folder synced; only then the row."""

import hashlib
import io
import os
import secrets
from collections.abc import Iterable, Iterator
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


def store(upload: FileStorage, kinds: frozenset[str], sealed: bool = False) -> StoredFile:
    """The row of the stored upload, flushed and not committed. Raises Refusal for what is empty, too large or of a kind
    that is not in `kinds`; then neither row nor file remains."""
    return store_stream(upload.stream, upload.filename or "file", kinds, sealed)


def store_bytes(data: bytes, name: str, kinds: frozenset[str], sealed: bool = False, original_id: int | None = None) -> StoredFile:
    return store_stream(io.BytesIO(data), name, kinds, sealed, original_id)


def store_stream(stream: Any, name: str, kinds: frozenset[str], sealed: bool, original_id: int | None = None) -> StoredFile:
    head = stream.read(HEAD)
    media_type = accepted_kind(head, kinds)
    key = secrets.token_hex(24)
    counted = _Counted(_pieces(head, stream), int(current_app.config["UPLOAD_LIMIT"]))
    _write(path_of(key), seal(counted, key_for("files")) if sealed else counted)
    _remember(key)
    row = StoredFile(
        key=key, sha256=counted.hash.hexdigest(), size=counted.size, media_type=media_type, name=file_name(name), sealed=sealed,
        original_id=original_id, made_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


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


def open_stored(stored: StoredFile) -> BinaryIO:
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


def _remember(key: str) -> None:
    """Files of a transaction that is rolled back are removed with it."""
    db.session.info.setdefault("new_files", []).append(path_of(key))


@event.listens_for(db.session, "after_commit")
def _keep(session: Any) -> None:
    session.info.pop("new_files", None)


@event.listens_for(db.session, "after_soft_rollback")
def _drop(session: Any, previous: Any) -> None:
    if previous.nested:
        return
    for path in session.info.pop("new_files", ()):
        path.unlink(missing_ok=True)


def take_back(stored: StoredFile) -> None:
    """Row and bytes of a file that this same transaction has stored, when its other half failed."""
    path_of(stored.key).unlink(missing_ok=True)
    db.session.delete(stored)
    db.session.flush()


def drop_orphans() -> int:
    """Removes files older than a day that no row names (a process died between file and row); returns how many."""
    top = Path(current_app.config["DATA"]) / "files"
    oldest = clock.now().timestamp() - ORPHAN_AGE_SECONDS
    old = [path for path in top.glob("??/??/*") if path.stat().st_mtime < oldest]
    known = set(db.session.scalars(select(StoredFile.key)))
    lost = [path for path in old if path.name not in known]
    for path in lost:
        path.unlink(missing_ok=True)
    return len(lost)
