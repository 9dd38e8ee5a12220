"""The words of elections: voting days, phases, how certain a deadline is, and refusals."""

from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l


class ElectionState(StrEnum):
    CURRENT = "current"
    PAST = "past"


KINDS = {
    "council_of_representatives": _l("Council of Representatives"),
    "governorate_councils": _l("Governorate councils"),
    "kurdistan_parliament": _l("Parliament of the Kurdistan Region"),
}
VOTING_DAYS = {"special": _l("Special voting and voting of displaced voters"), "general": _l("General voting")}
# Time limits in which voters, candidates, parties or authorities act: an organisation's desk does not count them down.
OF_OTHERS = frozenset(
    ("CMP_POLL", "CMP_POLL_SPECIAL", "CMP_CAMPAIGN", "APPEAL_BOC", "BOC_REPLY", "EJP_DECIDE", "REMOVE_POSTERS", "PAY_REMOVAL")
)
CERTAINTY = {
    "A": _l("From an official text or from two reports"),
    "B": _l("From one source"),
    "C": _l("Still to be verified"),
}
FACTS = {"ends_at": _l("Until")}
WORDS = {"kind": KINDS}
NOTICES = {"elections.deadline_changed": _l("A deadline of the election has changed.")}
ACTIONS = {
    "elections.created": _l("Election entered"),
    "elections.deadline_changed": _l("Deadline changed"),
}
ENDS_BEFORE_START = _l("The deadline would end before it begins. Enter a later day or time.")
CHANGED_MEANWHILE = _l("Somebody else changed this deadline while you had the form open. Load the page again to see its present state.")
