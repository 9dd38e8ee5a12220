"""How often something may be done. Counted in the database, so that it holds over processes, machines and restarts.

A feature declares its limits in `services/limits.py` and counts where the change is made:

    SENT = declare(Limit("violations-person", "violation reports sent", Per.PERSON, 60, HOUR))
    limits.count(actor, SENT, SENT_BY_ALL)          # raises TooManyError, which every page answers with 429

A page that only reads counts nothing. One count costs two statements, however many limits it is about. docs/limits.md is
written from what is declared (`flask operations limits`), and PORTAL_LIMITS sets other numbers."""

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask import current_app
from sqlalchemy import BigInteger, Index, String, and_, delete, func, or_, select, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.access import Actor
from portal.core.catalogue import lazy_ngettext
from portal.core.db import Model, UtcDateTime, db
from portal.core.jobs import daily
from portal.core.refusal import Refusal

QUARTER, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)
KEPT = timedelta(days=2)


class Per(StrEnum):
    """Whom a limit counts together."""

    PERSON = "person"
    ORGANISATION = "organisation or office"
    ADDRESS = "network address"
    ACCOUNT = "account"
    PAIR = "account at one address"
    DEVICE = "known browser"


@dataclass(frozen=True)
class Limit:
    """`what` is English and for operators; `most` is what holds unless PORTAL_LIMITS says another number."""

    name: str
    what: str
    per: Per
    most: int
    window: timedelta

    @property
    def allowed(self) -> int:
        return int(current_app.config["LIMITS"].get(self.name, self.most))


class Attempt(Model):
    """Something limited that was done or tried; `amount` of it (files, bytes) at once."""

    __tablename__ = "core_attempt"
    __table_args__ = (Index("ix_core_attempt_counted", "scope", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(80))
    amount: Mapped[int] = mapped_column(BigInteger, default=1)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class TooManyError(Refusal):
    """Says how long to wait, in words and in Retry-After."""

    def __init__(self, seconds: float) -> None:
        super().__init__(wait(seconds), status=429, seconds=max(1, math.ceil(seconds)))


def wait(seconds: float) -> Any:
    """Too many attempts, and how long to wait; whole minutes, then whole hours."""
    minutes = max(1, math.ceil(seconds / 60))
    if minutes <= 90:
        return lazy_ngettext(
            "Too many attempts. Try again in %(num)d minute.",
            "Too many attempts. Try again in %(num)d minutes.",
            minutes,
        )
    hours = math.ceil(minutes / 60)
    return lazy_ngettext("Too many attempts. Try again in %(num)d hour.", "Too many attempts. Try again in %(num)d hours.", hours)


DECLARED: dict[str, Limit] = {}
Scoped = tuple[Limit, str]


def declare(limit: Limit) -> Limit:
    """Makes it known to operators and to docs/limits.md."""
    if DECLARED.setdefault(limit.name, limit) != limit:
        raise ValueError(f"two limits are called {limit.name}")
    return limit


def scope(limit: Limit, *of: object) -> str:
    """Hashed, so that the table holds no list of addresses and names."""
    return f"{limit.name}:{hashlib.sha256('|'.join(map(str, of)).encode()).hexdigest()[:40]}"


def count(actor: Actor, *limits: Limit, amount: int = 1) -> None:
    """One more (or `amount`) by this person and organisation. Raises TooManyError, and then nothing is counted. The portal
    itself (jobs, samples, imports by an operator) is not limited."""
    if actor.person_id is not None and amount > 0:
        attempt(*((limit, scope(limit, *_whose(limit, actor))) for limit in limits), amount=amount)


def _whose(limit: Limit, actor: Actor) -> tuple[object, ...]:
    if limit.per is Per.PERSON:
        return (actor.person_id,)
    if limit.per is Per.ORGANISATION:
        return ("organisation", actor.organisation_id) if actor.organisation_id else ("office", actor.office_id)
    raise ValueError(f"{limit.name} is counted by {limit.per}: give its scope to `attempt`")


def attempt(*limits: Scoped, amount: int = 1) -> list[int]:
    """Counts in each scope, or raises TooManyError with the time to wait when one of them is full. The ids of what was
    counted, to take it back."""
    _one_at_a_time(of for _limit, of in limits)
    used = _used(limits)
    for limit, of in limits:
        if used.get(of, 0) and used[of] + amount > limit.allowed:
            raise TooManyError(_until_free(limit, of, amount))
    now = clock.now()
    rows = [Attempt(scope=of, at=now, amount=amount) for _limit, of in limits]
    db.session.add_all(rows)
    db.session.flush()
    return [row.id for row in rows]


def note(of: str) -> int:
    """Counts without refusing: for what only changes how strict another limit is."""
    row = Attempt(scope=of, at=clock.now(), amount=1)
    db.session.add(row)
    db.session.flush()
    return row.id


def used(limit: Limit, of: str) -> int:
    return _used([(limit, of)]).get(of, 0)


def take_back(attempts: Iterable[int], *scopes: str) -> None:
    """These, and everything in the scopes."""
    db.session.execute(delete(Attempt).where(or_(Attempt.id.in_(list(attempts)), Attempt.scope.in_(scopes))))


def _used(limits: Iterable[Scoped]) -> dict[str, int]:
    now = clock.now()
    within = [and_(Attempt.scope == of, Attempt.at > now - limit.window) for limit, of in limits]
    rows = db.session.execute(select(Attempt.scope, func.sum(Attempt.amount)).where(or_(*within)).group_by(Attempt.scope))
    return {of: int(total) for of, total in rows}


def _until_free(limit: Limit, of: str, amount: int) -> float:
    """Seconds until so much of the window has passed that this fits; the whole window if it never does."""
    now = clock.now()
    oldest = select(Attempt.at, Attempt.amount).where(Attempt.scope == of, Attempt.at > now - limit.window).order_by(Attempt.at)
    rows = db.session.execute(oldest).all()
    over = sum(row.amount for row in rows) + amount - limit.allowed
    for row in rows:
        over -= row.amount
        if over <= 0:
            return (row.at + limit.window - now).total_seconds()
    return limit.window.total_seconds()


def _one_at_a_time(scopes: Iterable[str]) -> None:
    """SQLite's writers already stand in line; PostgreSQL would let two count at the same time. In order, so that no two
    wait for each other."""
    if db.session.get_bind().dialect.name == "postgresql":
        ask = text("SELECT pg_advisory_xact_lock(hashtext(scope)) FROM (SELECT unnest(CAST(:scopes AS text[])) AS scope ORDER BY 1) AS sorted")
        db.session.execute(ask, {"scopes": sorted(scopes)})


@daily("core.forget_attempts")
def forget_old(_payload: dict[str, Any]) -> None:
    """Attempts that no limit counts any more."""
    db.session.execute(delete(Attempt).where(Attempt.at < clock.now() - KEPT))
