"""What the violations desk forgets in time."""

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Retention
from portal.violations.services import forgetting

RETENTIONS = {
    "drafts": Retention(
        _l("Drafts of violation reports that nobody has touched"),
        365,
        _l("So that nobody loses what is still being written; what was never sent is no record."),
        forgetting.drop_drafts,
    ),
    "protected_names": Retention(
        _l("Names of witnesses, victims and sources in reports that are closed or withdrawn"),
        1095,
        _l("So that an appeal or a court can still ask; the report itself stays without them."),
        forgetting.drop_names,
    ),
}
