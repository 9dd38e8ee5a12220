"""What is known about a document beside its texts: how it is typed, compared and numbered. Pure."""

import re
from dataclasses import dataclass, field
from datetime import date

from portal.core.refusal import Refusal
from portal.library import vocabulary
from portal.library.structure import KEY

PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
ASCII_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})(?:[/.\-](\d{1,2}))?(?:[/.\-](\d{1,2}))?")
WRAPPED = re.compile(r"\(\s*([^()]+?)\s*\)")
LATIN = {
    **dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤأإآپچڤگکیێۆڕڵەھژ", (
        "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a a - y w a i a p ch v g k i e o r l a h zh"
    ).replace("-", "").split(" "), strict=True)),
}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """`issuer` holds names by language; `topics` codes; dates are partial ISO dates; `slug` None lets the portal choose."""

    kind: str
    number: str | None = None
    year: int | None = None
    jurisdiction: str = "federal"
    state: str = "unknown"
    state_from: str | None = None
    issuer: dict[str, str] = field(default_factory=dict)
    passed_on: str | None = None
    ratified_on: str | None = None
    published_on: str | None = None
    in_force_on: str | None = None
    gazette_number: str | None = None
    gazette_on: str | None = None
    minutes_kind: str | None = None
    minutes_number: str | None = None
    minutes_year: int | None = None
    meeting_on: str | None = None
    topics: tuple[str, ...] = ()
    sample: bool = False
    slug: str | None = None


# The columns of a document that facts fill as they are.
COLUMNS = (
    "kind", "number", "year", "jurisdiction", "state", "state_from", "passed_on", "ratified_on", "published_on", "in_force_on",
    "gazette_number", "gazette_on", "minutes_kind", "minutes_number", "minutes_year", "meeting_on", "sample",
)  # fmt: skip
DATES = ("state_from", "passed_on", "ratified_on", "published_on", "in_force_on", "gazette_on", "meeting_on")


def normal_number(typed: str | None) -> str | None:
    """«(١٢)» is 12; «217 A (III)» stays."""
    text = " ".join((typed or "").translate(ASCII_DIGITS).split())
    wrapped = WRAPPED.fullmatch(text)
    return (wrapped[1] if wrapped else text) or None


def normal_date(typed: str | None) -> str | None:
    """'2019', '2019-12', '2019-12-05'; also 5/12/2019 and Arabic digits. Raises ValueError."""
    text = (typed or "").translate(ASCII_DIGITS).strip()
    if not text:
        return None
    found = DAY_FIRST.fullmatch(text)
    parts = [found[3], found[2], found[1]] if found else None
    if parts is None and (found := YEAR_FIRST.fullmatch(text)):
        parts = [part for part in found.groups() if part]
    if parts is None:
        raise ValueError(text)
    written = "-".join(part.zfill(2) for part in parts)
    if not PARTIAL_DATE.fullmatch(written):
        raise ValueError(text)
    if len(parts) == 3:
        date.fromisoformat(written)
    return written


def check(facts: Facts) -> None:
    """Raises Refusal at the first field that cannot be."""
    for name in DATES:
        value = getattr(facts, name)
        if value and not PARTIAL_DATE.fullmatch(value):
            raise Refusal(vocabulary.NO_DATE, name, status=422)
    if facts.slug is not None and (not KEY.fullmatch(facts.slug) or len(facts.slug) > 120 or facts.slug in vocabulary.RESERVED_SLUGS):
        raise Refusal(vocabulary.BAD_SLUG, "slug", status=422)
    if facts.kind == vocabulary.BOARD_DECISION and facts.number and not (facts.minutes_number and facts.minutes_year):
        raise Refusal(vocabulary.MINUTES_MISSING, "minutes_number" if not facts.minutes_number else "minutes_year", status=422)
    if facts.kind != vocabulary.BOARD_DECISION and facts.number and not facts.year and facts.jurisdiction != "international":
        raise Refusal(vocabulary.YEAR_MISSING, "year", status=422)


def identity_of(facts: Facts) -> str | None:
    """What only one work may be: kind, number and year, or minutes and decision; None without a number."""
    if not facts.number:
        return None
    number = "".join(facts.number.casefold().split())
    if facts.kind == vocabulary.BOARD_DECISION:
        minutes = "".join((facts.minutes_number or "").casefold().split())
        return f"{facts.jurisdiction}/{facts.kind}/{facts.minutes_kind or 'ordinary'}/{minutes}/{facts.minutes_year}/{number}"
    return f"{facts.jurisdiction}/{facts.kind}/{number}/{facts.year or ''}"


def order_of(facts: Facts | object, document_id: int) -> int:
    """The day of a document and its id as one number."""
    known = (getattr(facts, name) for name in ("published_on", "ratified_on", "passed_on", "meeting_on"))
    day = next((value for value in known if value), None) or str(getattr(facts, "year", None) or "0000")
    return int("".join(part for part in day.split("-")).ljust(8, "0")) * 10**8 + document_id


def day_of(facts: object) -> date | None:
    """The same day for the search's order; a year counts from its first day."""
    known = (getattr(facts, name) for name in ("published_on", "ratified_on", "passed_on", "meeting_on"))
    value = next((value for value in known if value), None) or str(getattr(facts, "year", None) or "")
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value) or value.startswith("0000"):
        return None
    parts = [int(part) for part in value.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def proposed_slug(facts: Facts, title: str = "") -> str:
    """`law-12-2018`, `kr-law-1-2011`, `board-decision-12-minutes-31-2026`; without a number, from the title."""
    kind = facts.kind.replace("_", "-")
    before = {"kurdistan": "kr-", "international": "int-"}.get(facts.jurisdiction, "")
    if facts.kind == vocabulary.BOARD_DECISION and facts.number:
        minutes = "extraordinary-minutes" if facts.minutes_kind == "extraordinary" else "minutes"
        wanted = f"{before}{kind}-{facts.number}-{minutes}-{facts.minutes_number}-{facts.minutes_year}"
    elif facts.number:
        wanted = f"{before}{kind}-{facts.number}-{facts.year or ''}"
    else:
        named = latin(title)
        wanted = f"{before}{named if len(named) > 8 else f'{kind}-{named}'}"
        wanted = wanted if not facts.year or str(facts.year) in wanted else f"{wanted}-{facts.year}"
    return latin(wanted) or kind


def latin(text: str, most: int = 80) -> str:
    """Words in small Latin letters joined by hyphens, cut between words."""
    letters = "".join(LATIN.get(letter, letter) for letter in text.translate(ASCII_DIGITS).casefold())
    words = re.findall(r"[a-z0-9]+", letters)
    while words and len("-".join(words)) > most and len(words) > 1:
        words.pop()
    slug = "-".join(words)[:most].strip("-")
    return slug if not slug or slug[0].isalpha() else f"d-{slug}"
