"""Lines: a page of them, one of them, and all of one record."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from portal.audit import policy
from portal.audit.models import Beside, Export, Line, Turned
from portal.audit.queries.narrowing import Filter, Records, of_days, page_by_time, page_of_lines
from portal.audit.vocabulary import AMONG_OFFICERS, OF_REPORTS
from portal.core import files
from portal.core.access import Actor
from portal.core.db import Page, db, page_by_key
from portal.core.register import registers

Change = tuple[str, Any, Any]
PAGE = 24


@dataclass(frozen=True)
class Entry:
    """A line with the personal data beside it and its canonical text taken apart."""

    line: Line
    body: dict[str, Any]
    personal: dict[str, Any] | None


def lines(wanted: Filter, after: str | None) -> Page:
    return page_of_lines(wanted, after, PAGE)


def own_organisations(actor: Actor) -> list[int]:
    """The actor's own, and those that became it: their people and records went over, and so does what happened to them."""
    assert actor.organisation_id is not None, "the policy lets in people of organisations only"
    return [actor.organisation_id, *registers.forerunners(actor.organisation_id)]


def own_lines(organisations: list[int], wanted: Filter, after: str | None, of_reports: bool) -> Page:
    """What concerns the records of these organisations, whoever did it; of nobody else's. What officers note among
    themselves is not theirs to know. `of_reports`: lines about violation reports too."""
    own, *forerunners = organisations
    narrowed = replace(wanted, actor_id=None, kind=None, organisation_id=own, forerunners=tuple(forerunners))
    but_not = [Line.action.not_in(AMONG_OFFICERS)]
    if not of_reports:
        but_not += [Line.subject_kind.not_like(f"{OF_REPORTS}%"), Line.action.not_like(f"{OF_REPORTS}%")]
    return page_of_lines(narrowed, after, PAGE, but_not)


def record(kind: str, number: str, actor: Actor) -> tuple[str, str] | None:
    """A record that any line speaks of."""
    if not policy.may_read_audit(actor):
        return None
    known = db.session.scalar(select(Line.id).where(Line.subject_kind == kind, Line.subject_id == number).limit(1))
    return (kind, number) if known else None


def life(kind: str, number: str, after: str | None) -> Page:
    """Everything about one record, from its beginning."""
    return page_by_time(Line, [Line.subject_kind == kind, Line.subject_id == number], [], after, PAGE, oldest_first=True)


def turned_away(since: date | None, until: date | None, person_id: int | None, after: str | None) -> Page:
    """Failed sign-ins."""
    along = [Turned.person_id == person_id] if person_id is not None else []
    return page_by_time(Turned, [*along, *of_days(Turned.at, since, until)], [], after, PAGE)


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


def organisation_known_as(typed: str | None) -> int | None:
    """As for a person: 0 when no organisation has that number."""
    return int(_known("organisation", typed) or 0) if typed else None


def record_known_as(kind: str | None, typed: str | None) -> Records | None:
    """What somebody typed as a record's number, in every kind that it may belong to; nothing typed narrows nothing."""
    if not typed:
        return None
    kinds = [kind] if kind else list(registers.subjects)
    return tuple((one, found) for one in kinds if (found := _known(one, typed)))


def _known(kind: str, typed: str) -> str | None:
    """The number under which lines speak of the record."""
    subject = registers.subjects.get(kind)
    return subject.known_as(typed.strip()) if subject else typed


def last_number() -> int:
    return db.session.scalar(select(Line.id).order_by(Line.id.desc()).limit(1)) or 0


def own_exports(actor: Actor, after: str | None) -> Page:
    return page_by_key(select(Export).where(Export.asked_by_id == actor.person_id), Export.id, after)


def own_export(number: int, actor: Actor) -> tuple[Export, files.StoredFile] | None:
    """With its file, once it is ready."""
    if not policy.may_read_audit(actor):
        return None
    mine = select(Export, files.StoredFile).join(files.StoredFile, files.StoredFile.id == Export.file_id)
    row = db.session.execute(mine.where(Export.id == number, Export.asked_by_id == actor.person_id)).first()
    return (row[0], row[1]) if row else None


def last_time(action: str) -> datetime | None:
    """When this was last done, whoever did it."""
    return db.session.scalar(select(Line.at).where(Line.action == action).order_by(Line.id.desc()).limit(1))
