"""How days, moments, numbers and sizes read in each language, and what the template parts ask about a form's fields.

Month and weekday names are our own: CLDR spells the Sorani months in two ways, and has no relative time in Sorani."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, cast
from urllib.parse import urlencode

from flask import Flask, current_app, request
from wtforms import Field, Form, fields
from wtforms.widgets import FileInput

from portal.core import clock
from portal.core.catalogue import gettext as _
from portal.core.catalogue import ngettext
from portal.core.locale import direction, lang
from portal.core.text import name_in

MONTHS = {
    "ar": "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول".split(","),
    "ckb": (
        "کانوونی دووەم,شوبات,ئازار,نیسان,ئایار,حوزەیران,"
        "تەممووز,ئاب,ئەیلوول,تشرینی یەکەم,تشرینی دووەم,کانوونی یەکەم"
    ).split(","),
    "en": "January,February,March,April,May,June,July,August,September,October,November,December".split(","),
}
WEEKDAYS = {
    "ar": "الاثنين,الثلاثاء,الأربعاء,الخميس,الجمعة,السبت,الأحد".split(","),
    "ckb": "دووشەممە,سێشەممە,چوارشەممە,پێنجشەممە,هەینی,شەممە,یەکشەممە".split(","),
    "en": "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday".split(","),
}
AT = {"ar": "{day}، الساعة {time}", "ckb": "{day}، کاتژمێر {time}", "en": "{day}, {time}"}
ABOUT = {"ar": "{day}، نحو الساعة {time}", "ckb": "{day}، نزیکەی کاتژمێر {time}", "en": "{day}, about {time}"}
ON = {"ar": "{weekday} {day}", "ckb": "{weekday}، {day}", "en": "{weekday} {day}"}
Day = date | datetime | str


def local_day(value: Day) -> date | None:
    """The day in Baghdad; None for a partial date."""
    if isinstance(value, datetime):
        return clock.local(value).date()
    if isinstance(value, date):
        return value
    return date.fromisoformat(value) if len(value) == 10 else None


def day(value: Day | None, language: str | None = None, weekday: bool = False, year: bool = True) -> str:
    """'22 November 2026', '22 تشرين الثاني 2026', '22ی تشرینی دووەمی 2026'; partial dates as far as they go."""
    if not value:
        return ""
    spoken = language or lang()
    known = local_day(value)
    if known is None:
        return _partial(str(value), spoken)
    month = MONTHS[spoken][known.month - 1]
    joint = "ی" if spoken == "ckb" else ""
    text = f"{known.day}{joint} {month}"
    if year:
        text = f"{text}{joint} {known.year}"
    return ON[spoken].format(weekday=WEEKDAYS[spoken][known.weekday()], day=text) if weekday else text


def _partial(value: str, spoken: str) -> str:
    year, _dash, month = value.partition("-")
    if not month:
        return year
    return f"{MONTHS[spoken][int(month) - 1]}{'ی' if spoken == 'ckb' else ''} {year}"


def clock_time(value: datetime) -> str:
    """24-hour time in Baghdad."""
    return clock.local(value).strftime("%H:%M")


def moment(value: Day | None, language: str | None = None, weekday: bool = False, year: bool = True) -> str:
    if not isinstance(value, datetime):
        return day(value, language, weekday, year)
    spoken = language or lang()
    return at_time(day(value, spoken, weekday, year), clock_time(value), spoken)


def at_time(day_words: str, time: str, language: str | None = None, about: bool = False) -> str:
    """'22 November 2026, 16:20'; with `about` the time is only near."""
    return (ABOUT if about else AT)[language or lang()].format(day=day_words, time=time)


def iso_day(value: Day) -> str:
    """For the datetime attribute of a day."""
    known = local_day(value)
    return known.isoformat() if known else str(value)


def iso(value: Day) -> str:
    if not isinstance(value, datetime):
        return iso_day(value)
    return clock.local(value).isoformat(timespec="minutes")


def distance(seconds: float) -> tuple[str, int]:
    """The largest fitting unit, and how many of it: whole ones, so that 23 hours are not yet a day."""
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= length:
            return unit, int(seconds // length)
    return "moment", 0


def ago(value: datetime, now: datetime | None = None) -> str:
    """'3 hours ago' or 'in 3 hours'; more than 30 days away, the day itself."""
    seconds = ((now or clock.now()) - value).total_seconds()
    unit, number = distance(abs(seconds))
    if unit == "moment":
        return _("just now")
    if unit == "day" and number > 30:
        return day(value)
    return _past(unit, number) if seconds > 0 else _future(unit, number)


def _past(unit: str, number: int) -> str:
    if unit == "day":
        return str(ngettext("%(num)d day ago", "%(num)d days ago", number))
    if unit == "hour":
        return str(ngettext("%(num)d hour ago", "%(num)d hours ago", number))
    return str(ngettext("%(num)d minute ago", "%(num)d minutes ago", number))


def _future(unit: str, number: int) -> str:
    if unit == "day":
        return str(ngettext("in %(num)d day", "in %(num)d days", number))
    if unit == "hour":
        return str(ngettext("in %(num)d hour", "in %(num)d hours", number))
    return str(ngettext("in %(num)d minute", "in %(num)d minutes", number))


def remaining(until: datetime, now: datetime | None = None) -> str:
    """What a deadline leaves: '2 days and 6 hours', or that it has passed."""
    seconds = (until - (now or clock.now())).total_seconds()
    unit, number = distance(max(seconds, 0))
    if unit == "moment":
        return _("The time is over") if seconds <= 0 else _("less than a minute")
    rest = int(seconds % 86400 // 3600) if unit == "day" else 0
    parts = [_span(unit, number)] + ([_span("hour", rest)] if rest else [])
    return joined(parts)


def _span(unit: str, number: int) -> str:
    if unit == "day":
        return str(ngettext("%(num)d day", "%(num)d days", number))
    if unit == "hour":
        return str(ngettext("%(num)d hour", "%(num)d hours", number))
    return str(ngettext("%(num)d minute", "%(num)d minutes", number))


def number(value: float) -> str:
    """Digits are 0–9 in all three languages."""
    return f"{value:,}"


def size(octets: int) -> str:
    """A file's size; 1 MB is 1,048,576 bytes, as the upload limits count."""
    if octets < 1024:
        return str(ngettext("%(num)d byte", "%(num)d bytes", octets))
    if octets < 1024 * 1000:
        return _("%(number)s KB", number=max(1, round(octets / 1024)))
    if octets < 1024**3:
        return _("%(number)s MB", number=_short(octets / 1024**2))
    return _("%(number)s GB", number=_short(octets / 1024**3))


def _short(value: float) -> str:
    return number(round(value)) if value >= 100 else f"{value:.1f}".removesuffix(".0")


def joined(words: Iterable[Any], language: str | None = None) -> str:
    """'a, b and c'; in Arabic the «و» leans on its word, in Sorani it stands alone."""
    texts = [str(word) for word in words]
    if len(texts) < 2:
        return "".join(texts)
    spoken = language or lang()
    if spoken == "ar":
        return " و".join(texts)
    comma, last = ("، ", " و ") if spoken == "ckb" else (", ", " and ")
    return comma.join(texts[:-1]) + last + texts[-1]


def language_word(code: str) -> str:
    """A language's name in the reader's language."""
    words = {"ar": _("Arabic"), "ckb": _("Kurdish (Sorani)"), "en": _("English")}
    return words.get(code, code)


def paras(text: str) -> list[list[str]]:
    """Paragraphs (parted by blank lines) of lines."""
    found: list[list[str]] = [[]]
    for line in text.strip().splitlines():
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return [lines for lines in found if lines]


LOOKS: tuple[tuple[type[Field], str], ...] = (
    (fields.HiddenField, "hidden"),
    (fields.RadioField, "radio"),
    (fields.SelectMultipleField, "ticks"),
    (fields.SelectField, "select"),
    (fields.BooleanField, "tick"),
    (fields.TextAreaField, "long"),
    (fields.PasswordField, "password"),
    (fields.IntegerField, "number"),
    (fields.EmailField, "code"),
    (fields.SearchField, "search"),
)


def look_of(field: Field) -> str:
    """Which control a field is drawn as."""
    if hasattr(field, "wrong_part"):
        return "date"
    if isinstance(field.widget, FileInput):
        return "file"
    if getattr(field.widget, "input_type", "") == "hidden":
        return "hidden"
    known = next((look for kind, look in LOOKS if isinstance(field, kind)), "text")
    return "code" if known == "text" and getattr(field, "code", False) else known


def target_of(field: Field) -> str:
    """The id that an error summary's link leads to: the first choice, or the wrong part of a date."""
    look = look_of(field)
    if look == "date":
        return f"{field.id}-{cast(Any, field).wrong_part}"
    if look in ("radio", "ticks"):
        return next((option.id for option in cast(Iterable[Field], field)), field.id)
    return str(field.id)


def described_by(field: Field, hint: object) -> str:
    ids = ([f"{field.id}-hint"] if hint else []) + ([f"{field.id}-error"] if field.errors else [])
    return " ".join(ids)


def called(field: Field) -> str:
    """What stands before a field's message in the error summary: a message alone need not name its field."""
    label = str(field.label.text).rstrip(".")
    return label if label.endswith(("?", "؟")) else f"{label}:"


def invalid(field: Field) -> str | bool:
    """For aria-invalid: browsers call a required choice wrong before anybody could make it."""
    return "true" if field.errors else "false" if field.flags.required else False


def most_megabytes(field: Field) -> int:
    """Of one file: the portal's limit, or a smaller one that the field names as `megabytes`."""
    return int(getattr(field, "megabytes", current_app.config["UPLOAD_LIMIT"] // 1024**2))


def has_files(form: Form) -> bool:
    return any(look_of(field) == "file" for field in form)


def form_id(form: Form) -> str:
    """`form-<name>`; two forms of one class on a page need different prefixes."""
    name = type(form).__name__.removesuffix("Form").lower() or "main"
    prefix = cast(Any, form)._prefix.rstrip("-_.:/")
    return f"form-{name}-{prefix}" if prefix else f"form-{name}"


def url_with(**changes: Any) -> str:
    """This address with some of its query changed; None takes a name out. `ended` is news of one page only."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in (*changes, "ended")]
    for name, value in changes.items():
        values: Sequence[Any] = value if isinstance(value, list | tuple) else [value]
        kept += [(name, str(one)) for one in values if one is not None]
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def register(app: Flask) -> None:
    filters = (day, moment, clock_time, iso, iso_day, ago, remaining, number, size, joined, language_word, paras)
    app.jinja_env.filters.update({made.__name__: made for made in filters})
    asked = (look_of, target_of, described_by, called, invalid, has_files, most_megabytes, form_id, url_with, lang, name_in)
    app.jinja_env.globals.update({made.__name__: made for made in asked}, dir_of=direction)
