"""What a service says when it will not do a thing."""

import math
from typing import Any

from portal.core.catalogue import lazy_gettext as _l
from portal.core.catalogue import lazy_ngettext

WRONG = _l("The user name or e-mail address and the password do not belong together. Check both; capital letters matter in the password.")
WRONG_CODE = _l("The user name and the code do not belong together, or the code has been used or has expired. Ask your administrator for a new one.")
BUSY = _l("Too many people are signing in at this moment. Wait a minute, then try again.")
TOO_SHORT = _l("Choose a password of at least 12 characters; several words in a row are easy to remember.")
TOO_LONG = _l("Choose a password of at most 256 characters.")
TOO_COMMON = _l("This password is on the list of passwords that are tried first. Choose another one, such as several words that do not belong together.")
TOO_CLOSE = _l("This password holds your name, your address or the portal's name. Choose one that nobody can guess from these.")
NOT_THE_OLD = _l("This is not your present password.")
LINK_DEAD = _l("This link has been used, was revoked or has expired.")
SUSPENDED_BODY = _l("The organisation is suspended; nobody can join it until the commission lifts the suspension.")
BOUND_ELSEWHERE = _l("This e-mail address already belongs to an account of another organisation or office. Its administrator must remove it there first.")
USER_NAME_TAKEN = _l("This user name is taken. Choose another one.")
USER_NAME_SHAPE = _l("Use 3 to 64 Latin letters, digits, dots, hyphens or underscores, beginning with a letter.")
ALREADY_HERE = _l("This e-mail address already belongs to one of your people.")
ALREADY_INVITED = _l("An invitation to this e-mail address is still open. You can send it again.")
LAST_ADMIN = _l("There must always be at least one administrator. Make somebody else administrator first.")
NOT_ONESELF = _l("You cannot remove yourself or change your own role. Another administrator can do it.")
HAS_EMAIL = _l("This person has an e-mail address and can ask for a password link at sign-in.")
ROLE_OF_OFFICE = _l("This role exists in the national office only.")
NO_OFFICE = _l("There is no such office.")
NOT_WAITING = _l("This application has been decided already. Load the page again to see its present state.")
NOT_ACCEPTED = _l("Only an accepted organisation can be suspended.")
SUSPENDED_ALREADY = _l("This organisation is suspended already.")
NOT_SUSPENDED = _l("This organisation is not suspended.")
APPEALED_ALREADY = _l("Your organisation has already appealed against this suspension.")
NO_APPEAL = _l("There is no appeal that waits for an answer.")
NO_NAME = _l("Enter the name of the organisation in at least one language.")
NO_BODY = _l("Your account belongs to no organisation or office at present. Ask your administrator.")


def wait(seconds: float) -> Any:
    """Too many attempts, and how long to wait; whole minutes, then whole hours."""
    minutes = max(1, math.ceil(seconds / 60))
    if minutes <= 90:
        return lazy_ngettext(
            "Too many attempts. Try again in %(num)d minute.",
            "Too many attempts. Try again in %(num)d minutes.",
            minutes,
        )
    hours = math.ceil(minutes / 60)
    return lazy_ngettext("Too many attempts. Try again in %(num)d hour.", "Too many attempts. Try again in %(num)d hours.", hours)
