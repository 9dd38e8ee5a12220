"""What a document is called by kind, number and year: «قانون رقم (12) لسنة 2018»."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.library.vocabulary import BOARD_DECISION, KINDS, MINUTES

SORANI = re.compile("[ێۆڕڵەڤپچژگ]")
ARABIC = re.compile("[يىكةأإ]")


@dataclass(frozen=True)
class Naming:
    """The words of one language, asked for once a page."""

    kinds: dict[str, str]
    minutes: dict[str, str]
    numbered: str
    without_year: str
    dated: str
    decision: str

    def of(self, document: Any) -> str:
        """Reads kind, number, year and the minutes' columns."""
        kind = self.kinds.get(document.kind, document.kind)
        number = isolated(document.number) if document.number else None
        if document.kind == BOARD_DECISION and number and document.minutes_number:
            minutes = self.minutes.get(document.minutes_kind or "ordinary", "")
            about = {
                "minutes": minutes,
                "minutes_number": isolated(document.minutes_number),
                "minutes_year": document.minutes_year,
            }
            return self.decision % {"kind": kind, "number": number, **about}
        if number:
            pattern = self.numbered if document.year else self.without_year
            return pattern % {"kind": kind, "number": number, "year": document.year}
        return self.dated % {"kind": kind, "year": document.year} if document.year else kind


def naming() -> Naming:
    """In the present language."""
    return _naming(lang())


@cache
def _naming(_language: str) -> Naming:
    return Naming(
        kinds={code: str(word) for code, word in KINDS.items()},
        minutes={code: str(word) for code, word in MINUTES.items()},
        # NOTE: «Law no. (12) of 2018»
        numbered=_("%(kind)s no. (%(number)s) of %(year)s"),
        without_year=_("%(kind)s no. (%(number)s)"),
        # NOTE: «Constitution of 2005», «Guide of 2026»
        dated=_("%(kind)s of %(year)s"),
        # NOTE: «Board of Commissioners decision no. (12), ordinary minutes no. (31) of 2026»
        decision=_("%(kind)s no. (%(number)s), %(minutes)s no. (%(minutes_number)s) of %(minutes_year)s"),
    )


def isolated(number: str) -> str:
    """Codes such as A/RES/72/164 keep their order in a sentence from right to left."""
    return number if number.isdigit() else f"\u2066{number}\u2069"


def language_of(words: str, likely: str) -> str:
    """The language of a typed name by its letters; `likely` (the page's) where they do not tell."""
    if SORANI.search(words):
        return "ckb"
    if re.search("[\u0621-\u06d5]", words):
        return "ar" if likely == "en" or ARABIC.search(words) else likely
    return "en" if re.search("[A-Za-z]", words) else likely
