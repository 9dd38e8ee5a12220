"""A document is held while it is changed, and what somebody saved meanwhile is noticed."""

from sqlalchemy import select

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.library import vocabulary
from portal.library.models import Document, Version


def hold(document: Document, seen: int | None = None) -> None:
    """Nobody else changes the document until this transaction ends. `seen` is the lock_version of the form: raises
    Refusal when somebody saved since."""
    db.session.refresh(document, with_for_update=True)
    if seen is not None and seen != document.lock_version:
        raise Refusal(vocabulary.CHANGED_MEANWHILE)


def touch(actor: Actor, document: Document) -> None:
    document.lock_version += 1
    document.changed_at, document.changed_by_id = clock.now(), actor.person_id


def open_version(document: Document) -> Version:
    """The version that officers write in; raises Refusal when none is open."""
    if document.draft_version_id is None:
        raise Refusal(vocabulary.NO_CORRECTION)
    found = db.session.get(Version, document.draft_version_id)
    if found is None:
        raise Refusal(vocabulary.NO_CORRECTION)
    return found


def new_version(actor: Actor, document: Document, number: int) -> Version:
    version = Version(document_id=document.id, number=number, made_at=clock.now(), made_by_id=actor.person_id)
    db.session.add(version)
    db.session.flush()
    document.draft_version_id = version.id
    return version


def made_before(once: str | None) -> Document | None:
    """The document that the same form made when it was sent before."""
    return db.session.scalar(select(Document).where(Document.once == once)) if once else None
