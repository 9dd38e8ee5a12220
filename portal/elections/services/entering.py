"""A whole election at once, as a file tells it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.country import queries as country
from portal.elections.models import Constituency, Deadline, DeadlineName, Election, ElectionName, Phase, VotingDay
from portal.elections.vocabulary import ElectionState, Party

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
    made.constituencies = [constituency_of(row) for row in constituencies]
    made.deadlines = [deadline_of(row) for row in deadlines]
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "elections.created", "election", made.id, after={"slug": key, "kind": kind})
    return made


def constituency_of(row: Mapping[str, Any]) -> Constituency:
    return Constituency(code=str(row["number"]), governorates=" ".join(row["governorates"]), seats=row.get("seats"))


def deadline_of(row: Mapping[str, Any]) -> Deadline:
    who, counted = row["who"], row.get("counted_from") or {}
    return Deadline(
        code=row["code"], starts_at=row.get("start"), ends_at=row.get("end"), length_days=row.get("length_days"),
        certainty=row.get("certainty", "C"), source=row.get("source"), party=row.get("party") or _known_party(row["code"]),
        names=[DeadlineName(language=code, text=text, who=who.get(code) or "", counted_from=counted.get(code)) for code, text in row["names"].items()],
    )  # fmt: skip


def _known_party(code: str) -> str:
    known = {row["code"]: str(row["party"]) for row in country.deadlines()}
    return known.get(code, Party.ORGANISATIONS)
