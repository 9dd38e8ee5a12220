"""What identity tells the house's tests."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.identity import policy, queries
from portal.identity.models import Call, Observer, OneTimeKey, Organisation, Person, RosterImport
from portal.identity.services import inviting, observers, rosters
from portal.identity.vocabulary import Role
from tests.house.registry import Records
from tests.identity import agreements
from tests.identity.making import make_calls, make_organisations
from tests.identity.second_factors import with_app


def make_invitations(people: dict[str, Any]) -> None:
    own, other, admin = people["cso_admin"].actor, people["other_admin"].actor, people["commission_admin"].actor
    inviting.invite(own, "دينا", "dina@nahrain.example", "ar", Role.CSO_MEMBER, organisation_id=own.organisation_id)
    inviting.invite(other, "ئاڤان", "avan@zagros.example", "ckb", Role.CSO_MEMBER, organisation_id=other.organisation_id)
    inviting.invite(admin, "ليث", "laith@commission.example", "ar", Role.CASE_OFFICER, office_id=admin.office_id)


def make_observers(people: dict[str, Any]) -> None:
    for number, key in enumerate(("cso_admin", "other_admin", "cso_case_holder", "other_admin")):
        observers.add_observer(people[key].actor, f"OBS-{number}", {"governorate": "BSR", "sex": "female", "name": "سعدية كاظم"})


def make_imports(people: dict[str, Any]) -> None:
    for key in ("cso_admin", "other_admin"):
        rosters.read_roster(people[key].actor, b"code,governorate,sex\nA-1,BSR,male\nA-2,,male\n", "observers.csv")


def _observer_addresses(observer: Any) -> dict[str, dict[str, Any]]:
    names = ("observer", "observer_names", "end_observer", "take_back_observer")
    return {f"identity.{name}": {"code": observer.code} for name in names}


def _every_import() -> Iterable[Any]:
    return db.session.scalars(select(RosterImport).order_by(RosterImport.id)).all()


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
        ("member", "member_role", "remove_member", "member_code", "reset_member_factors", "member_address")
        if member.organisation_id
        else ("officer", "officer_role", "remove_officer", "officer_code", "reset_officer_factors")
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


def make_factors(people: dict[str, Any]) -> None:
    for key in ("cso_member", "other_member", "auditor"):
        with_app(people[key].actor)


def _factors() -> list[Any]:
    return [factor for person_id in db.session.scalars(select(Person.id)) for factor in queries.factors_of(person_id)]


DECISIONS = (
    "organisation", "accept", "reject", "suspend", "reinstate", "refuse_appeal", "examine", "fill_checklist", "ask_applicant", "merge", "stop_leaving",
    "invite_contact",
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
    Records(
        kind="observer",
        make=make_observers,
        every=lambda: db.session.scalars(select(Observer)).all(),
        seen=lambda actor: set(db.session.scalars(select(Observer.id).where(queries.observers_seen(actor)))),
        may_view=policy.may_view_observer,
        addresses=_observer_addresses,
    ),
    Records(
        kind="roster_import",
        make=make_imports,
        every=_every_import,
        seen=lambda actor: {found.id for found in _every_import() if queries.roster_import(found.reference, actor)},
        may_view=policy.may_view_observer,
        addresses=lambda found: {f"identity.{name}": {"reference": found.reference} for name in ("roster_import", "confirm_roster", "drop_roster")},
    ),
    *agreements.RECORDS,
    Records(
        kind="factor",
        make=make_factors,
        every=_factors,
        seen=lambda actor: {factor.id for factor in _factors() if queries.own_factor(factor.reference, actor)},
        may_view=lambda actor, factor: actor.person_id == factor.person_id,
        addresses=lambda factor: {f"identity.{name}": {"reference": factor.reference} for name in ("own_factor", "remove_factor")},
    ),
]
ON_THE_WAY_IN = "stands between the password and the sign-in; tests/identity/test_second_factor.py goes there"
UNREACHED = {
    "identity.confirm_address": "stands in a mail only: tests/identity/test_addresses.py opens it",
    "identity.stop_leaving": "only while an organisation is leaving: tests/identity/test_departing.py goes there",
    "identity.drop_member": "on one of the form's pages, of which the walk opens another: tests/identity/test_applying.py goes there",
    "identity.open_account": "only for an accepted organisation in which nobody is yet: tests/identity/test_missed_invitations.py goes there",
    "identity.renew": "only within 60 days of the end: tests/identity/test_lasting.py goes there",
    "identity.renewal_document": "only where a new document was sent: tests/identity/test_lasting.py asks for it",
    "identity.take_cases": "stands where an organisation has no case-holder, which none of the demo is: tests/identity/test_roles.py",
    "identity.take_back_observer": "stands on the entry of an observer who has left: tests/identity/test_observers.py",
    "identity.second": ON_THE_WAY_IN,
    "identity.passkey_options": "a script asks there; tests/identity/test_passkeys.py does too",
    "identity.new_passkey_options": "a script asks there; tests/identity/test_passkeys.py does too",
    "identity.enrol_passkey_options": "a script asks there; tests/identity/test_passkeys.py does too",
    "identity.prove": "before an act that is sensitive, when the last proof is old; tests/identity/test_proofs.py goes there",
    "identity.staying": "a script asks there; tests/identity/test_where_one_is.py does too",
    "identity.recovery_codes": "shown once, after new ones were made; tests/identity/test_second_factor.py goes there",
    "identity.recovery_codes_file": "while the codes are shown; tests/identity/test_second_factor.py goes there",
    **{
        f"identity.{name}": ON_THE_WAY_IN
        for name in ("enrol", "enrol_app_new", "enrol_app", "enrol_qr", "enrol_passkey", "enrol_codes", "enrol_codes_file", "enrol_done", "leave_waiting")
    },
}
UNTRIED = agreements.UNTRIED | {
    "identity.confirm_address": "the link works for one person only: tests/identity/test_addresses.py opens it as others",
    "identity.read_document": "named by authority: tests/identity/test_examining.py asks for it as everybody",
    "identity.renewal_document": "named by authority: tests/identity/test_lasting.py asks for it as everybody",
}
UNAUDITED = {
    "identity.services.erasing.drop_devices": "the daily purge leaves one line for all of them",
    "identity.services.erasing.drop_exports": "the daily purge leaves one line for all of them",
    "identity.services.erasing.drop_keys": "the daily purge leaves one line for all of them",
    "identity.services.erasing.drop_sign_ins": "the daily purge leaves one line for all of them",
    "identity.services.departing.forget_rejected": "the daily purge leaves one line for all of them",
    "identity.services.ending.end_all": "part of a restore, which leaves the line with its numbers",
    "identity.services.accounts.ask_old_password": "counts an attempt, which may be a refusal: those stand outside the chain",
    "identity.services.accounts.forgotten": "the job that it starts leaves the line, and only when there is an account",
    "identity.services.signing_in.admit": "counts an attempt, which may be a refusal: those stand outside the chain",
    "identity.services.signing_in.uncount": "takes back the count of an attempt",
    "identity.services.rosters.forget_unconfirmed": "the daily purge leaves one line for all of them",
    "identity.services.passkeys.forget_ended": "a daily job; challenges and waiting sign-ins open nothing",
    "identity.services.passkeys.use": "one step of a sign-in, which leaves the line, or of a proof",
    "identity.services.proving.by_code": "uses up a code; the act that follows leaves the line",
    "identity.services.proving.proved": "the act that follows leaves the line",
    "identity.services.second_step.check": "uses up a code; the sign-in that follows leaves the line",
    "identity.services.second_step.enrolled": "adding the factor in the same transaction leaves the line",
    "identity.services.second_step.give_up": "ends what was no sign-in yet",
    "identity.services.signing_in.take_back": "takes back the count of an attempt",
    "identity.services.signing_in.supersede": "part of a sign-in, which leaves the line",
    "identity.services.signing_in.touch": "notes when somebody was last here",
}
