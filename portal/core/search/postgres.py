"""The search on PostgreSQL: a GIN index over token vectors that the portal cuts itself."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    Row,
    ScalarSelect,
    Select,
    String,
    TableValuedAlias,
    bindparam,
    case,
    cast,
    func,
    insert,
    literal,
    literal_column,
    select,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from portal.core.db import db
from portal.core.search.expressions import Node
from portal.core.search.rows import HIGHEST_OWNER, SEQUENCE_BITS, Tokens
from portal.core.search.scope import MOST_COUNTED, Scope, from_clause
from portal.core.search.tables import rows

PLACE = ("id", "owner_id", "part", "language")
ENOUGH = (MOST_COUNTED + 1) * 16

ROW = from_clause("search_row r")
ID: ColumnElement[int] = literal_column("r.id", BigInteger()).label("id")
BLOCK: ColumnElement[int] = literal_column(f"r.id >> {SEQUENCE_BITS}", BigInteger()).label("block")
OWNER_OF_ROW = f"({HIGHEST_OWNER} - ((r.id >> {SEQUENCE_BITS}) & {HIGHEST_OWNER}))"
OWNER_OF_HIT = f"({HIGHEST_OWNER} - (hit.block & {HIGHEST_OWNER}))"
COLUMNS: tuple[ColumnElement[Any], ...] = tuple(literal_column(f"r.{name}").label(name) for name in PLACE)
REFUSED = {refused: literal_column(str(refused), Boolean()).label("refused") for refused in (False, True)}


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
    values = {"languages": None} | scope.parameters() | {"wanted": _written(wanted), "counted": _written(counted)}
    answers = [_matching("wanted", scope).add_columns(BLOCK, ID, REFUSED[False])]
    if without is not None:
        values["without"] = _written(without)
        answers.append(_matching("without", scope).add_columns(BLOCK, ID, REFUSED[True]))
    found = union_all(*answers).subquery("found")
    firsts = select(found.c.block, func.min(found.c.id).label("id")).group_by(found.c.block)
    hit = firsts.having(~func.bool_or(found.c.refused)).offset(0).subquery("hit")
    visible = [] if scope.few else scope.asked_each(OWNER_OF_HIT)
    first = select(hit).where(*visible).order_by(hit.c.block).limit(size).subquery("first")
    total = _total("counted", scope).label("total")
    statement = select(*COLUMNS, total).select_from(ROW).join(first, literal_column("r.id") == first.c.id)
    return list(db.session.execute(statement.order_by(first.c.block), values))


def tidy() -> None:
    """Renews what the planner knows of the words."""
    db.session.execute(text("ANALYZE search_row"))


def _total(parameter: str, scope: Scope) -> ScalarSelect[int]:
    """How many owners there are; counting ends soon after `MOST_COUNTED`. Some rows tell, as a rule; all of them are
    read only where a few owners have very many."""
    everywhere = replace(scope, after=None)
    some = select(ID).select_from(_ids_with(parameter, ENOUGH)).cte("some_rows").prefix_with("MATERIALIZED")
    read = select(func.count()).select_from(some).scalar_subquery()
    seen = _owners_among(from_clause("some_rows r"), everywhere)
    every = _owners_among(_ids_with(parameter), everywhere)
    return select(case(((read < ENOUGH) | (seen > MOST_COUNTED), seen), else_=every)).add_cte(some).scalar_subquery()


def _owners_among(source: FromClause, scope: Scope) -> ScalarSelect[int]:
    owner: ColumnElement[int] = literal_column(OWNER_OF_ROW).label("owner_id")
    each = select(owner).select_from(source).where(scope.bounds("r.id")).distinct().subquery("each")
    visible = scope.asked_once("each.owner_id") if scope.few else scope.asked_each("each.owner_id")
    enough = select(each.c.owner_id).where(*visible).limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(enough).scalar_subquery()


def _matching(parameter: str, scope: Scope) -> Select[Any]:
    visible = scope.asked_once(OWNER_OF_ROW) if scope.few else []
    return select().select_from(_ids_with(parameter)).where(scope.bounds("r.id"), *visible)


@cache
def _ids_with(parameter: str, most: int | None = None) -> TableValuedAlias:
    """The function of tables.py, which always asks the GIN index."""
    words = cast(bindparam(parameter, type_=String()), TSQUERY())
    found = func.search_ids(words, bindparam("languages", type_=ARRAY(String())), literal(most, Integer()))
    return found.table_valued("id").render_derived(name="r")


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
