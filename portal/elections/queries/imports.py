"""Files of polling centres on their way."""

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, false, select, true

from portal.core.access import Actor
from portal.core.db import Page, db
from portal.core.files import StoredFile
from portal.core.text import LARGEST_ID, whole_number
from portal.elections import policy
from portal.elections.models import Election, ImportLine, PlacesImport

SIZE = 50
PIECE = 2000


def import_visible_to(actor: Actor) -> ColumnElement[bool]:
    return true() if policy.may_manage(actor) else false()


def places_import(reference: str, actor: Actor, kind: str = "") -> PlacesImport | None:
    """`kind` is that of the lines which an address asks for."""
    return db.session.scalar(select(PlacesImport).where(PlacesImport.reference == reference, import_visible_to(actor)))


def import_by_id(number: int) -> PlacesImport:
    """For an operator, who sees all."""
    return db.session.get_one(PlacesImport, number)


def imports_of(election_id: int, most: int = 10) -> list[PlacesImport]:
    newest = select(PlacesImport).where(PlacesImport.election_id == election_id).order_by(PlacesImport.id.desc())
    return list(db.session.scalars(newest.limit(most)))


def file_names(imports: Iterable[PlacesImport]) -> dict[int, str]:
    rows = db.session.execute(select(StoredFile.id, StoredFile.name).where(StoredFile.id.in_({one.file_id for one in imports})))
    return {row.id: row.name for row in rows}


def import_titles(ids: Iterable[int]) -> dict[int, str]:
    named = select(PlacesImport.id, StoredFile.name).join(StoredFile, StoredFile.id == PlacesImport.file_id)
    return {row.id: row.name for row in db.session.execute(named.where(PlacesImport.id.in_(set(ids))))}


def slug_of(election_id: int) -> str:
    return db.session.scalar(select(Election.slug).where(Election.id == election_id)) or ""


def found_lines(record: PlacesImport, kind: str, after: str | None = None) -> Page:
    """What the check found of one kind, in the order of the file."""
    key = whole_number(after, LARGEST_ID)
    chosen = select(ImportLine).where(ImportLine.import_id == record.id, ImportLine.kind == kind, ImportLine.id > (key or 0))
    rows = list(db.session.scalars(chosen.order_by(ImportLine.id).limit(SIZE + 1)))
    return Page(rows[:SIZE], str(rows[SIZE - 1].id) if len(rows) > SIZE else None, key is None)


def every_line(record: PlacesImport, kind: str) -> Iterator[ImportLine]:
    """All of them, piece by piece, for a download."""
    last = 0
    while True:
        chosen = select(ImportLine).where(ImportLine.import_id == record.id, ImportLine.kind == kind, ImportLine.id > last)
        rows = list(db.session.scalars(chosen.order_by(ImportLine.id).limit(PIECE)))
        if not rows:
            return
        yield from rows
        last = rows[-1].id
        db.session.expunge_all()


