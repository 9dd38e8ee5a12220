"""The search on PostgreSQL: a GIN index over token vectors that the portal cuts itself."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, case, func, insert, literal_column, select, text
from sqlalchemy.dialects.postgresql import distinct_on

from portal.core.db import db
from portal.core.search.expressions import Node
from portal.core.search.rows import SEQUENCE_BITS, Tokens
from portal.core.search.scope import IDS_AN_OWNER, MOST_COUNTED, NUMBER, Scope, from_clause
from portal.core.search.tables import rows

PLACE = ("id", "owner_id", "part", "language")
ROWS_AN_OWNER = 4

ALL_ROWS = from_clause("search_row r")
ROWS_OF_OWNERS = from_clause(
    f"search_owner o JOIN search_row r ON r.id BETWEEN o.first AND o.first + {IDS_AN_OWNER - 1}"
)
OF_COLLECTION = text(f"o.collection = {NUMBER}")
NO_ROW_OF_OWNER = text(
    "NOT EXISTS (SELECT 1 FROM search_row x WHERE x.words @@ CAST(:without AS tsquery)"
    f" AND x.id >> {SEQUENCE_BITS} = r.id >> {SEQUENCE_BITS})"
)
ID: ColumnElement[int] = literal_column("r.id")
BLOCK: ColumnElement[int] = literal_column(f"r.id >> {SEQUENCE_BITS}").label("block")
COLUMNS: tuple[ColumnElement[Any], ...] = tuple(literal_column(f"r.{name}").label(name) for name in PLACE)


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
    values = scope.parameters() | {"wanted": _written(wanted), "counted": _written(counted)}
    matching = _matching("wanted", scope).add_columns(BLOCK, *COLUMNS)
    if without is not None:
        matching = matching.where(NO_ROW_OF_OWNER)
        values["without"] = _written(without)
    firsts = matching.ext(distinct_on(BLOCK)).order_by(BLOCK, ID).offset(0).subquery("hit")
    visible = [] if scope.few else scope.asked_each("hit.owner_id")
    first_owners = select(firsts).where(*visible).order_by(firsts.c.block).limit(size).subquery("page")
    total = _total("counted", scope).label("total")
    return list(db.session.execute(select(first_owners, total).order_by(first_owners.c.block), values))


def tidy() -> None:
    """Renews what the planner knows of the words."""
    db.session.execute(text("ANALYZE search_row"))


def _total(parameter: str, scope: Scope) -> ScalarSelect[int]:
    """How many owners there are; counting ends soon after `MOST_COUNTED`. Some rows tell, as a rule; all of them are
    read only where a few owners have very many."""
    matching = _matching(parameter, replace(scope, after=None)).add_columns(BLOCK)
    each = matching if scope.few else matching.where(*scope.asked_each("r.owner_id"))
    enough = (MOST_COUNTED + 1) * ROWS_AN_OWNER
    few = each.limit(enough).cte("few").prefix_with("MATERIALIZED")
    every = each.subquery("every_row")
    seen = select(func.count(few.c.block.distinct())).scalar_subquery()
    read = select(func.count()).select_from(few).scalar_subquery()
    all_of_them = select(func.count(every.c.block.distinct())).scalar_subquery()
    return select(case(((read < enough) | (seen > MOST_COUNTED), seen), else_=all_of_them)).scalar_subquery()


def _matching(parameter: str, scope: Scope) -> Select[Any]:
    """The bounds are written so that no index answers them: it would list every row of the collection."""
    if not scope.few:
        return _rows_with(parameter, few=False).where(*scope.conditions("(r.id + 0)"))
    visible = scope.asked_once("o.owner_id")
    return _rows_with(parameter, few=True).where(OF_COLLECTION, *visible, *scope.conditions("(o.first + 0)"))


@cache
def _rows_with(parameter: str, few: bool) -> Select[Any]:
    match = text(f"r.words @@ CAST(:{parameter} AS tsquery)")
    return select().select_from(ROWS_OF_OWNERS if few else ALL_ROWS).where(match)


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
