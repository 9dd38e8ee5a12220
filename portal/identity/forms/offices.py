"""Forms of administrators: people, decisions on organisations, and the appeal against one."""

from typing import Any

from portal.core.catalogue import gettext as _
from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import (
    Form,
    LongTextField,
    Optional,
    RadioField,
    Required,
    SelectField,
    TextField,
    TicksField,
    ValidationError,
    choices_of,
)
from portal.identity.forms.rules import LANGUAGES, MailAddress
from portal.identity.vocabulary import COMMISSION_ROLES, CSO_ROLES, NAME_OF_A_PERSON, ROLES, USER_NAME_SHAPE, Role, is_a_persons_name


class InvitedForm(Form):
    """Without an e-mail address a user name is needed: the person then gets a code."""

    name = TextField(
        _l("Full name"),
        [Required(_l("Enter the full name"))],
        description=_l("Of one person, at least two names. Accounts are not shared."),
        autocomplete="off",
        most=200,
    )
    email = TextField(
        _l("E-mail address"),
        [Optional(), MailAddress()],
        description=_l("The invitation is sent there. Leave it empty for somebody without e-mail: you then get a code to hand over."),
        code=True,
        most=320,
    )
    user_name = TextField(_l("User name, only without e-mail"), description=USER_NAME_SHAPE, code=True, most=64)
    language = RadioField(_l("Language of mails"), choices=choices_of(LANGUAGES), default="ar")

    def validate_name(self, field: Any) -> None:
        if not is_a_persons_name(field.data or ""):
            raise ValidationError(str(NAME_OF_A_PERSON))

    def validate_user_name(self, field: Any) -> None:
        if not self.email.data and not field.data:
            raise ValidationError(_("Enter an e-mail address or a user name"))


class InviteForm(InvitedForm):
    """Of an organisation, whose people hold one role or several."""

    roles_held = TicksField(
        _l("Roles"),
        [Required(_l("Choose at least one role"))],
        choices=choices_of((role, ROLES[role]) for role in CSO_ROLES),
        default=(Role.CSO_MEMBER,),
    )

    def roles(self) -> set[Role]:
        return {Role(role) for role in self.roles_held.data or ()}


class InviteStaffForm(InvitedForm):
    role = RadioField(_l("Role"), choices=choices_of((role, ROLES[role]) for role in COMMISSION_ROLES), default=Role.CASE_OFFICER)
    office = SelectField(_l("Office"), coerce=int)

    def roles(self) -> set[Role]:
        return {Role(self.role.data)}


class RolesForm(Form):
    roles_held = TicksField(
        _l("Roles"),
        [Required(_l("Choose at least one role"))],
        choices=choices_of((role, ROLES[role]) for role in CSO_ROLES),
    )

    def roles(self) -> set[Role]:
        return {Role(role) for role in self.roles_held.data or ()}


class StaffRolesForm(Form):
    roles_held = TicksField(
        _l("Roles"),
        [Required(_l("Choose at least one role"))],
        choices=choices_of((role, ROLES[role]) for role in COMMISSION_ROLES),
    )
    office = SelectField(_l("Office"), coerce=int)

    def roles(self) -> set[Role]:
        return {Role(role) for role in self.roles_held.data or ()}


class RejectForm(Form):
    text = LongTextField(
        _l("Reason"),
        [Required(_l("Give the reason; the applicant reads it"))],
        description=_l("The applicant reads this."),
        most=4000,
        rows=4,
    )


class SuspendForm(Form):
    text = LongTextField(
        _l("Reason"),
        [Required(_l("Give the reason; the organisation reads it"))],
        description=_l("The organisation's people read this."),
        most=4000,
        rows=4,
    )


class ReinstateForm(SuspendForm):
    """Asks the same: the reason, for the same readers."""


class RefuseAppealForm(Form):
    text = LongTextField(
        _l("Answer"),
        [Required(_l("Write the answer; the organisation reads it"))],
        description=_l("The organisation's people read this."),
        most=4000,
        rows=4,
    )


class AppealForm(Form):
    text = LongTextField(
        _l("Your appeal"),
        [Required(_l("Write why the suspension should be lifted"))],
        description=_l("Say why the suspension should be lifted. You can appeal once, so put everything that matters here."),
        most=8000,
        rows=8,
    )
