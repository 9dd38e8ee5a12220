"""What may be typed about reports."""

from typing import Any

from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import (
    BooleanField,
    FilesField,
    Form,
    HiddenField,
    LongTextField,
    OnceField,
    RadioField,
    Required,
    SelectField,
    TextField,
    TicksField,
    ValidationError,
    choices_of,
)
from portal.core.text import whole_number
from portal.reports.vocabulary import THEMES, TYPES, Type

LANGUAGES = (("ar", _l("Arabic")), ("ckb", _l("Kurdish (Sorani)")), ("en", _l("English")))
NO_THEME = ("", _l("Choose"))


class FactsForm(Form):
    """Type, subject and places."""

    type = RadioField(_l("Type of report"), choices=choices_of(TYPES), validators=[Required(_l("Choose the type of the report"))])
    theme = SelectField(
        _l("Subject of a thematic report"), choices=choices_of([NO_THEME, *THEMES.items()]), default="",
        description=_l("Leave it as it is for the other types."),
    )  # fmt: skip
    governorates = TicksField(
        _l("Governorates"), description=_l("Tick those that the report speaks of. Without a tick it is about the whole country.")
    )
    seen = HiddenField(default="0")

    def validate_theme(self, field: Any) -> None:
        if self.type.data == Type.THEMATIC and not field.data:
            raise ValidationError(str(_l("Choose the subject of the thematic report")))


class NewForm(FactsForm):
    once = OnceField()
    language = RadioField(
        _l("Language you write in"), choices=choices_of(LANGUAGES), validators=[Required(_l("Choose the language you write in"))],
        description=_l("Versions in the other languages can be added afterwards."),
    )  # fmt: skip
    title = TextField(
        _l("Title"), validators=[Required(_l("Enter a title"))],
        description=_l("What was observed, where and when, in one line. The address of the report is made of it and stays."),
    )  # fmt: skip


class TextForm(Form):
    """The report's text in one language."""

    title = TextField(_l("Title"))
    summary = LongTextField(_l("Summary"), most=3_000, rows=4, description=_l("Two or three sentences: where you observed, and what matters most."))
    source = LongTextField(_l("Text"), most=300_000, rows=22)
    translated = BooleanField(_l("This text is a translation of another version"))
    text = HiddenField()
    seen = HiddenField(default="0")


class FileForm(Form):
    files = FilesField(
        _l("Files"), validators=[Required(_l("Choose at least one file"))],
        description=_l("PDF, Word, Excel, OpenDocument, plain text or pictures."),
    )  # fmt: skip
    description = TextField(
        _l("What the files show"), most=500, validators=[Required(_l("Say in a few words what the files show"))],
        description=_l("One line, such as: table of observed polling stations by governorate."),
    )  # fmt: skip


class PublishForm(Form):
    note = LongTextField(_l("What has changed"), most=2_000, rows=3, description=_l("Readers see this beside the new version."))
    number = HiddenField()


class WithdrawForm(Form):
    reason = LongTextField(
        _l("Reason"), most=2_000, rows=4, validators=[Required(_l("Say why the report is withdrawn"))],
        description=_l("Everybody who could read the report sees this reason in its place."),
    )  # fmt: skip


class ActForm(Form):
    """A button that needs nothing typed."""


def number_in(field: Any) -> int:
    """What a hidden field says; somebody who tampered with it is treated as having seen nothing."""
    number = whole_number(field.data)
    return -1 if number is None else number
