"""What identity tells the house's tests."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.identity import policy, queries
from portal.identity.models import OneTimeKey, Organisation, Person
from portal.identity.services import applying, inviting
from portal.identity.services.applying import Application
from portal.identity.vocabulary import OrganisationKind, Role
from tests.house.registry import Records


def an_application(**changes: Any) -> Application:
    typed: dict[str, Any] = {
        "names": {"ar": "رابطة ضفاف", "en": "Riverbank Association"}, "kind": OrganisationKind.ORGANISATION, "governorates": ("BSR",),
        "registrations": ({"authority": "federal", "number": "F-77", "issued_on": "2020-01-05", "expires_on": None},),
        "contact_name": "سعاد كريم", "email": "suad@riverbank.example", "phone": "+964 770 000 0000", "about": "نراقب الانتخابات.", "language": "ar",
    }  # fmt: skip
    return Application(**(typed | changes))


def make_organisations(people: dict[str, Any]) -> None:
    applying.apply(an_application(), "192.0.2.1", "a" * 24)
    applying.apply(an_application(email="other@riverbank.example"), "192.0.2.1", "b" * 24)


def make_invitations(people: dict[str, Any]) -> None:
    own, other, admin = people["cso_admin"].actor, people["other_admin"].actor, people["commission_admin"].actor
    inviting.invite(own, "دينا", "dina@nahrain.example", "ar", Role.CSO_MEMBER, organisation_id=own.organisation_id)
    inviting.invite(other, "ئاڤان", "avan@zagros.example", "ckb", Role.CSO_MEMBER, organisation_id=other.organisation_id)
    inviting.invite(admin, "ليث", "laith@commission.example", "ar", Role.CASE_OFFICER, office_id=admin.office_id)


def _members() -> Iterable[Any]:
    """Everybody of the cast, as their administrators see them."""
    return [found for person in db.session.scalars(select(Person)) if (found := _found(person))]


def _found(person: Person) -> Any:
    bound = queries.body_of(person.id)
    if bound is None:
        return None
    where = {"organisation_id": bound.organisation_id, "office_id": bound.office_id}
    return queries.Member(person.id, person.user_name, person.name, person.email, "ar", True, (), since=clock.now() - timedelta(days=1), **where)


def _may_administer(actor: Actor, member: Any) -> bool:
    if member.organisation_id is not None:
        return policy.may_administer_people(actor) and actor.organisation_id == member.organisation_id
    return policy.may_administer_staff(actor)


def _member_addresses(member: Any) -> dict[str, dict[str, Any]]:
    names = (
        ("member", "member_role", "remove_member", "member_code") if member.organisation_id else ("officer", "officer_role", "remove_officer", "officer_code")
    )
    return {f"identity.{name}": {"user_name": member.user_name} for name in names}


def _seen_members(actor: Actor) -> set[Any]:
    return {m.person_id for m in _members() if queries.member(m.user_name, actor) or queries.officer(m.user_name, actor)}


def _invitation_addresses(row: Any) -> dict[str, dict[str, Any]]:
    names = ("resend_invitation", "revoke_invitation") if row.organisation_id else ("resend_staff_invitation", "revoke_staff_invitation")
    return {f"identity.{name}": {"handle": row.token_hash[:16]} for name in names}


def _seen_invitations(actor: Actor) -> set[Any]:
    every = db.session.scalars(select(OneTimeKey)).all()
    return {row.id for row in every if queries.own_invitation(row.token_hash[:16], actor) or queries.staff_invitation(row.token_hash[:16], actor)}


def _every_organisation() -> Iterable[Any]:
    return db.session.scalars(select(Organisation).order_by(Organisation.id.desc())).all()


DECISIONS = ("organisation", "accept", "reject", "suspend", "reinstate", "refuse_appeal")
RECORDS = [
    Records(
        kind="organisation",
        make=make_organisations,
        every=_every_organisation,
        seen=lambda actor: {found.id for found in _every_organisation() if queries.organisation(found.reference, actor)},
        may_view=lambda actor, found: policy.may_decide_organisations(actor),
        addresses=lambda found: {f"identity.{name}": {"reference": found.reference} for name in DECISIONS},
        mixed=False,
    ),
    Records(
        kind="member",
        make=lambda people: None,
        every=_members,
        seen=_seen_members,
        may_view=_may_administer,
        addresses=_member_addresses,
        key=lambda member: member.person_id,
    ),
    Records(
        kind="invitation",
        make=make_invitations,
        every=lambda: db.session.scalars(select(OneTimeKey)).all(),
        seen=_seen_invitations,
        may_view=_may_administer,
        addresses=_invitation_addresses,
    ),
]
UNAUDITED = {
    "identity.services.ending.end_all": "part of a restore, which leaves the line with its numbers",
    "identity.services.accounts.ask_old_password": "counts an attempt, which may be a refusal: those stand outside the chain",
    "identity.services.accounts.forgotten": "the job that it starts leaves the line, and only when there is an account",
    "identity.services.exporting.write": "a job; asking for the export and downloading it leave lines",
    "identity.services.signing_in.admit": "counts an attempt, which may be a refusal: those stand outside the chain",
    "identity.services.limits.forget_old": "a daily job; attempts stand outside the chain",
    "identity.services.signing_in.take_back": "takes back the count of an attempt",
    "identity.services.signing_in.supersede": "part of a sign-in, which leaves the line",
    "identity.services.signing_in.touch": "notes when somebody was last here",
}
