"""A backup while people work: first the database as it stands at one moment, then the files that it names.

Files are written before their rows and never changed, so that whatever the rows name is there."""

import hashlib
import json
import os
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO

import pyrage
from flask import current_app
from sqlalchemy import text

from portal.core import clock, files
from portal.core.db import begin_read, db
from portal.core.keys import ring
from portal.core.version import VERSION
from portal.operations import snapshot
from portal.operations.archive.container import Writer
from portal.operations.archive.crossing import encrypted
from portal.operations.archive.reading import FORMAT, HEAD, Archive

FILE_TABLE = "core_file"
OF_FILES = ("key", "sha256", "size", "sealed")
TELL_EVERY_SECONDS = 5.0
Say = Callable[[str], None]


@dataclass
class Made:
    """`faults` name files that were not there or broken; everything else is in the backup all the same."""

    path: Path
    revision: str = ""
    sha256: str = ""
    size: int = 0
    rows: int = 0
    files: int = 0
    faults: list[str] = field(default_factory=list)


def recipients() -> list[Any]:
    """The public keys of PORTAL_BACKUP_RECIPIENT. Raises ValueError."""
    keys = str(current_app.config["PORTAL_BACKUP_RECIPIENT"]).replace(",", " ").split()
    try:
        return [pyrage.x25519.Recipient.from_str(key) for key in keys]
    except pyrage.RecipientError as error:
        raise ValueError(f"PORTAL_BACKUP_RECIPIENT holds a key that is no age public key (age1…): {error}") from error


def back_up(target: Path, to: Sequence[Any], say: Say) -> Made:
    """Written beside `target`, read back, and only then named so. Raises OSError, LookupError or Damaged; then nothing remains."""
    made, under_way = Made(target), target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    proof = pyrage.x25519.Identity.generate()
    try:
        with _new(under_way) as file:
            with _door(file, [*to, proof.to_public()] if to else []) as out:
                _write(Writer(out), made, say, with_files=True)
            file.flush()
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        say("Reading the backup back …")
        found = Archive(under_way, [proof]).verify()
        if (sum(found.rows.values()), found.files) != (made.rows, made.files):
            raise OSError("What was read back is not what was written.")
        made.sha256, made.size = _hash_of(under_way), under_way.stat().st_size
        if target.exists():
            raise FileExistsError(f"{target} came meanwhile.")
        under_way.rename(target)
    finally:
        under_way.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    return made


def tables_only(target: Path, say: Say) -> Made:
    """For moving to another database: the files stay where they are."""
    made = Made(target)
    with _new(target) as file:
        _write(Writer(file), made, say, with_files=False)
    return made


def _write(writer: Writer, made: Made, say: Say, with_files: bool) -> None:
    taken_at = clock.now()
    with tempfile.TemporaryFile("w+", dir=current_app.config["DATA"], prefix=".backup-") as named:
        with snapshot.taken(db.engine) as now:
            head = {
                "format": FORMAT, "taken_at": taken_at.isoformat(), "release": VERSION, "revision": now.revision, "engine": db.engine.dialect.name,
                "keys": [key.id for key in ring.ring()], "tables": now.tables, "searchable": now.searchable,
            }  # fmt: skip
            made.revision = now.revision
            writer.add(HEAD, json.dumps(head, ensure_ascii=False, indent=1).encode())
            say(f"The database as it stands at {clock.local(taken_at):%Y-%m-%d %H:%M:%S} …")
            rows = {name: _table(writer, now, name, say) for name in now.tables}
            made.rows = sum(rows.values())
            for row in now.some_of(FILE_TABLE, OF_FILES):
                named.write(json.dumps(row) + "\n")
        named.seek(0)
        absent = _files(writer, made, named, rows.get(FILE_TABLE, 0), say) if with_files else []
    if absent:
        writer.add("absent", "\n".join(absent).encode())
    writer.close({"taken_at": taken_at.isoformat(), "rows": rows, "files": made.files})


def _table(writer: Writer, now: snapshot.Snapshot, name: str, say: Say) -> int:
    rows = 0
    for number, (count, data) in enumerate(now.pieces(name), start=1):
        writer.add(f"tables/{name}/{number:06}.jsonl.gz", data)
        rows += count
    if rows:
        say(f"  {name}: {rows:,} rows")
    return rows


def _files(writer: Writer, made: Made, named: IO[str], total: int, say: Say) -> list[str]:
    """Copies each file that the rows name; returns the keys of those that are not there."""
    absent, told = [], time.monotonic()
    say(f"{total:,} files …")
    for line in named:
        key, sha256, size, sealed = json.loads(line)
        stored = files.Received(key, sha256, size, "", "", sealed)
        fault = files.fault_of(stored)
        if fault is not None and _named_still(key):
            made.faults.append(f"File {key} {fault}.")
        elif fault is not None:
            say(f"  File {key} was taken out of the portal while the backup ran.")
        path = files.path_of(key)
        if not path.exists():
            absent.append(key)
            continue
        with path.open("rb") as file:
            writer.add_stream(f"files/{key}", file, os.fstat(file.fileno()).st_size)
        made.files += 1
        if time.monotonic() - told > TELL_EVERY_SECONDS:
            say(f"  {made.files:,} of {total:,} files")
            told = time.monotonic()
    return absent


def _named_still(key: str) -> bool:
    begin_read()
    with db.engine.connect() as connection:
        return connection.execute(text(f"SELECT 1 FROM {FILE_TABLE} WHERE key = :key"), {"key": key}).first() is not None  # noqa: S608


@contextmanager
def _new(path: Path) -> Iterator[BinaryIO]:
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file


@contextmanager
def _door(file: BinaryIO, to: Sequence[Any]) -> Iterator[BinaryIO]:
    if not to:
        yield file
        return
    with encrypted(file, to) as out:
        yield out


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
