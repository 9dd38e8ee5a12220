"""The one table of states: what a report can be, who may change it, and what is said then."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portal.core.catalogue import lazy_gettext as _l


class State(StrEnum):
    """Words that are not a court's."""

    DRAFT = "draft"
    RECEIVED = "received"
    TAKEN_UP = "taken_up"
    NOT_TAKEN_UP = "not_taken_up"
    UNDER_VERIFICATION = "under_verification"
    NEEDS_INFORMATION = "needs_information"
    REFERRED = "referred"
    CONCLUDED = "concluded"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"


STATES = {
    State.DRAFT: _l("Draft"),
    State.RECEIVED: _l("Received"),
    State.TAKEN_UP: _l("Taken up for examination"),
    State.NOT_TAKEN_UP: _l("Not taken up"),
    State.UNDER_VERIFICATION: _l("Under verification"),
    State.NEEDS_INFORMATION: _l("Needs information"),
    State.REFERRED: _l("Referred"),
    State.CONCLUDED: _l("Concluded"),
    State.CLOSED: _l("Closed"),
    State.REOPENED: _l("Reopened"),
    State.WITHDRAWN: _l("Withdrawn"),
}
TONES = {
    State.DRAFT: "off",
    State.RECEIVED: "wait",
    State.TAKEN_UP: "work",
    State.NOT_TAKEN_UP: "off",
    State.UNDER_VERIFICATION: "work",
    State.NEEDS_INFORMATION: "warn",
    State.REFERRED: "work",
    State.CONCLUDED: "good",
    State.CLOSED: "off",
    State.REOPENED: "wait",
    State.WITHDRAWN: "off",
}
# What the organisation may expect next, in each state.
EXPECT = {
    State.DRAFT: _l("Nobody but its author sees this draft. Complete it and send it."),
    State.RECEIVED: _l("An officer will read the report and say whether it is taken up for examination."),
    State.TAKEN_UP: _l("An officer examines the report. You can add information and evidence."),
    State.NOT_TAKEN_UP: _l("The commission does not examine this report further. The reason stands in the timeline."),
    State.UNDER_VERIFICATION: _l("The commission checks what happened. You can add information and evidence."),
    State.NEEDS_INFORMATION: _l("The commission waits for your answer. The question stands in the timeline."),
    State.REFERRED: _l("Another body has the report now. The commission tells you what it answers."),
    State.CONCLUDED: _l("The result stands in the timeline. The report is then closed."),
    State.CLOSED: _l("The work on this report is finished. If you learn something new, write it here; an officer can reopen the report."),
    State.REOPENED: _l("An officer looks at the report again. You can add information and evidence."),
    State.WITHDRAWN: _l("Your organisation withdrew this report. It stays on record, and nobody works on it."),
}
# Officers find these in their inbox: the next step is theirs.
OFFICERS_MOVE = frozenset({State.RECEIVED, State.TAKEN_UP, State.UNDER_VERIFICATION, State.REOPENED})
FINISHED = frozenset({State.NOT_TAKEN_UP, State.CLOSED, State.WITHDRAWN})


class Outcome(StrEnum):
    CONFIRMED = "confirmed"
    PARTLY_CONFIRMED = "partly_confirmed"
    NOT_CONFIRMED = "not_confirmed"
    UNVERIFIABLE = "unverifiable"


OUTCOMES = {
    Outcome.CONFIRMED: _l("Confirmed"),
    Outcome.PARTLY_CONFIRMED: _l("Partly confirmed"),
    Outcome.NOT_CONFIRMED: _l("Not confirmed"),
    Outcome.UNVERIFIABLE: _l("Could not be verified"),
}


class Verb(StrEnum):
    SEND = "send"
    TAKE_UP = "take_up"
    NOT_TAKE_UP = "not_take_up"
    VERIFY = "verify"
    ASK = "ask"
    INFORM = "inform"
    REFER = "refer"
    CONCLUDE = "conclude"
    CLOSE = "close"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"


class Side(StrEnum):
    ORGANISATION = "organisation"
    OFFICERS = "officers"


@dataclass(frozen=True)
class Change:
    """A line of the table of states: from where to where, whose it is, whether a reason must be given (the organisation
    reads it), the word on the button and the sentence in the timeline."""

    origins: frozenset[State]
    to: State
    side: Side
    reason: bool
    button: Any
    happened: Any
    asks: Any = None


OPEN = frozenset({State.RECEIVED, State.TAKEN_UP, State.UNDER_VERIFICATION, State.NEEDS_INFORMATION, State.REFERRED, State.REOPENED})
WORKING = frozenset({State.TAKEN_UP, State.UNDER_VERIFICATION, State.NEEDS_INFORMATION, State.REFERRED, State.REOPENED})
WHY = _l("Reason, which the organisation reads")

CHANGES: dict[Verb, Change] = {
    Verb.SEND: Change(
        frozenset({State.DRAFT}),
        State.RECEIVED,
        Side.ORGANISATION,
        False,
        _l("Send the report"),
        _l("The report was received."),
    ),
    Verb.TAKE_UP: Change(
        frozenset({State.RECEIVED, State.REOPENED}),
        State.TAKEN_UP,
        Side.OFFICERS,
        False,
        _l("Take up for examination"),
        _l("The commission has taken up the report for examination."),
        WHY,
    ),
    Verb.NOT_TAKE_UP: Change(
        frozenset({State.RECEIVED, State.TAKEN_UP, State.REOPENED}),
        State.NOT_TAKEN_UP,
        Side.OFFICERS,
        True,
        _l("Do not take up"),
        _l("The commission does not take up the report."),
        WHY,
    ),
    Verb.VERIFY: Change(
        WORKING - {State.UNDER_VERIFICATION},
        State.UNDER_VERIFICATION,
        Side.OFFICERS,
        False,
        _l("Start verification"),
        _l("The commission checks what happened."),
        WHY,
    ),
    Verb.ASK: Change(
        WORKING - {State.NEEDS_INFORMATION},
        State.NEEDS_INFORMATION,
        Side.OFFICERS,
        True,
        _l("Ask the organisation for information"),
        _l("The commission needs information from you."),
        _l("What do you need from the organisation?"),
    ),
    Verb.INFORM: Change(
        frozenset({State.NEEDS_INFORMATION}),
        State.UNDER_VERIFICATION,
        Side.ORGANISATION,
        False,
        _l("Send to the commission"),
        _l("The organisation has answered."),
    ),
    Verb.REFER: Change(
        WORKING - {State.REFERRED},
        State.REFERRED,
        Side.OFFICERS,
        True,
        _l("Refer to another body"),
        _l("The report was referred to another body."),
        WHY,
    ),
    Verb.CONCLUDE: Change(
        WORKING,
        State.CONCLUDED,
        Side.OFFICERS,
        True,
        _l("Conclude"),
        _l("The commission has concluded its examination."),
        _l("What did you find, and how? The organisation reads it."),
    ),
    Verb.CLOSE: Change(
        frozenset({State.CONCLUDED, State.NOT_TAKEN_UP}),
        State.CLOSED,
        Side.OFFICERS,
        True,
        _l("Close"),
        _l("The report was closed."),
        _l("The last answer to the organisation"),
    ),
    Verb.REOPEN: Change(
        frozenset({State.CONCLUDED, State.CLOSED, State.NOT_TAKEN_UP}),
        State.REOPENED,
        Side.OFFICERS,
        True,
        _l("Reopen"),
        _l("The report was reopened."),
        WHY,
    ),
    Verb.WITHDRAW: Change(
        OPEN,
        State.WITHDRAWN,
        Side.ORGANISATION,
        True,
        _l("Withdraw the violation report"),
        _l("The organisation withdrew the report."),
        _l("Why do you withdraw it? The commission reads it."),
    ),
}


def changes_from(state: str, side: Side) -> list[Verb]:
    """What this side may do now, in the order of the table."""
    return [verb for verb, change in CHANGES.items() if change.side == side and state in change.origins]


def leads_to(verb: Verb, state: str) -> State | None:
    """The state that `verb` leads to from `state`; None when the table has no such change."""
    change = CHANGES[verb]
    return change.to if state in change.origins else None


# Not a change of state, but a step that the organisation sees.
NAMES_OPENED = "open_names"
NAMES_WERE_OPENED = _l("An officer opened the protected names.")
