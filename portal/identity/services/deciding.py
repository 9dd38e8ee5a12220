"""What the commission decides about organisations, and what they answer."""

from collections.abc import Iterable

from sqlalchemy import select

from portal.audit import services as audit
from portal.core import clock, letters
from portal.core.access import Actor
from portal.core.catalogue import lazy_gettext as _l
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.core.register import registers
from portal.identity import queries, vocabulary
from portal.identity.models import Organisation, Suspension
from portal.identity.queries import Record
from portal.identity.services import inviting, keys, lasting, signing_in
from portal.identity.services.examining import EXAMINED, tell_applicant
from portal.identity.vocabulary import KeyKind, OrganisationState, Role, checking
from portal.notifications import services as notifications


def accept(actor: Actor, record: Record) -> None:
    """Only with a complete checklist. The contact person is invited as the organisation's administrator; without an e-mail
    address the account is opened at the applicant's private address."""
    found = _locked(record.organisation)
    if found.state not in EXAMINED:
        raise Refusal(vocabulary.NOT_WAITING)
    if not queries.checklist_complete(found):
        raise Refusal(checking.CHECKLIST_OPEN)
    last = lasting.last_day(found.registrations, clock.today())
    if last < clock.today():
        raise Refusal(checking.REGISTRATION_ENDED)
    before = _decide(actor, found, OrganisationState.ACCEPTED, None, None)
    lasting.set_term(found, last)
    after = {"state": found.state, "valid_until": last}
    audit.record(actor, "identity.accepted", "organisation", found.id, before, after, organisation_id=found.id)
    tell_applicant(found, _l("The organisation has been accepted."))
    if found.email and found.contact_name:
        inviting.invite(actor, found.contact_name, found.email, found.language, vocabulary.FIRST_ROLES, organisation_id=found.id)


def invite_contact(actor: Actor, record: Record) -> None:
    """While no administrator of the organisation can sign in: the contact person is mailed a new invitation, and those of
    before are dead."""
    found = _locked(record.organisation)
    if found.state != OrganisationState.ACCEPTED or record.suspension is not None:
        raise Refusal(vocabulary.NOT_TO_INVITE)
    if queries.entrance(found.id).led:
        raise Refusal(vocabulary.applying.HAS_ACCOUNT)
    if not found.email:
        raise Refusal(vocabulary.NO_CONTACT_EMAIL)
    keys.drop_of_organisation(found.id, KeyKind.INVITATION)
    inviting.invite(actor, found.contact_name or "", found.email, found.language, vocabulary.FIRST_ROLES, organisation_id=found.id)


def reject(actor: Actor, record: Record, reason: str, language: str) -> None:
    """The contact person reads the reason in a mail, with how to object."""
    found = _locked(record.organisation)
    if found.state not in EXAMINED:
        raise Refusal(vocabulary.NOT_WAITING)
    before = _decide(actor, found, OrganisationState.REJECTED, reason, language)
    audit.record(actor, "identity.rejected", "organisation", found.id, before, {"state": found.state}, organisation_id=found.id)
    if found.email:
        name = queries.organisation_names([found.id], found.language).get(found.id, found.reference)
        values = {"name": found.contact_name, "organisation": name, "reference": found.reference, "reason": reason}
        subject, text = letters.letter("rejection", found.language, again=letters.absolute(f"/{found.language}/apply/link"), **values)
        notifications.write_mail(found.email, found.language, subject, text)


def _locked(found: Organisation) -> Organisation:
    """Of two who decide at the same moment the second sees what the first decided."""
    db.session.refresh(found, attribute_names=["state"], with_for_update=True)
    return found


def _decide(actor: Actor, found: Organisation, state: OrganisationState, reason: str | None, language: str | None) -> dict[str, str]:
    before = {"state": found.state}
    found.state, found.decided_at, found.decided_by_id = state, clock.now(), actor.person_id
    found.reason, found.reason_language = reason, language
    return before


def suspend(actor: Actor, record: Record, reason: str, language: str) -> None:
    """A sanction: all its sign-ins end at once, and its people are told."""
    found = _locked(record.organisation)
    if found.state != OrganisationState.ACCEPTED:
        raise Refusal(vocabulary.NOT_ACCEPTED)
    standing = select(Suspension.id).where(Suspension.organisation_id == found.id, Suspension.to_at.is_(None))
    if db.session.scalar(standing.limit(1)):
        raise Refusal(vocabulary.SUSPENDED_ALREADY)
    facts = {"organisation_id": found.id, "from_at": clock.now(), "by_id": actor.person_id}
    db.session.add(Suspension(reason=reason, reason_language=language, **facts))
    db.session.flush()
    ended = signing_in.end_of_organisation(found.id)
    for halt in registers.halting:
        halt(actor, found.id)
    audit.record(actor, "identity.suspended", "organisation", found.id, after={"ended": ended}, organisation_id=found.id)
    _tell(queries.people_of_organisation(found.id), "identity.suspended")


def reinstate(actor: Actor, record: Record, answer: str, language: str) -> None:
    """Lifts the suspension; `answer` says why, and answers an appeal if there is one."""
    suspension = _standing(record)
    now = clock.now()
    suspension.to_at = now
    _answer(actor, suspension, answer, language)
    audit.record(actor, "identity.reinstated", "organisation", record.organisation.id, organisation_id=record.organisation.id)
    _tell(queries.people_of_organisation(record.organisation.id), "identity.reinstated")


def refuse_appeal(actor: Actor, record: Record, answer: str, language: str) -> None:
    """The suspension stays; its people read why."""
    suspension = _standing(record)
    if suspension.appeal is None or suspension.answer is not None:
        raise Refusal(vocabulary.NO_APPEAL)
    _answer(actor, suspension, answer, language)
    audit.record(actor, "identity.appeal_refused", "organisation", record.organisation.id, organisation_id=record.organisation.id)
    _tell(queries.people_of_organisation(record.organisation.id), "identity.appeal_refused")


def _standing(record: Record) -> Suspension:
    suspension = record.suspension
    if suspension is None:
        raise Refusal(vocabulary.NOT_SUSPENDED)
    db.session.refresh(suspension, with_for_update=True)
    if suspension.to_at is not None:
        raise Refusal(vocabulary.NOT_SUSPENDED)
    return suspension


def _answer(actor: Actor, suspension: Suspension, text: str, language: str) -> None:
    suspension.answer, suspension.answer_language = text, language
    suspension.answered_at, suspension.answered_by_id = clock.now(), actor.person_id


def _tell(people: Iterable[int], kind: str) -> None:
    notifications.tell(people, kind, "suspension", "own")


def appeal(actor: Actor, suspension: Suspension, text: str, language: str) -> None:
    """Once for each suspension, by anybody of the organisation."""
    db.session.refresh(suspension, with_for_update=True)
    if suspension.appeal is not None or suspension.to_at is not None:
        raise Refusal(vocabulary.APPEALED_ALREADY)
    suspension.appeal, suspension.appeal_language = text, language
    suspension.appealed_at, suspension.appealed_by_id = clock.now(), actor.person_id
    organisation_id = suspension.organisation_id
    audit.record(actor, "identity.appealed", "organisation", organisation_id, organisation_id=organisation_id)
    reference = queries.organisation_reference(organisation_id) or ""
    params = {"organisation": queries.organisation_names([organisation_id], "ar").get(organisation_id, reference)}
    notifications.tell(queries.officers(Role.COMMISSION_ADMIN), "identity.appealed", "organisation", reference, params)
