"""The commission examines an application: checklist, questions, answers, and appeals against a rejection."""

from collections.abc import Mapping

from portal.audit import services as audit
from portal.core import clock, letters
from portal.core.access import Actor
from portal.core.catalogue import LazyString
from portal.core.catalogue import lazy_gettext as _l
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity import queries
from portal.identity.models import ApplicationMessage, Check, Organisation
from portal.identity.queries import Dossier
from portal.identity.services.answering import say
from portal.identity.vocabulary import OrganisationState, checking
from portal.identity.vocabulary import applying as words
from portal.identity.vocabulary.applying import Said
from portal.identity.vocabulary.checking import Item, Result
from portal.notifications import services as notifications

EXAMINED = (OrganisationState.APPLIED, OrganisationState.ASKED)


def check(actor: Actor, found: Dossier, results: Mapping[Item, Result]) -> None:
    """What was found about each item; who found it and when stays with the item until it changes."""
    made = _examined(found)
    held = queries.checks(made)
    changed = {item: result for item, result in results.items() if item not in held or held[item].result != result}
    if not changed:
        return
    before = {str(item): held[item].result for item in changed if item in held}
    for item, result in changed.items():
        db.session.merge(Check(organisation_id=made.id, item=item, result=result, by_id=actor.person_id, at=clock.now()))
    audit.record(
        actor, "identity.checked", "organisation", made.id, before, {str(item): str(result) for item, result in changed.items()}, organisation_id=made.id
    )


def ask(actor: Actor, found: Dossier, text: str) -> None:
    """The applicant may then correct the form, and answers."""
    made = _examined(found)
    before, made.state = made.state, OrganisationState.ASKED
    if found.application is not None:
        found.application.facts_when_asked = queries.facts_of(found)
    say(made, Said.QUESTION, text, actor.person_id)
    audit.record(actor, "identity.asked", "organisation", made.id, {"state": before}, {"state": made.state}, organisation_id=made.id)
    tell_applicant(made, _l("The commission has a question about the application."))


def answer_difficulty(actor: Actor, found: Dossier, message: ApplicationMessage, text: str) -> None:
    if found.answer_to(message) is not None:
        raise Refusal(words.NOTHING_TO_ANSWER)
    say(found.organisation, Said.DIFFICULTY_ANSWER, text, actor.person_id, message)
    audit.record(actor, "identity.difficulty_answered", "organisation", found.organisation.id, organisation_id=found.organisation.id)
    tell_applicant(found.organisation, _l("The commission has answered the difficulty that you reported."))


def uphold(actor: Actor, found: Dossier, text: str) -> None:
    """The rejection stays."""
    made, message = _appealed(found)
    say(made, Said.APPEAL_ANSWER, text, actor.person_id, message)
    audit.record(actor, "identity.rejection_upheld", "organisation", made.id, organisation_id=made.id)
    tell_applicant(made, _l("The commission has answered your appeal."))


def reopen(actor: Actor, found: Dossier, text: str) -> None:
    """The appeal is followed: the application is examined once more."""
    made, message = _appealed(found)
    say(made, Said.APPEAL_ANSWER, text, actor.person_id, message)
    made.state, made.decided_at, made.decided_by_id, made.reason, made.reason_language = OrganisationState.APPLIED, None, None, None, None
    states = {"state": OrganisationState.REJECTED}, {"state": made.state}
    audit.record(actor, "identity.reopened", "organisation", made.id, *states, organisation_id=made.id)
    tell_applicant(made, _l("The commission has answered your appeal."))


def note_document(actor: Actor, organisation_id: int, authority: str) -> None:
    audit.record(actor, "identity.document_read", "organisation", organisation_id, after={"authority": authority}, organisation_id=organisation_id)


def tell_applicant(made: Organisation, what: LazyString) -> None:
    """That something waits at the private address; the address itself stands in the first mail only."""
    if not made.email:
        return
    values = {"reference": made.reference, "what": what, "again": letters.absolute(f"/{made.language}/apply/link")}
    subject, text = letters.letter("applicant", made.language, name=made.contact_name or "", **values)
    notifications.write_mail(made.email, made.language, subject, text)


def _examined(found: Dossier) -> Organisation:
    db.session.refresh(found.organisation, attribute_names=["state"], with_for_update=True)
    if found.organisation.state not in EXAMINED:
        raise Refusal(checking.NOT_EXAMINED)
    return found.organisation


def _appealed(found: Dossier) -> tuple[Organisation, ApplicationMessage]:
    db.session.refresh(found.organisation, attribute_names=["state"], with_for_update=True)
    message = found.open_appeal
    if message is None or found.organisation.state != OrganisationState.REJECTED:
        raise Refusal(checking.NO_REJECTION_APPEAL)
    return found.organisation, message
