"""What the check of a file of polling centres leaves: lines of faults or differences, and the news for who sent it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import SYSTEM
from portal.core.db import db
from portal.elections.importing import CentreRow, Difference, Fault, Known, StationRow
from portal.elections.models import CentreName, ImportLine, PlacesImport, PollingCentre, PollingStation
from portal.elections.vocabulary.places import ImportState
from portal.notifications import services as notifications

CENTRE = (
    PollingCentre.code, PollingCentre.kind, PollingCentre.governorate, PollingCentre.district, PollingCentre.subdistrict, PollingCentre.address,
    PollingCentre.latitude, PollingCentre.longitude, PollingCentre.accessible, PollingCentre.voters,
)  # fmt: skip


def progress(number: int, **values: Any) -> None:
    db.session.execute(update(PlacesImport).where(PlacesImport.id == number).values(**values))


def forget_lines(number: int) -> None:
    """Of a check that is done again."""
    db.session.execute(delete(ImportLine).where(ImportLine.import_id == number))


def keep_faults(number: int, faults: Sequence[Fault]) -> None:
    db.session.execute(
        insert(ImportLine),
        [
            {"import_id": number, "kind": "fault", "line": row.line, "column": row.column, "value": row.value, "reason": row.reason, "more": row.more}
            for row in faults
        ],
    )


def keep_differences(number: int, rows: Sequence[Difference]) -> None:
    db.session.execute(insert(ImportLine), [{"import_id": number, **row._asdict()} for row in rows])


def known_places(election_id: int) -> Known:
    known, codes = Known(), {}
    names: dict[int, list[tuple[str, str]]] = {}
    of_election = PollingCentre.election_id == election_id
    named = select(CentreName.centre_id, CentreName.language, CentreName.text).join(PollingCentre).where(of_election)
    for centre_id, language, text in db.session.execute(named.order_by(CentreName.centre_id, CentreName.language)):
        names.setdefault(centre_id, []).append((language, text))
    for centre_id, closed_at, *facts in db.session.execute(select(PollingCentre.id, PollingCentre.closed_at, *CENTRE).where(of_election)):
        row = CentreRow._make((*facts, tuple(names.get(centre_id, ()))))
        known.centres[row.code], codes[centre_id] = row, row.code
        if closed_at is not None:
            known.closed_centres.add(row.code)
    stations = select(
        PollingStation.centre_id, PollingStation.number, PollingStation.voters, PollingStation.voters_of, PollingStation.closed_at
    ).join(PollingCentre)
    for centre_id, number, voters, voters_of, closed_at in db.session.execute(stations.where(of_election)):
        at = (codes[centre_id], number)
        known.stations[at] = StationRow(*at, voters, voters_of)
        if closed_at is not None:
            known.closed_stations.add(at)
    return known


def end_check(record: PlacesImport, counts: dict[str, int], faulty: bool) -> None:
    """`counts` of a faulty file are those of its rows and faults."""
    record.state = ImportState.FAULTY if faulty else ImportState.CHECKED
    record.counts, record.checked_at, record.done_rows = counts, clock.now(), record.all_rows
    _tell(record, "elections.places_faulty" if faulty else "elections.places_checked")


def end_taking(record: PlacesImport) -> None:
    record.state, record.done_at, record.done_rows = ImportState.DONE, clock.now(), record.all_rows
    audit.record(SYSTEM, "elections.places_imported", "places_import", record.id, after=record.counts)
    _tell(record, "elections.places_imported")


def _tell(record: PlacesImport, kind: str) -> None:
    if record.made_by_id is not None:
        notifications.tell([record.made_by_id], kind, "places_import", record.reference, mail=False)
