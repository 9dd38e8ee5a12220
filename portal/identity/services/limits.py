"""How often something may be tried. Counted in the database before the slow part begins: it survives restarts and holds
over processes.

An account alone never locks anybody out: while it is attacked from everywhere, each unknown address merely gets fewer
tries. A browser on which the person has signed in before has a count of its own."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select, text

from portal.core import clock
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity import vocabulary
from portal.identity.models import Attempt

KEPT = timedelta(days=2)
ATTACKED = 30


@dataclass(frozen=True)
class Limit:
    name: str
    most: int
    window: timedelta


QUARTER, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)
PAIR = Limit("pair", 5, QUARTER)
PAIR_ATTACKED = Limit("pair", 2, QUARTER)
# A carrier puts thousands of people behind one address, and on election day many of them sign in at once.
NETWORK = Limit("network", 300, QUARTER)
DEVICE = Limit("device", 10, QUARTER)
FORGOTTEN = Limit("forgotten", 3, HOUR)
FORGOTTEN_NETWORK = Limit("forgotten-network", 20, HOUR)
# A carrier puts many behind one address; a draft costs little and goes when nobody touches it.
APPLICATIONS = Limit("apply", 20, DAY)


def scope(limit: Limit, *of: object) -> str:
    """Hashed, so that the table holds no list of addresses and names."""
    return f"{limit.name}:{hashlib.sha256('|'.join(map(str, of)).encode()).hexdigest()[:40]}"


def attempt(*limits: tuple[Limit, str]) -> list[int]:
    """Counts one attempt in each scope, or raises Refusal with the time to wait when one of them is full."""
    _one_at_a_time(limits[0][1])
    for limit, of in limits:
        _refuse_when_full(limit, of)
    now = clock.now()
    rows = [Attempt(scope=of, at=now) for _limit, of in limits]
    db.session.add_all(rows)
    db.session.flush()
    return [row.id for row in rows]


def attempt_sign_in(account: str, network: str, device_id: int | None) -> list[int]:
    """The attempts counted for this sign-in; `forgive` takes them back when it succeeds."""
    if device_id is not None:
        return attempt((DEVICE, scope(DEVICE, device_id)))
    everywhere = Limit("account", ATTACKED * 1000, HOUR)
    attacked = _count(scope(everywhere, account), HOUR) >= ATTACKED
    pair = (PAIR_ATTACKED if attacked else PAIR, scope(PAIR, account, network))
    return attempt(pair, (NETWORK, scope(NETWORK, network)), (everywhere, scope(everywhere, account)))


def forgive(attempts: list[int], account: str, network: str, device_id: int | None) -> None:
    """The person came in: the failures before it are forgotten."""
    own = scope(PAIR, account, network) if device_id is None else scope(DEVICE, device_id)
    db.session.execute(delete(Attempt).where(Attempt.id.in_(attempts) | (Attempt.scope == own)))


def take_back(attempts: list[int]) -> None:
    db.session.execute(delete(Attempt).where(Attempt.id.in_(attempts)))


def forget_old() -> None:
    """Attempts that no limit counts any more."""
    db.session.execute(delete(Attempt).where(Attempt.at < clock.now() - KEPT))


def _count(of: str, window: timedelta) -> int:
    return db.session.scalar(select(func.count()).select_from(Attempt).where(Attempt.scope == of, Attempt.at > clock.now() - window)) or 0


def _refuse_when_full(limit: Limit, of: str) -> None:
    now = clock.now()
    newest = select(Attempt.at).where(Attempt.scope == of, Attempt.at > now - limit.window)
    moments = db.session.scalars(newest.order_by(Attempt.at.desc()).limit(limit.most)).all()
    if len(moments) == limit.most:
        seconds = (moments[-1] + limit.window - now).total_seconds()
        raise Refusal(vocabulary.wait(seconds), status=429)


def _one_at_a_time(of: str) -> None:
    """SQLite writers already stand in line; PostgreSQL would let two count at the same time."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:scope))"), {"scope": of})
