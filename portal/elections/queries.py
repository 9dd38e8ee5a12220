"""What can be asked about elections."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from portal.core.access import Actor
from portal.core.db import db, pick
from portal.elections.models import Deadline, DeadlineName, Election, ElectionName, Phase
from portal.elections.vocabulary import OF_OTHERS

NEWEST_CURRENT = select(Election.id).where(Election.state == "current").order_by(Election.id.desc()).limit(1)


@dataclass(frozen=True)
class Limit:
    """A deadline as a reader of one language sees it; `language` is that of its words."""

    code: str
    election: str
    starts_at: datetime | None
    ends_at: datetime | None
    text: str
    who: str
    counted_from: str | None
    language: str
    length_days: int | None
    certainty: str


def current_election_id() -> int | None:
    return db.session.scalar(NEWEST_CURRENT)


def current_slug() -> str | None:
    return db.session.scalar(select(Election.slug).where(Election.state == "current").order_by(Election.id.desc()).limit(1))


def known_as(slug: str, names: Iterable[str]) -> str | None:
    """The slug of the election with this slug, or with one of these names."""
    same = or_(Election.slug == slug, Election.names.any(ElectionName.text.in_(names)))
    return db.session.scalar(select(Election.slug).where(same).order_by(Election.slug != slug, Election.id).limit(1))


def number_of(slug: str) -> str | None:
    """Under which the audit speaks of the election with this address."""
    found = db.session.scalar(select(Election.id).where(Election.slug == slug))
    return slug if slug.isascii() and slug.isdigit() else str(found) if found else None


def elections() -> list[Election]:
    return list(db.session.scalars(select(Election).order_by(Election.id.desc()).options(selectinload(Election.names))))


def election(slug: str, actor: Actor) -> Election | None:
    """Everything of one election, for its page."""
    everything = (
        selectinload(Election.names), selectinload(Election.days), selectinload(Election.phases),
        selectinload(Election.constituencies), selectinload(Election.deadlines).selectinload(Deadline.names),
    )  # fmt: skip
    return db.session.scalar(select(Election).where(Election.slug == slug).options(*everything))


def deadline(slug: str, code: str, actor: Actor) -> Deadline | None:
    return db.session.scalar(
        select(Deadline).join(Election).where(Election.slug == slug, Deadline.code == code).options(selectinload(Deadline.names))
    )


def election_names(ids: Iterable[int | None], language: str) -> dict[int, str]:
    """Each election's name for a reader of `language`, in one statement."""
    wanted = {i for i in ids if i is not None}
    if not wanted:
        return {}
    rows = list(db.session.scalars(select(ElectionName).where(ElectionName.election_id.in_(wanted))))
    best = {owner: pick([row for row in rows if row.election_id == owner], language) for owner in wanted}
    return {owner: row.text for owner, row in best.items() if row}


def others(election_id: int, language: str) -> list[tuple[str, str, str]]:
    """Slug, name and the name's language of every other election, the newest first."""
    rows = db.session.execute(
        select(Election.id, Election.slug, ElectionName).join(ElectionName).where(Election.id != election_id).order_by(Election.id.desc())
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


def running_deadlines(election: Election, at: datetime) -> list[Deadline]:
    """Deadlines not yet over, the nearest first."""
    return sorted((d for d in election.deadlines if d.ends_at and d.ends_at > at), key=lambda d: d.ends_at or at)


def coming_limits(at: datetime, language: str, actor: Actor, most: int = 3) -> list[Limit]:
    """The nearest deadlines of the current election that concern the actor; the commission minds all."""
    return concerning(_limits(language, Election.state == "current", Deadline.ends_at > at), actor)[:most]


def concerning(limits: Iterable[Limit], actor: Actor) -> list[Limit]:
    """Those in which the actor's body may act; the commission minds all."""
    return [limit for limit in limits if not actor.is_cso or limit.code not in OF_OTHERS]


def current_limit(code: str, language: str) -> Limit | None:
    """This deadline of the election that reports belong to now."""
    return next(iter(_limits(language, Deadline.election_id == NEWEST_CURRENT.scalar_subquery(), Deadline.code == code)), None)


def _limits(language: str, *wanted: Any) -> list[Limit]:
    """In one statement, those that end first in front."""
    rows = db.session.execute(
        select(Deadline, DeadlineName, Election.slug)
        .join(DeadlineName, DeadlineName.deadline_id == Deadline.id)
        .join(Election, Election.id == Deadline.election_id)
        .where(*wanted)
        .order_by(Deadline.ends_at, Deadline.id)
    ).all()
    found: dict[int, tuple[Deadline, str, list[DeadlineName]]] = {}
    for row in rows:
        found.setdefault(row.Deadline.id, (row.Deadline, row.slug, []))[2].append(row.DeadlineName)
    return [limit_of(limit, names, slug, language) for limit, slug, names in found.values()]


def limits_of(election: Election, language: str) -> list[Limit]:
    """All deadlines of an election that was loaded with them; those without an end stand last."""
    made = [limit_of(row, row.names, election.slug, language) for row in election.deadlines]
    return sorted(made, key=lambda limit: (limit.ends_at is None, limit.ends_at.timestamp() if limit.ends_at else 0.0))


def limit_of(row: Deadline, names: list[DeadlineName], slug: str, language: str) -> Limit:
    words = pick(names, language)
    return Limit(
        code=row.code, election=slug, starts_at=row.starts_at, ends_at=row.ends_at,
        text=words.text if words else row.code, who=words.who if words else "", counted_from=words.counted_from if words else None,
        language=words.language if words else language, length_days=row.length_days, certainty=row.certainty,
    )  # fmt: skip


def phase_at(election_id: int, moment: datetime) -> str | None:
    """The code of the phase that an event of this moment falls into; where two overlap, the one that began last."""
    running = select(Phase.code).where(Phase.election_id == election_id, Phase.from_at <= moment, Phase.to_at > moment)
    return db.session.scalar(running.order_by(Phase.from_at.desc()).limit(1))
