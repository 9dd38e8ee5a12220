"""The one spelling in which words are compared: a search key, never shown and never stored in place of a text."""

import re
import unicodedata

LETTERS = {
    "ا": "أإآٱٲٳ",
    "و": "ؤۆۇۈۊۋ",
    "ی": "يىێېےۍ",
    "ک": "كڪګ",
    "ه": "ةەھہۀۂۃ",
    "ر": "ڕړڔ",
    "ل": "ڵڶ",
    "ف": "ڤ",
    "i": "ı",
}
GONE = {"Mn", "Me", "Cf", "Cc", "Cs"}

GLUED_SEAT = re.compile(r"\b(و?)ئ(?=[اهوی])")
LAST_HAMZA = re.compile(r"(?<=\w{3})ء\b")
LONG_U = re.compile("وو+")


class _Table(dict[int, str | None]):
    """Fills itself: every character that was ever met is decided once."""

    def __missing__(self, code: int) -> str | None:
        self[code] = _folded_character(chr(code))
        return self[code]


def _folded_character(character: str) -> str | None:
    category = unicodedata.category(character)
    if category == "Cc" and character.isspace():
        return " "
    if category in GONE or character == "ـ":
        return None
    if category == "Nd":
        return str(unicodedata.decimal(character))
    parts = unicodedata.normalize("NFKD", character)
    return parts[0] if all(unicodedata.category(mark) == "Mn" for mark in parts[1:]) else character


_TABLE = _Table({ord(other): letter for letter, others in LETTERS.items() for other in others} | {ord("ئ"): "ئ"})


def fold(text: str) -> str:
    """Any text in the comparing spelling: vowel signs, tatweel and invisible characters gone, one form of each letter
    and digit. The seat ئ falls where Sorani merely opens a word with it, and beside و (مسئول is مسؤول)."""
    if text.isascii():
        return text.casefold().translate(_TABLE)
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_TABLE)
    if "ئ" in folded:
        folded = GLUED_SEAT.sub(r"\1", folded).replace("ئو", "و").replace("ئ", "ی")
    return LAST_HAMZA.sub("", LONG_U.sub("و", folded))
