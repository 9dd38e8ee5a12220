"""What features call: index, remove, find. One interface; the database at hand decides which engine answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from types import ModuleType

from sqlalchemy import bindparam, delete, select, text, update

from portal.core.db import db
from portal.core.search import expressions, postgres, sqlite
from portal.core.search.expressions import Node
from portal.core.search.query import parse
from portal.core.search.rows import Document, Row, first_id, tokenised
from portal.core.search.scope import FEW, MOST_COUNTED, Owners, Scope, block_after, size_of
from portal.core.search.tables import collections, owners, rows

BATCH = 500
EXACT, LOOSE = "e", "s"
NEW_COLLECTION = text(
    "INSERT INTO search_collection (number, name) SELECT coalesce(max(number), 0) + 1, :name FROM search_collection WHERE true ON CONFLICT DO NOTHING"
)
NEW_OWNER = text("INSERT INTO search_owner (collection, owner_id) VALUES (:collection, :owner_id) ON CONFLICT DO NOTHING")
KEEP_OWNER = (
    update(owners)
    .where(owners.c.collection == bindparam("number"), owners.c.owner_id == bindparam("whose"))
    .values(first=bindparam("from_id"), tokens=bindparam("kept"))
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


def index(collection: str, owner_id: int, texts: Sequence[Row], sort: date | None, titles: Mapping[str, str] | None = None) -> None:
    """Replaces everything that was indexed for this owner. `titles` (by language) are found as part '' and help every
    row: a word of the title and a word of an article find that article. Newest `sort` comes first."""
    index_many(collection, [Document(owner_id, texts, sort, titles or {})])


def index_many(collection: str, documents: Iterable[Document]) -> None:
    """The same for many owners, several times faster: both engines like their rows in the order of the index."""
    waiting = iter(documents)
    while batch := {document.owner_id: document for document in islice(waiting, BATCH)}:
        number = _number(collection)
        db.session.execute(NEW_OWNER, [{"collection": number, "owner_id": owner_id} for owner_id in sorted(batch)])
        _erase(number, sorted(batch))
        _write(number, list(batch.values()))


def remove(collection: str, owner_id: int) -> None:
    number = _number(collection)
    _erase(number, [owner_id])
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
    few = owners is not None and db.session.scalars(size_of(owners)).one() <= FEW
    return _page(exact, loose, Scope(collection, languages, owners, few), after, size)


def tidy() -> None:
    """After a great many changes, such as an import."""
    _engine().tidy()


def _page(exact: Node, loose: Node, scope: Scope, after: str | None, size: int) -> Hits:
    phase, start = _read_key(after)
    found = []
    if phase == EXACT:
        found = [(EXACT, row) for row in _engine().page(exact, None, loose, replace(scope, after=start), size + 1)]
        start = None
    if len(found) <= size and loose != exact:
        missing = size + 1 - len(found)
        found += [(LOOSE, row) for row in _engine().page(loose, exact, loose, replace(scope, after=start), missing)]
    items = [Hit(row.owner_id, row.part, row.language, kind == EXACT) for kind, row in found[:size]]
    next_key = f"{found[size - 1][0]}{block_after(found[size - 1][1].id):x}" if len(found) > size else None
    total = found[0][1].total if found else 0
    return Hits(items, min(total, MOST_COUNTED), total > MOST_COUNTED, next_key)


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


def _erase(number: int, owner_ids: list[int]) -> None:
    mine = owners.c.collection == number, owners.c.owner_id.in_(owner_ids), owners.c.first.is_not(None)
    kept = list(db.session.execute(select(owners.c.first, owners.c.tokens).where(*mine).with_for_update()))
    if not kept:
        return
    _engine().forget(kept)
    gone = delete(rows).where(rows.c.id.between(bindparam("from_id"), bindparam("to_id")))
    db.session.execute(gone, [{"from_id": owner.first, "to_id": block_after(owner.first) - 1} for owner in kept])


def _write(number: int, documents: list[Document]) -> None:
    made = {}
    for document in documents:
        texts = tokenised(document.rows, document.titles)
        made[first_id(number, document.owner_id, document.sort)] = (document.owner_id, texts)
    places = [
        {"id": first + place, "owner_id": owner_id, "part": tokens.part, "language": tokens.language, "tokens": tokens}
        for first, (owner_id, texts) in sorted(made.items())
        for place, tokens in enumerate(texts)
    ]
    if places:
        _engine().learn(places)
    kept = [{"number": number, "whose": owner_id, "from_id": first, "kept": _engine().kept(texts)} for first, (owner_id, texts) in made.items()]
    db.session.execute(KEEP_OWNER, kept)
