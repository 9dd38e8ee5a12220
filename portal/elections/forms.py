"""What may be typed about elections."""

import re
from datetime import datetime, time
from typing import Any

from portal.core.catalogue import lazy_gettext as _l
from portal.core.clock import BAGHDAD
from portal.core.forms import DateParts, Form, HiddenField, Required, TextField, ValidationError
from portal.core.text import whole_number

TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class DeadlineForm(Form):
    ends_on = DateParts(_l("Last day"), validators=[Required(_l("Enter the last day"))], description=_l("For example 22 11 2026"))
    ends_time = TextField(
        _l("Time"), code=True, most=5, validators=[Required(_l("Enter the time"))], description=_l("Baghdad time, 24 hours, such as 15:00")
    )
    seen = HiddenField()

    def validate_ends_time(self, field: Any) -> None:
        if not TIME.fullmatch(field.data or ""):
            raise ValidationError(str(_l("Enter a time such as 15:00")))

    @property
    def ends_at(self) -> datetime:
        """Of a form that was found valid."""
        assert self.ends_on.data is not None
        hour, minute = (int(part) for part in re.split(r"[:.]", self.ends_time.data))
        return datetime.combine(self.ends_on.data, time(hour, minute), BAGHDAD)

    @property
    def seen_version(self) -> int:
        number = whole_number(self.seen.data)
        return -1 if number is None else number
