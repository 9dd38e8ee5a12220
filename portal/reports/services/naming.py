"""The address of a report: readable, unique, and never changed again."""

import re
import unicodedata
from datetime import datetime

from sqlalchemy import select

from portal.core.db import db
from portal.identity import queries as identity
from portal.reports.models import Report
from portal.reports.vocabulary import SLUG_WORDS, Type

LATIN_WORD = re.compile(r"[a-z0-9]+")
LEFT_OUT = frozenset(
    "the a an of for and in on to al iraqi iraq organisation organization association network foundation observation election elections".split()
)
LONGEST = 80


def new_slug(organisation_id: int, type: str, title: str, at: datetime) -> str:
    """`nahrain-polling-day-basra`: the organisation, then the title's words; the type and the year where it has no
    Latin ones."""
    name = identity.organisation_names([organisation_id], "en").get(organisation_id, "")
    body = next((word for word in _words(name) if word not in LEFT_OUT), "cso")
    words = _words(title)
    telling = sum(word.isalpha() and len(word) > 2 for word in words) > 1
    rest = "-".join(words[:9]) if telling else f"{SLUG_WORDS[Type(type)]}-{at.year}"
    return _free(f"{body}-{rest}"[:LONGEST].rstrip("-"))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", "")).encode("ascii", "ignore").decode().lower()
    return LATIN_WORD.findall(plain)


def _free(wanted: str) -> str:
    taken = set(db.session.scalars(select(Report.slug).where(Report.slug.startswith(wanted, autoescape=True))))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)
