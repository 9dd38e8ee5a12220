"""What all forms share: our catalogue for built-in messages, one-time keys, dates in three parts, the language switch."""

import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

import wtforms
from flask import g, request
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SearchField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import Choice, SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, StopValidation, ValidationError
from wtforms.widgets import Select, html_params

from portal.core.catalogue import gettext, ngettext, spoken
from portal.core.catalogue import lazy_gettext as _l
from portal.core.locale import direction
from portal.core.presentation import joined
from portal.core.refusal import Refusal
from portal.core.text import option
from portal.core.turned_away import note_fields
from portal.core.typed import chosen, strip, typed

__all__ = [
    "BooleanField", "DateParts", "EmailField", "FilesField", "Form", "HiddenField", "IntegerField", "Length", "LongTextField",
    "NumberRange", "OnceField", "Optional", "PasswordField", "RadioField", "Required", "SearchField", "SelectChoice", "SelectField",
    "StopValidation", "TextField", "TicksField", "ValidationError", "choices_of", "place_choice", "require",
]  # fmt: skip
SWITCH = "switch_language"


class _Catalogue:
    """WTForms' own messages through our catalogues: it ships no Sorani."""

    def gettext(self, text: str) -> str:
        return gettext(text)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Unfilled: WTForms puts its own %(max)d in afterwards."""
        return str(spoken().ungettext(one, many, number))


class Form(FlaskForm):
    """A form of the portal. Its id is `form-<name>`; `refuse` puts a service's refusal at its field."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> _Catalogue:
            return _Catalogue()

    def validate(self, extra_validators: Any = None) -> bool:
        """One message at a field: the first says what to do, and after it the next may be right already."""
        valid = super().validate(extra_validators)
        for field in self:
            field.errors = list(field.errors)[:1]
        return bool(valid)

    def submitted(self) -> bool:
        """Sent and valid. A change of language in the middle of writing sends the form too, and keeps what was typed."""
        only_shown = SWITCH in request.form or g.get("only_shown")
        if not only_shown and self.validate_on_submit():
            return True
        if not only_shown and self.errors:
            note_fields(str(name or "form") for name in self.errors)
        if self.is_submitted():
            self._ask_for_files_again()
        return False

    def _ask_for_files_again(self) -> None:
        """No page can bring back a file that was chosen on it."""
        for field in self:
            files = chosen(field)
            if files and not field.errors:
                names = joined(f"\u2068{name}\u2069" for name in files)
                field.errors = [
                    ngettext(
                        "This file was not kept; choose it again: %(names)s",
                        "These files were not kept; choose them again: %(names)s",
                        len(files),
                        names=names,
                    )
                ]

    def refuse(self, refusal: Refusal) -> None:
        field = self._fields.get(refusal.field or "")
        note_fields([field.short_name if field else "form"])
        if field is None:
            self.form_errors.append(str(refusal.message))
            self._ask_for_files_again()
            return
        field.errors = [*field.errors, str(refusal.message)]
        self._ask_for_files_again()

    @property
    def switching(self) -> bool:
        return SWITCH in request.form

    @property
    def came_back(self) -> bool:
        """It was sent and stands on the page again."""
        return any(field.raw_data for field in self if field.short_name != "csrf_token")

    @property
    def holds_typed(self) -> bool:
        """It came back with something that was typed and is stored nowhere."""
        return self.came_back and any(typed(field) for field in self)


class Required(InputRequired):
    """Like InputRequired, but spaces alone are nothing, and the message says what to do.

    `message` is the sentence at the field, such as "Enter the day of the incident"."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)

    def __call__(self, form: Any, field: Field) -> None:
        raw = field.raw_data
        if raw and any(value and (not isinstance(value, str) or value.strip()) for value in raw):
            return
        field.errors = []
        raise StopValidation(str(self.message))


def require(field: Field, message: Any) -> None:
    """What is needed only now and then, such as the reason of some changes."""
    field.validators = [Required(message), *field.validators]
    field.flags.required = True


def _one_line(value: Any) -> Any:
    """No browser sends a line break from an input; who does would write lines of their own into our mails."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", value).strip() if isinstance(value, str) else value


class TextField(StringField):
    """One line. `code=True` for codes, mails and numbers, which run left to right in every language; `language`: in which
    it is to be written, where the field asks for one."""

    def __init__(
        self,
        label: Any = None,
        validators: Iterable[Any] = (),
        *,
        code: bool = False,
        autocomplete: str | None = None,
        most: int = 300,
        language: str | None = None,
        **options: Any,
    ) -> None:
        options["filters"] = [*options.get("filters", ()), strip, _one_line]
        super().__init__(label, [*validators, Length(max=most)], **options)
        self.code, self.autocomplete, self.most, self.language = code, autocomplete, most, language


class LongTextField(TextAreaField):
    def __init__(
        self, label: Any = None, validators: Iterable[Any] = (), *, most: int = 20_000, rows: int = 6, language: str | None = None, **options: Any
    ) -> None:
        options["filters"] = [*options.get("filters", ()), strip]
        super().__init__(label, [*validators, Length(max=most)], **options)
        self.most, self.rows, self.language = most, rows, language


def choices_of(words: Mapping[Any, Any] | Iterable[tuple[Any, ...]], none: Any = None) -> list[SelectChoice]:
    """Value and label each, and attributes where a third is given; `none` is the word for no choice."""
    pairs = words.items() if isinstance(words, Mapping) else words
    first = [SelectChoice("", none)] if none is not None else []
    return first + [SelectChoice(value, label, *more) for value, label, *more in pairs]


class Place(Protocol):
    """Of the country pack."""

    @property
    def code(self) -> str: ...

    def name(self, lang: str) -> str: ...

    def name_language(self, lang: str) -> str: ...


def place_choice(place: Place, language: str, group: str) -> SelectChoice:
    """Under its `group`, in the language of its name."""
    spoken = place.name_language(language)
    own = {} if spoken == language else {"lang": spoken, "dir": direction(spoken)}
    return SelectChoice(place.code, place.name(language), own, group)


class _Options(Select):
    """WTForms sorts and escapes the attributes of every option anew, which was a sixth of a list with filters."""

    @classmethod
    def render_option(cls, choice: Choice) -> Any:
        return option(choice.value, choice.label, choice.selected, html_params(**choice.render_kw) if choice.render_kw else "")


class SelectField(wtforms.SelectField):
    widget = _Options()


class TicksField(SelectMultipleField):
    """Several of a list, as ticks."""


class FilesField(MultipleFileField):
    """Several files; an empty file input sends one nameless part, which is none."""

    def process_formdata(self, valuelist: Iterable[Any]) -> None:
        self.data = [value for value in valuelist if getattr(value, "filename", "")]


class OnceField(HiddenField):
    """A key minted with the empty form: the same form sent twice makes one record."""

    data: str

    def __init__(self, **options: Any) -> None:
        super().__init__(label="", default=lambda: secrets.token_urlsafe(18), **options)

    def pre_validate(self, form: Any) -> None:
        if not self.data or len(self.data) > 64:
            self.data = secrets.token_urlsafe(18)


class DateParts(Field):
    """A day as three inputs named `<name>-day`, `-month`, `-year`: native date inputs speak the browser's language.

    `data` is a date or None; `parts` is what was typed; `wrong_part` says which input the error summary leads to."""

    process_errors: list[str]

    def __init__(self, *args: Any, past: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.past = past
        self.parts: dict[str, str] = {"day": "", "month": "", "year": ""}
        self.wrong_part = "day"

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors, self.errors = [], ()
        self.data = self.object_data = data if isinstance(data, date) else None
        if self.data:
            self.parts = {"day": str(self.data.day), "month": str(self.data.month), "year": str(self.data.year)}
        self.raw_data = []
        if formdata is None or not any(f"{self.name}-{part}" in formdata for part in self.parts):
            return
        self.parts = {part: formdata.get(f"{self.name}-{part}", "").strip() for part in self.parts}
        self.raw_data = [text for text in self.parts.values() if text]
        self.data = self._read() if self.raw_data else None

    def _read(self) -> date | None:
        missing = next((part for part in ("day", "month", "year") if not self.parts[part]), None)
        if missing:
            self.wrong_part = missing
            self.process_errors.append(str(_l("Enter the day, the month and the year")))
            return None
        try:
            numbers = {part: int(text) for part, text in self.parts.items()}
            if not 1900 <= numbers["year"] <= 2200:
                raise ValueError("moments near the first and the last year do not fit into UTC")
            return date(numbers["year"], numbers["month"], numbers["day"])
        except ValueError:
            self.process_errors.append(str(_l("Enter a day that exists, such as 22 11 2026")))
            return None


class RequiredTick(DataRequired):
    """A tick that must be set."""
