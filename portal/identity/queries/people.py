"""People of a body, what was sent to those who are to join, and each person's own things."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import Page, db, page_by_key
from portal.identity import policy
from portal.identity.models import Membership, Office, OneTimeKey, Organisation, Person, SignIn
from portal.identity.queries.sign_in import token_hash
from portal.identity.vocabulary import CSO_ROLES, KeyKind, OrganisationState, Role

HANDLE = 16


@dataclass(frozen=True)
class Member:
    """A person with the roles held in one body now."""

    person_id: int
    user_name: str
    name: str
    email: str | None
    language: str
    has_password: bool
    roles: tuple[str, ...]
    organisation_id: int | None
    office_id: int | None
    since: datetime
    last_here: datetime | None = None


def people_with_role(organisation_id: int, role: Role) -> list[int]:
    held = (Membership.organisation_id == organisation_id, Membership.role == role, Membership.to_at.is_(None))
    return list(db.session.scalars(select(Membership.person_id).where(*held).distinct()))


def among_people(organisation_id: int, ids: Iterable[int | None], role: Role) -> list[int]:
    """Those of `ids` who belong to the organisation now, and everybody who holds `role` there."""
    wanted = or_(Membership.role == role, Membership.person_id.in_({i for i in ids if i is not None}))
    bound = (Membership.organisation_id == organisation_id, Membership.to_at.is_(None))
    return list(db.session.scalars(select(Membership.person_id).where(*bound, wanted).distinct()))


def colleagues(organisation_id: int, role: Role | None = None) -> list[tuple[int, str, str]]:
    """Id, user name and name of the organisation's people, or of those with a role; for a choice on a page."""
    bound = [Membership.organisation_id == organisation_id, Membership.to_at.is_(None)]
    if role is not None:
        bound.append(Membership.role == role)
    named = select(Person.id, Person.user_name, Person.name).where(Person.id.in_(select(Membership.person_id).where(*bound)))
    return [(row.id, row.user_name, row.name) for row in db.session.execute(named.order_by(Person.name, Person.id))]


def people_of_organisation(organisation_id: int) -> list[int]:
    bound = Membership.to_at.is_(None)
    return list(db.session.scalars(select(Membership.person_id).where(Membership.organisation_id == organisation_id, bound).distinct()))


def cso_people() -> list[int]:
    """Everybody of every accepted organisation: for news that concern all."""
    statement = select(Membership.person_id).join(Organisation, Organisation.id == Membership.organisation_id)
    accepted = Organisation.state == OrganisationState.ACCEPTED
    return list(db.session.scalars(statement.where(Membership.role.in_(CSO_ROLES), Membership.to_at.is_(None), accepted).distinct()))


def officers(role: Role, governorate: str | None = None, national_only: bool = False) -> list[int]:
    """Commission staff with a role: of the national office, and unless `national_only` of the governorate's own office and
    of the one above it."""
    where: ColumnElement[bool] = Office.kind == "national"
    if governorate and not national_only:
        above = select(Office.parent_id).where(Office.governorate == governorate)
        where = or_(where, Office.governorate == governorate, Office.id.in_(above))
    statement = select(Membership.person_id).join(Office, Office.id == Membership.office_id)
    return list(db.session.scalars(statement.where(Membership.role == role, Membership.to_at.is_(None), where).distinct()))


def members(organisation_id: int, after: str | None = None) -> Page:
    """The organisation's people, the newest first; rows are `Member`."""
    return _people_page(Membership.organisation_id == organisation_id, after)


def staff(after: str | None = None) -> Page:
    """Everybody of the commission's offices; rows are `Member`."""
    return _people_page(Membership.office_id.is_not(None), after)


def member(user_name: str, actor: Actor) -> Member | None:
    """One of the actor's own organisation; nobody else exists here."""
    if not policy.may_administer_people(actor):
        return None
    return _one(user_name, Membership.organisation_id == actor.organisation_id)


def officer(user_name: str, actor: Actor) -> Member | None:
    return _one(user_name, Membership.office_id.is_not(None)) if policy.may_administer_staff(actor) else None


def _one(user_name: str, bound: ColumnElement[bool]) -> Member | None:
    rows = db.session.execute(
        select(Person, Membership)
        .join(Membership, Membership.person_id == Person.id)
        .where(Person.user_name == user_name, bound, Membership.to_at.is_(None))
        .order_by(Membership.id)
    ).all()
    return _member(rows[0].Person, [row.Membership for row in rows]) if rows else None


def _people_page(bound: ColumnElement[bool], after: str | None) -> Page:
    held = select(Membership.person_id).where(bound, Membership.to_at.is_(None))  # by the body's index: it is one among thousands
    page = page_by_key(select(Person).where(Person.id.in_(held)), Person.id, after, size=50)
    ids = [person.id for person in page.rows]
    by_person: dict[int, list[Membership]] = {}
    held_now = select(Membership).where(Membership.person_id.in_(ids), bound, Membership.to_at.is_(None)).order_by(Membership.id)
    for row in db.session.scalars(held_now) if ids else ():
        by_person.setdefault(row.person_id, []).append(row)
    seen = select(SignIn.person_id, func.max(SignIn.seen_at)).where(SignIn.person_id.in_(ids)).group_by(SignIn.person_id)
    here: dict[int, datetime] = {person_id: at for person_id, at in db.session.execute(seen)} if ids else {}
    return replace(page, rows=[_member(person, by_person[person.id], here.get(person.id)) for person in page.rows if person.id in by_person])


def _member(person: Person, held: list[Membership], last_here: datetime | None = None) -> Member:
    return Member(
        person.id,
        person.user_name,
        person.name,
        person.email,
        person.language,
        person.password_hash is not None,
        tuple(row.role for row in held),
        held[0].organisation_id,
        held[0].office_id,
        min(row.from_at for row in held),
        last_here,
    )


def open_invitations(organisation_id: int | None) -> list[OneTimeKey]:
    """Of an organisation, or of the commission's offices when None; those that ended unused stay until revoked."""
    body = OneTimeKey.organisation_id == organisation_id if organisation_id else OneTimeKey.office_id.is_not(None)
    unused = (OneTimeKey.kind == KeyKind.INVITATION, OneTimeKey.used_at.is_(None), OneTimeKey.revoked_at.is_(None))
    return list(db.session.scalars(select(OneTimeKey).where(body, *unused).order_by(OneTimeKey.id.desc()).limit(200)))


def own_invitation(handle: str, actor: Actor) -> OneTimeKey | None:
    """One that the actor's organisation sent; `handle` stands for it in addresses and opens nothing."""
    if not policy.may_administer_people(actor):
        return None
    return _by_handle(handle, OneTimeKey.organisation_id == actor.organisation_id)


def staff_invitation(handle: str, actor: Actor) -> OneTimeKey | None:
    return _by_handle(handle, OneTimeKey.office_id.is_not(None)) if policy.may_administer_staff(actor) else None


def _by_handle(handle: str, body: ColumnElement[bool]) -> OneTimeKey | None:
    if len(handle) != HANDLE or not handle.isalnum():
        return None
    unused = (OneTimeKey.kind == KeyKind.INVITATION, OneTimeKey.used_at.is_(None), OneTimeKey.revoked_at.is_(None))
    return db.session.scalar(select(OneTimeKey).where(OneTimeKey.token_hash.startswith(handle), body, *unused))


def open_invitation(token: str) -> OneTimeKey | None:
    return _usable(token, KeyKind.INVITATION)


def password_key(token: str) -> OneTimeKey | None:
    return _usable(token, KeyKind.PASSWORD)


def address_key(token: str, actor: Actor) -> OneTimeKey | None:
    """Of the actor's own account only."""
    key = _usable(token, KeyKind.ADDRESS)
    return key if key is not None and key.person_id == actor.person_id else None


def _usable(token: str, kind: KeyKind) -> OneTimeKey | None:
    alive = (
        OneTimeKey.kind == kind,
        OneTimeKey.used_at.is_(None),
        OneTimeKey.revoked_at.is_(None),
        OneTimeKey.ends_at > clock.now(),
    )
    return db.session.scalar(select(OneTimeKey).where(OneTimeKey.token_hash == token_hash(token), *alive))


def mail_addresses(ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """E-mail address and language of those who have an address and belong to a body: who has left is told nothing."""
    bound = select(Membership.id).where(Membership.person_id == Person.id, Membership.to_at.is_(None)).exists()
    rows = db.session.execute(select(Person.id, Person.email, Person.language).where(Person.id.in_(set(ids)), Person.closed_at.is_(None), bound))
    return {row.id: (row.email, row.language) for row in rows if row.email}


def known_as(name: str) -> int | None:
    """The person of a user name or e-mail address."""
    typed = name.strip().casefold()
    return db.session.scalar(select(Person.id).where(or_(Person.user_name == typed, Person.email == typed)))


def own_names(actor: Actor) -> tuple[str, str | None]:
    """User name and e-mail address."""
    row = db.session.execute(select(Person.user_name, Person.email).where(Person.id == actor.person_id)).one()
    return row.user_name, row.email
