"""How somebody comes to belong to a body: a mailed invitation, or a code that an administrator hands over."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select

from portal.audit import services as audit
from portal.core import clock, letters
from portal.core.access import Actor
from portal.core.db import db
from portal.core.limits import count
from portal.core.refusal import Refusal
from portal.identity import queries, vocabulary
from portal.identity.models import Membership, OneTimeKey, Organisation, Person, Suspension
from portal.identity.services import keys, limits, passwords, signing_in
from portal.identity.services.people import check_roles, in_order
from portal.identity.vocabulary import KeyKind, OrganisationState, Role
from portal.notifications import services as notifications

USER_NAME = re.compile(r"[a-z][a-z0-9._-]{2,63}")
RESERVED = frozenset({"new", "invitations"})


def invite(
    actor: Actor,
    name: str,
    email: str,
    language: str,
    roles: Role | Iterable[Role],
    organisation_id: int | None = None,
    office_id: int | None = None,
) -> OneTimeKey:
    """Writes the mail with the link, in the language of who is invited. One body: organisation or office."""
    wanted = in_order(roles)
    check_roles(wanted, organisation_id, office_id)
    email = email.strip().casefold()
    _refuse_doubles(email, organisation_id)
    count(actor, limits.INVITATIONS, limits.INVITATIONS_OF_ALL)
    row, token = keys.make(
        KeyKind.INVITATION,
        email=email,
        name=name,
        language=language,
        roles=" ".join(wanted),
        organisation_id=organisation_id,
        office_id=office_id,
        made_by_id=actor.person_id,
    )
    _write(row, token)
    after = {"roles": wanted, "office": office_id}
    audit.record(
        actor,
        "identity.invited",
        "invitation",
        row.id,
        after=after,
        personal={"email": email, "name": name},
        organisation_id=organisation_id,
    )
    return row


def _refuse_doubles(email: str, organisation_id: int | None) -> None:
    body = (Membership.organisation_id == organisation_id) if organisation_id else Membership.office_id.is_not(None)
    here = select(Membership.id).join(Person, Person.id == Membership.person_id).where(Person.email == email, body, Membership.to_at.is_(None))
    if db.session.scalar(here.limit(1)):
        raise Refusal(vocabulary.ALREADY_HERE, "email", 422)
    invited = (OneTimeKey.organisation_id == organisation_id) if organisation_id else OneTimeKey.office_id.is_not(None)
    alive = (OneTimeKey.used_at.is_(None), OneTimeKey.revoked_at.is_(None), OneTimeKey.ends_at > clock.now())
    if db.session.scalar(select(OneTimeKey.id).where(OneTimeKey.email == email, OneTimeKey.kind == KeyKind.INVITATION, invited, *alive).limit(1)):
        raise Refusal(vocabulary.ALREADY_INVITED, "email", 422)


def _write(row: OneTimeKey, token: str) -> None:
    names = queries.organisation_names([row.organisation_id], row.language) if row.organisation_id else queries.office_names([row.office_id or 0], row.language)
    body = next(iter(names.values()), "")
    link = letters.absolute(f"/{row.language}/invitation/{token}")
    subject, text = letters.letter(
        "invitation",
        row.language,
        name=row.name,
        body=body,
        roles=[vocabulary.ROLES[Role(role)] for role in row.role_names],
        link=link,
        ends=row.ends_at,
    )
    notifications.write_mail(str(row.email), row.language, subject, text, organisation_id=row.organisation_id)


def resend(actor: Actor, row: OneTimeKey) -> None:
    """A new link for seven more days; that of before is dead."""
    count(actor, limits.INVITATIONS, limits.INVITATIONS_OF_ALL)
    token = keys.renew(row)
    _write(row, token)
    audit.record(actor, "identity.invitation_resent", "invitation", row.id, organisation_id=row.organisation_id)


def revoke(actor: Actor, row: OneTimeKey) -> None:
    row.revoked_at = clock.now()
    audit.record(actor, "identity.invitation_revoked", "invitation", row.id, organisation_id=row.organisation_id)


def accept(row: OneTimeKey, name: str, user_name: str, password: str) -> Person:
    """The invited person becomes a member. Who had an account before keeps its names and gets a new password."""
    keys.use(row)
    _refuse_closed_bodies(row)
    # Locked, so that of two invitations to two bodies, accepted at the same moment, one is refused.
    person = db.session.scalar(select(Person).where(Person.email == row.email).with_for_update()) if row.email else None
    if person is not None and queries.body_of(person.id) is not None:
        raise Refusal(vocabulary.BOUND_ELSEWHERE)
    if person is None:
        passwords.check(password, (user_name, name, row.email))
        person = _new_person(name, user_name, row.language, row.email)
    else:
        passwords.check(password, (person.user_name, person.name, person.email), person.demo)
    keys.drop(person.id, KeyKind.PASSWORD, KeyKind.CODE)
    signing_in.end_of_person(person.id)
    signing_in.forget_devices(person.id)
    person.password_hash = passwords.hash_password(password)
    bind(person.id, [Role(role) for role in row.role_names], row.organisation_id, row.office_id)
    joined = Actor(person.id, person.name, frozenset(row.role_names), organisation_id=row.organisation_id, office_id=row.office_id)
    audit.record(
        joined,
        "identity.joined",
        "person",
        person.id,
        after={"roles": list(row.role_names), "invitation": row.id},
        organisation_id=row.organisation_id,
    )
    if row.made_by_id and row.made_by_id != person.id:
        kind = "member" if row.organisation_id else "officer"
        notifications.tell([row.made_by_id], "identity.joined", kind, person.user_name, {"name": person.name}, mail=False)
    return person


def _refuse_closed_bodies(row: OneTimeKey) -> None:
    if row.organisation_id is None:
        return
    state = db.session.scalar(select(Organisation.state).where(Organisation.id == row.organisation_id))
    suspended = select(Suspension.id).where(Suspension.organisation_id == row.organisation_id, Suspension.to_at.is_(None))
    if state != OrganisationState.ACCEPTED or db.session.scalar(suspended.limit(1)):
        raise Refusal(vocabulary.SUSPENDED_BODY)


def add_without_email(
    actor: Actor,
    name: str,
    user_name: str,
    language: str,
    roles: Role | Iterable[Role],
    organisation_id: int | None = None,
    office_id: int | None = None,
) -> tuple[Person, str]:
    """The person stands at once; the code that is given back opens the account and is shown once."""
    wanted = in_order(roles)
    check_roles(wanted, organisation_id, office_id)
    person = _new_person(name, user_name, language, None)
    bind(person.id, wanted, organisation_id, office_id)
    code = keys.make_code(person.id, actor.person_id)
    facts: dict[str, Any] = {
        "after": {"roles": wanted, "office": office_id},
        "personal": {"user_name": person.user_name, "name": name},
    }
    audit.record(actor, "identity.person_added", "person", person.id, organisation_id=organisation_id, **facts)
    return person, code


def new_code(actor: Actor, member: queries.Member) -> str:
    """For somebody without e-mail who forgot the password; the code of before is dead."""
    if member.email:
        raise Refusal(vocabulary.HAS_EMAIL)
    audit.record(actor, "identity.code_made", "person", member.person_id, organisation_id=member.organisation_id)
    return keys.make_code(member.person_id, actor.person_id)


def check_names(user_name: str, email: str | None) -> str:
    """The user name as it is kept. Raises Refusal when it has another shape or somebody has it."""
    plain = user_name.strip().casefold()
    if not USER_NAME.fullmatch(plain) or plain in RESERVED:
        raise Refusal(vocabulary.USER_NAME_SHAPE, "user_name", 422)
    taken = (Person.user_name == plain) | (Person.email == plain)
    if email:
        taken = taken | (Person.email == email.strip().casefold())
    if db.session.scalar(select(Person.id).where(taken).limit(1)):
        raise Refusal(vocabulary.USER_NAME_TAKEN, "user_name", 422)
    return plain


def faults_of_names(name: str, user_name: str, email: str | None) -> list[Refusal]:
    """All that is wrong with them, to be said at once."""
    checks: tuple[Callable[[], object], ...] = (lambda: check_own_name(name, user_name.strip().casefold()), lambda: check_names(user_name, email))
    found = []
    for examine in checks:
        try:
            examine()
        except Refusal as refusal:
            found.append(refusal)
    return found


def _new_person(name: str, user_name: str, language: str, email: str | None) -> Person:
    plain = check_names(user_name, email)
    check_own_name(name, plain)
    person = Person(name=name.strip(), user_name=plain, email=email, language=language, made_at=clock.now())
    db.session.add(person)
    db.session.flush()
    return person


def check_own_name(name: str, user_name: str) -> None:
    """An account is one person's: what is done under it must have a name. Raises Refusal for what several could share."""
    if not vocabulary.is_a_persons_name(name):
        raise Refusal(vocabulary.NAME_OF_A_PERSON, "name", 422)
    if user_name in vocabulary.SHARED_USER_NAMES:
        raise Refusal(vocabulary.USER_NAME_OF_MANY, "user_name", 422)


def bind(person_id: int, roles: Iterable[Role], organisation_id: int | None, office_id: int | None) -> None:
    at, body = clock.now(), {"organisation_id": organisation_id, "office_id": office_id}
    db.session.add_all(Membership(person_id=person_id, role=role, from_at=at, **body) for role in roles)
    db.session.flush()
