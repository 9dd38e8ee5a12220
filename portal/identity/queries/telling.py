"""Who mends an address, and how an organisation is told who did something."""

from collections.abc import Iterable

from sqlalchemy import func, select

from portal.core.catalogue import gettext as _
from portal.core.db import db
from portal.core.reference import normal_reference
from portal.identity import vocabulary
from portal.identity.models import Membership, Office, Organisation, OrganisationName, Person
from portal.identity.queries.bodies import office_names
from portal.identity.queries.sign_in import body_of
from portal.identity.vocabulary import Role, former


def organisation_of(person_id: int) -> int | None:
    bound = body_of(person_id)
    return bound.organisation_id if bound else None


def menders(organisation_id: int | None) -> list[int]:
    """The organisation's administrators; without one the commission's."""
    body = Membership.organisation_id == organisation_id if organisation_id else Membership.office_id.in_(select(Office.id))
    role = Role.CSO_ADMIN if organisation_id else Role.COMMISSION_ADMIN
    return list(db.session.scalars(select(Membership.person_id).where(body, Membership.role == role, Membership.to_at.is_(None)).distinct()))


def told_of(ids: Iterable[int], organisations: Iterable[int], language: str) -> dict[int, str]:
    """People who work or worked for these organisations by name. The commission's by office and role: an officer answers for the
    office, and the auditor knows the name. Of anybody else nothing."""
    wanted, own = set(ids), set(organisations)
    if not wanted:
        return {}
    held = select(Membership.person_id, Membership.organisation_id, Membership.office_id, Membership.role, Person.name, Person.user_name)
    rows = list(db.session.execute(held.join(Person, Person.id == Membership.person_id).where(Membership.person_id.in_(wanted)).order_by(Membership.id)))
    offices = office_names({row.office_id for row in rows if row.office_id}, language)
    comma = _(", ")
    told = {row.person_id: f"{offices.get(row.office_id, '')}{comma}{vocabulary.ROLES[Role(row.role)]}" for row in rows if row.office_id}
    return told | {row.person_id: row.name or str(former(row.user_name)) for row in rows if row.organisation_id in own}


def forerunners(organisation_id: int) -> list[int]:
    """The organisations that became this one, straight or through another that did."""
    found = select(Organisation.id).where(Organisation.merged_into_id == organisation_id).cte("forerunners", recursive=True)
    found = found.union(select(Organisation.id).join(found, Organisation.merged_into_id == found.c.id))
    return list(db.session.scalars(select(found.c.id).order_by(found.c.id)))


def organisation_called(typed: str) -> int | None:
    """By its reference, which is the one it has however it is written, or by its name in any language."""
    reference = normal_reference(typed) or typed
    found = db.session.scalar(select(Organisation.id).where(Organisation.reference == reference))
    named = select(OrganisationName.organisation_id).where(func.lower(OrganisationName.text) == typed.lower())
    return found or db.session.scalar(named.order_by(OrganisationName.id).limit(1))
