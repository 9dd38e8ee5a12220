"""The short steps in which an election is prepared."""

from datetime import datetime, time

from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import (
    DateParts,
    Form,
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
)  # fmt: skip
from portal.elections import vocabulary
from portal.elections.forms.dates import HourField, SeenForm, hour_of, moment_of
from portal.elections.vocabulary import elections as words

LANGUAGES = ("ar", "ckb", "en")
LAST_MINUTE = time(23, 59)


class _Named(Form):
    name_ar = TextField(_l("Name in Arabic"), language="ar")
    name_ckb = TextField(_l("Name in Sorani"), language="ckb")
    name_en = TextField(_l("Name in English"), language="en")

    def validate_name_ar(self, field: TextField) -> None:
        if not self.names:
            raise ValidationError(str(vocabulary.NO_NAME))

    def in_languages(self, field: str) -> dict[str, str]:
        return {code: self[f"{field}_{code}"].data for code in LANGUAGES if self[f"{field}_{code}"].data}

    @property
    def names(self) -> dict[str, str]:
        return self.in_languages("name")


class NewForm(_Named):
    once = OnceField()
    kind = RadioField(_l("Kind of election"), choices=choices_of(words.KINDS), validators=[Required(_l("Choose the kind of election"))])
    year = IntegerField(
        _l("Year of voting"), validators=[Required(_l("Enter the year of voting")), NumberRange(min=2003, max=2200)],
        description=_l("It becomes a part of the address and stays in it."),
    )  # fmt: skip
    begin_from = SelectField(_l("Begin with the deadlines of"), description=_l("They come without dates, which you enter afterwards."))


class NamesForm(_Named, SeenForm):
    about_ar = LongTextField(_l("About the election, in Arabic"), most=2000, rows=3, language="ar")
    about_ckb = LongTextField(_l("About the election, in Sorani"), most=2000, rows=3, language="ckb")
    about_en = LongTextField(_l("About the election, in English"), most=2000, rows=3, language="en")


class DayForm(SeenForm):
    kind = RadioField(_l("Kind of voting"), choices=choices_of(vocabulary.VOTING_DAYS), validators=[Required(_l("Choose the kind of voting"))])
    day = DateParts(_l("Date"), validators=[Required(_l("Enter the day"))], description=_l("For example 22 11 2026"))
    opens = HourField(_l("Polling stations open at"), validators=[Required(_l("Enter the time"))])
    closes = HourField(_l("Polling stations close at"), validators=[Required(_l("Enter the time"))])

    def validate_closes(self, field: HourField) -> None:
        opens, closes = hour_of(self.opens.data), hour_of(field.data)
        if opens and closes and closes <= opens:
            raise ValidationError(str(vocabulary.CLOSES_BEFORE_OPENING))


class PhaseForm(SeenForm):
    from_day = DateParts(_l("First day"), validators=[Required(_l("Enter the first day"))], description=_l("For example 22 11 2026"))
    from_time = HourField(_l("From what time"))
    to_day = DateParts(_l("Last day"), validators=[Required(_l("Enter the last day"))], description=_l("For example 22 11 2026"))
    to_time = HourField(_l("Until what time"))

    def validate_to_day(self, field: DateParts) -> None:
        if self.span and self.span[1] <= self.span[0]:
            raise ValidationError(str(vocabulary.PHASE_BACKWARDS))

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        first = moment_of(self.from_day.data, self.from_time.data, time())
        last = moment_of(self.to_day.data, self.to_time.data, LAST_MINUTE)
        return (first, last) if first and last else None


class ConstituencyForm(SeenForm):
    code = TextField(_l("Number or code"), code=True, most=16, validators=[Required(_l("Enter the number or code"))])
    governorates = TicksField(_l("Governorates"), validators=[Required(_l("Choose at least one governorate"))])
    seats = IntegerField(_l("Seats"), validators=[Optional(), NumberRange(min=1, max=999)])


class _WhereNamed:
    """Needed in each language that the deadline is named in."""

    def __call__(self, form: Form, field: TextField) -> None:
        if form[field.name.replace("who_", "name_")].data and not field.data:
            raise ValidationError(str(vocabulary.NO_WHO))


class FactsForm(_Named, SeenForm):
    """Everything of a deadline; its code is asked for once, when it is added."""

    code = TextField(_l("Code"), code=True, most=32, description=_l("Capital letters, digits and low lines, such as CMP_POLL."))
    who_ar = TextField(_l("Who may act, in Arabic"), [_WhereNamed()], language="ar")
    who_ckb = TextField(_l("Who may act, in Sorani"), [_WhereNamed()], language="ckb")
    who_en = TextField(_l("Who may act, in English"), [_WhereNamed()], language="en")
    party = SelectField(_l("Whose desk counts it down"), choices=choices_of(words.PARTIES), default=words.Party.ORGANISATIONS)
    counted_ar = TextField(_l("Counted from, in Arabic"), language="ar")
    counted_ckb = TextField(_l("Counted from, in Sorani"), language="ckb")
    counted_en = TextField(_l("Counted from, in English"), language="en")
    starts_on = DateParts(_l("First day"), description=_l("For example 22 11 2026"))
    starts_time = HourField(_l("From what time"))
    ends_on = DateParts(_l("Last day"), description=_l("Empty when it runs from an event that has not happened yet."))
    ends_time = HourField(_l("Until what time"))
    length_days = IntegerField(_l("Length in days"), validators=[Optional(), NumberRange(min=1, max=999)])
    certainty = RadioField(_l("How certain is it?"), choices=choices_of(words.CERTAINTY), default="C")
    source = TextField(_l("Source"), description=_l("The law, decision or report that it was taken from."))

    def validate_code(self, field: TextField) -> None:
        if not words.CODE.fullmatch(field.data or ""):
            raise ValidationError(str(words.BAD_CODE))

    def validate_ends_on(self, field: DateParts) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError(str(vocabulary.ENDS_BEFORE_START))

    @property
    def starts_at(self) -> datetime | None:
        return moment_of(self.starts_on.data, self.starts_time.data, time())

    @property
    def ends_at(self) -> datetime | None:
        return moment_of(self.ends_on.data, self.ends_time.data, LAST_MINUTE)


class StepForm(SeenForm):
    """A button; what it does stands in the address."""
