"""What can be asked about notices and mails."""

from typing import Any

from sqlalchemy import ScalarSelect, func, select

from portal.core.access import Actor
from portal.core.db import Page, db, page_by_key
from portal.notifications import policy
from portal.notifications.models import Mail, Notice


def unread_of(person_id: Any) -> ScalarSelect[int]:
    """How many notices the person of a column has not read: a part of the sign-in's own statement."""
    return select(func.count(Notice.id)).where(Notice.person_id == person_id, Notice.read_at.is_(None)).scalar_subquery()


def own_notices(actor: Actor, after: str | None = None, size: int = 20) -> Page:
    return page_by_key(select(Notice).where(Notice.person_id == actor.person_id), Notice.id, after, size)


def own_notice(number: int, actor: Actor) -> Notice | None:
    if not policy.may_read_own(actor):
        return None
    return db.session.scalar(select(Notice).where(Notice.id == number, Notice.person_id == actor.person_id))


def mails(after: str | None = None) -> Page:
    """For the demo's outbox: what would have been sent, the newest first."""
    return page_by_key(select(Mail), Mail.id, after)


def mail(number: int) -> Mail | None:
    return db.session.get(Mail, number)


def personal(person_id: int) -> dict[str, Any]:
    """For a person's own copy."""
    own = select(Notice).where(Notice.person_id == person_id).order_by(Notice.id.desc()).limit(10_000)
    return {
        "notices": [
            {"kind": row.kind, "about": [row.subject_kind, row.subject_ref], "params": row.params, "at": row.made_at, "read_at": row.read_at}
            for row in db.session.scalars(own)
        ]
    }
