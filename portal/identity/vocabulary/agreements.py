"""Agreements, signatures and commitments: kinds, states, refusals, and what people and the auditor are told."""

from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l


class AgreementKind(StrEnum):
    CODE_OF_CONDUCT = "code_of_conduct"
    MEMORANDUM = "memorandum"
    CHARTER = "charter"


AGREEMENTS = {
    AgreementKind.CODE_OF_CONDUCT: _l("Code of conduct"),
    AgreementKind.MEMORANDUM: _l("Memorandum of understanding"),
    AgreementKind.CHARTER: _l("Joint work charter"),
}
AGREEMENT_HINTS = {
    AgreementKind.CODE_OF_CONDUCT: _l("How observers and organisations act, and what they leave alone."),
    AgreementKind.MEMORANDUM: _l("What the commission and an organisation do for each other."),
    AgreementKind.CHARTER: _l("The commitments that both sides have taken on, each with its state."),
}


class VersionState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class Whose(StrEnum):
    COMMISSION = "commission"
    ORGANISATIONS = "organisations"
    BOTH = "both"


# NOTE: whose commitment it is
WHOSE = {
    Whose.COMMISSION: _l("The commission"),
    Whose.ORGANISATIONS: _l("The organisations"),
    Whose.BOTH: _l("Both sides"),
}


class CommitmentState(StrEnum):
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    KEPT = "kept"
    NOT_KEPT = "not_kept"


# NOTE: state of a commitment
COMMITMENT_STATES = {
    CommitmentState.PLANNED: ("wait", _l("Planned")),
    CommitmentState.UNDER_WAY: ("work", _l("Under way")),
    CommitmentState.KEPT: ("good", _l("Kept")),
    CommitmentState.NOT_KEPT: ("bad", _l("Not kept")),
}
# So many days before the last day those who have not signed are reminded.
REMIND_DAYS = (7, 1)

DRAFT_CHANGED = _l("Somebody else changed this text while you had the form open. What you typed is still on this page; compare it before you save again.")
PUBLISHED_ALREADY = _l("This version has been published and cannot be changed any more. Begin a new version.")
TEXTS_MISSING = _l("Write the title and the text in all three languages before you publish.")
SIGN_BY_PAST = _l("Choose a last day for signing that lies ahead.")
NOT_THE_CURRENT = _l("This version is not in force. Open the list of agreements and sign the version that is.")
NOT_YOURS_TO_SIGN = _l("Only an administrator of the organisation signs for it.")
READ_IT_AGAIN = _l("The text was not found in this language. Choose a language and read it again.")
COMMITMENT_CHANGED = _l("Somebody else changed this commitment while you had the form open. Load the page again to see its present state.")

NOTICES = {
    "identity.agreement_published": _l("A new text waits for the signature of your organisation."),
    "identity.agreement_reminder": _l("A text still waits for the signature of your organisation; its last day is near."),
    "identity.agreement_signed": _l("%(organisation)s has signed (%(reference)s)."),
}
ACTIONS = {
    "identity.agreement_drafted": _l("Began a version of an agreement"),
    "identity.agreement_changed": _l("Changed the draft of an agreement"),
    "identity.agreement_published": _l("Published a version of an agreement"),
    "identity.agreement_signed": _l("Signed an agreement for an organisation"),
    "identity.agreement_reminded": _l("Reminded organisations of an agreement"),
    "identity.commitment_made": _l("Entered a commitment"),
    "identity.commitment_changed": _l("Changed a commitment"),
}
FACTS = {
    "agreement": _l("Agreement"),
    "version": _l("Version"),
    "sign_by": _l("Sign by"),
    "hash": _l("SHA-256 of the text"),
    "whose": _l("Whose commitment"),
    "due_on": _l("Due on"),
    "reminded": _l("Organisations reminded"),
}
WORDS = {
    "agreement": AGREEMENTS,
    "whose": WHOSE,
    "commitment": {state: word for state, (_tone, word) in COMMITMENT_STATES.items()},
}
