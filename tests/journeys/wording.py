"""What the interface says for an English sentence, in the reader's language; a sentence that nobody wrote fails the test."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).parents[2] / "translations"
SPACE = re.compile(r"\s+")


@cache
def _catalogue(lang: str) -> Catalog:
    with (TRANSLATIONS / lang / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale="ar" if lang == "ckb" else lang)


def wording(english: str, lang: str, **named: Any) -> str:
    """`english` as the reader sees it; named values are put in."""
    message = _catalogue("ar" if lang == "en" else lang).get(english)
    assert message is not None, f"no page says {english!r}"
    words = english if lang == "en" else str(message.string)
    assert words, f"not translated to {lang}: {english!r}"
    return words % named if named else words


def tidy(words: str) -> str:
    """Without line breaks and the marks of direction round names."""
    return SPACE.sub(" ", re.sub("[\u2066-\u2069\u200e\u200f]", "", words)).strip()


def beginning(words: str) -> re.Pattern[str]:
    """An accessible name that begins with these words: a hint or the object of a button may follow."""
    return re.compile(rf"^\s*{re.escape(words)}(?!\w)")
