"""What may be typed about people and their bodies."""

from portal.identity.forms.account import ButtonForm, PasswordForm, SettingsForm
from portal.identity.forms.door import (
    ApplicationForm,
    CodeForm,
    DifficultyForm,
    ForgottenForm,
    JoinForm,
    NewPasswordForm,
    SignInForm,
)
from portal.identity.forms.factors import AppForm, NameForm, PasskeyForm, ProofForm, SecondStepForm
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
    "AppForm",
    "AppealForm",
    "ApplicationForm",
    "ButtonForm",
    "CodeForm",
    "DifficultyForm",
    "ForgottenForm",
    "InviteForm",
    "InviteStaffForm",
    "JoinForm",
    "NameForm",
    "NewPasswordForm",
    "PasskeyForm",
    "PasswordForm",
    "ProofForm",
    "RefuseAppealForm",
    "ReinstateForm",
    "RejectForm",
    "RoleForm",
    "SecondStepForm",
    "SettingsForm",
    "SignInForm",
    "StaffRolesForm",
    "SuspendForm",
]
