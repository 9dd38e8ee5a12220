"""What the applicant says after the form: answers, difficulties, an appeal; and the first account where no mail can go."""

from portal.audit import services as audit
from portal.core import clock
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.core.text import written_in
from portal.identity import queries
from portal.identity.models import ApplicationMessage, Organisation
from portal.identity.queries import Dossier
from portal.identity.services import keys
from portal.identity.services.applying import STRANGER, tell_administrators
from portal.identity.vocabulary import FIRST_ROLES, KeyKind, OrganisationState
from portal.identity.vocabulary import applying as words
from portal.identity.vocabulary.applying import Said

MOST_UNANSWERED = 5


def say(made: Organisation, kind: Said, text: str, by_id: int | None = None, answers: ApplicationMessage | None = None) -> ApplicationMessage:
    """Adds to the talk about an application; without `by_id` the applicant speaks."""
    message = ApplicationMessage(
        organisation_id=made.id, kind=kind, text=text, language=written_in(text, made.language), at=clock.now(), by_id=by_id,
        answers_id=answers.id if answers else None,
    )  # fmt: skip
    db.session.add(message)
    db.session.flush()
    return message


def answer(found: Dossier, text: str) -> None:
    """The application waits for the commission again."""
    made = _locked(found)
    if made.state != OrganisationState.ASKED:
        raise Refusal(words.NOTHING_ASKED)
    if found.missing():
        raise Refusal(words.INCOMPLETE, status=422)
    made.state = OrganisationState.APPLIED
    say(made, Said.ANSWER, text)
    audit.record(STRANGER, "identity.answered", "organisation", made.id, {"state": OrganisationState.ASKED}, {"state": made.state}, organisation_id=made.id)
    tell_administrators("identity.answered", made)


def tell_difficulty(found: Dossier, text: str) -> None:
    """What is hard about applying, at any time; the commission answers it."""
    if len(found.unanswered(Said.DIFFICULTY)) >= MOST_UNANSWERED:
        raise Refusal(words.TOO_MANY_DIFFICULTIES)
    made = found.organisation
    say(made, Said.DIFFICULTY, text)
    audit.record(STRANGER, "identity.difficulty_told", "organisation", made.id, organisation_id=made.id)
    if made.state != OrganisationState.DRAFT:
        tell_administrators("identity.difficulty_told", made)


def appeal(found: Dossier, text: str) -> None:
    """Once against each rejection."""
    made = _locked(found)
    if made.state != OrganisationState.REJECTED:
        raise Refusal(words.NO_REJECTION)
    if not found.may_appeal:
        raise Refusal(words.APPEALED)
    say(made, Said.APPEAL, text)
    audit.record(STRANGER, "identity.rejection_appealed", "organisation", made.id, organisation_id=made.id)
    tell_administrators("identity.rejection_appealed", made)


def open_account(found: Dossier) -> str:
    """The token of an invitation for the administrator of an accepted organisation in which nobody is yet, and to which no
    mailed invitation is open: whoever holds the private address is asked for user name and password. A token of before is
    dead."""
    made = _locked(found)
    entrance = queries.entrance(made.id)
    if made.state != OrganisationState.ACCEPTED or not entrance.empty:
        raise Refusal(words.HAS_ACCOUNT)
    if entrance.invited:
        raise Refusal(words.INVITED_BY_MAIL)
    keys.drop_of_organisation(made.id, KeyKind.INVITATION)
    facts = {"name": made.contact_name, "language": made.language, "roles": " ".join(FIRST_ROLES), "organisation_id": made.id}
    _row, token = keys.make(KeyKind.INVITATION, **facts)
    audit.record(STRANGER, "identity.admin_account_opened", "organisation", made.id, organisation_id=made.id)
    return token


def _locked(found: Dossier) -> Organisation:
    db.session.refresh(found.organisation, attribute_names=["state"], with_for_update=True)
    return found.organisation
