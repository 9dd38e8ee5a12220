"""Liaison officers and hot-lines of the offices."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, update

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.reference import new_reference
from portal.core.refusal import Refusal
from portal.directory.models import Contact, ContactText
from portal.directory.vocabulary import contacts as words
from portal.directory.vocabulary.contacts import ContactKind
from portal.identity import queries as identity


@dataclass(frozen=True)
class Way:
    """A contact as its form holds it. `texts`: by language the name or purpose, and the hours."""

    kind: ContactKind
    office_id: int
    texts: Mapping[str, tuple[str, str]]
    phone: str | None = None
    email: str | None = None
    spoken: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()


def enter_contact(actor: Actor, way: Way) -> Contact:
    now = clock.now()
    made = Contact(reference=new_reference("K", clock.local(now).year), kind=way.kind, office_id=way.office_id, changed_at=now, lock_version=0, texts=[])
    _take(made, way)
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "directory.contact_entered", "contact", made.id, after={"contact": way.kind, "office": way.office_id})
    return made


def change_contact(actor: Actor, contact: Contact, way: Way, seen: int) -> None:
    """`seen` is the state that the form was opened on."""
    taken = db.session.execute(
        update(Contact)
        .where(Contact.id == contact.id, Contact.lock_version == seen)
        .values(lock_version=seen + 1)
        .execution_options(synchronize_session="fetch")
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        raise Refusal(words.CONTACT_CHANGED)
    before = {"contact": contact.kind, "office": contact.office_id}
    _take(contact, way)
    contact.changed_at = clock.now()
    audit.record(actor, "directory.contact_changed", "contact", contact.id, before, {"contact": contact.kind, "office": contact.office_id})


def remove_contact(actor: Actor, contact: Contact) -> None:
    audit.record(actor, "directory.contact_removed", "contact", contact.id, before={"contact": contact.kind, "office": contact.office_id})
    db.session.execute(delete(ContactText).where(ContactText.contact_id == contact.id))
    db.session.execute(delete(Contact).where(Contact.id == contact.id))
    db.session.expunge(contact)


def _take(contact: Contact, way: Way) -> None:
    if way.office_id not in dict(identity.offices("ar")):
        raise Refusal(words.NO_SUCH_OFFICE, "office", 422)
    if not (way.phone or way.email):
        raise Refusal(words.NO_WAY, "phone", 422)
    contact.office_id, contact.phone, contact.email = way.office_id, way.phone or None, way.email or None
    contact.spoken, contact.channels = " ".join(way.spoken), " ".join(way.channels)
    kept = {row.language: row for row in contact.texts}
    for language, (text, hours) in way.texts.items():
        if language in kept:
            kept[language].text, kept[language].hours = text, hours
        elif text:
            contact.texts.append(ContactText(language=language, text=text, hours=hours))
