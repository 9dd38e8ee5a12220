"""What may happen to elections."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.elections import vocabulary
from portal.elections.models import Constituency, Deadline, DeadlineName, Election, ElectionName, Phase, VotingDay
from portal.elections.vocabulary import ElectionState
from portal.identity import queries as identity
from portal.identity.vocabulary import Role
from portal.notifications import services as notifications

Rows = Iterable[Mapping[str, Any]]
Words = Mapping[str, str]


def create(
    actor: Actor,
    key: str,
    kind: str,
    names: Words,
    about: Words | None = None,
    voting_days: Rows = (),
    phases: Rows = (),
    constituencies: Rows = (),
    deadlines: Rows = (),
    sample: bool = False,
    at: datetime | None = None,
) -> Election:
    """The election that reports belong to from now on; the one before becomes a past one. Safe to call twice.

    Rows are as importing.read gives them: voting_days {kind, day (a date), opens, closes}; phases {code,
    from, to}; constituencies {number, governorates}; deadlines {code, names, who, counted_from, start, end, length_days,
    certainty, source}. Words are {language: text}."""
    known = db.session.scalar(select(Election).where(Election.slug == key))
    if known is not None:
        return known
    db.session.execute(update(Election).where(Election.state == ElectionState.CURRENT).values(state=ElectionState.PAST))
    made = Election(slug=key, kind=kind, state=ElectionState.CURRENT, sample=sample, made_at=at or clock.now())
    made.names = [ElectionName(language=code, text=text, about=(about or {}).get(code)) for code, text in names.items()]
    made.days = [VotingDay(**{name: row[name] for name in ("kind", "day", "opens", "closes")}) for row in voting_days]
    made.phases = [Phase(code=row["code"], from_at=row["from"], to_at=row["to"]) for row in phases]
    made.constituencies = [_constituency(row) for row in constituencies]
    made.deadlines = [_deadline(row) for row in deadlines]
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "elections.created", "election", made.id, after={"slug": key, "kind": kind})
    return made


def _constituency(row: Mapping[str, Any]) -> Constituency:
    return Constituency(code=str(row["number"]), governorates=" ".join(row["governorates"]), seats=row.get("seats"))


def _deadline(row: Mapping[str, Any]) -> Deadline:
    who, counted = row["who"], row.get("counted_from") or {}
    return Deadline(
        code=row["code"], starts_at=row.get("start"), ends_at=row.get("end"), length_days=row.get("length_days"),
        certainty=row.get("certainty", "C"), source=row.get("source"),
        names=[DeadlineName(language=code, text=text, who=who.get(code) or "", counted_from=counted.get(code)) for code, text in row["names"].items()],
    )  # fmt: skip


def change_deadline(actor: Actor, deadline: Deadline, ends_at: datetime, seen: int) -> None:
    """A new end. `seen` is the state that the form was opened on. CSOs and the commission's case officers are told."""
    if deadline.ends_at == ends_at:
        return
    if deadline.starts_at and ends_at <= deadline.starts_at:
        raise Refusal(vocabulary.ENDS_BEFORE_START, "ends_on", 422)
    before = deadline.ends_at
    changed = db.session.execute(
        update(Deadline)
        .where(Deadline.id == deadline.id, Deadline.lock_version == seen)
        .values(ends_at=ends_at, lock_version=seen + 1)
        .execution_options(synchronize_session="fetch")
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        raise Refusal(vocabulary.CHANGED_MEANWHILE)
    audit.record(
        actor, "elections.deadline_changed", "election", deadline.election_id,
        before={"deadline": deadline.code, "ends_at": before}, after={"deadline": deadline.code, "ends_at": ends_at},
    )  # fmt: skip
    slug = db.session.scalar(select(Election.slug).where(Election.id == deadline.election_id)) or ""
    told = {*identity.cso_people(), *identity.officers(Role.CASE_OFFICER)} - {actor.person_id}
    notifications.tell([p for p in told if p is not None], "elections.deadline_changed", "election", slug, mail=False)
