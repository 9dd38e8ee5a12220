"""The search on SQLite: FTS5 read in the order of its row ids, newest first, and left as soon as a page is full."""

import json
import zlib
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, insert, literal_column, select, text, update

from portal.core.db import db
from portal.core.search.expressions import Node
from portal.core.search.rows import SEQUENCE_BITS, Tokens
from portal.core.search.scope import Scope
from portal.core.search.tables import owners, rows

ROWS_OF_WORDS = text("search_words w CROSS JOIN search_row r ON r.id = w.rowid")
FORGET = text("INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', :id, :words)")
LEARN = text("INSERT INTO search_words (rowid, words) VALUES (:id, :words)")
OWNER_OF = literal_column(f"(w.rowid >> {SEQUENCE_BITS})")


def write(collection: int, owner_id: int, first: int, made: list[Tokens]) -> None:
    texts = [" ".join((*tokens.plain, *tokens.keys)) for tokens in made]
    places = [
        {"id": first + place, "owner_id": owner_id, "part": tokens.part, "language": tokens.language}
        for place, tokens in enumerate(made)
    ]
    if made:
        db.session.execute(insert(rows), places)
        db.session.execute(LEARN, [{"id": first + place, "words": words} for place, words in enumerate(texts)])
    kept = zlib.compress(json.dumps(texts, ensure_ascii=False).encode(), 1)
    whose = (owners.c.collection == collection) & (owners.c.owner_id == owner_id)
    db.session.execute(update(owners).where(whose).values(first=first, tokens=kept))


def erase(first: int, kept: bytes | None) -> None:
    texts: list[str] = json.loads(zlib.decompress(kept)) if kept else []
    if texts:
        db.session.execute(FORGET, [{"id": first + place, "words": words} for place, words in enumerate(texts)])


def page(wanted: Node, without: Node | None, scope: Scope, size: int) -> list[Row[Any]]:
    """The first row of each of `size` owners that have a row for `wanted` and none for `without`."""
    statement = _matching(wanted, without, scope).add_columns(
        literal_column("r.id").label("id"),
        literal_column("r.owner_id").label("owner_id"),
        literal_column("r.part").label("part"),
        literal_column("r.language").label("language"),
    )
    if without is not None:
        statement = statement.where(_no_row_of_owner(without))
    found: list[Row[Any]] = []
    result = db.session.execute(statement.order_by(literal_column("w.rowid")))
    for row in result:
        if found and row.owner_id == found[-1].owner_id:
            continue
        found.append(row)
        if len(found) == size:
            break
    result.close()
    return found


def count(wanted: Node, scope: Scope, most: int) -> int:
    """How many owners have a row for `wanted`; counting ends at `most`."""
    each = _matching(wanted, None, scope).add_columns(OWNER_OF).distinct().limit(most).subquery()
    return db.session.execute(select(func.count()).select_from(each)).scalar_one()


def tidy() -> None:
    """Joins the pieces that many small changes leave behind."""
    db.session.execute(text("INSERT INTO search_words (search_words) VALUES ('optimize')"))


def _matching(wanted: Node, without: Node | None, scope: Scope) -> Select[Any]:
    match = _written(wanted) if without is None else f"({_written(wanted)}) NOT ({_written(without)})"
    return (
        select()
        .select_from(ROWS_OF_WORDS)
        .where(text("w.search_words MATCH :match").bindparams(match=match))
        .where(*scope.conditions("w.rowid"), *scope.visible("r.owner_id"))
    )


def _no_row_of_owner(without: Node) -> ColumnElement[bool]:
    last = (1 << SEQUENCE_BITS) - 1
    return text(
        "NOT EXISTS (SELECT 1 FROM search_words x WHERE x.search_words MATCH :without"
        f" AND x.rowid BETWEEN (w.rowid & ~{last}) AND (w.rowid | {last}))"
    ).bindparams(without=_written(without))  # type: ignore[return-value]


def _written(node: Node) -> str:
    """Tokens are letters, digits and _ in quotation marks: no operator of FTS5 can come from outside."""
    if node.kind == "words":
        return f'"{" ".join(node.tokens)}"'
    joined = (" OR " if node.kind == "any" else " AND ").join(_written(part) for part in node.parts)
    return f"({joined})"
