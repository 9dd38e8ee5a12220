"""The search on PostgreSQL: a GIN index over token vectors that the portal cuts itself."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, Select, TextClause, func, insert, literal_column, select, text, update

from portal.core.db import db
from portal.core.search.expressions import Node
from portal.core.search.rows import SEQUENCE_BITS, Tokens
from portal.core.search.scope import Scope
from portal.core.search.tables import owners, rows

ROWS = text("search_row r")
BLOCK = literal_column(f"r.id >> {SEQUENCE_BITS}")
ID = literal_column("r.id")


def write(collection: int, owner_id: int, first: int, made: list[Tokens]) -> None:
    places = [
        {
            "id": first + place,
            "owner_id": owner_id,
            "part": tokens.part,
            "language": tokens.language,
            "words": _vector(tokens),
        }
        for place, tokens in enumerate(made)
    ]
    if places:
        db.session.execute(insert(rows), places)
    whose = (owners.c.collection == collection) & (owners.c.owner_id == owner_id)
    db.session.execute(update(owners).where(whose).values(first=first))


def erase(first: int, kept: bytes | None) -> None:
    """The vectors go with their rows."""


def page(wanted: Node, without: Node | None, scope: Scope, size: int) -> list[Row[Any]]:
    """The first row of each of `size` owners that have a row for `wanted` and none for `without`."""
    columns = [literal_column(f"r.{name}").label(name) for name in ("id", "owner_id", "part", "language")]
    matching = _matching(wanted, scope).add_columns(*columns)
    if without is not None:
        matching = matching.where(_no_row_of_owner(without))
    firsts = matching.distinct(BLOCK).order_by(BLOCK, ID).offset(0).subquery("hit")
    statement = select(firsts).where(*scope.visible("hit.owner_id")).order_by(firsts.c.id).limit(size)
    return list(db.session.execute(statement))


def count(wanted: Node, scope: Scope, most: int) -> int:
    """How many owners have a row for `wanted`; counting ends at `most`."""
    each = _matching(wanted, scope).add_columns(BLOCK.label("block")).where(*scope.visible("r.owner_id"))
    few = each.limit(most * 4).cte("few").prefix_with("MATERIALIZED")
    return db.session.execute(select(func.count(few.c.block.distinct()))).scalar_one()


def tidy() -> None:
    """Renews what the planner knows of the words."""
    db.session.execute(text("ANALYZE search_row"))


def _matching(wanted: Node, scope: Scope) -> Select[Any]:
    match = text("r.words @@ CAST(:match AS tsquery)").bindparams(match=_written(wanted))
    return select().select_from(ROWS).where(match, *scope.conditions("r.id"))


def _no_row_of_owner(without: Node) -> TextClause:
    return text(
        "NOT EXISTS (SELECT 1 FROM search_row x WHERE x.words @@ CAST(:without AS tsquery)"
        f" AND x.id >> {SEQUENCE_BITS} = r.id >> {SEQUENCE_BITS})"
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
