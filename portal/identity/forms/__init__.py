"""What may be typed about people and their bodies."""

from portal.identity.forms.account import ButtonForm, DeleteAccountForm, PasswordForm, SettingsForm
from portal.identity.forms.door import (
    ApplicationForm,
    CodeForm,
    DifficultyForm,
    ForgottenForm,
    JoinForm,
    NewPasswordForm,
    SignInForm,
)
from portal.identity.forms.offices import (
    AppealForm,
    InviteForm,
    InviteStaffForm,
    RefuseAppealForm,
    ReinstateForm,
    RejectForm,
    RoleForm,
    StaffRolesForm,
    SuspendForm,
)

__all__ = [
    "AppealForm",
    "ApplicationForm",
    "ButtonForm",
    "CodeForm",
    "DeleteAccountForm",
    "DifficultyForm",
    "ForgottenForm",
    "InviteForm",
    "InviteStaffForm",
    "JoinForm",
    "NewPasswordForm",
    "PasswordForm",
    "RefuseAppealForm",
    "ReinstateForm",
    "RejectForm",
    "RoleForm",
    "SettingsForm",
    "SignInForm",
    "StaffRolesForm",
    "SuspendForm",
]
