"""What may be typed at the violations desk. Choices that come from the country are set by the views."""

import re
from typing import Any

from flask import current_app
from wtforms.validators import Optional

from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import (
    BooleanField,
    DateParts,
    FilesField,
    Form,
    HiddenField,
    IntegerField,
    LongTextField,
    NumberRange,
    OnceField,
    RadioField,
    Required,
    SearchField,
    SelectField,
    TextField,
    ValidationError,
    choices_of,
    require,
)
from portal.violations.vocabulary import (
    OUTCOMES,
    PRECISIONS,
    SOURCES,
    TIMINGS,
    VISIBILITIES,
    Precision,
    Timing,
    Verb,
    Visibility,
    telling,
)

CLOCK = re.compile(r"(\d{1,2})[:.٫](\d{2})")
MOST_PEOPLE = 1_000_000


class AtMost:
    """No more files in one sending than the server takes."""

    def __call__(self, form: Form, field: FilesField) -> None:
        most = int(current_app.config["UPLOAD_FILES"])
        if len(field.data or ()) > most:
            raise ValidationError(str(_l("Choose at most %(most)d files at a time.", most=most)))


class TimeField(TextField):
    """A time of day in 24 hours; digits of any script, kept as `07:45`."""

    def process_formdata(self, valuelist: Any) -> None:
        self.data: str | None
        super().process_formdata(valuelist)
        met = CLOCK.fullmatch((self.data or "").strip())
        if met and int(met[1]) < 24 and int(met[2]) < 60:
            self.data = f"{int(met[1]):02}:{int(met[2]):02}"

    def pre_validate(self, form: Form) -> None:
        if self.data and not re.fullmatch(r"[0-2]\d:[0-5]\d", self.data):
            raise ValidationError(str(_l("Enter the time as hours and minutes, such as 14:30")))


def relax(form: Form) -> None:
    """For a draft that is only to be saved: what is missing may stay missing, what is wrong is still wrong."""
    for field in form:
        field.validators = [Optional() if isinstance(validator, Required) else validator for validator in field.validators]
        field.required = False


class KindForm(Form):
    once = OnceField()
    category = RadioField(_l("Kind of violation"), validators=[Required(telling.UNKNOWN_CATEGORY)])


class WhereForm(Form):
    timing = RadioField(
        _l("Has it already happened?"),
        choices=choices_of(TIMINGS),
        validators=[Required(_l("Choose whether it has already happened."))],
    )
    happened_on = DateParts(_l("Day of the incident"), description=_l("Needed unless it is happening now. For example 22 11 2026"))
    happened_time = TimeField(_l("Time"), code=True, most=5, description=_l("In 24 hours and Baghdad time, such as 14:30"))
    precision = SelectField(_l("How exact is this?"), choices=choices_of(PRECISIONS), default=Precision.DAY)
    governorate = SelectField(_l("Governorate"), validators=[Required(telling.UNKNOWN_GOVERNORATE)])
    district = SelectField(_l("District"), validators=[Optional()])
    place = TextField(
        _l("Place"),
        description=_l("Name or number of the polling centre and station; elsewhere the street or quarter."),
    )

    def validate_happened_on(self, field: DateParts) -> None:
        if not field.data and not field.process_errors and getattr(field, "required", True) and self.timing.data != Timing.OCCURRING:
            raise ValidationError(str(telling.NO_DAY))


class WhatForm(Form):
    narrative = LongTextField(
        _l("Describe it"),
        rows=10,
        validators=[Required(_l("Describe what happened."))],
        description=_l("In the order in which it happened: who did what, what was seen and heard, who was told. Write in Arabic, Kurdish or English."),
    )
    title = TextField(_l("Title"), most=200, description=_l("A few words by which you will know this report again."))
    about_staff = BooleanField(
        _l("The report is about staff of the governorate's electoral office"),
        description=_l("Then it goes to the National Office only. The governorate's office sees neither the report nor that there is one."),
    )


def _people(label: Any) -> IntegerField:
    return IntegerField(label, validators=[Optional(), NumberRange(0, MOST_PEOPLE, _l("Enter a number, or leave the field empty."))])


class PeopleForm(Form):
    source = RadioField(_l("How do you know?"), choices=choices_of(SOURCES), validators=[Optional()])
    observer_code = TextField(
        _l("Observer's code"),
        code=True,
        most=40,
        description=_l("The code that your organisation uses instead of the name."),
    )
    affected_women = _people(_l("Women"))
    affected_men = _people(_l("Men"))
    affected_pwd = _people(_l("Persons with disabilities"))
    affected_displaced = _people(_l("Displaced persons"))
    witness = LongTextField(_l("Names of witnesses"), rows=2, most=2_000)
    victim = LongTextField(_l("Names of persons harmed"), rows=2, most=2_000)
    informant = LongTextField(_l("Name of the source"), rows=2, most=2_000)
    visibility = RadioField(_l("Who may see this report?"), choices=choices_of(VISIBILITIES), default=Visibility.COMMISSION)
    summary = LongTextField(
        _l("Summary, if others may see one"),
        rows=3,
        most=600,
        description=_l(
            "Without names and without anything that makes a person recognisable. They see it with the kind, the governorate and the day, without your name."
        ),
    )

    def validate_summary(self, field: LongTextField) -> None:
        if self.visibility.data == Visibility.SUMMARY and not field.data and getattr(field, "required", True):
            raise ValidationError(str(telling.NO_SUMMARY))


class EvidenceForm(Form):
    """`described_as` makes one with a description for each file that the draft holds."""

    once = OnceField()
    files = FilesField(_l("Photos, video, audio or PDF"), validators=[AtMost()])


def described_as(descriptions: dict[int, str | None]) -> type[EvidenceForm]:
    fields: dict[str, Any] = {}
    for number, text in descriptions.items():
        hint = _l("When and where it was made, and by whom if it may be known.")
        fields[f"description_{number}"] = TextField(_l("What does the file show?"), default=text or "", description=hint)
        fields[f"remove_{number}"] = BooleanField(_l("Remove this file from the draft"))
    return type("EvidenceForm", (EvidenceForm,), fields)


class PlainForm(Form):
    """A button for a change that needs nothing typed."""


class HandForm(Form):
    holder = SelectField(_l("Hand it over to"), [Required(_l("Choose somebody"))])


class AddForm(Form):
    once = OnceField()
    text = LongTextField(
        _l("Write to the commission"),
        rows=4,
        description=_l("The officers are told that something waits; the text stays here."),
    )
    files = FilesField(_l("Photos, video, audio or PDF"), validators=[AtMost()])


class AnswerForm(Form):
    once = OnceField()
    text = LongTextField(
        _l("Message"),
        rows=4,
        validators=[Required(telling.NO_MESSAGE)],
        description=_l("The organisation is told by e-mail that a message waits; the text stays here."),
    )
    audience = RadioField(
        _l("Who reads this?"),
        choices=choices_of({"organisation": _l("The organisation"), "internal": _l("Only officers: an internal note")}),
        default="organisation",
    )


class ReasonForm(Form):
    """A reason that the other side reads."""

    once = OnceField()
    reason = LongTextField(_l("Reason"), validators=[Required(telling.NO_REASON)], rows=3, most=5_000)


class ChangeForm(Form):
    """One verb of the table of states; `made_for` takes out what it does not need. `seen` is the state on the page."""

    once = OnceField()
    seen = HiddenField()
    outcome = RadioField(_l("Result"), choices=choices_of(OUTCOMES), validators=[Required(telling.NO_OUTCOME)])
    referred_to = TextField(_l("To whom"), validators=[Required(telling.NO_BODY)])
    reason = LongTextField(_l("Reason"), rows=3, most=5_000)

    @classmethod
    def made_for(cls, verb: Verb, state: str, reason_needed: bool, question: Any) -> "ChangeForm":
        form = cls(prefix=f"{verb}-", seen=state)
        if verb != Verb.CONCLUDE:
            del form.outcome
        if verb != Verb.REFER:
            del form.referred_to
        form.reason.label.text = question
        if reason_needed:
            require(form.reason, telling.NO_QUESTION if verb == Verb.ASK else telling.NO_REASON)
        return form


class FilterForm(Form):
    """Of a list; sent by GET, so that the address can be kept."""

    class Meta(Form.Meta):
        csrf = False

    q = SearchField(_l("Words or reference number"))
    state = SelectField(_l("Status"))
    governorate = SelectField(_l("Governorate"))
    group = SelectField(_l("Category"))
