"""Forms of the own account."""

from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import Form, PasswordField, RadioField, Required, TextField, choices_of
from portal.identity.forms.rules import LANGUAGES, MailAddress, new_password, password_again


class ButtonForm(Form):
    """A button that needs nothing typed."""


class PasswordForm(Form):
    old = PasswordField(_l("Present password"), [Required(_l("Enter your present password"))])
    password, again = new_password(), password_again()


class AddressForm(Form):
    email = TextField(
        _l("New e-mail address"), [Required(_l("Enter the new e-mail address")), MailAddress()], code=True, autocomplete="email", most=320
    )


class SettingsForm(Form):
    language = RadioField(_l("Language of mails"), choices=choices_of(LANGUAGES))
    theme = RadioField(
        _l("Appearance on this device"),
        choices=choices_of({"": _l("As the device is set"), "light": _l("Light"), "dark": _l("Dark")}),
        default="",
    )


class DeleteAccountForm(Form):
    """Typed, so that nobody deletes an account with one press."""

    user_name = TextField(_l("Your user name"), [Required(_l("Type your user name to confirm"))], code=True, most=64, autocomplete="off")

    def names(self, own: str) -> bool:
        return bool(self.user_name.data.strip().casefold() == own)


class LeaveForm(Form):
    """Typed, so that nobody ends an organisation's work here with one press."""

    reference = TextField(
        _l("Reference number of your organisation"),
        [Required(_l("Type the reference number to confirm"))],
        code=True, most=40, autocomplete="off",
    )  # fmt: skip
