"""Centres and stations of a checked file, a few hundred centres at a time: each piece is a short transaction of its own,
and doing a piece again changes nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.elections.importing import CentreRow, StationRow, Told
from portal.elections.models import CentreName, CentreWord, PollingCentre, PollingStation
from portal.elections.queries.places import words_of
from portal.elections.services.checking import CENTRE

Stations = Mapping[str, Sequence[StationRow]]


def take_piece(election_id: int, centres: Sequence[CentreRow], stations: Stations, now: datetime) -> None:
    """Adds and changes these centres with their stations; stations that the file does not name are closed."""
    codes = [row.code for row in centres]
    known = _known(election_id, codes)
    fresh = [row for row in centres if row.code not in known]
    if fresh:
        db.session.execute(insert(PollingCentre), [_values(row, now) | {"election_id": election_id} for row in fresh])
    other = [row for row in centres if row.code in known and known[row.code][1] != row]
    if other:
        db.session.execute(update(PollingCentre), [_values(row, now) | {"id": known[row.code][0], "closed_at": None} for row in other])
    chosen = select(PollingCentre.code, PollingCentre.id).where(PollingCentre.election_id == election_id, PollingCentre.code.in_(codes))
    ids = {row.code: row.id for row in db.session.execute(chosen)}
    _name(election_id, [ids[row.code] for row in other], [(ids[row.code], row) for row in (*fresh, *other)])
    _take_stations({ids[code]: stations.get(code, ()) for code in codes}, now)


def enter_places(actor: Actor, election_id: int, told: Told) -> None:
    """A few centres at once, in the caller's transaction: for samples. A whole country's go through a job."""
    stations: dict[str, list[StationRow]] = {}
    for row in told.stations.values():
        stations.setdefault(row.centre, []).append(row)
    take_piece(election_id, list(told.centres.values()), stations, clock.now())
    counts = {"centres": len(told.centres), "stations": len(told.stations)}
    audit.record(actor, "elections.places_imported", "election", election_id, after=counts)


def close_gone(election_id: int, ids: Sequence[int], now: datetime) -> None:
    """Centres that the file no longer names, with their stations."""
    db.session.execute(update(PollingCentre).where(PollingCentre.id.in_(ids)).values(closed_at=now, changed_at=now))
    db.session.execute(update(PollingStation).where(PollingStation.centre_id.in_(ids), PollingStation.closed_at.is_(None)).values(closed_at=now))


def gone(election_id: int, told: Mapping[str, CentreRow]) -> list[int]:
    open_ = select(PollingCentre.id, PollingCentre.code).where(PollingCentre.election_id == election_id, PollingCentre.closed_at.is_(None))
    return [row.id for row in db.session.execute(open_) if row.code not in told]


def _known(election_id: int, codes: Sequence[str]) -> dict[str, tuple[int, CentreRow | None]]:
    """A closed one differs from whatever the file says."""
    chosen = (PollingCentre.election_id == election_id, PollingCentre.code.in_(codes))
    names: dict[int, list[tuple[str, str]]] = {}
    named = select(CentreName.centre_id, CentreName.language, CentreName.text).join(PollingCentre).where(*chosen)
    for centre_id, language, text in db.session.execute(named.order_by(CentreName.centre_id, CentreName.language)):
        names.setdefault(centre_id, []).append((language, text))
    found: dict[str, tuple[int, CentreRow | None]] = {}
    for centre_id, closed_at, *facts in db.session.execute(select(PollingCentre.id, PollingCentre.closed_at, *CENTRE).where(*chosen)):
        row = CentreRow._make((*facts, tuple(names.get(centre_id, ()))))
        found[row.code] = (centre_id, row if closed_at is None else None)
    return found


def _values(row: CentreRow, now: datetime) -> dict[str, Any]:
    return {name: value for name, value in row._asdict().items() if name != "names"} | {"changed_at": now}


def _name(election_id: int, old: Sequence[int], rows: Sequence[tuple[int, CentreRow]]) -> None:
    if old:
        db.session.execute(delete(CentreName).where(CentreName.centre_id.in_(old)))
        db.session.execute(delete(CentreWord).where(CentreWord.centre_id.in_(old)))
    if not rows:
        return
    named = [
        {"centre_id": centre_id, "language": language, "text": text, "origin": "written"} for centre_id, row in rows for language, text in row.names
    ]
    db.session.execute(insert(CentreName), named)
    words = [
        {"centre_id": centre_id, "election_id": election_id, "word": word}
        for centre_id, row in rows
        for word in words_of(" ".join(text for _language, text in row.names))
    ]
    if words:
        db.session.execute(insert(CentreWord), words)


def _take_stations(wanted: Mapping[int, Sequence[StationRow]], now: datetime) -> None:
    columns = (PollingStation.id, PollingStation.centre_id, PollingStation.number, PollingStation.voters, PollingStation.voters_of, PollingStation.closed_at)
    kept = {(row.centre_id, row.number): row for row in db.session.execute(select(*columns).where(PollingStation.centre_id.in_(list(wanted))))}
    told = {(centre_id, row.number): row for centre_id, several in wanted.items() for row in several}
    fresh = [_station(at, row) for at, row in told.items() if at not in kept]
    other = [
        {"id": kept[at].id, "voters": row.voters, "voters_of": row.voters_of, "closed_at": None}
        for at, row in told.items()
        if at in kept and (kept[at].voters, kept[at].voters_of, kept[at].closed_at) != (row.voters, row.voters_of, None)
    ]
    lost = [{"id": row.id, "closed_at": now} for at, row in kept.items() if at not in told and row.closed_at is None]
    if fresh:
        db.session.execute(insert(PollingStation), fresh)
    for several in (other, lost):
        if several:
            db.session.execute(update(PollingStation), several)


def _station(at: tuple[int, int], row: StationRow) -> dict[str, Any]:
    return {"centre_id": at[0], "number": at[1], "voters": row.voters, "voters_of": row.voters_of}
