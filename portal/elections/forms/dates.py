"""Days, hours and the end of a time limit, as they may be typed."""

import re
from datetime import date, datetime, time
from typing import Any

from portal.core.catalogue import lazy_gettext as _l
from portal.core.clock import BAGHDAD
from portal.core.forms import DateParts, Form, HiddenField, Required, TextField, ValidationError
from portal.core.text import whole_number

TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)


class HourField(TextField):
    """A time of day in Baghdad, such as 15:00; `data` stays what was typed, `hour_of` reads it."""

    def __init__(self, label: Any = None, validators: Any = (), **options: Any) -> None:
        options.setdefault("description", _l("Baghdad time, 24 hours, such as 15:00"))
        super().__init__(label, validators, code=True, most=40, **options)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if self.data and not TIME.fullmatch(self.data):
            raise ValidationError(str(_l("Enter a time such as 15:00")))


def hour_of(typed: str | None) -> time | None:
    found = TIME.fullmatch(typed or "")
    return time(int(found[1]), int(found[2])) if found else None


def moment_of(day: date | None, typed: str | None, otherwise: time) -> datetime | None:
    """A day without an hour stands for `otherwise` on it."""
    return datetime.combine(day, hour_of(typed) or otherwise, BAGHDAD) if day else None


class SeenForm(Form):
    """`seen` is the state that the form was opened on."""

    seen = HiddenField()

    @property
    def seen_version(self) -> int:
        number = whole_number(self.seen.data)
        return -1 if number is None else number


class DeadlineForm(SeenForm):
    ends_on = DateParts(_l("Last day"), validators=[Required(_l("Enter the last day"))], description=_l("For example 22 11 2026"))
    ends_time = HourField(_l("Time"), validators=[Required(_l("Enter the time"))])

    @property
    def ends_at(self) -> datetime:
        """Of a form that was found valid."""
        found = moment_of(self.ends_on.data, self.ends_time.data, time())
        assert found is not None
        return found
