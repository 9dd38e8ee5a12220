"""Forgetting people, and taking records along."""

from portal.core.catalogue import lazy_gettext as _l

# NOTE: stands where a person's name stood, beside what that person did before the account was deleted
FORMER = _l("Former member")
ONLY_ADMIN = _l("You are the only administrator of your organisation. Make somebody else administrator first; then you can delete your account.")
NOT_YOUR_NAME = _l("This is not your user name. It stands above.")
# What is deleted with an account, and what is not.
GOES = (
    _l("Your name, user name, e-mail address and password."),
    _l("Your sign-ins, the browsers on which you have signed in, your links and codes, and your notices."),
    _l("Your name and network address beside lines of the audit."),
    _l("The copy of your data, if you had one prepared."),
)
STAYS = (
    _l("Violation reports and their evidence that the commission has received: they are electoral records, and your organisation goes on with them."),
    _l("Drafts and published reports: they belong to your organisation."),
    _l("Lines of the audit: they say that an account without a name did something, so that nobody can hide what was done."),
    _l("What you or others wrote into the text of a report. If your own name stands there, ask your organisation or the commission."),
)
ACTIONS = {
    "identity.erased": _l("Deleted an account with its personal data"),
}
