"""Files of polling centres, checked and taken over. Both jobs commit piece by piece, so that the portal keeps answering
(SQLite has one writer), and begin from the start when they run again: every piece may be done twice."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from portal.core import clock, files
from portal.core.db import begin_read, begin_write, db
from portal.core.jobs import job
from portal.elections.importing import StationRow, Told, compare, number_of_rows, read_places
from portal.elections.models import PlacesImport
from portal.elections.services import checking, receiving, taking
from portal.elections.vocabulary.places import ImportState

PIECE, LINES = 400, 2000
# Between two pieces others who wait to write get their turn.
BREATH_SECONDS = 0.02
Row = TypeVar("Row")


@job(receiving.CHECK)
def check_places(payload: dict[str, int]) -> None:
    number = payload["number"]
    election_id = _begin(number, (ImportState.WAITING, ImportState.CHECKING), ImportState.CHECKING)
    if election_id is None:
        return
    _step(lambda: checking.forget_lines(number))
    told = _read(number, with_progress=True)
    if told.faults:
        for several in _pieces(told.faults, LINES):
            _step(partial(checking.keep_faults, number, several))
        _step(lambda: checking.end_check(_record(number), {"rows": told.rows, "faults": len(told.faults)}, faulty=True))
        return
    begin_read()
    known = checking.known_places(election_id)
    db.session.rollback()
    counts, differences = compare(told, known)
    for rows in _pieces(differences, LINES):
        _step(partial(checking.keep_differences, number, rows))
    _step(lambda: checking.end_check(_record(number), {"rows": told.rows, **counts}, faulty=False))


@job(receiving.TAKE)
def take_places(payload: dict[str, int]) -> None:
    number = payload["number"]
    election_id = _begin(number, (ImportState.CONFIRMED, ImportState.TAKING), ImportState.TAKING)
    if election_id is None:
        return
    told, now = _read(number, with_progress=False), clock.now()
    stations: dict[str, list[StationRow]] = {}
    for row in told.stations.values():
        stations.setdefault(row.centre, []).append(row)
    done = 0
    for several in _pieces(list(told.centres.values()), PIECE):
        done += len(several) + sum(len(stations.get(row.code, ())) for row in several)
        _step(partial(taking.take_piece, election_id, several, stations, now), partial(checking.progress, number, done_rows=done))
    begin_read()
    gone = taking.gone(election_id, told.centres)
    db.session.rollback()
    for ids in _pieces(gone, PIECE):
        _step(partial(taking.close_gone, election_id, ids, now))
    _step(lambda: checking.end_taking(_record(number)))


def _begin(number: int, allowed: tuple[ImportState, ...], state: ImportState) -> int | None:
    """The election's id; None when another run has done it already."""
    begin_write()
    record = db.session.get(PlacesImport, number)
    if record is None or record.state not in allowed:
        db.session.rollback()
        return None
    record.state, record.done_rows = state, 0
    election_id = record.election_id
    db.session.commit()
    return election_id


def _read(number: int, with_progress: bool) -> Told:
    """No transaction is open while the file is read."""
    begin_read()
    stored = db.session.get(files.StoredFile, _record(number).file_id)
    assert stored is not None
    stream = files.open_stored(stored)
    db.session.rollback()
    with stream:
        rows = number_of_rows(stream)
        if with_progress:
            _step(lambda: checking.progress(number, all_rows=rows))
            return read_places(stream, lambda done: _step(lambda: checking.progress(number, done_rows=min(done, rows))))
        return read_places(stream)


def _record(number: int) -> PlacesImport:
    record = db.session.get(PlacesImport, number)
    assert record is not None
    return record


def _step(*works: Callable[[], None]) -> None:
    """A short transaction of its own."""
    begin_write()
    for work in works:
        work()
    db.session.commit()
    time.sleep(BREATH_SECONDS)


def _pieces(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
