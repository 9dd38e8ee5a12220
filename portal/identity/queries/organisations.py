"""Organisations as the commission sees them, and suspensions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import selectinload

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import Page, db, page_by_key, pick
from portal.identity import policy
from portal.identity.models import Membership, OneTimeKey, Organisation, Person, Registration, Suspension
from portal.identity.vocabulary import KeyKind, OrganisationState, Role

WHOLE = (selectinload(Organisation.names), selectinload(Organisation.registrations), selectinload(Organisation.areas))
OFFERED = (OrganisationState.REJECTED, OrganisationState.ASKED, OrganisationState.LEAVING)
SUSPENDED_NOW = select(Suspension.id).where(Suspension.organisation_id == Organisation.id, Suspension.to_at.is_(None)).exists()


@dataclass(frozen=True)
class Record:
    """An organisation with everything that a decision about it rests on; the newest suspension first."""

    organisation: Organisation
    suspensions: tuple[Suspension, ...]
    people: int

    @property
    def suspension(self) -> Suspension | None:
        return next((one for one in self.suspensions if one.to_at is None), None)

    def name(self, language: str) -> str:
        found = pick(self.organisation.names, language)
        return found.text if found else self.organisation.reference


@dataclass(frozen=True)
class Entrance:
    """Who of an accepted organisation can come in. `last`: when the newest mailed invitation ends, or ended; None where none
    is known any more."""

    empty: bool
    led: bool
    last: datetime | None

    @property
    def invited(self) -> bool:
        """Whether a mailed invitation can still be used."""
        return self.last is not None and self.last > clock.now()


def organisations_page(state: str | None, after: str | None) -> Page:
    """`state`: accepted, rejected, suspended, asked, leaving; without one all that the commission has decided on."""
    statement = select(Organisation).where(Organisation.state.not_in((OrganisationState.APPLIED, OrganisationState.DRAFT)))
    if state == "suspended":
        statement = statement.where(Organisation.state == OrganisationState.ACCEPTED, SUSPENDED_NOW)
    elif state == OrganisationState.ACCEPTED:
        statement = statement.where(Organisation.state == state, ~SUSPENDED_NOW)
    elif state in OFFERED:
        statement = statement.where(Organisation.state == state)
    else:
        statement = statement.where(Organisation.state != OrganisationState.ASKED)
    return page_by_key(statement, Organisation.id, after)


def suspended_among(ids: list[int]) -> set[int]:
    if not ids:
        return set()
    return set(db.session.scalars(select(Suspension.organisation_id).where(Suspension.organisation_id.in_(ids), Suspension.to_at.is_(None))))


def organisation(reference: str, actor: Actor) -> Record | None:
    """For those who decide; for everybody else organisations are names only."""
    if not policy.may_decide_organisations(actor):
        return None
    return _record(and_(Organisation.reference == reference, Organisation.state != OrganisationState.DRAFT))


def organisation_by_id(organisation_id: int, actor: Actor) -> Record | None:
    return _record(Organisation.id == organisation_id) if policy.may_decide_organisations(actor) else None


def own_organisation(actor: Actor) -> Organisation:
    """That of the actor, whole."""
    documents = selectinload(Organisation.registrations).joinedload(Registration.document)
    whole = (selectinload(Organisation.names), documents, selectinload(Organisation.areas))
    return db.session.scalars(select(Organisation).where(Organisation.id == actor.organisation_id).options(*whole)).one()


def organisation_kind(organisation_id: int) -> str | None:
    return db.session.scalar(select(Organisation.kind).where(Organisation.id == organisation_id))


def _record(where: Any) -> Record | None:
    found = db.session.scalar(select(Organisation).where(where).options(*WHOLE))
    if found is None:
        return None
    suspensions = db.session.scalars(select(Suspension).where(Suspension.organisation_id == found.id).order_by(Suspension.id.desc()))
    bound = select(func.count(Membership.person_id.distinct())).where(Membership.organisation_id == found.id, Membership.to_at.is_(None))
    return Record(found, tuple(suspensions), db.session.scalar(bound) or 0)


def entrance(organisation_id: int) -> Entrance:
    """`led`: some administrator has a password. Invitations that somebody used are not counted."""
    bound = (Membership.organisation_id == organisation_id, Membership.to_at.is_(None))
    roles = db.session.execute(select(Membership.role, Person.password_hash).join(Person, Person.id == Membership.person_id).where(*bound)).all()
    unused = (OneTimeKey.organisation_id == organisation_id, OneTimeKey.kind == KeyKind.INVITATION, OneTimeKey.used_at.is_(None))
    sent = select(OneTimeKey.ends_at, OneTimeKey.revoked_at).where(*unused, OneTimeKey.email.is_not(None))
    ends = [min(row.ends_at, row.revoked_at or row.ends_at) for row in db.session.execute(sent)]
    return Entrance(not roles, any(role == Role.CSO_ADMIN and has_password for role, has_password in roles), max(ends, default=None))


def own_suspension(actor: Actor) -> Suspension | None:
    """The one that stands, else the last that was lifted: it is the newest of all."""
    if not policy.may_read_own_suspension(actor):
        return None
    own = select(Suspension).where(Suspension.organisation_id == actor.organisation_id)
    return db.session.scalar(own.order_by(Suspension.id.desc()).limit(1))
