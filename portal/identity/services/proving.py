"""Proving again who one is, before a sensitive act; and an administrator's way to reset what somebody lost."""

from sqlalchemy import select, update

from portal.audit import services as audit
from portal.core import clock, letters
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity.models import Person, SignIn
from portal.identity.services import apps, factors, limits, signing_in
from portal.identity.vocabulary import factors as words
from portal.notifications import services as notifications


def by_code(actor: Actor, typed: str) -> bool:
    """The code of an app; recovery codes are for the day when the app is lost."""
    return apps.use(actor.person_id, typed)


def proved(actor: Actor, tried: list[int]) -> str:
    """The token with which the sign-in goes on: a copy of the cookie of before has not proved anything."""
    limits.take_back(tried)
    db.session.execute(update(SignIn).where(SignIn.id == actor.sign_in_id).values(proved_at=clock.now()))
    return signing_in.new_token(actor)


def fail(actor: Actor, network: str) -> None:
    audit.turn_away("identity.proof_failed", actor.person_id, network)


def reset(actor: Actor, person_id: int, organisation_id: int | None = None) -> None:
    """For somebody who lost phone or key: the password alone opens the account again, and where the role needs a second
    factor it leads to setting one up. Told to the person."""
    if actor.person_id == person_id:
        raise Refusal(words.NOT_OWN_FACTORS)
    number = factors.drop_all(person_id)
    if not number:
        raise Refusal(words.NO_FACTORS)
    signing_in.end_of_person(person_id)
    signing_in.forget_devices(person_id)
    audit.record(actor, "identity.factors_reset", "person", person_id, before={"factors": number}, organisation_id=organisation_id)
    notifications.tell([person_id], "identity.factors_reset", "person", "own", mail=False)
    person = db.session.scalars(select(Person).where(Person.id == person_id)).one()
    if person.email:
        link = letters.absolute(f"/{person.language}/sign-in")
        subject, text = letters.letter("factors_reset", person.language, name=person.name, link=link)
        notifications.write_mail(person.email, person.language, subject, text)
