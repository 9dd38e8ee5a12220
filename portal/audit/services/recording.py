"""Writing audit lines."""

import hashlib
import json
import secrets
from typing import Any

from sqlalchemy import select, text

from portal.audit.models import Beside, Line, Turned
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db

START = "0" * 64
CHAIN_LOCK = 7_364_001


def record(
    actor: Actor,
    action: str,
    subject_kind: str,
    subject_id: object,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
    organisation_id: int | None = None,
) -> int:
    """Adds a line in the transaction of the change. `before` and `after` hold states and numbers, never a case's text or
    a person's data: those go into `personal`, which stands beside the chain. `organisation_id`: whose record it is."""
    lock_chain()
    head = db.session.execute(select(Line.id, Line.hash).order_by(Line.id.desc()).limit(1)).first()
    number, previous = (head.id + 1, head.hash) if head else (1, START)
    at = clock.now()
    beside = Beside(line_id=number, salt=secrets.token_hex(16), data=personal) if personal else None
    body = {
        "n": number, "at": at.isoformat(timespec="microseconds"), "actor": actor.person_id, "actor_kind": actor.kind,
        "action": action, "subject": [subject_kind, str(subject_id)], "organisation": organisation_id,
        "before": before, "after": after, "beside": commitment(beside.salt, beside.data) if beside else None, "previous": previous,
    }  # fmt: skip
    line_text = canonical(body)
    db.session.add(
        Line(
            id=number,
            at=at,
            actor_id=actor.person_id,
            action=action,
            subject_kind=subject_kind,
            subject_id=str(subject_id),
            organisation_id=organisation_id,
            text=line_text,
            hash=digest(line_text),
        )  # fmt: skip
    )
    db.session.flush()
    if beside:
        db.session.add(beside)
    return number


def canonical(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def digest(line_text: str) -> str:
    return hashlib.sha256(line_text.encode()).hexdigest()


def commitment(salt: str, data: dict[str, Any]) -> str:
    return hashlib.sha256((salt + canonical(data)).encode()).hexdigest()


def lock_chain() -> None:
    """One writer at a time: SQLite writers already stand in line, PostgreSQL waits here until the other commits."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": CHAIN_LOCK})


def turn_away(action: str, person_id: int | None, network: str) -> None:
    """Somebody was turned away: for the auditor, outside the chain."""
    db.session.add(Turned(at=clock.now(), action=action, person_id=person_id, network=network))
