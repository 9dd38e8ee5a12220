"""What may be typed in the directory."""

import re
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import Field as AnyField

from portal.core.catalogue import gettext as _
from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import (
    Form,
    HiddenField,
    IntegerField,
    LongTextField,
    NumberRange,
    Optional,
    Required,
    SelectField,
    TextField,
    TicksField,
    ValidationError,
    choices_of,
)
from portal.core.text import whole_number
from portal.directory.vocabulary.contacts import CHANNELS, SPOKEN
from portal.directory.vocabulary.profiles import CONSENTS, FIELDS, TARGET_GROUPS, WORK, Consent, Field

LANGUAGES = ("ar", "ckb", "en")
LINK = _l("Enter a web address such as https://example.org")
HOURS = _l("For example: Sunday to Thursday, 8:00 to 15:00")
# A host name and nothing before it: an address must lead where it seems to lead. No part of it can close an attribute.
HOST = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])?"
WEB_ADDRESS = re.compile(rf"https?://{HOST}(?::[0-9]{{1,5}})?(?:[/?#][^\s\"'<>\\^`{{|}}]*)?", re.IGNORECASE)


class MailAddress:
    def __call__(self, form: Any, field: AnyField) -> None:
        if not field.data:
            return
        try:
            field.data = validate_email(field.data, check_deliverability=False, test_environment=True).normalized.casefold()
        except EmailNotValidError as error:
            raise ValidationError(_("Enter an e-mail address such as name@example.org")) from error


class WebAddress:
    """Whole and plain; `isprintable` refuses control and direction characters, which show an address other than it is."""

    def __call__(self, form: Any, field: AnyField) -> None:
        if field.data and not (field.data.isprintable() and WEB_ADDRESS.fullmatch(field.data)):
            raise ValidationError(str(LINK))


class Phone:
    """Digits, with what people write between them; short numbers such as 122 too."""

    def __call__(self, form: Any, field: AnyField) -> None:
        kept = (field.data or "").translate(str.maketrans("", "", " +()./-"))
        if field.data and not (kept.isascii() and kept.isdigit() and 3 <= len(kept) <= 15):
            raise ValidationError(_("Enter a phone number with digits, such as +964 770 000 0000"))


class SeenForm(Form):
    """Knows which state of the record it was opened on."""

    seen = HiddenField(default="0")

    @property
    def seen_version(self) -> int:
        number = whole_number(self.seen.data)
        return -1 if number is None else number


def _consent(field: Field) -> SelectField:
    return SelectField(_l("%(field)s: who may see it", field=FIELDS[field]), choices=choices_of(CONSENTS), default=Consent.HIDDEN)


class ProfileForm(SeenForm):
    """Each part, then who may see it, in the order of the page."""

    consent_listed = _consent(Field.LISTED)
    consent_organisation_kind = _consent(Field.KIND)
    description_ar = LongTextField(_l("Description in Arabic"), [Optional()], most=2000, rows=3, language="ar")
    description_ckb = LongTextField(_l("Description in Sorani Kurdish"), [Optional()], most=2000, rows=3, language="ckb")
    description_en = LongTextField(_l("Description in English"), [Optional()], most=2000, rows=3, language="en")
    consent_description = _consent(Field.DESCRIPTION)
    work = TicksField(FIELDS[Field.WORK], [Optional()], choices=choices_of(WORK))
    consent_work = _consent(Field.WORK)
    target_groups = TicksField(FIELDS[Field.TARGET_GROUPS], [Optional()], choices=choices_of(TARGET_GROUPS))
    consent_target_groups = _consent(Field.TARGET_GROUPS)
    governorates = TicksField(FIELDS[Field.GOVERNORATES], [Optional()])
    consent_governorates = _consent(Field.GOVERNORATES)
    website = TextField(FIELDS[Field.WEBSITE], [Optional(), WebAddress()], code=True, autocomplete="url", most=300)
    consent_website = _consent(Field.WEBSITE)
    phone = TextField(FIELDS[Field.PHONE], [Optional(), Phone()], code=True, autocomplete="tel", most=40)
    consent_phone = _consent(Field.PHONE)
    email = TextField(FIELDS[Field.EMAIL], [Optional(), MailAddress()], code=True, autocomplete="email", most=320)
    consent_email = _consent(Field.EMAIL)
    focal_point = TextField(
        FIELDS[Field.FOCAL_POINT], [Optional()], description=_l("A person whom others may ask for. Ask that person first."), autocomplete="off", most=200
    )
    consent_focal_point = _consent(Field.FOCAL_POINT)
    founded = IntegerField(FIELDS[Field.FOUNDED], [Optional(), NumberRange(1900, 2100, _l("Enter a year such as 2014"))])
    consent_founded = _consent(Field.FOUNDED)

    def consents(self) -> dict[Field, Consent]:
        return {field: Consent(self[f"consent_{field}"].data) for field in Field}


class ContactForm(SeenForm):
    """Of a liaison officer; a hot-line asks for its purpose in place of the name."""

    office = SelectField(_l("Office"), coerce=int)
    text_ar = TextField(_l("Name in Arabic"), [Required(_l("Enter it in Arabic"))], autocomplete="off", language="ar")
    hours_ar = TextField(_l("Hours in Arabic"), [Optional()], description=HOURS, autocomplete="off", language="ar")
    text_ckb = TextField(_l("Name in Sorani Kurdish"), [Required(_l("Enter it in Sorani Kurdish"))], autocomplete="off", language="ckb")
    hours_ckb = TextField(_l("Hours in Sorani Kurdish"), [Optional()], description=HOURS, autocomplete="off", language="ckb")
    text_en = TextField(_l("Name in English"), [Required(_l("Enter it in English"))], autocomplete="off", language="en")
    hours_en = TextField(_l("Hours in English"), [Optional()], description=HOURS, autocomplete="off", language="en")
    phone = TextField(_l("Phone number"), [Optional(), Phone()], code=True, autocomplete="off", most=40)
    email = TextField(_l("E-mail address"), [Optional(), MailAddress()], code=True, autocomplete="off", most=320)
    spoken = TicksField(_l("Languages spoken"), [Optional()], choices=choices_of(SPOKEN))
    channels = TicksField(_l("Accessible channels"), [Optional()], choices=choices_of(CHANNELS))

    def texts(self) -> dict[str, tuple[str, str]]:
        return {code: (self[f"text_{code}"].data, self[f"hours_{code}"].data or "") for code in LANGUAGES}


class HotlineForm(ContactForm):
    text_ar = TextField(_l("Purpose in Arabic"), [Required(_l("Enter it in Arabic"))], autocomplete="off", language="ar")
    text_ckb = TextField(_l("Purpose in Sorani Kurdish"), [Required(_l("Enter it in Sorani Kurdish"))], autocomplete="off", language="ckb")
    text_en = TextField(_l("Purpose in English"), [Required(_l("Enter it in English"))], autocomplete="off", language="en")


class ButtonForm(Form):
    """A button that needs nothing typed."""


class DonorListForm(Form):
    language = SelectField(_l("Language of the list"), choices=choices_of({"ar": _l("Arabic"), "ckb": _l("Kurdish (Sorani)"), "en": _l("English")}))
