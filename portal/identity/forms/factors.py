"""Forms of the second factor and of proving again who one is."""

from typing import Any

from portal.core.catalogue import gettext as _
from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import Form, HiddenField, Optional, PasswordField, Required, TextField, ValidationError
from portal.identity.forms.rules import Asked

NAME_HINT = _l("So that you recognise it in the list, such as “office phone”.")


class NameForm(Form):
    name = TextField(_l("Name"), [Required(_l("Enter a name"))], description=NAME_HINT, most=80)


class AppForm(Form):
    code = TextField(
        _l("Code that the app shows"),
        [Required(_l("Enter the code that the app shows"))],
        description=_l("Six digits; they change every half minute."),
        code=True,
        autocomplete="one-time-code",
        most=20,
    )
    name = TextField(_l("Name of the phone or app"), [Optional()], description=NAME_HINT, most=80)


class PasskeyForm(Form):
    """`credential`: the device's answer, as JSON; a script fills it in."""

    credential = HiddenField()
    name = TextField(_l("Name of the passkey"), [Optional()], description=NAME_HINT, most=80)


class SecondStepForm(Form):
    credential = HiddenField()
    code = TextField(_l("Code"), [Asked()], code=True, autocomplete="one-time-code", most=40)

    def validate_code(self, field: Any) -> None:
        if not field.data and not self.credential.data:
            raise ValidationError(_("Enter the code"))


class ProofForm(Form):
    """The password, or the code of an app, or a passkey."""

    credential = HiddenField()
    password = PasswordField(_l("Password"))
    code = TextField(_l("Or the code of your authenticator app"), code=True, autocomplete="one-time-code", most=20)

    def validate_password(self, field: Any) -> None:
        if not field.data and not self.code.data and not self.credential.data:
            raise ValidationError(_("Enter your password"))
