"""Polling centres and stations: found by code, or by the beginning of any word of a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from portal.core.access import Actor
from portal.core.db import Page, db, pick
from portal.core.search import fold
from portal.elections.models import CentreName, CentreWord, Election, PollingCentre, PollingStation
from portal.elections.queries.elections import NEWEST_CURRENT, visible_to

SIZE = 25
MOST_WORDS = 6
AFTER_ALL = "\U0010ffff"
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,31}")


@dataclass(frozen=True)
class Place:
    """A polling centre as a reader of one language sees it in a list; `language` is that of its name."""

    code: str
    name: str
    language: str
    governorate: str
    district: str | None
    address: str | None
    kind: str
    accessible: str
    stations: int
    closed: bool


@dataclass(frozen=True)
class PlaceFilters:
    """What a reader narrows the list to; an empty value narrows nothing."""

    words: str = ""
    governorate: str = ""
    district: str = ""
    kind: str = ""
    accessible: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        pairs = (
            (PollingCentre.governorate, self.governorate), (PollingCentre.district, self.district),
            (PollingCentre.kind, self.kind), (PollingCentre.accessible, self.accessible),
        )  # fmt: skip
        return [column == value for column, value in pairs if value]


def words_of(text: str) -> list[str]:
    """The words under which a name is found; the Arabic article is left out on both sides."""
    found = [word.removeprefix("ال") if len(word) > 3 else word for word in re.findall(r"[^\W_]+", fold(text))]
    return [word[:64] for word in dict.fromkeys(found) if word]


def centres(election: Election, filters: PlaceFilters, language: str, after: str | None = None, size: int = SIZE) -> Page:
    """In the order of their codes; `after` is the last code of the page before. Closed ones are found by their code only."""
    bounded = _answering(PollingCentre.election_id == election.id, election.id, filters.words, closed_too=True)
    statement = select(PollingCentre).where(bounded, *filters.conditions())
    code = _code(after)
    if code:
        statement = statement.where(PollingCentre.code > code)
    rows = _places(statement.order_by(PollingCentre.code).limit(size + 1), language)
    more = len(rows) > size
    return Page(rows[:size], rows[size - 1].code if more else None, code is None)


def find_places(text: str, governorate: str = "", language: str = "ar", most: int = 10, election_id: int | None = None) -> list[Place]:
    """Open centres of the current election (or of `election_id`) whose code begins with `text`, or whose name has words that
    begin with its words: for whoever says where something happened."""
    number = election_id or db.session.scalar(NEWEST_CURRENT)
    if number is None or not text.strip():
        return []
    found = _answering(PollingCentre.election_id == number, number, text)
    narrowed = PlaceFilters(governorate=governorate).conditions()
    return _places(select(PollingCentre).where(found, *narrowed).order_by(PollingCentre.code).limit(most), language)


def place(code: str, language: str = "ar", election_id: int | None = None) -> Place | None:
    """The centre of this code in the current election (or in `election_id`), closed or not."""
    number, known = election_id or db.session.scalar(NEWEST_CURRENT), _code(code)
    if number is None or known is None:
        return None
    found = _places(select(PollingCentre).where(PollingCentre.election_id == number, PollingCentre.code == known), language)
    return found[0] if found else None


def centre(slug: str, code: str, actor: Actor) -> PollingCentre | None:
    """One centre with its names and stations, for its page."""
    one = select(PollingCentre).join(PollingCentre.election).where(Election.slug == slug, visible_to(actor), PollingCentre.code == code[:32])
    whole = (contains_eager(PollingCentre.election).selectinload(Election.names), selectinload(PollingCentre.names), selectinload(PollingCentre.stations))
    return db.session.scalar(one.options(*whole))


def any_place(election_id: int) -> bool:
    return bool(db.session.scalar(select(exists().where(PollingCentre.election_id == election_id))))


def centre_visible_to(actor: Actor) -> ColumnElement[bool]:
    return PollingCentre.election_id.in_(select(Election.id).where(visible_to(actor)))


def _answering(bounded: ColumnElement[bool], election_id: int, text: str, closed_too: bool = False) -> ColumnElement[bool]:
    open_ = bounded if closed_too and not text.strip() else and_(bounded, PollingCentre.closed_at.is_(None))
    words = words_of(text)[:MOST_WORDS]
    if not words:
        return and_(open_, false()) if text.strip() else open_
    named = and_(open_, *(PollingCentre.id.in_(_having(election_id, word)) for word in words))
    code = _code(text)
    if code is None:
        return named
    coded = and_(bounded if closed_too else open_, PollingCentre.code >= code, PollingCentre.code < code + AFTER_ALL)
    return or_(named, coded)


def _having(election_id: int, word: str) -> Select[int]:
    begins = and_(CentreWord.word >= word, CentreWord.word < word + AFTER_ALL)
    return select(CentreWord.centre_id).where(CentreWord.election_id == election_id, begins)


def _code(text: str | None) -> str | None:
    """A code as it is stored, from what was typed; its digits may be Arabic ones."""
    typed = "".join(str(ord(c) & 15) if c in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹" else c for c in (text or "").strip()).upper()
    return typed if CODE.fullmatch(typed) else None


def _places(statement: Select[PollingCentre], language: str) -> list[Place]:
    rows: Sequence[PollingCentre] = db.session.scalars(statement.options(selectinload(PollingCentre.names))).all()
    counted = select(PollingStation.centre_id, func.count()).where(
        PollingStation.centre_id.in_([row.id for row in rows]), PollingStation.closed_at.is_(None)
    )
    stations = {centre_id: number for centre_id, number in db.session.execute(counted.group_by(PollingStation.centre_id))} if rows else {}
    return [_place(row, pick(row.names, language), stations.get(row.id, 0), language) for row in rows]


def _place(row: PollingCentre, name: CentreName | None, stations: int, language: str) -> Place:
    return Place(
        row.code, name.text if name else row.code, name.language if name else language, row.governorate, row.district, row.address,
        row.kind, row.accessible, stations, row.closed_at is not None,
    )  # fmt: skip
