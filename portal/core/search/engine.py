"""What features call: index, remove, find. One interface; the database at hand decides which engine answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType

from sqlalchemy import delete, insert, select, text

from portal.core.db import db
from portal.core.search import expressions, postgres, sqlite
from portal.core.search.expressions import Node
from portal.core.search.query import parse
from portal.core.search.rows import MOST_ROWS, Row, first_id, tokenised
from portal.core.search.scope import Owners, Scope, block_after
from portal.core.search.tables import collections, owners, rows

MOST_COUNTED = 1_000
EXACT, LOOSE = "e", "s"
NEW_COLLECTION = text(
    "INSERT INTO search_collection (number, name) SELECT coalesce(max(number), 0) + 1, :name FROM search_collection"
    " WHERE true ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True)
class Hit:
    """An owner that answers; `part` and `language` tell its first row that does ('' is the whole)."""

    owner_id: int
    part: str
    language: str
    exact: bool


@dataclass(frozen=True)
class Hits:
    """`total` counts owners up to 1,000; `total_capped` says that there are more."""

    items: list[Hit] = field(default_factory=list)
    total: int = 0
    total_capped: bool = False
    next_key: str | None = None


def index(
    collection: str, owner_id: int, texts: Sequence[Row], sort: date | None, titles: Mapping[str, str] | None = None
) -> None:
    """Replaces everything that was indexed for this owner. `titles` (by language) are found as part '' and help every
    row: a word of the title and a word of an article find that article. Newest `sort` comes first."""
    number = _number(collection)
    _erase(number, owner_id)
    _engine().write(number, owner_id, first_id(number, owner_id, sort), tokenised(texts, titles or {}))


def remove(collection: str, owner_id: int) -> None:
    number = _number(collection)
    _erase(number, owner_id)
    db.session.execute(delete(owners).where(owners.c.collection == number, owners.c.owner_id == owner_id))


def find(
    collection: str,
    query: str,
    *,
    languages: Sequence[str] | None = None,
    owners: Owners | None = None,
    after: str | None = None,
    size: int = 20,
) -> Hits:
    """Owners with a row that holds every word of the query: those where all words stand as typed before those with
    other forms of them, newest first within each. `owners` is a SELECT of the ids that the reader may see."""
    clauses = parse(query)
    if not clauses:
        return Hits()
    exact, loose = expressions.exact(clauses), expressions.loose(clauses)
    scope = Scope(collection, languages, owners)
    items, next_key = _page(exact, loose, scope, after, size)
    if after is None and next_key is None:
        return Hits(items, len(items))
    counted = _engine().count(loose, scope, MOST_COUNTED + 1)
    return Hits(items, min(counted, MOST_COUNTED), counted > MOST_COUNTED, next_key)


def tidy() -> None:
    """After a great many changes, such as an import."""
    _engine().tidy()


def _page(exact: Node, loose: Node, scope: Scope, after: str | None, size: int) -> tuple[list[Hit], str | None]:
    phase, start = _read_key(after)
    found = []
    if phase == EXACT:
        rows = _engine().page(exact, None, scope.from_id(start), size + 1)
        found = [(EXACT, row) for row in rows]
        start = None
    if len(found) <= size and loose != exact:
        rows = _engine().page(loose, exact, scope.from_id(start), size + 1 - len(found))
        found += [(LOOSE, row) for row in rows]
    items = [Hit(row.owner_id, row.part, row.language, kind == EXACT) for kind, row in found[:size]]
    if len(found) <= size:
        return items, None
    kind, row = found[size - 1]
    return items, f"{kind}{block_after(row.id):x}"


def _read_key(after: str | None) -> tuple[str, int | None]:
    """A key that nobody gave leads to the beginning."""
    try:
        start = int(after[1:], 16) if after else None
    except ValueError:
        return EXACT, None
    if not after or start is None or after[0] not in (EXACT, LOOSE) or not 0 <= start < 1 << 63:
        return EXACT, None
    return after[0], start


def _engine() -> ModuleType:
    return sqlite if db.session.get_bind().dialect.name == "sqlite" else postgres


def _number(collection: str) -> int:
    """The collection's number, given at its first use."""
    known = select(collections.c.number).where(collections.c.name == collection)
    while (number := db.session.execute(known).scalar()) is None:
        db.session.execute(NEW_COLLECTION, {"name": collection})
    return number


def _erase(number: int, owner_id: int) -> None:
    known = select(owners.c.first, owners.c.tokens).where(owners.c.collection == number, owners.c.owner_id == owner_id)
    kept = db.session.execute(known.with_for_update()).one_or_none()
    if kept is None:
        db.session.execute(insert(owners).values(collection=number, owner_id=owner_id))
    elif kept.first is not None:
        _engine().erase(kept.first, kept.tokens)
        db.session.execute(delete(rows).where(rows.c.id.between(kept.first, kept.first + MOST_ROWS - 1)))
