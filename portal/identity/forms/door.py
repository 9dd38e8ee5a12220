"""Forms that strangers meet."""

from datetime import date
from typing import Any

from portal.core.catalogue import gettext as _
from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import (
    BooleanField,
    DateParts,
    Form,
    HiddenField,
    LongTextField,
    OnceField,
    Optional,
    PasswordField,
    RadioField,
    Required,
    TextField,
    TicksField,
    ValidationError,
    choices_of,
)
from portal.identity import vocabulary
from portal.identity.forms.rules import MailAddress, Phone, new_password, password_again
from portal.identity.vocabulary import KINDS, OrganisationKind


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


class ApplicationForm(Form):
    once = OnceField()
    name_ar = TextField(_l("Name in Arabic"), autocomplete="organization")
    name_ckb = TextField(_l("Name in Sorani Kurdish"), [Optional()])
    name_en = TextField(_l("Name in English"), [Optional()])
    kind = RadioField(_l("Kind of organisation"), choices=choices_of(KINDS), default=OrganisationKind.ORGANISATION)
    women_led = BooleanField(_l("The organisation is led by women"))
    of_persons_with_disabilities = BooleanField(_l("It is an organisation of persons with disabilities"))
    governorates = TicksField(_l("Governorates in which you work"), [Required(_l("Choose at least one governorate"))])
    about = LongTextField(
        _l("Your work on elections"),
        [Required(_l("Say what you do or plan to do around elections"))],
        description=_l("For example observation, voter education or work on accessibility: since when, where, with how many people."),
        most=4000,
    )
    federal_number = TextField(
        _l("Federal registration number"),
        description=_l("Of the NGO Directorate in the Council of Ministers Secretariat."),
        code=True,
        most=64,
    )
    federal_issued = DateParts(_l("Federal registration: issued on"), [Optional()])
    federal_expires = DateParts(_l("Federal registration: valid until"), [Optional()])
    kurdistan_number = TextField(
        _l("Registration number of the Kurdistan Region"),
        [Optional()],
        description=_l("Of the Department of Non-Governmental Organizations."),
        code=True,
        most=64,
    )
    kurdistan_issued = DateParts(_l("Registration of the Kurdistan Region: issued on"), [Optional()])
    kurdistan_expires = DateParts(_l("Registration of the Kurdistan Region: valid until"), [Optional()])
    contact_name = TextField(
        _l("Full name of the contact person"),
        [Required(_l("Enter the name of the contact person"))],
        description=_l("If the organisation is accepted, this person becomes its administrator in the portal."),
        autocomplete="name",
        most=200,
    )
    email = TextField(
        _l("E-mail address"),
        [Required(_l("Enter an e-mail address")), MailAddress()],
        code=True,
        autocomplete="email",
        most=320,
    )
    phone = TextField(_l("Phone number"), [Required(_l("Enter a phone number")), Phone()], code=True, autocomplete="tel", most=40)

    def validate_name_ar(self, field: Any) -> None:
        if not any(self.names().values()):
            raise ValidationError(str(vocabulary.NO_NAME))

    def validate_federal_number(self, field: Any) -> None:
        if not field.data and not self.kurdistan_number.data:
            raise ValidationError(str(vocabulary.NO_REGISTRATION))

    def validate_federal_expires(self, field: Any) -> None:
        _check_dates(self.federal_issued.data, field.data)

    def validate_kurdistan_expires(self, field: Any) -> None:
        _check_dates(self.kurdistan_issued.data, field.data)

    def names(self) -> dict[str, str]:
        typed = {"ar": self.name_ar.data, "ckb": self.name_ckb.data, "en": self.name_en.data}
        return {code: text for code, text in typed.items() if text}

    def registrations(self) -> list[dict[str, Any]]:
        """Rows of what was filled in."""
        rows = [
            {
                "authority": authority,
                "number": number.data,
                "issued_on": _iso(issued.data),
                "expires_on": _iso(expires.data),
            }
            for authority, number, issued, expires in (
                (vocabulary.Authority.FEDERAL, self.federal_number, self.federal_issued, self.federal_expires),
                (vocabulary.Authority.KURDISTAN, self.kurdistan_number, self.kurdistan_issued, self.kurdistan_expires),
            )
        ]
        return [row for row in rows if row["number"]]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _check_dates(issued: date | None, expires: date | None) -> None:
    if issued and expires and expires <= issued:
        raise ValidationError(_("The registration must end after the day on which it was issued"))


class DifficultyForm(Form):
    text = LongTextField(_l("What was difficult?"), [Required(_l("Say what was difficult"))], most=2000, rows=4)
