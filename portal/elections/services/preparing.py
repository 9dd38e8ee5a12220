"""A new election as a draft, its announcement, and its way to the past."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.country import queries as country
from portal.elections import vocabulary
from portal.elections.models import Constituency, Deadline, DeadlineName, Election, ElectionName, PlacesImport
from portal.elections.services.entering import deadline_of
from portal.elections.services.telling import tell_of
from portal.elections.vocabulary import STEPS, ElectionState, Verb

STANDARD = "standard"


def start(actor: Actor, once: str | None, kind: str, year: int, names: Mapping[str, str], begin_from: str = "") -> Election:
    """A draft. `begin_from`: `standard` takes the country's list of deadlines, an election's address its deadlines and
    constituencies; both without dates, which belong to one election only. The same form sent twice makes one draft."""
    known = db.session.scalar(select(Election).where(Election.once == once)) if once else None
    if known is not None:
        return known
    if not names:
        raise Refusal(vocabulary.NO_NAME, "name_ar", 422)
    made = Election(slug=_free_slug(kind, year), kind=kind, state=ElectionState.DRAFT, made_at=clock.now(), once=once)
    made.names = [ElectionName(language=code, text=text) for code, text in names.items()]
    if begin_from == STANDARD:
        made.deadlines = [deadline_of(row) for row in country.deadlines()]
    elif begin_from:
        _copy(made, begin_from)
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "elections.started", "election", made.id, after={"slug": made.slug, "kind": kind})
    return made


def discard(actor: Actor, election: Election) -> None:
    """A draft that nothing refers to."""
    _in_state(election, (ElectionState.DRAFT,))
    if db.session.scalar(select(PlacesImport.id).where(PlacesImport.election_id == election.id).limit(1)):
        raise Refusal(vocabulary.HAS_PLACES)
    whole = db.session.scalar(
        select(Election)
        .where(Election.id == election.id)
        .options(
            selectinload(Election.names), selectinload(Election.days), selectinload(Election.phases), selectinload(Election.constituencies),
            selectinload(Election.deadlines).selectinload(Deadline.names),
        )
    )  # fmt: skip
    audit.record(actor, "elections.discarded", "election", election.id, before={"slug": election.slug})
    db.session.delete(whole)
    db.session.flush()


def step(actor: Actor, election: Election, verb: Verb) -> None:
    """Announces, closes, opens again, or lets reports belong to it; the one they belonged to before stays announced."""
    before, (allowed, after) = election.state, STEPS[verb]
    _in_state(election, allowed)
    if verb == Verb.ANNOUNCE and not any(day.kind == "general" for day in election.days):
        raise Refusal(vocabulary.NO_GENERAL_DAY)
    if verb == Verb.MAKE_CURRENT:
        db.session.execute(update(Election).where(Election.state == ElectionState.CURRENT).values(state=ElectionState.ANNOUNCED))
    election.state = after
    db.session.flush()
    audit.record(actor, "elections.stepped", "election", election.id, before={"state": before}, after={"state": str(after)})
    if verb == Verb.ANNOUNCE:
        tell_of(actor, election.id, "elections.announced")


def _in_state(election: Election, allowed: tuple[ElectionState, ...]) -> None:
    """Asked of the database: two officers may have the page open."""
    state = db.session.scalar(select(Election.state).where(Election.id == election.id).with_for_update())
    if state not in allowed:
        raise Refusal(vocabulary.WRONG_STATE)


def _free_slug(kind: str, year: int) -> str:
    stem = f"{kind.replace('_', '-')}-{year}"
    taken = set(db.session.scalars(select(Election.slug).where(Election.slug.startswith(stem, autoescape=True))))
    return next(slug for slug in (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))) if slug not in taken)


def _copy(made: Election, slug: str) -> None:
    parts = (selectinload(Election.constituencies), selectinload(Election.deadlines).selectinload(Deadline.names))
    former = db.session.scalar(select(Election).where(Election.slug == slug).options(*parts))
    if former is None:
        return
    made.constituencies = [Constituency(code=row.code, governorates=row.governorates, seats=row.seats) for row in former.constituencies]
    made.deadlines = [_undated(row) for row in former.deadlines]


def _undated(row: Deadline) -> Deadline:
    names = [DeadlineName(language=name.language, text=name.text, who=name.who, counted_from=name.counted_from) for name in row.names]
    kept: dict[str, Any] = {name: getattr(row, name) for name in ("code", "length_days", "certainty", "source", "party")}
    return Deadline(**kept, names=names)
