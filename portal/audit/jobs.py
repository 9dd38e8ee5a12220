"""What the audit does later, and what it forgets in time."""

from typing import Any

from portal.audit import services
from portal.core.catalogue import lazy_gettext as _l
from portal.core.jobs import job
from portal.core.register import Retention


@job("audit.export")
def export(payload: dict[str, Any]) -> None:
    services.write_export(payload["export"])


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
