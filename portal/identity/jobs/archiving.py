"""Writes the copies of records that people asked for. It commits its progress: the page shows it meanwhile."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete, update

from portal.core import clock, files
from portal.core.access import Actor
from portal.core.db import begin_read, begin_write, db
from portal.core.register import registers
from portal.identity import queries
from portal.identity.models import Export
from portal.identity.vocabulary import Role

TOLD_EVERY = 25
Pieces = Iterator[bytes]


def write(export_id: int) -> None:
    """The job. It reads, then writes the archive while no transaction is open, and tells its progress in between. Who has left
    the organisation meanwhile gets nothing of it."""
    begin_read()
    made = db.session.get(Export, export_id)
    if made is None or made.file_id is not None:
        return
    asker = queries.actor_of(made.asked_by_id)
    if made.organisation_id is not None and (asker is None or asker.organisation_id != made.organisation_id):
        _drop(export_id)
        return
    name, told, found = _gathered(made, asker)
    db.session.rollback()
    archive = files.write_sealed(files.zipped(_members(export_id, name, told, found)), f"{name}.zip", files.ZIP)
    begin_write()
    made = db.session.get(Export, export_id)
    if made is None:
        return
    made.file_id, made.done = files.keep(archive).id, made.total or 0


def _drop(export_id: int) -> None:
    db.session.rollback()
    begin_write()
    db.session.execute(delete(Export).where(Export.id == export_id))


def _gathered(made: Export, asker: Actor | None) -> tuple[str, dict[str, Any], list[tuple[str, files.Received]]]:
    """Name of the archive, everything that the features tell, and the files with their paths."""
    told: dict[str, Any] = {"made_at": clock.now()}
    if made.person_id is not None:
        for knows in registers.personal:
            told.update(knows(made.person_id))
        return str(told["account"]["user_name"]), told, []
    assert made.organisation_id is not None and asker is not None, "an export has one owner, who is there"
    told.update(queries.organisation_facts(made.organisation_id, whole=Role.CSO_ADMIN in asker.roles))
    for knows in registers.exports:
        told.update(knows(made.organisation_id))
    for shows in registers.own_exports:
        told.update(shows(asker))
    found = [(path, files.apart(stored)) for of_feature in registers.export_files for path, stored in of_feature(asker)]
    return str(told["organisation"]["reference"]), told, found


def _members(export_id: int, name: str, told: dict[str, Any], found: list[tuple[str, files.Received]]) -> Iterator[tuple[str, Pieces]]:
    """The facts, a list of the files with their hashes, and the files; one that is missing is named in the list."""
    _tell_progress(export_id, 0, len(found))
    yield f"{name}/{name}.json", iter([json.dumps(told, ensure_ascii=False, indent=1, default=_plain).encode()])
    missing = set()
    for number, (path, stored) in enumerate(found, 1):
        try:
            pieces = _begun(files.pieces_of(stored))
        except OSError:
            missing.add(path)
            continue
        yield f"{name}/{path}", pieces
        if number % TOLD_EVERY == 0:
            _tell_progress(export_id, number, len(found))
    yield f"{name}/files.csv", iter([_list_of(found, missing)])


def _begun(pieces: Pieces) -> Pieces:
    """Opens the file now, so that a missing one is noticed before its place in the archive is."""
    first = next(pieces, b"")

    def whole() -> Pieces:
        yield first
        yield from pieces

    return whole()


def _list_of(found: list[tuple[str, files.Received]], missing: set[str]) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(("path", "sha256", "size", "state"))
    rows.writerows((path, stored.sha256, stored.size, "missing" if path in missing else "present") for path, stored in found)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _tell_progress(export_id: int, done: int, total: int) -> None:
    """In a short transaction of its own: the page shows it while the job goes on."""
    begin_write()
    db.session.execute(update(Export).where(Export.id == export_id).values(done=done, total=total))
    db.session.commit()


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
