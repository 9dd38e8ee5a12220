"""The words of elections: states, voting days, who may act, how certain a deadline is, and refusals."""

import re
from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l


class ElectionState(StrEnum):
    """Open are announced ones and the current one; new reports belong to the current one."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    CURRENT = "current"
    PAST = "past"


class Verb(StrEnum):
    ANNOUNCE = "announce"
    MAKE_CURRENT = "make_current"
    CLOSE = "close"
    REOPEN = "reopen"


class Party(StrEnum):
    """Who may act in a time limit, as far as desks and filters tell them apart."""

    EVERYBODY = "everybody"
    ORGANISATIONS = "organisations"
    CONTESTANTS = "contestants"
    COMMISSION = "commission"
    JUDICIARY = "judiciary"


CODE = re.compile(r"[A-Z0-9_]{1,32}")
OPEN = (ElectionState.CURRENT, ElectionState.ANNOUNCED)
STATES = {
    ElectionState.DRAFT: _l("Draft"),
    ElectionState.ANNOUNCED: _l("Announced"),
    ElectionState.CURRENT: _l("Current"),
    ElectionState.PAST: _l("Over"),
}
TONES = {ElectionState.DRAFT: "wait", ElectionState.ANNOUNCED: "work", ElectionState.CURRENT: "good", ElectionState.PAST: "off"}
VERBS = {
    Verb.ANNOUNCE: _l("Announce the election"),
    Verb.MAKE_CURRENT: _l("Let reports belong to it"),
    Verb.CLOSE: _l("Close the election"),
    Verb.REOPEN: _l("Open it again"),
}
# From which states a step is taken, and where it leads.
STEPS = {
    Verb.ANNOUNCE: ((ElectionState.DRAFT,), ElectionState.ANNOUNCED),
    Verb.MAKE_CURRENT: ((ElectionState.ANNOUNCED,), ElectionState.CURRENT),
    Verb.CLOSE: ((ElectionState.ANNOUNCED, ElectionState.CURRENT), ElectionState.PAST),
    Verb.REOPEN: ((ElectionState.PAST,), ElectionState.ANNOUNCED),
}
PARTIES = {
    Party.EVERYBODY: _l("Everybody"),
    Party.ORGANISATIONS: _l("Civil-society organisations and observers"),
    Party.CONTESTANTS: _l("Voters, candidates and parties"),
    Party.COMMISSION: _l("The commission"),
    Party.JUDICIARY: _l("The judiciary"),
}
# Time limits that an organisation's desk counts down.
OF_ORGANISATIONS = (Party.EVERYBODY, Party.ORGANISATIONS)


KINDS = {
    "council_of_representatives": _l("Council of Representatives"),
    "governorate_councils": _l("Governorate councils"),
    "kurdistan_parliament": _l("Parliament of the Kurdistan Region"),
}
VOTING_DAYS = {"special": _l("Special voting and voting of displaced voters"), "general": _l("General voting")}
CERTAINTY = {
    "A": _l("From an official text or from two reports"),
    "B": _l("From one source"),
    "C": _l("Still to be verified"),
}
FACTS = {
    "ends_at": _l("Until"),
    "starts_at": _l("From"),
    "days": _l("Voting days"),
    "phases": _l("Phases"),
    "constituencies": _l("Constituencies"),
    "names": _l("Name"),
    "length_days": _l("Length in days"),
    "party": _l("Who may act"),
    "deadline": _l("Deadline"),
}
WORDS = {"kind": KINDS, "state": STATES, "party": PARTIES}
NOTICES = {
    "elections.announced": _l("An election was announced. Its days and deadlines stand in the calendar."),
    "elections.dates_changed": _l("Voting days or phases of an election have changed."),
    "elections.deadline_changed": _l("A deadline of the election has changed."),
}
ACTIONS = {
    "elections.created": _l("Election entered"),
    "elections.started": _l("Draft of an election begun"),
    "elections.discarded": _l("Draft of an election deleted"),
    "elections.stepped": _l("State of an election changed"),
    "elections.named": _l("Names of an election changed"),
    "elections.days_changed": _l("Voting days changed"),
    "elections.phases_changed": _l("Phases changed"),
    "elections.constituencies_changed": _l("Constituencies changed"),
    "elections.deadline_added": _l("Deadline added"),
    "elections.deadline_removed": _l("Deadline removed"),
    "elections.deadline_changed": _l("Deadline changed"),
}
ENDS_BEFORE_START = _l("The deadline would end before it begins. Enter a later day or time.")
PHASE_BACKWARDS = _l("The phase would end before it begins. Enter a later day or time.")
CLOSES_BEFORE_OPENING = _l("Polling stations would close before they open. Enter a later time.")
CHANGED_MEANWHILE = _l("Somebody else changed this deadline while you had the form open. Load the page again to see its present state.")
ELECTION_CHANGED = _l("Somebody else changed this election while you had the form open. Load the page again to see its present state.")
NO_NAME = _l("Enter the name in at least one language.")
BAD_CODE = _l("Enter a code of capital letters, digits and low lines, such as CMP_POLL")
NO_WHO = _l("Say who may act, in the language of the name.")
SAME_DAY = _l("This voting day stands there already.")
SAME_CODE = _l("Another deadline has this code.")
SAME_CONSTITUENCY = _l("Another constituency has this code.")
TAKEN_GOVERNORATE = _l("One of these governorates belongs to another constituency already.")
NO_GENERAL_DAY = _l("An election is announced with its day of general voting. Enter it first.")
WRONG_STATE = _l("The election is no longer in the state in which this can be done. Load the page again.")
HAS_PLACES = _l("Files of polling centres were received for this draft; it can no longer be deleted.")
