"""A new e-mail address: asked for by its person or by an administrator, and confirmed by the person.

The link goes to the new address, and only who is signed in as the person can confirm: neither an administrator nor somebody
who reads a mistyped address gets an account by it. The old address is told when it is asked for and when it is done."""

from sqlalchemy import or_, select

from portal.audit import services as audit
from portal.core import letters
from portal.core.access import Actor
from portal.core.db import db
from portal.core.limits import count
from portal.core.refusal import Refusal
from portal.identity.models import OneTimeKey, Person
from portal.identity.services import keys, limits
from portal.identity.vocabulary import KeyKind
from portal.identity.vocabulary import addresses as words
from portal.notifications import services as notifications


def ask(actor: Actor, person_id: int, typed: str) -> None:
    """Nobody learns here whether another account has the address: that is said to who reads its mail."""
    person, new = db.session.get_one(Person, person_id), typed.strip().casefold()
    if new == person.email:
        raise Refusal(words.SAME_ADDRESS, "email", 422)
    count(actor, limits.ADDRESSES)
    keys.drop(person.id, KeyKind.ADDRESS)
    _row, token = keys.make(KeyKind.ADDRESS, person_id=person.id, email=new, language=person.language, made_by_id=actor.person_id)
    link = letters.absolute(f"/{person.language}/identity/account/address/{token}")
    subject, text = letters.letter("address", person.language, name=person.name, user_name=person.user_name, link=link)
    notifications.write_mail(new, person.language, subject, text, organisation_id=actor.organisation_id)
    _tell_old(person, done=False)
    audit.record(actor, "identity.address_asked", "person", person.id, personal={"email": new}, organisation_id=actor.organisation_id)


def confirm(actor: Actor, key: OneTimeKey) -> None:
    """Password links that wait in the old mailbox die with it."""
    keys.use(key)
    person = db.session.scalars(select(Person).where(Person.id == actor.person_id).with_for_update()).one()
    taken = or_(Person.email == key.email, Person.user_name == key.email)
    if db.session.scalar(select(Person.id).where(taken, Person.id != person.id).limit(1)):
        raise Refusal(words.ADDRESS_TAKEN)
    personal = {"email": key.email, "address_before": person.email}
    _tell_old(person, done=True)
    person.email = key.email
    keys.drop(person.id, KeyKind.PASSWORD)
    audit.record(actor, "identity.address_changed", "person", person.id, personal=personal, organisation_id=actor.organisation_id)
    notifications.tell([person.id], "identity.address_changed", "person", "own", mail=False)


def _tell_old(person: Person, done: bool) -> None:
    if person.email:
        subject, text = letters.letter("address_told", person.language, name=person.name, done=done)
        notifications.write_mail(person.email, person.language, subject, text, person_id=person.id)
