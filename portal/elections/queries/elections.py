"""What can be asked about elections."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, or_, select, true
from sqlalchemy.orm import selectinload

from portal.core.access import Actor
from portal.core.db import db, pick
from portal.elections import policy
from portal.elections.models import Deadline, Election, ElectionName, Phase
from portal.elections.vocabulary import OPEN, ElectionState

NEWEST_CURRENT = select(Election.id).where(Election.state == "current").order_by(Election.id.desc()).limit(1)


@dataclass(frozen=True)
class Listed:
    """An election in the list of all; `first_day` is its first day of voting."""

    slug: str
    kind: str
    state: str
    name: str
    language: str
    first_day: date | None


def visible_to(actor: Actor) -> ColumnElement[bool]:
    return true() if policy.may_see_drafts(actor) else Election.state != ElectionState.DRAFT


def current_election_id() -> int | None:
    return db.session.scalar(NEWEST_CURRENT)


def current_slug() -> str | None:
    return db.session.scalar(select(Election.slug).where(Election.state == "current").order_by(Election.id.desc()).limit(1))


def known_as(slug: str, names: Iterable[str]) -> str | None:
    """The slug of the election with this slug, or with one of these names."""
    same = or_(Election.slug == slug, Election.names.any(ElectionName.text.in_(names)))
    return db.session.scalar(select(Election.slug).where(same).order_by(Election.slug != slug, Election.id).limit(1))


def home_slug() -> str | None:
    """The election whose page is the first: the current one, else the one that was announced last."""
    first = case((Election.state == ElectionState.CURRENT, 0), else_=1)
    return db.session.scalar(select(Election.slug).where(Election.state.in_(OPEN)).order_by(first, Election.id.desc()).limit(1))


def elections(language: str, actor: Actor, most: int = 100) -> list[Listed]:
    """Drafts and open ones first, then the past; of each the newest first."""
    past = case((Election.state == ElectionState.PAST, 1), else_=0)
    chosen = select(Election).where(visible_to(actor)).order_by(past, Election.id.desc()).limit(most)
    rows = db.session.scalars(chosen.options(selectinload(Election.names), selectinload(Election.days)))
    return [_listed(row, language) for row in rows]


def _listed(row: Election, language: str) -> Listed:
    name = pick(row.names, language)
    first = min((day.day for day in row.days), default=None)
    return Listed(row.slug, row.kind, row.state, name.text if name else row.slug, name.language if name else language, first)


def election(slug: str, actor: Actor) -> Election | None:
    """Everything of one election, for its page."""
    everything = (
        selectinload(Election.names), selectinload(Election.days), selectinload(Election.phases),
        selectinload(Election.constituencies), selectinload(Election.deadlines).selectinload(Deadline.names),
    )  # fmt: skip
    return db.session.scalar(select(Election).where(Election.slug == slug, visible_to(actor)).options(*everything))


def election_with_part(slug: str, actor: Actor, **_part: object) -> Election | None:
    """For addresses that name a part of it too; whether it has that part is seen in it."""
    return election(slug, actor)


def bare_election(slug: str, actor: Actor) -> Election | None:
    """With its names alone."""
    return db.session.scalar(select(Election).where(Election.slug == slug, visible_to(actor)).options(selectinload(Election.names)))


def any_election(slug: str) -> Election | None:
    """For an operator, who sees all."""
    return db.session.scalar(select(Election).where(Election.slug == slug))


def choices(language: str, actor: Actor) -> list[tuple[str, str, str]]:
    """Slug, name and its language of every election that the actor may see, for a choice."""
    return [(row.slug, row.name, row.language) for row in elections(language, actor)]


def election_names(ids: Iterable[int | None], language: str) -> dict[int, str]:
    """Each election's name for a reader of `language`, in one statement."""
    wanted = {i for i in ids if i is not None}
    if not wanted:
        return {}
    rows = list(db.session.scalars(select(ElectionName).where(ElectionName.election_id.in_(wanted))))
    best = {owner: pick([row for row in rows if row.election_id == owner], language) for owner in wanted}
    return {owner: row.text for owner, row in best.items() if row}


def others(election_id: int, language: str) -> list[tuple[str, str, str]]:
    """Slug, name and the name's language of the newest other elections that everybody sees."""
    newest = select(Election.id).where(Election.id != election_id, Election.state != ElectionState.DRAFT).order_by(Election.id.desc()).limit(5)
    rows = db.session.execute(
        select(Election.id, Election.slug, ElectionName).join(ElectionName).where(Election.id.in_(newest)).order_by(Election.id.desc())
    ).all()
    names: dict[str, list[ElectionName]] = {}
    for row in rows:
        names.setdefault(row.slug, []).append(row.ElectionName)
    best = {slug: pick(several, language) for slug, several in names.items()}
    return [(slug, row.text, row.language) for slug, row in best.items() if row]


def slugs(ids: Iterable[int]) -> dict[int, str]:
    return {row.id: row.slug for row in db.session.execute(select(Election.id, Election.slug).where(Election.id.in_(set(ids))))}


def name_of(election: Election, language: str) -> str:
    row = pick(election.names, language)
    return row.text if row else election.slug


def phase_at(election_id: int, moment: datetime) -> str | None:
    """The code of the phase that an event of this moment falls into; where two overlap, the one that began last."""
    running = select(Phase.code).where(Phase.election_id == election_id, Phase.from_at <= moment, Phase.to_at > moment)
    return db.session.scalar(running.order_by(Phase.from_at.desc()).limit(1))


def names_of_elections(language: str, wanted: ColumnElement[bool]) -> dict[str, str]:
    """Address and name of each election that is wanted, the newest first."""
    rows = db.session.execute(select(Election.id, Election.slug, ElectionName).join(ElectionName).where(wanted).order_by(Election.id.desc())).all()
    names: dict[str, list[ElectionName]] = {}
    for row in rows:
        names.setdefault(row.slug, []).append(row.ElectionName)
    best = {slug: pick(several, language) for slug, several in names.items()}
    return {slug: row.text for slug, row in best.items() if row}


def number_of(slug: str) -> str | None:
    """Under which the audit speaks of the election with this address."""
    found = db.session.scalar(select(Election.id).where(Election.slug == slug))
    return slug if slug.isascii() and slug.isdigit() else str(found) if found else None
