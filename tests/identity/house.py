"""What identity tells the house's tests."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.identity import policy, queries
from portal.identity.models import Call, OneTimeKey, Organisation, Person
from portal.identity.services import answering, applying, deciding, examining, inviting, joining, lasting
from portal.identity.services.applying import Contact, Declarations, Work
from portal.identity.services.lasting import Renewed
from portal.identity.vocabulary import OrganisationKind, Role
from portal.identity.vocabulary.checking import Result
from tests.house.registry import Records

ASKED: dict[str, Any] = {
    "names": {"ar": "رابطة ضفاف", "en": "Riverbank Association"}, "kind": OrganisationKind.ORGANISATION, "governorates": ("BSR",),
    "registrations": ({"authority": "federal", "number": "F-77", "issued_on": "2020-01-05", "expires_on": None},),
    "contact_name": "سعاد كريم", "email": "suad@riverbank.example", "phone": "+964 770 000 0000", "about": "نراقب الانتخابات.", "language": "ar",
    "members": (),
}  # fmt: skip


def begun(once: str = "once", network: str = "192.0.2.1", **changes: Any) -> tuple[queries.Dossier, str]:
    """A whole draft, as the pages of the form would have made it, and the secret of its address."""
    asked = ASKED | changes
    made, secret = applying.start(asked["language"], network, once, asked["email"])
    found = lambda: queries.application(made.reference, secret)  # noqa: E731
    applying.save_names(found(), asked["names"], asked["kind"], False, False)
    applying.save_registrations(found(), asked["registrations"], {})
    applying.save_work(found(), Work(asked["about"], ["observation"], ["all"], asked["governorates"]))
    applying.save_people(found(), Contact(asked["contact_name"], asked["email"], asked["phone"]), [{"name": "كريم", "duty": None, "phone": None}])
    applying.save_declarations(found(), Declarations(True, "لا شيء", False, True, "سعاد كريم", "رئيسة"))
    for member in asked["members"]:
        applying.name_member(found(), member, clock.today() - timedelta(days=30), None)
    db.session.flush()
    db.session.expire_all()
    return found(), secret


def applied(once: str = "once", network: str = "192.0.2.1", **changes: Any) -> tuple[Organisation, str]:
    found, secret = begun(once, network, **changes)
    applying.send(found)
    return found.organisation, secret


def in_order(admin: Actor, made: Organisation) -> None:
    """Everything on the checklist was looked at and is in order."""
    found = queries.dossier(made.reference, admin)
    examining.check(admin, found, dict.fromkeys(queries.checklist(made), Result.PASSED))


def accepted(admin: Actor, made: Organisation) -> Organisation:
    in_order(admin, made)
    deciding.accept(admin, queries.organisation(made.reference, admin))
    return made


def make_organisations(people: dict[str, Any]) -> None:
    admin = people["commission_admin"].actor
    applied("a" * 24)
    rejected, secret = applied("b" * 24, email="other@riverbank.example")
    deciding.reject(admin, queries.organisation(rejected.reference, admin), "ناقصة", "ar")
    answering.appeal(queries.application(rejected.reference, secret), "نعترض")
    answering.tell_difficulty(queries.application(rejected.reference, secret), "صعب")
    make_renewal(people["cso_admin"].actor)


def make_renewal(actor: Actor) -> Any:
    """The organisation's acceptance ends soon, and it asks for its renewal."""
    own = queries.own_organisation(actor)
    own.valid_until = clock.today() + timedelta(days=20)
    rows = [{"authority": "federal", "number": "F-1", "issued_on": None, "expires_on": (clock.today() + timedelta(days=800)).isoformat()}]
    return lasting.ask(actor, f"renewal-{own.id}", Renewed(rows, {}, "علي", "ali@nahrain.example", "+964 770 000 0000", "نراقب.", ["BSR"]))


def make_calls(people: dict[str, Any]) -> None:
    """The first organisation is a coalition: the second is a member and leads a network of its own that asks the first."""
    own, other = people["cso_admin"].actor, people["other_admin"].actor
    first, second = queries.own_organisation(own), queries.own_organisation(other)
    first.kind, second.kind = OrganisationKind.COALITION, OrganisationKind.NETWORK
    joining.ask(own, first, second.reference, clock.today() - timedelta(days=3), None)
    joining.confirm(other, queries.calls_to(second.id)[0].call)
    joining.ask(other, second, first.reference, clock.today(), None)
    joining.ask(other, second, "O-2026-halted", clock.today(), None)


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


DECISIONS = (
    "organisation", "accept", "reject", "suspend", "reinstate", "refuse_appeal", "examine", "fill_checklist", "ask_applicant", "merge",
)  # fmt: skip


def _decision_addresses(found: Any) -> dict[str, dict[str, Any]]:
    at = {"reference": found.reference}
    return {f"identity.{name}": at for name in DECISIONS} | {
        "identity.answer_appeal": at | {"answer": "rejected"},
        "identity.answer_difficulty": at | {"number": 1},
        "identity.decide_renewal": at | {"decision": "acceptance"},
    }


def _may_see_call(actor: Actor, call: Any) -> bool:
    return policy.may_answer_call(actor, call) or policy.may_withdraw_call(actor, call)


def _renewed(actor: Actor) -> set[Any]:
    return {found.id for found in _with_renewal() if queries.organisation(found.reference, actor)}


def _with_renewal() -> list[Any]:
    return [found for found in _every_organisation() if queries.renewal(found.id)]


def _bonds() -> list[Any]:
    """Each membership from both sides."""
    return [bond for found in _every_organisation() for side in (queries.members_of, queries.coalitions_of) for bond in side(found.id)]


def _own_bond(actor: Actor, bond: Any) -> bool:
    own = {bond.member.coalition_id, bond.member.organisation_id} - {bond.organisation_id}
    return policy.may_lead_memberships(actor) and actor.organisation_id in own


def _bond_address(bond: Any) -> dict[str, dict[str, Any]]:
    seen_by_coalition = bond.organisation_id == bond.member.organisation_id
    return {f"identity.{'end_member' if seen_by_coalition else 'leave_coalition'}": {"reference": bond.reference}}


def _seen_bonds(actor: Actor) -> set[Any]:
    return {_bond_key(bond) for bond in _bonds() if _bond_key(queries.own_member(bond.reference, actor)) == _bond_key(bond)} | {
        _bond_key(bond) for bond in _bonds() if _bond_key(queries.own_coalition(bond.reference, actor)) == _bond_key(bond)
    }


def _bond_key(bond: Any) -> Any:
    return (bond.member.id, bond.organisation_id) if bond else None


RECORDS = [
    Records(
        kind="coalition call",
        make=make_calls,
        every=lambda: db.session.scalars(select(Call)).all(),
        seen=lambda actor: {call.id for call in db.session.scalars(select(Call)) if queries.call(call.handle, actor)},
        may_view=_may_see_call,
        addresses=lambda call: {f"identity.{step}_call": {"handle": call.handle} for step in ("confirm", "decline", "withdraw")},
    ),
    Records(
        kind="membership in a coalition",
        make=make_calls,
        every=_bonds,
        seen=_seen_bonds,
        may_view=_own_bond,
        addresses=_bond_address,
        key=_bond_key,
    ),
    Records(
        kind="renewal",
        make=make_organisations,
        every=_with_renewal,
        seen=_renewed,
        may_view=lambda actor, found: policy.may_decide_organisations(actor),
        addresses=lambda found: {"identity.renewal": {"reference": found.reference}},
        mixed=False,
    ),
    Records(
        kind="organisation",
        make=make_organisations,
        every=_every_organisation,
        seen=lambda actor: {found.id for found in _every_organisation() if queries.organisation(found.reference, actor)},
        may_view=lambda actor, found: policy.may_decide_organisations(actor),
        addresses=_decision_addresses,
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
UNTRIED = {
    "identity.read_document": "named by authority: tests/identity/test_examining.py asks for it as everybody",
    "identity.renewal_document": "named by authority: tests/identity/test_lasting.py asks for it as everybody",
}
UNREACHED = {
    "identity.drop_member": "on one of the form's pages, of which the walk opens another: tests/identity/test_applying.py goes there",
    "identity.open_account": "only for an accepted organisation without an e-mail address: tests/identity/test_examining.py goes there",
    "identity.renew": "only within 60 days of the end: tests/identity/test_lasting.py goes there",
    "identity.renewal_document": "only where a new document was sent: tests/identity/test_lasting.py asks for it",
}
UNAUDITED = {
    "identity.services.accounts.ask_old_password": "counts an attempt, which may be a refusal: those stand outside the chain",
    "identity.services.accounts.forgotten": "the job that it starts leaves the line, and only when there is an account",
    "identity.services.exporting.write": "a job; asking for the export and downloading it leave lines",
    "identity.services.signing_in.admit": "counts an attempt, which may be a refusal: those stand outside the chain",
    "identity.services.limits.forget_old": "a daily job; attempts stand outside the chain",
    "identity.services.signing_in.take_back": "takes back the count of an attempt",
    "identity.services.signing_in.supersede": "part of a sign-in, which leaves the line",
    "identity.services.signing_in.touch": "notes when somebody was last here",
}
