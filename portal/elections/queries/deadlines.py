"""Time limits, as a reader of one language sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.core.access import Actor
from portal.core.db import db, pick
from portal.elections.models import Deadline, DeadlineName, Election
from portal.elections.queries.elections import NEWEST_CURRENT, visible_to
from portal.elections.vocabulary import OF_ORGANISATIONS, OPEN


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
    party: str


def deadline(slug: str, code: str, actor: Actor) -> Deadline | None:
    one = select(Deadline).join(Election).where(Election.slug == slug, Deadline.code == code, visible_to(actor))
    return db.session.scalar(one.options(selectinload(Deadline.names)))


def coming_limits(at: datetime, language: str, actor: Actor, most: int = 3) -> list[Limit]:
    """The nearest deadlines of the open elections that concern the actor; the commission minds all."""
    return concerning(_limits(language, Election.state.in_(OPEN), Deadline.ends_at > at), actor)[:most]


def concerning(limits: Iterable[Limit], actor: Actor) -> list[Limit]:
    """Those in which the actor's body may act; the commission minds all."""
    return [limit for limit in limits if not actor.is_cso or limit.party in OF_ORGANISATIONS]


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
        party=row.party,
    )  # fmt: skip
