"""The words of the audit pages."""

from portal.core.catalogue import lazy_gettext as _l

# Who did something when it was no person with an account, by the kind of actor.
WHO = {
    "system": _l("The portal itself"),
    "stranger": _l("Somebody without an account"),
    "person": _l("Somebody without an account"),
}
