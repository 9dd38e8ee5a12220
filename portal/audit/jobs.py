"""What audit forgets in time."""

from portal.audit import services
from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Retention

RETENTIONS = {
    "personal": Retention(
        _l("Names and network addresses beside lines of the audit"),
        730,
        _l("So that a misuse that is noticed late can be followed to a person; the line itself stays without them."),
        services.forget_personal,
    ),
    "turned_away": Retention(
        _l("Failed sign-ins: account, network address, time"),
        90,
        _l("So that attacks on accounts can be seen and followed."),
        services.forget_turned,
    ),
}
