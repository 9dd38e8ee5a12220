"""Time limits of an election: added, changed and removed, also after the election was announced."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from portal.audit import services as audit
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.elections import vocabulary
from portal.elections.models import Deadline, DeadlineName, Election
from portal.elections.services.telling import tell_of

Words = Mapping[str, str]


@dataclass(frozen=True)
class Facts:
    """Of a deadline, without its words."""

    starts_at: datetime | None
    ends_at: datetime | None
    length_days: int | None
    certainty: str
    source: str | None
    party: str


def add_deadline(actor: Actor, election: Election, code: str, facts: Facts, names: Words, who: Words, counted_from: Words) -> Deadline:
    _sound(facts.starts_at, facts.ends_at, names, who)
    if db.session.scalar(select(Deadline.id).where(Deadline.election_id == election.id, Deadline.code == code)):
        raise Refusal(vocabulary.SAME_CODE, "code")
    made = Deadline(election_id=election.id, code=code, **asdict(facts))
    made.names = _rows(names, who, counted_from)
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "elections.deadline_added", "election", election.id, after={"deadline": code, **_told(facts)})
    tell_of(actor, election.id, "elections.deadline_changed")
    return made


def change_deadline(actor: Actor, deadline: Deadline, ends_at: datetime, seen: int) -> None:
    """A new end. `seen` is the state that the form was opened on. CSOs and the commission's case officers are told."""
    if deadline.ends_at == ends_at:
        return
    if deadline.starts_at and ends_at <= deadline.starts_at:
        raise Refusal(vocabulary.ENDS_BEFORE_START, "ends_on", 422)
    before = deadline.ends_at
    _claim(deadline, seen, {"ends_at": ends_at})
    audit.record(
        actor, "elections.deadline_changed", "election", deadline.election_id,
        before={"deadline": deadline.code, "ends_at": before}, after={"deadline": deadline.code, "ends_at": ends_at},
    )  # fmt: skip
    tell_of(actor, deadline.election_id, "elections.deadline_changed")


def describe_deadline(actor: Actor, deadline: Deadline, facts: Facts, names: Words, who: Words, counted_from: Words, seen: int) -> None:
    """Everything of it; the audit line holds what differs."""
    _sound(facts.starts_at, facts.ends_at, names, who)
    old, new = {name: getattr(deadline, name) for name in asdict(facts)}, asdict(facts)
    words = {row.language: (row.text, row.who, row.counted_from) for row in deadline.names}
    rows = _rows(names, who, counted_from)
    changed = [name for name in new if new[name] != old[name]]
    reworded = words != {row.language: (row.text, row.who, row.counted_from) for row in rows}
    if not changed and not reworded:
        return
    _claim(deadline, seen, new)
    if reworded:
        _reword(deadline, rows)
    before = {name: old[name] for name in changed} | ({"names": {code: told[0] for code, told in words.items()}} if reworded else {})
    after = {name: new[name] for name in changed} | ({"names": dict(names)} if reworded else {})
    audit.record(
        actor, "elections.deadline_changed", "election", deadline.election_id,
        before={"deadline": deadline.code, **before}, after={"deadline": deadline.code, **after},
    )  # fmt: skip
    if {"starts_at", "ends_at"} & set(changed):
        tell_of(actor, deadline.election_id, "elections.deadline_changed")


def remove_deadline(actor: Actor, deadline: Deadline, seen: int) -> None:
    _claim(deadline, seen, {})
    audit.record(actor, "elections.deadline_removed", "election", deadline.election_id, before={"deadline": deadline.code, "ends_at": deadline.ends_at})
    tell_of(actor, deadline.election_id, "elections.deadline_changed")
    db.session.delete(deadline)
    db.session.flush()


def _claim(deadline: Deadline, seen: int, values: dict[str, Any]) -> None:
    """Only one of two who opened the same form changes the deadline."""
    changed = db.session.execute(
        update(Deadline)
        .where(Deadline.id == deadline.id, Deadline.lock_version == seen)
        .values(**values, lock_version=seen + 1)
        .execution_options(synchronize_session="fetch")
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        raise Refusal(vocabulary.CHANGED_MEANWHILE)


def _sound(starts_at: datetime | None, ends_at: datetime | None, names: Words, who: Words) -> None:
    if starts_at and ends_at and ends_at <= starts_at:
        raise Refusal(vocabulary.ENDS_BEFORE_START, "ends_on", 422)
    if not names:
        raise Refusal(vocabulary.NO_NAME, "name_ar", 422)
    missing = next((code for code in names if not who.get(code)), None)
    if missing:
        raise Refusal(vocabulary.NO_WHO, f"who_{missing}", 422)


def _rows(names: Words, who: Words, counted_from: Words) -> list[DeadlineName]:
    return [DeadlineName(language=code, text=text, who=who[code], counted_from=counted_from.get(code)) for code, text in names.items()]


def _reword(deadline: Deadline, rows: list[DeadlineName]) -> None:
    deadline.names = []
    db.session.flush()
    deadline.names = rows
    db.session.flush()


def _told(facts: Facts) -> dict[str, Any]:
    return {name: value for name, value in asdict(facts).items() if value is not None and name != "source"}
