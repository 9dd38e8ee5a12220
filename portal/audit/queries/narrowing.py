"""What lines are narrowed by, and how a page of them is found at the same cost in a short chain and in a long one."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, literal, or_, select, tuple_

from portal.audit.models import Line
from portal.core import clock
from portal.core.db import Page, UtcDateTime, db
from portal.core.register import registers
from portal.core.text import LARGEST_ID, whole_number

LOOKED_THROUGH = 3000
Records = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Filter:
    """What the auditor looks for; everything that is None matches. `records`: kind and number, any of them. `area`: of
    the register of areas. `forerunners`: organisations that count as the one that is looked for, because they became it."""

    action: str | None = None
    actor_id: int | None = None
    kind: str | None = None
    records: Records | None = None
    organisation_id: int | None = None
    since: date | None = None
    until: date | None = None
    area: str | None = None
    forerunners: tuple[int, ...] = ()

    def plain(self) -> dict[str, Any]:
        """For a job and for its audit line: only what narrows."""
        told = {name: value for name, value in asdict(self).items() if value not in (None, ())}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}

    @classmethod
    def from_plain(cls, told: dict[str, Any]) -> "Filter":
        read: dict[str, Any] = dict(told)
        read |= {name: date.fromisoformat(told[name]) for name in ("since", "until") if name in told}
        if "records" in told:
            read["records"] = tuple((kind, number) for kind, number in told["records"])
        return cls(**read)


def conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    return [*_equalities(wanted), *_of_area(wanted), *of_days(Line.at, wanted.since, wanted.until)]


def _equalities(wanted: Filter) -> list[ColumnElement[bool]]:
    """The narrowest first: one record has few lines, a kind has many."""
    found: list[ColumnElement[bool]] = []
    if wanted.records is not None:
        found.append(or_(*(and_(Line.subject_kind == kind, Line.subject_id == number) for kind, number in wanted.records), false()))
    narrowing: tuple[tuple[Any, list[Any]], ...] = (
        (Line.actor_id, [wanted.actor_id]),
        (Line.organisation_id, [wanted.organisation_id, *wanted.forerunners]),
        (Line.action, [wanted.action]),
        (Line.subject_kind, [wanted.kind if wanted.records is None else None]),
    )
    for column, values in narrowing:
        if values[0] is not None:
            # Only the first may be looked up in an index: two engines then go the same way.
            looked_up = column if not found else func.coalesce(column, column)
            found.append(looked_up.in_(values) if len(values) > 1 else looked_up == values[0])
    return found


def _of_area(wanted: Filter) -> list[ColumnElement[bool]]:
    """Half of all lines may be of one area: no index is asked for it."""
    if not wanted.area or wanted.action:
        return []
    area = registers.areas.get(wanted.area)
    return [func.coalesce(Line.action, Line.action).in_(sorted(area.actions) if area else [])]


def of_days(column: Any, since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """Days in Baghdad, the last one included."""
    found = [column >= datetime.combine(since, time(), clock.BAGHDAD)] if since else []
    if until:
        found.append(column < datetime.combine(until, time(), clock.BAGHDAD) + timedelta(days=1))
    return found


def page_of_lines(wanted: Filter, after: str | None, size: int, but_not: Sequence[ColumnElement[bool]] = ()) -> Page:
    """Newest first. What stands beside the narrowest condition is looked for among that one's next few thousand lines only;
    a page may therefore be short, or even empty, and still lead on."""
    equal = _equalities(wanted)
    days = of_days(Line.at, wanted.since, wanted.until)
    return page_by_time(Line, [*equal[:1], *days], [*equal[1:], *_of_area(wanted), *but_not], after, size)


def page_by_time(model: Any, along: Sequence[Any], besides: Sequence[Any], after: str | None, size: int, oldest_first: bool = False) -> Page:
    """`after` is the number of the last row of the page before. An index begins with the column of `along` and goes on with
    the time: no row is read that is not shown, and of `besides` none is read beyond a fixed number."""
    key = whole_number(after, LARGEST_ID)
    where = [*along, *_beyond(model, key, oldest_first)]
    order = (model.at, model.id) if oldest_first else (model.at.desc(), model.id.desc())
    edge = None
    if besides:
        edge = db.session.execute(select(model.at, model.id).where(*where).order_by(*order).offset(LOOKED_THROUGH).limit(1)).first()
        where += [] if edge is None else [tuple_(model.at, model.id) >= tuple_(literal(edge.at, UtcDateTime), literal(edge.id))]
    rows = list(db.session.scalars(select(model).where(*where, *besides).order_by(*order).limit(size + 1)))
    if len(rows) > size:
        return Page(rows[:size], str(rows[size - 1].id), key is None)
    return Page(rows, str(edge.id) if edge else None, key is None)


def _beyond(model: Any, key: int | None, oldest_first: bool) -> list[ColumnElement[bool]]:
    at = db.session.scalar(select(model.at).where(model.id == key)) if key is not None else None
    if at is None:
        return []
    mine, last = tuple_(model.at, model.id), tuple_(literal(at, UtcDateTime), literal(key))
    return [mine > last, model.at >= at] if oldest_first else [mine < last, model.at <= at]
