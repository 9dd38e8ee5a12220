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
from portal.identity.forms.observers import NewObserverForm, ObserverForm, RosterExportForm, RosterFileForm, RosterFilterForm
from portal.identity.forms.offices import (
    AppealForm,
    InviteForm,
    InviteStaffForm,
    RefuseAppealForm,
    ReinstateForm,
    RejectForm,
    RolesForm,
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
    "NewObserverForm",
    "NewPasswordForm",
    "ObserverForm",
    "PasswordForm",
    "RefuseAppealForm",
    "ReinstateForm",
    "RejectForm",
    "RolesForm",
    "RosterExportForm",
    "RosterFileForm",
    "RosterFilterForm",
    "SettingsForm",
    "SignInForm",
    "StaffRolesForm",
    "SuspendForm",
]
