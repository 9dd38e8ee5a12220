"""The words of an acceptance's end and its renewal.

The rule: an acceptance lasts until the first of the organisation's registrations ends, and at most TERM_YEARS."""

from datetime import timedelta
from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l

TERM_YEARS = 3
# Organisations accepted before acceptances had an end get at least so long.
GRACE = timedelta(days=90)
REMIND_DAYS = (60, 30, 7)


class RenewalState(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


# NOTE: state of an organisation's request to have its acceptance renewed
RENEWAL_STATES = {
    RenewalState.ASKED: ("wait", _l("Renewal waits for a decision")),
    RenewalState.ACCEPTED: ("good", _l("Renewed")),
    RenewalState.REJECTED: ("bad", _l("Renewal rejected")),
}

ASKED_ALREADY = _l("Your organisation has already asked for its renewal; the commission has not decided yet.")
TOO_EARLY = _l("The acceptance can be renewed from 60 days before its end.")
MUST_LAST = _l("The registration must be valid for some time yet. Enter the end of the new registration.")
NO_RENEWAL = _l("There is no renewal that waits for a decision.")

NOTICES = {
    "identity.expiring": _l("The acceptance of your organisation ends on %(day)s. Renew it, so that your people can go on working."),
    "identity.renewal_asked": _l("%(organisation)s asks for its renewal."),
    "identity.renewed": _l("The commission has renewed the acceptance of your organisation until %(day)s."),
    "identity.renewal_rejected": _l("The commission has not renewed the acceptance of your organisation. You can read the reason and ask again."),
}
ACTIONS = {
    "identity.reminded": _l("Was reminded that its acceptance ends"),
    "identity.renewal_asked": _l("Asked for the renewal of the acceptance"),
    "identity.renewed": _l("Renewed the acceptance of an organisation"),
    "identity.renewal_rejected": _l("Rejected the renewal of an acceptance"),
    "identity.term_set": _l("Set the end of an acceptance"),
}
FACTS = {"valid_until": _l("Accepted until"), "days": _l("Days before the end")}
