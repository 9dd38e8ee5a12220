"""The search on PostgreSQL: a GIN index over token vectors that the portal cuts itself."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, TextClause, case, cast, func, insert, literal_column, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR, distinct_on
from sqlalchemy.sql import quoted_name

from portal.core.db import db
from portal.core.search.expressions import Node
from portal.core.search.rows import SEQUENCE_BITS, Tokens
from portal.core.search.scope import IDS_AN_OWNER, MOST_COUNTED, Scope
from portal.core.search.tables import rows

PLACE = ("id", "owner_id", "part", "language")

ROWS_AN_OWNER = 4
ALL_ROWS = table(quoted_name("search_row r", quote=False))
ROWS_OF_OWNERS = table(quoted_name(f"search_owner o JOIN search_row r ON r.id BETWEEN o.first AND o.first + {IDS_AN_OWNER - 1}", quote=False))
BLOCK: ColumnElement[int] = literal_column(f"r.id >> {SEQUENCE_BITS}")
ID: ColumnElement[int] = literal_column("r.id")


def learn(places: list[dict[str, Any]]) -> None:
    """`places` in the order of their ids, each with its tokens."""
    made = [{key: place[key] for key in PLACE} | {"words": _vector(place["tokens"])} for place in places]
    db.session.execute(insert(rows), made)


def kept(made: list[Tokens]) -> None:
    """Nothing: the vectors go with their rows."""


def forget(owners: Sequence[Row[Any]]) -> None:
    """Nothing: the vectors go with their rows."""


def page(wanted: Node, without: Node | None, counted: Node, scope: Scope, size: int) -> list[Row[Any]]:
    """The first row of each of `size` owners that have a row for `wanted` and none for `without`; with each also the
    `total` of owners that have a row for `counted`."""
    columns: list[ColumnElement[Any]] = [literal_column(f"r.{name}").label(name) for name in PLACE]
    matching = _matching(wanted, scope).add_columns(*columns)
    if without is not None:
        matching = matching.where(_no_row_of_owner(without))
    firsts = matching.ext(distinct_on(BLOCK)).order_by(BLOCK, ID).offset(0).subquery("hit")
    visible = [] if scope.few else scope.asked_each("hit.owner_id")
    first_owners = select(firsts).where(*visible).order_by(firsts.c.id).limit(size).subquery("page")
    total = total_of(counted, scope).label("total")
    return list(db.session.execute(select(first_owners, total).order_by(first_owners.c.id)))


def total_of(counted: Node, scope: Scope) -> ScalarSelect[int]:
    """How many owners have a row for `counted`; counting ends soon after `MOST_COUNTED`. Some rows tell, as a rule; all of them are
    read only where a few owners have very many."""
    matching = _matching(counted, replace(scope, after=None)).add_columns(BLOCK.label("block"))
    each = matching if scope.few else matching.where(*scope.asked_each("r.owner_id"))
    enough = (MOST_COUNTED + 1) * ROWS_AN_OWNER
    few = each.limit(enough).cte("few").prefix_with("MATERIALIZED")
    every = each.subquery("every_row")
    seen = select(func.count(few.c.block.distinct())).scalar_subquery()
    read = select(func.count()).select_from(few).scalar_subquery()
    all_of_them = select(func.count(every.c.block.distinct())).scalar_subquery()
    return select(case(((read < enough) | (seen > MOST_COUNTED), seen), else_=all_of_them)).scalar_subquery()


def tidy() -> None:
    """Renews what the planner knows of the words."""
    db.session.execute(text("ANALYZE search_row"))


def _matching(wanted: Node, scope: Scope) -> Select[Any]:
    match = literal_column("r.words", TSVECTOR()).op("@@")(cast(_written(wanted), TSQUERY()))
    statement = select().where(match, *scope.of_rows("r.id"), *scope.of_languages("r.language"))
    if not scope.few:
        return statement.select_from(ALL_ROWS)
    owner = (literal_column("o.collection") == scope.number(), *scope.asked_once("o.owner_id"))
    return statement.select_from(ROWS_OF_OWNERS).where(*owner)


def _no_row_of_owner(without: Node) -> TextClause:
    return text(
        f"NOT EXISTS (SELECT 1 FROM search_row x WHERE x.words @@ CAST(:without AS tsquery) AND x.id >> {SEQUENCE_BITS} = r.id >> {SEQUENCE_BITS})"
    ).bindparams(without=_written(without))


def _vector(tokens: Tokens) -> str:
    places: dict[str, list[str]] = {}
    for place, word in enumerate(tokens.plain, start=1):
        places.setdefault(word, []).append(str(place))
    plain = (f"'{word}':{','.join(where)}" for word, where in places.items())
    return " ".join([*plain, *_quoted(tokens.keys)])


def _quoted(tokens: Iterable[str]) -> list[str]:
    return [f"'{token}'" for token in tokens]


def _written(node: Node) -> str:
    """Tokens are letters, digits and _ in quotation marks: no operator of a tsquery can come from outside."""
    if node.kind == "words":
        return f"({' <-> '.join(_quoted(node.tokens))})"
    joined = (" | " if node.kind == "any" else " & ").join(_written(part) for part in node.parts)
    return f"({joined})"
