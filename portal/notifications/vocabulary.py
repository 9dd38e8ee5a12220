"""The words of notices about mails themselves, and of the work of sending."""

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Area

NOTICES = {"notifications.refused": _l("The mail server refuses mails to %(address)s.")}
ACTIONS = {
    "notifications.sent_again": _l("Had a mail sent again to an address that refused it"),
    "notifications.settled": _l("Took an address that refuses mails off the list"),
}
AREAS = {"notifications": Area(_l("Notifications"), frozenset(ACTIONS))}
JOBS = {
    "notifications.mail": _l("Writing mails about something new"),
    "notifications.send": _l("A mail to one person"),
    "notifications.seal": _l("Keeping the seal of the day"),
}
