"""The search on SQLite: FTS5 read in the order of its row ids, newest first, and left as soon as a page is full."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, TableClause, bindparam, func, insert, literal_column, select, text

from portal.core.db import db
from portal.core.search.expressions import Node
from portal.core.search.rows import HIGHEST_OWNER, SEQUENCE_BITS, Tokens
from portal.core.search.scope import IDS_AN_OWNER, MOST_COUNTED, NUMBER, Scope, from_clause
from portal.core.search.tables import rows

PLACE = ("id", "owner_id", "part", "language")
FORGET = text("INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', :id, :words)")
LEARN = text("INSERT INTO search_words (rowid, words) VALUES (:id, :words)")

WORDS = from_clause("search_words w")
ROWS = from_clause("search_words w CROSS JOIN search_row r ON r.id = w.rowid")
ROWS_OF_OWNERS = from_clause(
    f"search_owner o CROSS JOIN search_words w ON w.rowid BETWEEN o.first AND o.first + {IDS_AN_OWNER - 1} CROSS JOIN search_row r ON r.id = w.rowid"
)
OF_COLLECTION = text(f"o.collection = {NUMBER}")
NO_ROW_OF_OWNER = text(
    "NOT EXISTS (SELECT 1 FROM search_words x WHERE x.search_words MATCH :without"  # noqa: S608 - numbers of ours
    f" AND x.rowid BETWEEN (w.rowid & ~{IDS_AN_OWNER - 1}) AND (w.rowid | {IDS_AN_OWNER - 1}))"
)
SPOKEN = literal_column("r.language").in_(bindparam("languages", expanding=True))
ID: ColumnElement[int] = literal_column("w.rowid").label("id")
FIRST_ID: ColumnElement[int] = literal_column("min(r.id)").label("id")
OTHERS: tuple[ColumnElement[Any], ...] = tuple(literal_column(f"r.{name}").label(name) for name in PLACE[1:])
OWNER: ColumnElement[int] = literal_column("r.owner_id")
OWNER_OF: ColumnElement[int] = literal_column(f"{HIGHEST_OWNER} - ((w.rowid >> {SEQUENCE_BITS}) & {HIGHEST_OWNER})").label("owner_id")


def learn(places: list[dict[str, Any]]) -> None:
    """`places` in the order of their ids, each with its tokens."""
    db.session.execute(insert(rows), [{key: place[key] for key in PLACE} for place in places])
    db.session.execute(LEARN, [{"id": place["id"], "words": _joined(place["tokens"])} for place in places])


def kept(made: list[Tokens]) -> bytes:
    """What `forget` needs of an owner's rows."""
    return zlib.compress(json.dumps([_joined(tokens) for tokens in made], ensure_ascii=False).encode(), 1)


def forget(owners: Sequence[Row[Any]]) -> None:
    for owner in sorted(owners, key=lambda owner: owner.first):
        texts = json.loads(zlib.decompress(owner.tokens))
        gone = [{"id": owner.first + place, "words": words} for place, words in enumerate(texts)]
        if gone:
            db.session.execute(FORGET, gone)


def page(wanted: Node, without: Node | None, counted: Node, scope: Scope, size: int) -> list[Row[Any]]:
    """The first row of each of `size` owners that have a row for `wanted` and none for `without`; with each also the
    `total` of owners that have a row for `counted`."""
    statement = _matching("wanted", scope)
    match = _written(wanted)
    values = scope.parameters() | {"wanted": match, "counted": _written(counted)}
    if without is not None:
        statement = statement.where(NO_ROW_OF_OWNER)
        values |= {"without": _written(without), "wanted": f"({match}) NOT ({_written(without)})"}
    total = _total("counted", scope).label("total")
    if not scope.few:
        return _until_full(statement.add_columns(ID, *OTHERS, total).order_by(ID), values, size)
    grouped = statement.add_columns(FIRST_ID, *OTHERS, total).group_by(OWNER).order_by(FIRST_ID).limit(size)
    return list(db.session.execute(grouped, values))


def tidy() -> None:
    """Joins the pieces that many small changes leave behind."""
    db.session.execute(text("INSERT INTO search_words (search_words) VALUES ('optimize')"))


def _total(parameter: str, scope: Scope) -> ScalarSelect[int]:
    """How many owners there are; counting ends past `MOST_COUNTED`. Rights are asked once an owner, not once a row."""
    matching = _matching(parameter, replace(scope, after=None, owners=scope.owners if scope.few else None))
    each = matching.add_columns(OWNER_OF).distinct().subquery("each")
    visible = [] if scope.few else scope.asked_each("each.owner_id")
    enough = select(each.c.owner_id).where(*visible).limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(enough).scalar_subquery()


def _until_full(statement: Select[Any], values: dict[str, Any], size: int) -> list[Row[Any]]:
    """Rows come in order, so those of one owner stand together; reading ends with the page: SQLite looks for a row when
    it is asked for it, and a session by itself would ask for all."""
    found: list[Row[Any]] = []
    result = db.session.execute(statement, values, execution_options={"yield_per": size * 2})
    for row in result:
        if found and row.owner_id == found[-1].owner_id:
            continue
        found.append(row)
        if len(found) == size:
            break
    result.close()
    return found


def _matching(parameter: str, scope: Scope) -> Select[Any]:
    spoken = [] if scope.languages is None else [SPOKEN]
    if not scope.few:
        visible = scope.asked_each("r.owner_id")
        needed = scope.languages is not None or parameter == "wanted"
        return _rows_with(parameter, ROWS if needed else WORDS).where(scope.bounds("w.rowid"), *spoken, *visible)
    # FTS5 heeds one lower and one upper bound only: those of the owner must be the only ones.
    visible = scope.asked_once("o.owner_id")
    return _rows_with(parameter, ROWS_OF_OWNERS).where(OF_COLLECTION, *visible, scope.bounds("o.first"), *spoken)


@cache
def _rows_with(parameter: str, source: TableClause) -> Select[Any]:
    return select().select_from(source).where(text(f"w.search_words MATCH :{parameter}"))


def _joined(tokens: Tokens) -> str:
    return " ".join((*tokens.plain, *tokens.keys))


def _written(node: Node) -> str:
    """Tokens are letters, digits and _ in quotation marks: no operator of FTS5 can come from outside."""
    if node.kind == "words":
        return f'"{" ".join(node.tokens)}"'
    joined = (" OR " if node.kind == "any" else " AND ").join(_written(part) for part in node.parts)
    return f"({joined})"
