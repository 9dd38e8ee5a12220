"""A new e-mail address of an account."""

from portal.core.catalogue import lazy_gettext as _l

ADDRESS_TAKEN = _l("Another account has this e-mail address. Nothing was changed.")
SAME_ADDRESS = _l("This is the e-mail address of the account already.")
NOTICES = {"identity.address_changed": _l("The e-mail address of your account was changed.")}
ACTIONS = {
    "identity.address_asked": _l("Asked for a new e-mail address of an account"),
    "identity.address_changed": _l("Changed the e-mail address of the own account"),
}
FACTS = {"address_before": _l("E-mail address of before")}
