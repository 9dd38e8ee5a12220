"""What is typed into the fields of a form to see every answer to it; None leaves a field out."""

from io import BytesIO
from typing import Any

from PIL import Image

from portal.operations.translations.offers import Control

CHOSEN = ("select", "radio", "checkbox")
BY_KIND = {"email": "x@example.org", "number": "1", "url": "https://example.org"}
BY_ENDING = {"day": "1", "month": "1", "year": "2026"}


def nothing(_control: Control) -> Any:
    return None


def nonsense(control: Control) -> Any:
    if control.kind == "file":
        return BytesIO(b""), "x.txt"
    return control.value if control.kind == "select" else "x"


def something(control: Control) -> Any:
    if control.kind == "file":
        return _picture(), "x.png"
    if control.kind in CHOSEN:
        return control.value
    return BY_KIND.get(control.kind) or BY_ENDING.get(control.name.rpartition("-")[2]) or "Words to try it"


def _picture() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (64, 64), "white").save(file, "PNG")
    file.seek(0)
    return file
