"""The head of the chain: kept once a day, shown to everybody, sent to those who ask."""

from sqlalchemy import select

from portal.audit.models import Head, HeadReader, Line
from portal.audit.services.recording import lock_chain, record
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db


def seal_day() -> Head | None:
    """Today's head; asked for again on the same day it is the same. None while nothing has ever happened."""
    lock_chain()
    today = clock.today()
    kept = db.session.get(Head, today)
    if kept is not None:
        return kept
    last = db.session.execute(select(Line.id, Line.hash).order_by(Line.id.desc()).limit(1)).first()
    if last is None:
        return None
    made = Head(day=today, line=last.id, hash=last.hash, at=clock.now())
    db.session.add(made)
    db.session.flush()
    return made


def ask_for_heads(actor: Actor) -> None:
    if actor.person_id is None or db.session.get(HeadReader, actor.person_id) is not None:
        return
    db.session.add(HeadReader(person_id=actor.person_id, since=clock.now()))
    record(actor, "audit.heads_asked", "person", actor.person_id, organisation_id=actor.organisation_id)


def no_more_heads(actor: Actor) -> None:
    gone = db.session.get(HeadReader, actor.person_id)
    if gone is None:
        return
    db.session.delete(gone)
    record(actor, "audit.heads_declined", "person", actor.person_id, organisation_id=actor.organisation_id)
