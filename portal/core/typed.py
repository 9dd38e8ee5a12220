"""What of a form that was sent is somebody's own: typed, or chosen from their files."""

from typing import Any

import wtforms
from wtforms import Field, FileField, HiddenField, PasswordField, RadioField

from portal.core.text import file_name


def typed(field: Field) -> bool:
    """Whether the field holds more than the page offered at first: untouched fields are sent too, and passwords and files
    do not come back."""
    if field.raw_data is None or isinstance(field, HiddenField | PasswordField | FileField):
        return False
    if field.process_errors:
        return bool(field.raw_data)
    first = field.object_data
    if first is None and isinstance(field, wtforms.SelectField) and not isinstance(field, RadioField):
        first = next((choice.value for choice in field.iter_choices()), None)
    return _plain(field.data) != _plain(first)


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(map(str, value))
    return str(strip(value)) if value else ""


def chosen(field: Field) -> list[str]:
    if not isinstance(field, FileField):
        return []
    uploads = field.data if isinstance(field.data, list) else [field.data]
    return [file_name(upload.filename) for upload in uploads if getattr(upload, "filename", "")]


def strip(value: Any) -> Any:
    """Without outer spaces, without NUL (databases refuse it), with one kind of line end."""
    return value.replace("\x00", "").replace("\r\n", "\n").strip() if isinstance(value, str) else value
