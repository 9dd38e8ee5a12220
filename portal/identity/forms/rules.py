"""Rules of single fields that several forms share."""

import re
from typing import Any, ClassVar

from email_validator import EmailNotValidError, validate_email
from wtforms import Field
from wtforms.validators import ValidationError

from portal.core.catalogue import gettext as _
from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import PasswordField, Required
from portal.identity import vocabulary

LANGUAGES = [("ar", _l("Arabic")), ("ckb", _l("Kurdish (Sorani)")), ("en", _l("English"))]
PHONE = re.compile(r"\+?[\d\s()./-]{6,24}")


class MailAddress:
    """An address that a mail could reach; kept in lower case."""

    def __call__(self, form: Any, field: Field) -> None:
        if not field.data:
            return
        try:
            found = validate_email(field.data, check_deliverability=False, test_environment=True)
        except EmailNotValidError as error:
            raise ValidationError(_("Enter an e-mail address such as name@example.org")) from error
        field.data = found.normalized.casefold()


class Phone:
    def __call__(self, form: Any, field: Field) -> None:
        if field.data and not (PHONE.fullmatch(field.data) and 6 <= sum(c.isdigit() for c in field.data) <= 15):
            raise ValidationError(_("Enter a phone number with digits, such as +964 770 000 0000"))


class Asked:
    """Marked as needed; what may stand in its place the form says."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, form: Any, field: Field) -> None:
        pass


class SameAs:
    """The second typing of a password."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __init__(self, other: str) -> None:
        self.other = other

    def __call__(self, form: Any, field: Field) -> None:
        if field.data != form[self.other].data:
            raise ValidationError(_("The two passwords differ. Type the same password twice."))


def new_password() -> PasswordField:
    """Made for each form anew: fields stand in the order in which they were made."""
    hint = _l(
        "At least %(least)s characters of any kind, in any language. Several words in a row are easy to remember and hard to guess.",
        least=vocabulary.PASSWORD_LEAST,
    )
    return PasswordField(_l("New password"), [Required(_l("Choose a password"))], description=hint)


def password_again() -> PasswordField:
    return PasswordField(_l("New password again"), [SameAs("password")])
