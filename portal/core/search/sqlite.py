"""The search on SQLite: FTS5 read in the order of its row ids, newest first, and left as soon as a page is full."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, func, insert, literal_column, select, table, text
from sqlalchemy.sql import quoted_name

from portal.core.db import db
from portal.core.search.expressions import Node
from portal.core.search.rows import SEQUENCE_BITS, Tokens
from portal.core.search.scope import IDS_AN_OWNER, MOST_COUNTED, Scope
from portal.core.search.tables import rows

ALL_ROWS = table(quoted_name("search_words w CROSS JOIN search_row r ON r.id = w.rowid", quote=False))
ROWS_OF_OWNERS = table(quoted_name(f"search_owner o CROSS JOIN search_words w ON w.rowid BETWEEN o.first AND o.first + {IDS_AN_OWNER - 1} CROSS JOIN search_row r ON r.id = w.rowid", quote=False))
FORGET = text("INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', :id, :words)")
LEARN = text("INSERT INTO search_words (rowid, words) VALUES (:id, :words)")
PLACE = ("id", "owner_id", "part", "language")
ID: ColumnElement[int] = literal_column("w.rowid")
OWNER_OF: ColumnElement[int] = literal_column(f"(w.rowid >> {SEQUENCE_BITS})")


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


def _joined(tokens: Tokens) -> str:
    return " ".join((*tokens.plain, *tokens.keys))


def page(wanted: Node, without: Node | None, counted: Node, scope: Scope, size: int) -> list[Row[Any]]:
    """The first row of each of `size` owners that have a row for `wanted` and none for `without`; with each also the
    `total` of owners that have a row for `counted`."""
    statement = _matching(wanted, without, scope)
    if without is not None:
        statement = statement.where(_no_row_of_owner(without))
    total = total_of(counted, scope).label("total")
    others: list[ColumnElement[Any]] = [literal_column(f"r.{name}").label(name) for name in PLACE[1:]]
    if scope.few:
        first: ColumnElement[int] = literal_column("min(r.id)").label("id")
        grouped = statement.add_columns(first, *others, total).group_by(text("r.owner_id")).order_by(first).limit(size)
        return list(db.session.execute(grouped))
    return _until_full(statement.add_columns(ID.label("id"), *others, total).order_by(ID), size)


def total_of(counted: Node, scope: Scope) -> ScalarSelect[int]:
    """How many owners have a row for `counted`; counting ends past `MOST_COUNTED`."""
    each = _matching(counted, None, replace(scope, after=None)).add_columns(OWNER_OF).distinct().limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(each).scalar_subquery()


def _until_full(statement: Select[Any], size: int) -> list[Row[Any]]:
    """Rows come in order, so those of one owner stand together; reading ends with the page."""
    found: list[Row[Any]] = []
    result = db.session.execute(statement)
    for row in result:
        if found and row.owner_id == found[-1].owner_id:
            continue
        found.append(row)
        if len(found) == size:
            break
    result.close()
    return found


def tidy() -> None:
    """Joins the pieces that many small changes leave behind."""
    db.session.execute(text("INSERT INTO search_words (search_words) VALUES ('optimize')"))


def _matching(wanted: Node, without: Node | None, scope: Scope) -> Select[Any]:
    match = _written(wanted) if without is None else f"({_written(wanted)}) NOT ({_written(without)})"
    rows_of_words = select().where(literal_column("w.search_words").op("MATCH")(match))
    statement = rows_of_words.where(*scope.of_rows("w.rowid"), *scope.of_languages("r.language"))
    if not scope.few:
        return statement.select_from(ALL_ROWS).where(*scope.asked_each("r.owner_id"))
    owner = (literal_column("o.collection") == scope.number(), *scope.asked_once("o.owner_id"))
    return statement.select_from(ROWS_OF_OWNERS).where(*owner)


def _no_row_of_owner(without: Node) -> ColumnElement[bool]:
    last = IDS_AN_OWNER - 1
    return text(
        f"NOT EXISTS (SELECT 1 FROM search_words x WHERE x.search_words MATCH :without AND x.rowid BETWEEN (w.rowid & ~{last}) AND (w.rowid | {last}))"
    ).bindparams(without=_written(without))  # type: ignore[return-value]


def _written(node: Node) -> str:
    """Tokens are letters, digits and _ in quotation marks: no operator of FTS5 can come from outside."""
    if node.kind == "words":
        return f'"{" ".join(node.tokens)}"'
    joined = (" OR " if node.kind == "any" else " AND ").join(_written(part) for part in node.parts)
    return f"({joined})"
