"""What the lines of the audit may be narrowed by, and how an earlier head is typed."""

from typing import Any

from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import DateParts, Form, Optional, Required, SelectField, TextField, ValidationError
from portal.core.text import whole_number


class OwnFilterForm(Form):
    """Sent by GET, so that a filtered list has an address; nothing is changed, so no CSRF token stands in it."""

    class Meta(Form.Meta):
        csrf = False

    area = SelectField(_l("Part of the portal"), validate_choice=False)
    action = SelectField(_l("Action"), validate_choice=False)
    record = TextField(_l("Number of the record"), [Optional()], code=True, most=160)
    since = DateParts(_l("From this day"), [Optional()])
    until = DateParts(_l("Until this day"), [Optional()])


class FilterForm(OwnFilterForm):
    actor = TextField(_l("User name or e-mail address of who did it"), [Optional()], code=True, most=320)
    kind = SelectField(_l("Kind of record"), validate_choice=False)
    organisation = TextField(_l("Number of the organisation"), [Optional()], code=True, most=64)


class ExportForm(Form):
    form = SelectField(_l("Form of the file"), validate_choice=False)


class ButtonForm(Form):
    """A change that needs nothing typed."""


class HeadForm(Form):
    number = TextField(_l("Number of the line"), [Required(_l("Enter the number of the line"))], code=True, most=12)
    seal = TextField(_l("Seal"), [Required(_l("Enter the seal"))], code=True, most=200)

    def validate_number(self, field: Any) -> None:
        if whole_number(field.data) is None:
            raise ValidationError(str(_l("Enter a whole number, such as 1204")))

    def validate_seal(self, field: Any) -> None:
        typed = (field.data or "").replace(" ", "").lower()
        if len(typed) != 64 or set(typed) - set("0123456789abcdef"):
            raise ValidationError(str(_l("A seal has 64 characters: digits and the letters a to f")))
