"""What an election consists of: its names, voting days, phases and constituencies, before and after its announcement."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import update

from portal.audit import services as audit
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.country import queries as country
from portal.elections import vocabulary
from portal.elections.models import Constituency, Election, ElectionName, Phase, VotingDay
from portal.elections.services.telling import tell_of


def rename(actor: Actor, election: Election, names: Mapping[str, str], about: Mapping[str, str], seen: int) -> None:
    if not names:
        raise Refusal(vocabulary.NO_NAME, "name_ar", 422)
    before = {row.language: row.text for row in election.names}
    same = before == dict(names) and {row.language: row.about or "" for row in election.names} == {code: about.get(code) or "" for code in names}
    if same:
        return
    _claim(election, seen)
    election.names = []
    db.session.flush()
    election.names = [ElectionName(language=code, text=text, about=about.get(code) or None) for code, text in names.items()]
    _record(actor, election, "elections.named", "names", before, dict(names))


def set_day(actor: Actor, election: Election, day: VotingDay | None, kind: str, on: date, opens: str, closes: str, seen: int) -> None:
    """A new voting day, or another time for one of them."""
    if closes <= opens:
        raise Refusal(vocabulary.CLOSES_BEFORE_OPENING, "closes", 422)
    if any(row is not day and (row.kind, row.day) == (kind, on) for row in election.days):
        raise Refusal(vocabulary.SAME_DAY, "day")
    before = _days(election)
    if day is None:
        election.days.append(VotingDay(kind=kind, day=on, opens=opens, closes=closes))
    else:
        day.kind, day.day, day.opens, day.closes = kind, on, opens, closes
    _dated(actor, election, "elections.days_changed", "days", before, _days(election), seen)


def remove_day(actor: Actor, election: Election, day: VotingDay, seen: int) -> None:
    before = _days(election)
    election.days.remove(day)
    _dated(actor, election, "elections.days_changed", "days", before, _days(election), seen)


def set_phase(actor: Actor, election: Election, code: str, span: tuple[datetime, datetime] | None, seen: int) -> None:
    """Without a span the election has no such phase."""
    if span and span[1] <= span[0]:
        raise Refusal(vocabulary.PHASE_BACKWARDS, "to_day", 422)
    before, known = _phases(election), next((row for row in election.phases if row.code == code), None)
    if span is None and known is not None:
        election.phases.remove(known)
    elif span and known is not None:
        known.from_at, known.to_at = span
    elif span:
        election.phases.append(Phase(code=code, from_at=span[0], to_at=span[1]))
    _dated(actor, election, "elections.phases_changed", "phases", before, _phases(election), seen)


def set_constituency(actor: Actor, election: Election, row: Constituency | None, code: str, governorates: list[str], seats: int | None, seen: int) -> None:
    others = [one for one in election.constituencies if one is not row]
    if any(one.code == code for one in others):
        raise Refusal(vocabulary.SAME_CONSTITUENCY, "code")
    if {place for one in others for place in one.governorates.split()} & set(governorates):
        raise Refusal(vocabulary.TAKEN_GOVERNORATE, "governorates")
    before, joined = _constituencies(election), " ".join(governorates)
    if row is None:
        election.constituencies.append(Constituency(code=code, governorates=joined, seats=seats))
    else:
        row.code, row.governorates, row.seats = code, joined, seats
    _changed(actor, election, "elections.constituencies_changed", "constituencies", before, _constituencies(election), seen)


def remove_constituency(actor: Actor, election: Election, row: Constituency, seen: int) -> None:
    before = _constituencies(election)
    election.constituencies.remove(row)
    _changed(actor, election, "elections.constituencies_changed", "constituencies", before, _constituencies(election), seen)


def one_for_each_governorate(actor: Actor, election: Election, seen: int) -> None:
    """For an election that has none yet; seats are entered by hand."""
    if election.constituencies:
        return
    election.constituencies = [Constituency(code=str(number), governorates=place.code) for number, place in enumerate(country.governorates(), 1)]
    _changed(actor, election, "elections.constituencies_changed", "constituencies", [], _constituencies(election), seen)


def _dated(actor: Actor, election: Election, action: str, fact: str, before: Any, after: Any, seen: int) -> None:
    if _changed(actor, election, action, fact, before, after, seen):
        tell_of(actor, election.id, "elections.dates_changed")


def _changed(actor: Actor, election: Election, action: str, fact: str, before: Any, after: Any, seen: int) -> bool:
    if before == after:
        return False
    _claim(election, seen)
    _record(actor, election, action, fact, before, after)
    return True


def _record(actor: Actor, election: Election, action: str, fact: str, before: Any, after: Any) -> None:
    db.session.flush()
    audit.record(actor, action, "election", election.id, before={fact: before}, after={fact: after})


def _claim(election: Election, seen: int) -> None:
    """Only one of two who opened a form of this election changes it."""
    with db.session.no_autoflush:
        changed = db.session.execute(
            update(Election)
            .where(Election.id == election.id, Election.lock_version == seen)
            .values(lock_version=seen + 1)
            .execution_options(synchronize_session="fetch")
        )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        raise Refusal(vocabulary.ELECTION_CHANGED)


def _days(election: Election) -> list[str]:
    return sorted(f"{row.day.isoformat()} {row.opens}-{row.closes} {row.kind}" for row in election.days)


def _phases(election: Election) -> list[str]:
    return sorted(f"{row.code} {row.from_at.isoformat(timespec='minutes')}/{row.to_at.isoformat(timespec='minutes')}" for row in election.phases)


def _constituencies(election: Election) -> list[str]:
    return sorted(f"{row.code}: {row.governorates}{f' ({row.seats})' if row.seats is not None else ''}" for row in election.constituencies)
