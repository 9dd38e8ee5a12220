"""Heads of the chain that were kept, and whether an earlier one still stands in it."""

import hashlib
from datetime import date

from sqlalchemy import select

from portal.audit.models import Head, HeadReader, Line
from portal.core.access import Actor
from portal.core.db import Page, db

PAGE = 30


def latest_head() -> Head | None:
    return db.session.scalar(select(Head).order_by(Head.day.desc()).limit(1))


def heads(before: str | None) -> Page:
    """The newest first; the key of the next page is the last day of this one."""
    statement, day = select(Head), _day(before)
    if day is not None:
        statement = statement.where(Head.day < day)
    rows = list(db.session.scalars(statement.order_by(Head.day.desc()).limit(PAGE + 1)))
    more = len(rows) > PAGE
    return Page(rows[:PAGE], rows[PAGE - 1].day.isoformat() if more else None, day is None)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def stands(number: int, seal: str) -> bool:
    """Whether the chain has that line with that seal, and the line's text still gives it."""
    found = db.session.execute(select(Line.text, Line.hash).where(Line.id == number)).first()
    return found is not None and found.hash == seal == hashlib.sha256(found.text.encode()).hexdigest()


def head_readers() -> list[int]:
    return list(db.session.scalars(select(HeadReader.person_id)))


def gets_heads(actor: Actor) -> bool:
    return actor.person_id is not None and db.session.get(HeadReader, actor.person_id) is not None
