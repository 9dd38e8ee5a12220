"""The words of running the portal."""

from portal.core.catalogue import lazy_gettext as _l

ACTIONS = {
    "operations.purged": _l("Deleted what had been kept long enough"),
}
