"""What may be typed about people and their bodies."""

from portal.identity.forms.account import ButtonForm, PasswordForm, SettingsForm
from portal.identity.forms.applying import (
    DeclarationsForm,
    LostLinkForm,
    MemberForm,
    NamesForm,
    PeopleForm,
    RegistrationForm,
    SayForm,
    StartForm,
    WorkForm,
)
from portal.identity.forms.deciding import AnswerForm, AskForm, CallForm, EndForm, MergeForm, RenewalForm, checklist_form
from portal.identity.forms.door import (
    CodeForm,
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
    "AnswerForm",
    "AppealForm",
    "AskForm",
    "ButtonForm",
    "CallForm",
    "CodeForm",
    "DeclarationsForm",
    "EndForm",
    "ForgottenForm",
    "InviteForm",
    "InviteStaffForm",
    "JoinForm",
    "LostLinkForm",
    "MemberForm",
    "MergeForm",
    "NamesForm",
    "NewPasswordForm",
    "PasswordForm",
    "PeopleForm",
    "RefuseAppealForm",
    "RegistrationForm",
    "ReinstateForm",
    "RejectForm",
    "RenewalForm",
    "RoleForm",
    "SayForm",
    "SettingsForm",
    "SignInForm",
    "StaffRolesForm",
    "StartForm",
    "SuspendForm",
    "WorkForm",
    "checklist_form",
]
