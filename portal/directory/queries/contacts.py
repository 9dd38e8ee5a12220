"""How the commission's offices are reached."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.core.access import Actor
from portal.core.db import db, pick
from portal.core.reference import normal_reference
from portal.directory import policy
from portal.directory.models import Contact, ContactText
from portal.directory.vocabulary.contacts import ContactKind


def contacts(kind: ContactKind) -> list[Contact]:
    """Of every office: there are about twenty of them, each with a few."""
    found = select(Contact).where(Contact.kind == kind).order_by(Contact.id).limit(500)
    return list(db.session.scalars(found.options(selectinload(Contact.texts))))


def contact(reference: str, actor: Actor) -> Contact | None:
    """For those who keep them; everybody else reads the list."""
    if not policy.may_edit_contacts(actor):
        return None
    return db.session.scalar(select(Contact).where(Contact.reference == normal_reference(reference)).options(selectinload(Contact.texts)))


def words_of(contact: Contact, language: str) -> ContactText | None:
    return pick(contact.texts, language)
