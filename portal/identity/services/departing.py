"""An organisation leaves the portal: its people are out at once, its data goes when the days for coming back are over.

Only an administrator of the commission can stop it meanwhile: nobody of the organisation can sign in any more, so that a
stolen sign-in neither deletes anything at once nor keeps anybody from being heard. Every feature forgets its own part
(registers.forgetting)."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, or_, select, update

from portal.audit import services as audit
from portal.core import clock, files, letters
from portal.core.access import SYSTEM, Actor
from portal.core.db import db
from portal.core.presentation import day as day_words
from portal.core.refusal import Refusal
from portal.core.register import registers
from portal.identity import policy, queries
from portal.identity.models import (
    Application,
    ApplicationMessage,
    Area,
    Call,
    CoalitionMember,
    Export,
    FocalPoint,
    Membership,
    Observer,
    OneTimeKey,
    Organisation,
    Person,
    Registration,
    Renewal,
    RenewalRegistration,
    RosterImport,
    RosterRow,
)
from portal.identity.queries import Record
from portal.identity.services import ending, erasing, joining, signing_in
from portal.identity.services.lasting import RenewalState
from portal.identity.vocabulary import OrganisationState, Role
from portal.identity.vocabulary import departing as words
from portal.identity.vocabulary.joining import CallState
from portal.notifications import services as notifications

GONE_WITH_IT = (OneTimeKey, Export, FocalPoint, ApplicationMessage, Application, Area, Observer)


def ask_to_leave(actor: Actor, typed: str) -> None:
    """`typed`: the reference number, as a last question whether this is meant."""
    if not policy.may_end_organisation(actor):
        raise Refusal(words.CANNOT_LEAVE, status=403)
    own = select(Organisation).where(Organisation.id == actor.organisation_id)
    found = db.session.scalars(own.with_for_update().execution_options(populate_existing=True)).one()
    if typed.strip().upper() != found.reference.upper():
        raise Refusal(words.NOT_ITS_REFERENCE, "reference", 422)
    if found.state != OrganisationState.ACCEPTED:
        raise Refusal(words.CANNOT_LEAVE)
    found.state, found.leaving_at = OrganisationState.LEAVING, clock.now()
    ended = signing_in.end_of_organisation(found.id)
    before, after = {"state": OrganisationState.ACCEPTED}, {"state": found.state, "ended": ended}
    audit.record(actor, "identity.leaving", "organisation", found.id, before, after, organisation_id=found.id)
    day = clock.local(deleted_at(found)).date()
    params = {**_named(found), "day": {language: day_words(day, language) for language in ("ar", "ckb", "en")}}
    _write_to_it(found, day)
    notifications.tell(queries.officers(Role.COMMISSION_ADMIN), "identity.leaving", "organisation", found.reference, params)


def _write_to_it(found: Organisation, day: date) -> None:
    """To its administrators and to its own address: none of them can sign in to read a notice."""
    to = {email: language for email, language in queries.mail_addresses(joining.admins(found.id)).values()}
    to |= {found.email: found.language} if found.email and found.email not in to else {}
    for email, language in sorted(to.items()):
        name = queries.organisation_names([found.id], language).get(found.id, found.reference)
        subject, text = letters.letter("leaving", language, organisation=name, day=day_words(day, language), reference=found.reference)
        notifications.write_mail(email, language, subject, text, organisation_id=found.id)


def deleted_at(found: Organisation) -> datetime:
    assert found.leaving_at is not None
    return found.leaving_at + timedelta(days=words.DAYS_TO_COME_BACK)


def stop(actor: Actor, record: Record) -> None:
    """At the organisation's wish: everything is as it was, and a sanction that stood stands."""
    found = record.organisation
    db.session.refresh(found, attribute_names=["state"], with_for_update=True)
    if found.state != OrganisationState.LEAVING:
        raise Refusal(words.NOT_LEAVING)
    found.state, found.leaving_at = OrganisationState.ACCEPTED, None
    states = {"state": OrganisationState.LEAVING}, {"state": found.state}
    audit.record(actor, "identity.leaving_stopped", "organisation", found.id, *states, organisation_id=found.id)
    notifications.tell(joining.admins(found.id), "identity.leaving_stopped", "home", "own", _named(found))


def _named(found: Organisation) -> dict[str, str]:
    return {"organisation": queries.organisation_names([found.id], "ar").get(found.id, found.reference)}


def forget_leaving(before: datetime, most: int) -> int:
    """Those that asked before then; the daily purge calls it."""
    due = select(Organisation).where(Organisation.state == OrganisationState.LEAVING, Organisation.leaving_at < before)
    found = list(db.session.scalars(due.order_by(Organisation.id).limit(most).with_for_update()))
    for one in found:
        _forget(one)
    return len(found)


def _forget(found: Organisation) -> None:
    for forget in registers.forgetting:
        forget(found.id)
    _drop_documents(found.id)
    _drop_rows(found.id)
    _end_bonds(found.id)
    found.email = found.phone = found.contact_name = found.about = found.about_language = found.secret_hash = None
    found.state, found.left_at = OrganisationState.LEFT, clock.now()
    people = _erase_people(found.id)
    audit.record(SYSTEM, "identity.left", "organisation", found.id, after={"state": found.state, "people": people}, organisation_id=found.id)


def forget_rejected(before: datetime, most: int) -> int:
    """Who was to be reached, of applicants that were rejected before then and with whom nothing was spoken since; the
    private link ends with it."""
    known = or_(Organisation.contact_name.is_not(None), Organisation.phone.is_not(None), Organisation.email.is_not(None))
    spoken = select(ApplicationMessage.id).where(ApplicationMessage.organisation_id == Organisation.id, ApplicationMessage.at >= before)
    due = select(Organisation).where(Organisation.state == OrganisationState.REJECTED, Organisation.decided_at < before, known, ~spoken.exists())
    found = list(db.session.scalars(due.order_by(Organisation.id).limit(most).with_for_update()))
    for one in found:
        _drop_documents(one.id)
        one.email = one.phone = one.contact_name = None
        one.secret_hash = ending.NO_SECRET
        db.session.execute(delete(FocalPoint).where(FocalPoint.organisation_id == one.id))
        named = update(Application).where(Application.organisation_id == one.id)
        db.session.execute(named.values(link_sent_to=None, declared_by=None, declared_as=None))
    return len(found)


def _drop_documents(organisation_id: int) -> None:
    """The registrations stay as numbers and days; of renewals the decision stays."""
    renewals = select(Renewal.id).where(Renewal.organisation_id == organisation_id)
    owners = ((Registration, Registration.organisation_id == organisation_id), (RenewalRegistration, RenewalRegistration.renewal_id.in_(renewals)))
    gone: set[int] = set()
    for model, mine in owners:
        gone |= set(db.session.scalars(select(model.document_id).where(mine, model.document_id.is_not(None))))
        db.session.execute(update(model).where(mine).values(document_id=None))
    db.session.execute(update(Renewal).where(Renewal.organisation_id == organisation_id).values(facts={}))
    waiting = update(Renewal).where(Renewal.organisation_id == organisation_id, Renewal.state == RenewalState.ASKED)
    db.session.execute(waiting.values(state=RenewalState.REJECTED, decided_at=clock.now()))
    gone |= set(db.session.scalars(select(Export.file_id).where(Export.organisation_id == organisation_id, Export.file_id.is_not(None))))
    db.session.execute(update(Export).where(Export.organisation_id == organisation_id).values(file_id=None))
    files.forget_whole(gone)


def _drop_rows(organisation_id: int) -> None:
    imports = select(RosterImport.id).where(RosterImport.organisation_id == organisation_id)
    db.session.execute(delete(RosterRow).where(RosterRow.import_id.in_(imports)))
    answers = update(ApplicationMessage).where(ApplicationMessage.organisation_id == organisation_id)
    db.session.execute(answers.values(answers_id=None))
    for model in (RosterImport, *GONE_WITH_IT):
        gone = delete(model).where(model.organisation_id == organisation_id)
        db.session.execute(gone.execution_options(synchronize_session=False))
    notifications.forget_organisation(organisation_id)


def _end_bonds(organisation_id: int) -> None:
    """Memberships in networks and coalitions, of either side, end dated; who is asked is asked no more."""
    mine = or_(CoalitionMember.coalition_id == organisation_id, CoalitionMember.organisation_id == organisation_id)
    db.session.execute(update(CoalitionMember).where(mine, CoalitionMember.to_at.is_(None)).values(to_at=clock.now()))
    asked = or_(Call.coalition_id == organisation_id, Call.organisation_id == organisation_id)
    db.session.execute(update(Call).where(asked, Call.state == CallState.ASKED).values(state=CallState.WITHDRAWN))


def _erase_people(organisation_id: int) -> int:
    """Those of now and of before, unless something binds them elsewhere: their account is not this organisation's."""
    ended = update(Membership).where(Membership.organisation_id == organisation_id, Membership.to_at.is_(None))
    db.session.execute(ended.values(to_at=clock.now()).execution_options(synchronize_session=False))
    bound = select(Membership.id).where(Membership.person_id == Person.id, Membership.to_at.is_(None)).exists()
    was_here = select(Membership.id).where(Membership.person_id == Person.id, Membership.organisation_id == organisation_id).exists()
    people = list(db.session.scalars(select(Person).where(was_here, ~bound, Person.name != "").order_by(Person.id)))
    for person in people:
        erasing.erase(SYSTEM, person)
    return len(people)
