"""Forms that strangers meet."""

from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import Form, HiddenField, PasswordField, Required, TextField
from portal.identity import vocabulary
from portal.identity.forms.rules import new_password, password_again


class SignInForm(Form):
    account = TextField(
        _l("User name or e-mail address"),
        [Required(_l("Enter your user name or your e-mail address"))],
        code=True,
        autocomplete="username",
        most=320,
    )
    password = PasswordField(_l("Password"), [Required(_l("Enter your password"))])
    credential = HiddenField()


class ForgottenForm(Form):
    account = TextField(
        _l("User name or e-mail address"),
        [Required(_l("Enter your user name or your e-mail address"))],
        code=True,
        autocomplete="username",
        most=320,
    )


class NewPasswordForm(Form):
    password, again = new_password(), password_again()


class CodeForm(Form):
    account = TextField(_l("User name"), [Required(_l("Enter your user name"))], code=True, autocomplete="username", most=64)
    code = TextField(
        _l("Single-use code"),
        [Required(_l("Enter the code that your administrator gave you"))],
        description=_l("Ten letters and digits. Capital or small letters and the hyphen do not matter."),
        code=True,
        autocomplete="one-time-code",
        most=40,
    )
    password, again = new_password(), password_again()


class JoinForm(Form):
    """Of an invitation; the two names are not asked of somebody who has an account already."""

    name = TextField(_l("Full name"), [Required(_l("Enter your full name"))], autocomplete="name", most=200)
    user_name = TextField(
        _l("User name"),
        [Required(_l("Choose a user name"))],
        description=vocabulary.USER_NAME_SHAPE,
        code=True,
        autocomplete="username",
        most=64,
    )
    password, again = new_password(), password_again()
