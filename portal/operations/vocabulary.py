"""What is done to the whole portal, as the audit names it."""

from portal.core.catalogue import lazy_gettext as _l

ACTIONS = {
    "operations.purged": _l("Deleted what had been kept long enough"),
    "operations.backed_up": _l("A backup was taken"),
    "operations.restored": _l("The portal was restored from a backup"),
    "operations.moved": _l("The portal was moved to another database"),
}
FACTS = {
    "taken_at": _l("Backup taken at"),
    "release": _l("Release"),
    "rows": _l("Rows"),
    "encrypted": _l("Encrypted"),
}
