"""Forgetting people, and taking records along."""

from typing import Any

from portal.core.catalogue import lazy_gettext as _l

# How the user name of a deleted account begins.
CLOSED = "closed-"

ONLY_ADMIN = _l("You are the only administrator of your organisation. Make somebody else administrator first; then you can delete your account.")
NOT_YOUR_NAME = _l("This is not your user name. It stands above.")
# What is deleted with an account, and what is not.
GOES = (
    _l("Your name, user name, e-mail address and password."),
    _l("Your sign-ins, the browsers on which you have signed in, your links and codes, and your notices."),
    _l("Your network addresses beside lines of the audit."),
    _l("The copy of your data, if you had one prepared."),
)
STAYS = (
    _l("Violation reports and their evidence that the commission has received: they are electoral records, and your organisation goes on with them."),
    _l("Drafts and published reports: they belong to your organisation."),
    _l("Lines of the audit: they say that an account without a name did something, so that nobody can hide what was done."),
    _l("At the line of the deletion the auditor alone can read your name for two years, so that nobody hides a misuse by deleting an account."),
    _l("What you or others wrote into the text of a report. If your own name stands there, ask your organisation or the commission."),
)
NOTICES = {
    "identity.erased": _l("%(member)s: somebody of your organisation has deleted the own account. Reports and drafts stay with the case-holders."),
}
ACTIONS = {
    "identity.erased": _l("Deleted an account with its personal data"),
}


def former(user_name: str) -> Any:
    """What stands where a person's name stood; the code tells several apart."""
    # NOTE: stands beside what a person did before the account was deleted, such as "Former member 3fa1"
    return _l("Former member %(code)s", code=user_name.removeprefix(CLOSED))
