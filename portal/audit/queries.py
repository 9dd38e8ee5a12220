"""What can be asked about who did what."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, select

from portal.audit import policy
from portal.audit.models import Beside, Line, Turned
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import Page, db, page_by_key
from portal.core.register import registers

Change = tuple[str, Any, Any]


@dataclass(frozen=True)
class Filter:
    """What the auditor looks for; everything that is None matches."""

    action: str | None = None
    actor_id: int | None = None
    kind: str | None = None
    record: str | None = None
    day: date | None = None


@dataclass(frozen=True)
class Entry:
    """A line with the personal data beside it and its canonical text taken apart."""

    line: Line
    body: dict[str, Any]
    personal: dict[str, Any] | None


def lines(wanted: Filter, after: str | None) -> Page:
    statement = select(Line)
    if wanted.action:
        statement = statement.where(Line.action == wanted.action)
    if wanted.actor_id is not None:
        statement = statement.where(Line.actor_id == wanted.actor_id)
    if wanted.kind:
        statement = statement.where(Line.subject_kind == wanted.kind)
    if wanted.record:
        statement = statement.where(Line.subject_id == wanted.record)
    return page_by_key(_of_day(statement, Line.at, wanted.day), Line.id, after, size=50)


def turned_away(day: date | None, person_id: int | None, after: str | None) -> Page:
    """Failed sign-ins."""
    statement = select(Turned)
    if person_id is not None:
        statement = statement.where(Turned.person_id == person_id)
    return page_by_key(_of_day(statement, Turned.at, day), Turned.id, after, size=50)


def _of_day(statement: Select[Any], column: Any, day: date | None) -> Select[Any]:
    """A day in Baghdad."""
    if day is None:
        return statement
    start = datetime.combine(day, time(), clock.BAGHDAD)
    return statement.where(column >= start, column < start + timedelta(days=1))


def last_time(action: str) -> datetime | None:
    """When this was last done, whoever did it."""
    return db.session.scalar(select(Line.at).where(Line.action == action).order_by(Line.id.desc()).limit(1))


def entry(number: int, actor: Actor) -> Entry | None:
    if not policy.may_read_audit(actor):
        return None
    line = db.session.get(Line, number)
    if line is None:
        return None
    beside = db.session.get(Beside, number)
    return Entry(line, json.loads(line.text), beside.data if beside else None)


def read(line: Line) -> tuple[list[Change], str]:
    """What a line says to have changed (name, before, after), and the kind of actor. Never a case's text: none is in it."""
    body = json.loads(line.text)
    before, after = body.get("before") or {}, body.get("after") or {}
    names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    return [(name, before.get(name), after.get(name)) for name in names], body["actor_kind"]


def plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def names_of(ids: set[int | None], language: str, kind: str = "person") -> dict[int, str]:
    """Names of who did it, or of another kind of record; they stand on a storey above, the register knows them."""
    subject = registers.subjects.get(kind)
    known = {i for i in ids if i is not None}
    return subject.titles(known, language) if subject and known else {}


def person_known_as(typed: str | None) -> int | None:
    """None when nothing was typed; 0, which nobody is, when nobody is known so."""
    return (registers.known_as(typed) or 0) if typed else None


def personal(person_id: int) -> dict[str, Any]:
    """For a person's own copy: what this account did, with the personal data beside it; the newest ten thousand lines."""
    own = select(Line, Beside).outerjoin(Beside, Beside.line_id == Line.id).where(Line.actor_id == person_id).order_by(Line.id.desc()).limit(10_000)
    return {
        "audit": [
            {
                "at": line.at, "action": line.action, "record": [line.subject_kind, line.subject_id],
                "beside": beside.data if beside else None, "hash": line.hash,
            }
            for line, beside in db.session.execute(own)
        ]
    }  # fmt: skip
