"""The roster of observers, for the administrators and case-holders of its organisation."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, false, func, select

from portal.core.access import Actor
from portal.core.crypto import open_text
from portal.core.db import Page, db, page_by_key
from portal.core.reference import normal_reference
from portal.core.text import whole_number
from portal.identity import policy
from portal.identity.models import Observer, RosterImport, RosterRow
from portal.identity.vocabulary.observers import Fate, normal_code

SIZE = 50


@dataclass(frozen=True)
class RosterFilters:
    """What a reader narrows the list to; an empty value narrows nothing. `code`: how it begins."""

    governorate: str = ""
    sex: str = ""
    training: str = ""
    code: str = ""
    left: bool = False

    def conditions(self) -> list[ColumnElement[bool]]:
        chosen: list[ColumnElement[bool]] = [Observer.ended_at.is_not(None) if self.left else Observer.ended_at.is_(None)]
        for column, value in ((Observer.governorate, self.governorate), (Observer.sex, self.sex), (Observer.training, self.training)):
            if value:
                chosen.append(column == value)
        if self.code:
            chosen.append(Observer.code.startswith(normal_code(self.code) or "-", autoescape=True))
        return chosen


def observers_seen(actor: Actor) -> ColumnElement[bool]:
    """policy.may_view_observer in SQL."""
    return Observer.organisation_id == actor.organisation_id if policy.may_keep_roster(actor) else false()


def observers_page(actor: Actor, filters: RosterFilters, after: str | None) -> Page:
    return page_by_key(select(Observer).where(observers_seen(actor), *filters.conditions()), Observer.id, after, size=SIZE)


def observers_of(actor: Actor, filters: RosterFilters) -> list[Observer]:
    """All of them, by code: for a file."""
    return list(db.session.scalars(select(Observer).where(observers_seen(actor), *filters.conditions()).order_by(Observer.code)))


def roster_counts(actor: Actor, left: bool) -> list[tuple[str, str, str, int]]:
    """Governorate, sex, training and how many there are of each."""
    kinds = (Observer.governorate, Observer.sex, Observer.training)
    counted = select(*kinds, func.count()).where(observers_seen(actor), *RosterFilters(left=left).conditions())
    return [(row[0], row[1], row[2], row[3]) for row in db.session.execute(counted.group_by(*kinds))]


def observer(code: str, actor: Actor) -> Observer | None:
    known = normal_code(code)
    return db.session.scalar(select(Observer).where(observers_seen(actor), Observer.code == known)) if known else None


def names_of_observers(observers: Iterable[Observer]) -> dict[str, tuple[str | None, str | None]]:
    """Name and phone in clear, by code; the service that gives them out records it."""
    return {one.code: (open_text(one.sealed_name), open_text(one.sealed_phone)) for one in observers}


def known_observer_code(organisation_id: int, typed: str) -> str | None:
    """The code as the organisation's roster has it, None when no observer has it. Where there is no roster every code is
    right."""
    of_it, code = Observer.organisation_id == organisation_id, normal_code(typed)
    if code and db.session.scalar(select(Observer.id).where(of_it, Observer.code == code)):
        return code
    return None if db.session.scalar(select(Observer.id).where(of_it).limit(1)) else typed


def roster_import(reference: str, actor: Actor) -> RosterImport | None:
    known = normal_reference(reference)
    if known is None or not policy.may_keep_roster(actor):
        return None
    return db.session.scalar(select(RosterImport).where(RosterImport.reference == known, RosterImport.organisation_id == actor.organisation_id))


def roster_imports(actor: Actor, most: int = 5) -> list[RosterImport]:
    """The newest first."""
    if not policy.may_keep_roster(actor):
        return []
    mine = select(RosterImport).where(RosterImport.organisation_id == actor.organisation_id)
    return list(db.session.scalars(mine.order_by(RosterImport.id.desc()).limit(most)))


def refused_cells(row: Any) -> dict[str, str]:
    """What stood in the cells of a bad row that were not taken, by column."""
    return dict(json.loads(open_text(row.sealed) or "{}"))


def import_rows(found: RosterImport, fate: str, after: str | None) -> Page:
    """In the order of the file; without what waits encrypted, but for the refused cells of bad rows."""
    columns: tuple[Any, ...] = (RosterRow.number, RosterRow.code, RosterRow.told)
    if fate == Fate.BAD:
        columns += (RosterRow.sealed,)
    wanted = select(*columns).where(RosterRow.import_id == found.id, RosterRow.fate == fate)
    key = whole_number(after)
    if key is not None:
        wanted = wanted.where(RosterRow.number > key)
    rows = db.session.execute(wanted.order_by(RosterRow.number).limit(SIZE + 1)).all()
    return Page(rows[:SIZE], str(rows[SIZE - 1].number) if len(rows) > SIZE else None, key is None)
