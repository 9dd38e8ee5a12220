"""What people and the auditor are told."""

from portal.core.catalogue import lazy_gettext as _l
from portal.identity.vocabulary.bodies import KINDS, STATES
from portal.identity.vocabulary.roles import ROLES

NOTICES = {
    "identity.applied": _l("%(organisation)s applies for registration (%(reference)s)."),
    "identity.suspended": _l("The commission has suspended your organisation. You can read the reason and appeal."),
    "identity.reinstated": _l("The commission has lifted the suspension of your organisation."),
    "identity.appealed": _l("%(organisation)s appeals against its suspension."),
    "identity.appeal_refused": _l("The commission has answered your appeal; the suspension stays."),
    "identity.difficulty_told": _l("%(organisation)s reports a difficulty with its application."),
    "identity.joined": _l("%(name)s has accepted your invitation."),
}
OF_PEOPLE = {
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
}
OF_ORGANISATIONS = {
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
ACTIONS = OF_PEOPLE | OF_ORGANISATIONS

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
