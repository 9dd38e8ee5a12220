"""What may be typed about a document. Choices that depend on what is kept are set by the views."""

from typing import Any

from wtforms import Field

from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import (
    BooleanField,
    FilesField,
    Form,
    HiddenField,
    IntegerField,
    LongTextField,
    NumberRange,
    OnceField,
    Optional,
    RadioField,
    Required,
    SelectField,
    TextField,
    TicksField,
    ValidationError,
    choices_of,
)
from portal.core.text import whole_number
from portal.library import vocabulary
from portal.library.vocabulary.facts import normal_date

LANGUAGES = [("ar", _l("Arabic")), ("ckb", _l("Kurdish (Sorani)")), ("en", _l("English"))]
WHOLE = _l("The whole document")
YEARS = NumberRange(1000, 2200, message=_l("Enter a year such as 2018"))


def _number(value: Any) -> int | None:
    return whole_number(str(value or ""))


def partial_date(form: Any, field: Field) -> None:
    """Keeps the date in its one form, or says how to write it."""
    try:
        field.data = normal_date(field.data)
    except ValueError:
        raise ValidationError(str(vocabulary.NO_DATE)) from None


def date_field(label: Any) -> TextField:
    return TextField(label, code=True, most=20, validators=[Optional(), partial_date], description=_l("As 2019, 2019-12 or 2019-12-05"))


class TitleForm(Form):
    """Made before the facts, because it stands over them."""

    language = RadioField(_l("Language of the title"), choices=choices_of(LANGUAGES), default="ar")
    title = TextField(_l("Title"), most=600, validators=[Required(_l("Enter the title of the document"))])


class FactsForm(Form):
    kind = SelectField(_l("Kind"), [Required(_l("Choose the kind of the document"))], choices=choices_of(vocabulary.KINDS, none=_l("Choose")))
    jurisdiction = SelectField(_l("Jurisdiction"), choices=choices_of(vocabulary.JURISDICTIONS))
    number = TextField(_l("Number"), code=True, most=60, description=_l("As in the title, without brackets"))
    year = IntegerField(_l("Year"), validators=[Optional(), YEARS])
    minutes_kind = SelectField(_l("Kind of minutes"), choices=choices_of(vocabulary.MINUTES, none="—"), description=_l("For decisions of the Board only"))
    minutes_number = TextField(_l("Number of the minutes"), code=True, most=60)
    minutes_year = IntegerField(_l("Year of the minutes"), validators=[Optional(), YEARS])
    meeting_on = date_field(_l("Date of the meeting"))
    issuer = TextField(_l("Issuer"), description=_l("The body that issued the document"))
    state = SelectField(_l("State"), choices=choices_of(vocabulary.STATES), default="unknown")
    state_from = date_field(_l("In this state since"))
    passed_on = date_field(_l("Passed on"))
    ratified_on = date_field(_l("Ratified on"))
    published_on = date_field(_l("Published on"))
    in_force_on = date_field(_l("In force since"))
    gazette_number = TextField(_l("Gazette issue number"), code=True, most=60)
    gazette_on = date_field(_l("Date of the gazette issue"))
    topics = TicksField(_l("Topics"))
    new_topics = TextField(_l("New topics"), description=_l("Several with semicolons between them"))
    sample = BooleanField(_l("This is a sample text, not an official one"))
    seen = HiddenField(filters=[_number])


class NewForm(TitleForm, FactsForm):
    slug = TextField(
        _l("Address"),
        code=True,
        most=120,
        description=_l("The last part of its address, such as law-12-2018. Left empty, the portal chooses it. It never changes."),
    )
    once = OnceField()


class TextForm(Form):
    title = TextField(_l("Title"), most=600, validators=[Required(_l("Enter the title of the document"))])
    summary = LongTextField(_l("Summary"), rows=3, most=2000, description=_l("One to three sentences in plain words"))
    source = LongTextField(_l("Text"), rows=18, most=vocabulary.LONGEST_TEXT)
    origin = RadioField(_l("How this text was made"), choices=choices_of(vocabulary.ORIGINS), default=vocabulary.Origin.WRITTEN.value)
    authentic = BooleanField(_l("This is the authentic text"))
    file = FilesField(
        _l("Take the text from a file"), description=_l("Plain text, HTML, Word or PDF. The text is put into the field “Text” above; nothing is saved yet.")
    )
    seen = HiddenField(filters=[_number])


class FilesForm(Form):
    files = FilesField(_l("Files"), validators=[Required(_l("Choose at least one file"))])
    language = SelectField(_l("Language of the files"), choices=choices_of(LANGUAGES))
    description = TextField(_l("Description"), most=500, description=_l("What the files are, in the language of the files"))
    once = OnceField()


class RelationForm(Form):
    kind = SelectField(_l("Relation"), choices=choices_of(vocabulary.RELATIONS))
    target = TextField(
        _l("Address of the other document"),
        code=True,
        validators=[Required(_l("Enter the address of the other document"))],
        description=_l("The last part of its address, such as law-12-2018"),
    )
    source_key = SelectField(_l("Which part of this document"), validate_choice=False)
    target_key = TextField(_l("Which part of the other document"), code=True, most=100, description=_l("Such as article-28; empty for the whole document"))


class StateForm(Form):
    key = SelectField(_l("Provision"), validate_choice=False)
    state = SelectField(_l("State"), choices=choices_of(item for item in vocabulary.STATES.items() if item[0] not in ("draft", "unknown")))
    from_on = date_field(_l("Since"))
    by = TextField(_l("By which document"), code=True, description=_l("The last part of its address, such as law-12-2018"))
    note = LongTextField(_l("Note for readers"), rows=3, most=1000)


class PublishForm(Form):
    note = LongTextField(_l("What was corrected"), rows=3, most=2000, description=_l("Readers see this note with the date of the correction"))
    effective_on = date_field(_l("This wording holds since"))
    tell = BooleanField(_l("Tell the organisations on the portal"), default=True)
    once = OnceField()
    seen = HiddenField(filters=[_number])


class WithdrawForm(Form):
    reason = LongTextField(_l("Reason"), rows=4, most=2000, validators=[Required(_l("Enter the reason; readers see it at the document's address"))])
    seen = HiddenField(filters=[_number])


class StepForm(Form):
    """A step that needs nothing typed."""
