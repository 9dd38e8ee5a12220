"""What is kept: files against their hashes, the audit chain, the search, and what each feature compares by itself."""

from collections.abc import Iterator
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from portal.audit import services as audit
from portal.core import clock, files
from portal.core.db import begin_read, db
from portal.core.files import StoredFile
from portal.core.register import Finding, registers
from portal.operations.restoring.finishing import files_of_rows
from portal.operations.snapshot import SEARCHABLE

ORPHAN_DAYS = 2
SECONDS_A_DAY = 86_400


def stored_files() -> Iterator[Finding]:
    count = faults = 0
    for key, sha256, size, sealed in files_of_rows():
        fault = files.fault_of(files.Received(key, sha256, size, "", "", sealed))
        count += 1
        if fault:
            faults += 1
            yield Finding.fault(f"File {key} {fault}.")
    yield Finding.ok(f"{count - faults:,} of {count:,} files are those that came, by their SHA-256.")


def files_without_rows() -> Iterator[Finding]:
    """Files of the last days may still get their row, or wait for the daily sweep."""
    top, oldest = Path(current_app.config["DATA"]) / "files", clock.now().timestamp() - ORPHAN_DAYS * SECONDS_A_DAY
    count = 0
    for path in top.glob("??/??/*"):
        if path.stat().st_mtime < oldest and not _known(path.name):
            count += 1
    if count:
        yield Finding.warning(f"{count:,} files are named by no row for {ORPHAN_DAYS} days; the worker takes such files away each day. Does it run?")


def _known(key: str) -> bool:
    return db.session.scalar(select(StoredFile.id).where(StoredFile.key == key)) is not None


def chain() -> Iterator[Finding]:
    broken = audit.first_broken_line()
    if broken is None:
        yield Finding.ok("The audit chain holds from its first line to its last.")
    else:
        yield Finding.fault(f"Audit line {broken[0]}: {broken[1]}.")


def search() -> Iterator[Finding]:
    """A collection that nothing writes anew would be lost by a restore."""
    known = {str(name): int(number) for name, number in db.session.execute(SEARCHABLE)}
    for name in sorted(set(known) - set(registers.indexing)):
        yield Finding.fault(f"The search holds {name}, and no feature could write that anew.")
    yield Finding.ok(f"The search holds {sum(known.values()):,} records.")


def of_features() -> Iterator[Finding]:
    for check in registers.checks.values():
        begin_read()
        yield from check()
        db.session.rollback()
