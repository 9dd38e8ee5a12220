"""Lists of reports: an organisation's own, the officers' inbox, summaries that others share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import ColumnElement, Row, Select, and_, select

from portal.core import search
from portal.core.access import Actor
from portal.core.crypto import open_text, seal_text
from portal.core.db import Page, db
from portal.core.reference import normal_reference
from portal.core.text import LARGEST_KEY, whole_number
from portal.violations import policy
from portal.violations.models import Violation
from portal.violations.queries.cases import visible_to
from portal.violations.services.finding import COLLECTION
from portal.violations.services.stepping import WAITING

SIZE = 25
COLUMNS = (
    Violation.id,
    Violation.reference,
    Violation.category,
    Violation.governorate,
    Violation.state,
    Violation.outcome,
    Violation.timing,
    Violation.happened_on,
    Violation.received_at,
    Violation.updated_at,
    Violation.organisation_id,
    Violation.severity,
    Violation.about_staff,
    Violation.unanswered,
    Violation.title,
    Violation.language,
    Violation.arrival,
    Violation.turn,
    Violation.holder_id,
)
Line = Row[*tuple[Any, ...]]


@dataclass(frozen=True)
class Found(Page):
    """`total`: how many a search found, up to 1,000; `capped` when there are more."""

    total: int = 0
    capped: bool = False


@dataclass(frozen=True)
class Filters:
    """What a reader narrows a list to; an empty value narrows nothing."""

    state: str = ""
    governorate: str = ""
    group: str = ""
    words: str = ""
    waiting: bool = False

    def conditions(self) -> list[ColumnElement[bool]]:
        chosen: list[ColumnElement[bool]] = []
        if self.state:
            chosen.append(Violation.state == self.state)
        if self.governorate:
            chosen.append(Violation.governorate == self.governorate)
        if self.group:
            chosen.append(Violation.category_group == self.group)
        if self.waiting:
            chosen.append(Violation.turn > WAITING)
        return chosen


def own_list(actor: Actor, filters: Filters, after: str | None) -> Found:
    """Newest first."""
    return _listed(actor, filters, Violation.arrival, after)


def inbox(actor: Actor, filters: Filters, after: str | None) -> Found:
    """Urgent ones and what waits longest first."""
    return _listed(actor, filters, Violation.turn, after)


def _listed(actor: Actor, filters: Filters, column: Any, after: str | None) -> Found:
    where = and_(visible_to(actor), *filters.conditions())
    reference = normal_reference(filters.words) if filters.words else None
    if reference:
        where = and_(where, Violation.reference == reference)
    elif filters.words:
        return _found(where, filters.words, after)
    page = _paged(select(*COLUMNS).where(where), column, after)
    return Found(page.rows, page.next_key, page.first, len(page.rows))


def _found(where: ColumnElement[bool], words: str, after: str | None) -> Found:
    """By words; the key of the next page is sealed, because it would tell how many reports there are."""
    hits = search.find(COLLECTION, words, owners=select(Violation.id).where(where), after=_opened(after), size=SIZE)
    ids = [hit.owner_id for hit in hits.items]
    rows = {row.id: row for row in db.session.execute(select(*COLUMNS).where(Violation.id.in_(ids), where))} if ids else {}
    return Found([rows[i] for i in ids if i in rows], seal_text(hits.next_key), after is None, hits.total, hits.total_capped)


def _opened(key: str | None) -> str | None:
    try:
        return open_text(key)
    except (InvalidTag, ValueError):
        return None


def _paged(statement: Select[*tuple[Any, ...]], column: Any, after: str | None) -> Page:
    key = whole_number(after, LARGEST_KEY)
    if key is not None:
        statement = statement.where(column < key)
    rows: Sequence[Line] = db.session.execute(statement.order_by(column.desc()).limit(SIZE + 1)).all()
    following = str(getattr(rows[SIZE - 1], column.key)) if len(rows) > SIZE else None
    return Page(rows[:SIZE], following, key is None)


def shared(actor: Actor, filters: Filters, after: str | None) -> Page:
    """What other organisations tell all: kind, governorate, day and summary; never who filed it."""
    if not policy.may_see_shared(actor):
        return Page([], None, True)
    told = select(
        Violation.category,
        Violation.governorate,
        Violation.happened_on,
        Violation.summary,
        Violation.summary_language,
        Violation.share_key,
    )
    others = and_(Violation.share_key.is_not(None), Violation.organisation_id != actor.organisation_id)
    return _paged(told.where(others, *filters.conditions()), Violation.share_key, after)
