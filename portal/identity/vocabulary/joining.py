"""The words of networks, coalitions and their members, and of mergers."""

from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l
from portal.identity.vocabulary.bodies import OrganisationKind

UMBRELLAS = frozenset({OrganisationKind.NETWORK, OrganisationKind.COALITION})


class CallState(StrEnum):
    NAMED = "named"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


# NOTE: what a named member organisation has said
CALL_STATES = {
    CallState.NAMED: ("off", _l("Is asked when the application is sent")),
    CallState.ASKED: ("wait", _l("Has not answered yet")),
    CallState.CONFIRMED: ("good", _l("Has confirmed")),
    CallState.DECLINED: ("bad", _l("Has declined")),
    CallState.WITHDRAWN: ("off", _l("Withdrawn")),
}

NO_MATCH = _l("No accepted organisation has this name or reference number. Write the name as the organisation writes it, or ask it for its number.")
SEVERAL_MATCH = _l("Several organisations have a name like this. Enter the reference number.")
NAMED_ALREADY = _l("This organisation is a member already, or has been asked.")
NOT_ITSELF = _l("An organisation cannot be a member of itself.")
NO_UMBRELLA = _l("Only a network or a coalition has member organisations.")
CIRCLE = _l("This would make an organisation a member of itself, directly or through others. Nothing was changed.")
STARTS_LATER = _l("The day on which the membership began lies in the future. Enter today or an earlier day.")
ENDS_BEFORE = _l("The membership must end after the day on which it begins.")
CALL_ANSWERED = _l("This request has been answered or withdrawn already.")
NO_MEMBER = _l("This organisation is no longer a member.")

SAME_BODY = _l("Choose another organisation: this one cannot be merged into itself.")
NOT_MERGEABLE = _l("Only accepted organisations that are not suspended can be merged.")
WRONG_REFERENCE = _l("This is not the reference number of the organisation that will be merged. Nothing was changed.")

NOTICES = {
    "identity.member_asked": _l("%(organisation)s names your organisation as its member. Confirm or decline."),
    "identity.member_confirmed": _l("%(organisation)s has confirmed that it is your member."),
    "identity.member_declined": _l("%(organisation)s has declined to be your member."),
    "identity.member_left": _l("%(organisation)s has ended its membership in your organisation."),
    "identity.membership_ended": _l("%(organisation)s has ended the membership of your organisation."),
    "identity.merged": _l("%(merged)s has been merged into %(organisation)s with its people and records."),
}
ACTIONS = {
    "identity.member_asked": _l("Asked an organisation to be a member"),
    "identity.member_confirmed": _l("Confirmed a membership"),
    "identity.member_declined": _l("Declined a membership"),
    "identity.member_withdrawn": _l("Withdrew a request for membership"),
    "identity.membership_ended": _l("Ended a membership"),
    "identity.merged": _l("Merged an organisation into another"),
}
FACTS = {"into": _l("Merged into"), "moved": _l("What was moved")}
