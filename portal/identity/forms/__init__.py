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
from portal.identity.forms.factors import AppForm, NameForm, PasskeyForm, ProofForm, SecondStepForm
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
    "AppForm",
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
    "NameForm",
    "NewObserverForm",
    "NewPasswordForm",
    "ObserverForm",
    "PasskeyForm",
    "PasswordForm",
    "ProofForm",
    "RefuseAppealForm",
    "ReinstateForm",
    "RejectForm",
    "RolesForm",
    "RosterExportForm",
    "RosterFileForm",
    "RosterFilterForm",
    "SecondStepForm",
    "SettingsForm",
    "SignInForm",
    "StaffRolesForm",
    "SuspendForm",
]
