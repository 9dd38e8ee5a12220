"""What people are told: notices, words of audit lines, refusals."""

from typing import Any

from portal.core.catalogue import lazy_gettext as _l
from portal.violations.vocabulary.parts import PARTS
from portal.violations.vocabulary.states import OUTCOMES, STATES, State

NOTICES = {
    "violations.received": _l("Report %(reference)s was received."),
    "violations.urgent": _l("Urgent: report %(reference)s is about something that happens now or is about to happen."),
    "violations.moved": _l("Your report %(reference)s is now: %(state)s."),
    "violations.asked": _l("The commission needs information about your report %(reference)s."),
    "violations.answered": _l("The commission wrote to you about report %(reference)s."),
    "violations.added": _l("The organisation added something to report %(reference)s."),
    "violations.withdrawn": _l("The organisation withdrew report %(reference)s."),
    "violations.names_opened": _l("An officer opened the protected names of your report %(reference)s and gave a reason."),
}
ACTIONS = {
    "violations.started": _l("started a violation report"),
    "violations.draft_saved": _l("saved a step of a violation report"),
    "violations.names_forgotten": _l("deleted protected names whose time had come"),
    "violations.discarded": _l("deleted the draft of a violation report"),
    "violations.sent": _l("sent a violation report"),
    "violations.changed": _l("changed the state of a violation report"),
    "violations.withdrawn": _l("withdrew a violation report"),
    "violations.added": _l("added to a violation report"),
    "violations.answered": _l("wrote to the organisation about a violation report"),
    "violations.noted": _l("wrote an internal note on a violation report"),
    "violations.evidence_added": _l("added evidence to a violation report"),
    "violations.evidence_removed": _l("removed evidence from the draft of a violation report"),
    "violations.original_opened": _l("downloaded original evidence of a violation report"),
    "violations.names_opened": _l("opened the protected names of a violation report"),
}
# What lines of the audit hold: names of facts, and words of their values.
FACTS = {"outcome": _l("Result"), "category": _l("Category"), "part": _l("Part")}
WORDS = {"state": STATES, "outcome": OUTCOMES, "part": PARTS}

NO_ELECTION = _l("There is no current election to which a report could belong. Ask the commission.")
NOT_NOW = _l("This change is not possible in the present state. Load the page again to see what was done meanwhile.")
UNSIGNED = _l(
    "Your organisation has not signed the code of conduct. The draft is kept. "
    "An administrator of your organisation signs under Agreements; then the report can be sent."
)
NOT_YOURS = _l("This change is not yours to make.")
NOT_A_DRAFT = _l("The report was already sent. You can add information to it, but not change it.")
INCOMPLETE = _l("The report cannot be sent yet: something that the commission must know is missing.")
UNKNOWN_CATEGORY = _l("Choose a kind of violation.")
UNKNOWN_GOVERNORATE = _l("Choose a governorate.")
OTHER_DISTRICT = _l("This district does not lie in the governorate that you chose.")
IN_THE_FUTURE = _l("This day is in the future. Enter the day when it happened.")
IN_THE_PAST = _l("This day is in the past. Choose “It has happened”, or correct the day.")
NO_DAY = _l("Enter the day of the incident.")
FAR_AWAY = _l("This day does not belong to this election. Check the year.")
NO_REASON = _l("Enter the reason.")
NO_QUESTION = _l("Write what the organisation should tell or send.")
NO_OUTCOME = _l("Choose a result.")
NO_BODY = _l("Enter to whom the report is referred.")
NOTHING_TYPED = _l("Enter a message or choose a file.")
NO_MESSAGE = _l("Enter a message.")
NO_SUMMARY = _l("Enter the summary that other organisations may read.")
TOO_MANY_FILES = _l("A report holds at most %(most)d files. The files after that were not added.", most=40)


def meanwhile(state: str) -> Any:
    """For who decided on a page that was older than the report."""
    return _l("Meanwhile the report has become: %(state)s. Nothing was changed; read the timeline, and decide again.", state=STATES[State(state)])
