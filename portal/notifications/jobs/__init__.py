"""Writing and sending mails: delivered at least once; a server that is down delays them, nothing loses them."""

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Retention
from portal.notifications import services
from portal.notifications.jobs import sending, writing

__all__ = ["RETENTIONS", "sending", "writing"]
RETENTIONS = {
    "notices": Retention(_l("Notices to a person"), 365, _l("So that an election can be looked back on."), services.forget_notices),
    "mails": Retention(_l("E-mails that were sent"), 30, _l("So that a complaint about a missing e-mail can be answered."), services.forget_mails),
}
