"""The words of identity: roles, states, kinds, what is told to people, and its refusals."""

import math
from enum import StrEnum
from typing import Any

from portal.core.catalogue import lazy_gettext as _l
from portal.core.catalogue import lazy_ngettext


class Role(StrEnum):
    CSO_MEMBER = "cso_member"
    CSO_ADMIN = "cso_admin"
    PUBLISHING_OFFICER = "publishing_officer"
    CASE_OFFICER = "case_officer"
    COMMISSION_ADMIN = "commission_admin"
    AUDITOR = "auditor"


CSO_ROLES = (Role.CSO_MEMBER, Role.CSO_ADMIN)
COMMISSION_ROLES = (Role.PUBLISHING_OFFICER, Role.CASE_OFFICER, Role.COMMISSION_ADMIN, Role.AUDITOR)
NATIONAL_ROLES = frozenset({Role.PUBLISHING_OFFICER, Role.COMMISSION_ADMIN, Role.AUDITOR})
ROLES = {
    Role.CSO_MEMBER: _l("Member"),
    Role.CSO_ADMIN: _l("CSO administrator"),
    Role.PUBLISHING_OFFICER: _l("Publishing officer"),
    Role.CASE_OFFICER: _l("Case officer"),
    Role.COMMISSION_ADMIN: _l("Commission administrator"),
    Role.AUDITOR: _l("Auditor"),
}
ROLE_HINTS = {
    Role.CSO_MEMBER: _l("Reports violations, writes observation reports and reads the library."),
    Role.CSO_ADMIN: _l("Does the same, and invites and removes the organisation's people."),
    Role.PUBLISHING_OFFICER: _l("Drafts, publishes and corrects documents of the library."),
    Role.CASE_OFFICER: _l("Handles the violation reports of the office and answers them."),
    Role.COMMISSION_ADMIN: _l("Decides on organisations and invites commission staff."),
    Role.AUDITOR: _l("Reads who did what, and changes nothing."),
}


class OrganisationState(StrEnum):
    APPLIED = "applied"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


# NOTE: state of an organisation's application
STATES = {
    OrganisationState.APPLIED: ("wait", _l("Waiting for a decision")),
    OrganisationState.ACCEPTED: ("good", _l("Accepted")),
    OrganisationState.REJECTED: ("bad", _l("Rejected")),
}
SUSPENDED = ("warn", _l("Suspended"))


class OrganisationKind(StrEnum):
    ORGANISATION = "organisation"
    NETWORK = "network"
    COALITION = "coalition"


KINDS = {
    OrganisationKind.ORGANISATION: _l("Civil-society organisation"),
    OrganisationKind.NETWORK: _l("Observer network"),
    OrganisationKind.COALITION: _l("Coalition"),
}
WOMEN_LED = _l("Women-led")
OPD = _l("Organisation of persons with disabilities (OPD)")


class Authority(StrEnum):
    FEDERAL = "federal"
    KURDISTAN = "kurdistan"


AUTHORITIES = {
    Authority.FEDERAL: _l("NGO Directorate (Council of Ministers Secretariat)"),
    Authority.KURDISTAN: _l("KRG Department of Non-Governmental Organizations"),
}


class OfficeKind(StrEnum):
    NATIONAL = "national"
    REGION = "region"
    GOVERNORATE = "governorate"


NATIONAL_OFFICE = {"ar": "المكتب الوطني", "ckb": "نووسینگەی نیشتمانی", "en": "National Office"}
GOVERNORATE_OFFICE = {
    "ar": "مكتب المحافظة الانتخابي في {name}",
    "ckb": "نووسینگەی هەڵبژاردنی پارێزگای {name}",
    "en": "{name} Governorate Electoral Office",
}


class KeyKind(StrEnum):
    INVITATION = "invitation"
    PASSWORD = "password"  # noqa: S105 - the name of a kind
    CODE = "code"


NOTICES = {
    "identity.applied": _l("%(organisation)s applies for registration (%(reference)s)."),
    "identity.suspended": _l("The commission has suspended your organisation. You can read the reason and appeal."),
    "identity.reinstated": _l("The commission has lifted the suspension of your organisation."),
    "identity.appealed": _l("%(organisation)s appeals against its suspension."),
    "identity.appeal_refused": _l("The commission has answered your appeal; the suspension stays."),
    "identity.difficulty_told": _l("%(organisation)s reports a difficulty with its application."),
    "identity.joined": _l("%(name)s has accepted your invitation."),
}
ACTIONS = {
    "identity.signed_in": _l("Signed in"),
    "identity.signed_out": _l("Signed out"),
    "identity.sign_ins_ended": _l("Ended sign-ins"),
    "identity.sign_in_failed": _l("Failed to sign in"),
    "identity.password_changed": _l("Changed the own password"),
    "identity.password_link_sent": _l("Was sent a password link"),
    "identity.password_set": _l("Set a new password by a link or code"),
    "identity.settings_changed": _l("Changed the own settings"),
    "identity.invited": _l("Invited a person"),
    "identity.invitation_resent": _l("Sent an invitation again"),
    "identity.invitation_revoked": _l("Revoked an invitation"),
    "identity.joined": _l("Accepted an invitation"),
    "identity.person_added": _l("Added a person without e-mail"),
    "identity.code_made": _l("Made a single-use code for a person"),
    "identity.role_changed": _l("Changed a person's role"),
    "identity.removed": _l("Removed a person"),
    "identity.applied": _l("Applied for registration"),
    "identity.difficulty_told": _l("Reported a difficulty with the application"),
    "identity.accepted": _l("Accepted an organisation"),
    "identity.rejected": _l("Rejected an organisation"),
    "identity.suspended": _l("Suspended an organisation"),
    "identity.appealed": _l("Appealed against a suspension"),
    "identity.appeal_refused": _l("Answered an appeal; the suspension stays"),
    "identity.reinstated": _l("Lifted a suspension"),
    "identity.export_asked": _l("Asked for an export of the own records"),
    "identity.exported": _l("Downloaded an export of the own records"),
    "identity.office_founded": _l("Entered an office"),
    "identity.coalition_joined": _l("Entered a member of a coalition"),
}

# What lines of the audit hold: names of facts, and words of their values.
FACTS = {
    "role": _l("Role"),
    "roles": _l("Roles"),
    "office": _l("Office"),
    "member": _l("Organisation"),
    "invitation": _l("Invitation"),
    "ended": _l("Sign-ins that were ended"),
    "theme": _l("Appearance on this device"),
    "name": _l("Full name"),
    "email": _l("E-mail address"),
    "network": _l("Network address"),
}
WORDS = {
    "role": ROLES,
    "roles": ROLES,
    "state": {state: word for state, (_tone, word) in STATES.items()},
    "kind": KINDS,
    "theme": {"light": _l("Light"), "dark": _l("Dark")},
}

# What a service says when it will not do a thing.
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
TOLD_ALREADY = _l("You have already reported a difficulty with this application.")
NO_NAME = _l("Enter the name of the organisation in at least one language.")
NO_REGISTRATION = _l("Enter at least one registration number: federal, of the Kurdistan Region, or both.")
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
