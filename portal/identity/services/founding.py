"""Bodies and people that are there from the start: the commission's offices, and those of the demo."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.reference import new_reference
from portal.country import queries as country
from portal.identity.models import (
    Application,
    Area,
    Membership,
    Office,
    OfficeName,
    Organisation,
    OrganisationName,
    Person,
    Registration,
)  # fmt: skip
from portal.identity.services.lasting import last_day, set_term
from portal.identity.services.people import in_order
from portal.identity.vocabulary import GOVERNORATE_OFFICE, OfficeKind, OrganisationState, Role

Words = Mapping[str, str]


def found_office(actor: Actor, kind: OfficeKind, names: Words, governorate: str | None = None, parent: Office | None = None) -> Office:
    """The office; the same kind and governorate twice is one office."""
    known = db.session.scalar(select(Office).where(Office.kind == kind, Office.governorate == governorate))
    if known is not None:
        return known
    made = Office(kind=kind, governorate=governorate, parent_id=parent.id if parent else None)
    made.names = [OfficeName(language=code, text=text) for code, text in names.items()]
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "identity.office_founded", "office", made.id, after={"kind": kind, "governorate": governorate})
    return made


def office_names(governorate: str) -> dict[str, str]:
    """What the office of a governorate is called where nobody says otherwise."""
    place = country.governorate(governorate)
    return {code: GOVERNORATE_OFFICE[code].format(name=name) for code, name in place.names.items()} if place else {}


def found_organisation(
    actor: Actor,
    kind: str,
    names: Words,
    applied_at: datetime,
    registrations: Iterable[Mapping[str, Any]] = (),
    governorates: Iterable[str] = (),
    declared: Mapping[str, Any] | None = None,
    **contact: Any,
) -> Organisation:
    """An organisation as its application tells it, still waiting. `declared`: columns of Application; `contact`: contact_name, email, phone,
    about, about_language, women_led, of_persons_with_disabilities."""
    made = Organisation(
        reference=new_reference("O", applied_at.year),
        kind=kind,
        state=OrganisationState.APPLIED,
        applied_at=applied_at,
        **contact,
    )
    made.names = [OrganisationName(language=code, text=text) for code, text in names.items()]
    made.registrations = [Registration(**row) for row in registrations]
    made.areas = [Area(governorate=code) for code in sorted(set(governorates))]
    db.session.add(made)
    db.session.flush()
    db.session.add(Application(organisation_id=made.id, begun_at=applied_at, touched_at=applied_at, **(declared or {})))
    audit.record(actor, "identity.applied", "organisation", made.id, organisation_id=made.id)
    return made


def found_person(
    actor: Actor,
    name: str,
    user_name: str,
    email: str | None,
    language: str,
    roles: Role | Iterable[Role],
    organisation_id: int | None = None,
    office_id: int | None = None,
    password_hash: str | None = None,
    since: datetime | None = None,
    demo: bool = False,
) -> Person:
    """A person with a role, or several, in one body."""
    wanted, at = in_order(roles), since or clock.now()
    made = Person(
        name=name, user_name=user_name.lower(), email=email.lower() if email else None, language=language,
        password_hash=password_hash, demo=demo, made_at=at,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    body = {"organisation_id": organisation_id, "office_id": office_id}
    db.session.add_all(Membership(person_id=made.id, role=role, from_at=at, **body) for role in wanted)
    audit.record(
        actor, "identity.joined", "person", made.id,
        after={"roles": wanted, "office": office_id}, personal={"name": name}, organisation_id=organisation_id,
    )  # fmt: skip
    return made


def settle(
    actor: Actor,
    organisation: Organisation,
    at: datetime,
    reason: str | None = None,
    reason_language: str | None = None,
) -> None:
    """Accepted without an invitation: its people are founded beside it."""
    organisation.state, organisation.decided_at, organisation.decided_by_id = (
        OrganisationState.ACCEPTED,
        at,
        actor.person_id,
    )
    organisation.reason, organisation.reason_language = reason, reason_language
    set_term(organisation, last_day(organisation.registrations, clock.today()))
    audit.record(
        actor, "identity.accepted", "organisation", organisation.id,
        before={"state": OrganisationState.APPLIED}, after={"state": OrganisationState.ACCEPTED}, organisation_id=organisation.id,
    )  # fmt: skip
