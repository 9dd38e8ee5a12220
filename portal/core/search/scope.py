"""Which rows a search may look at, and where a page of them begins.

Statements are put together from pieces that are made once; what differs from search to search is given as parameters."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    TableClause,
    func,
    literal_column,
    select,
    table,
    text,
)  # fmt: skip
from sqlalchemy.sql import quoted_name

from portal.core.search.rows import DAY_BITS, OWNER_BITS, SEQUENCE_BITS

IDS_EACH = 1 << (DAY_BITS + OWNER_BITS + SEQUENCE_BITS)
IDS_AN_OWNER = 1 << SEQUENCE_BITS
FEW = 500
MOST_COUNTED = 1_000
Owners = Select[Any] | CompoundSelect[Any]

NUMBER = "(SELECT number FROM search_collection WHERE name = :collection)"
LOW = f"(SELECT number * {IDS_EACH} FROM search_collection WHERE name = :collection)"  # noqa: S608 - a number of ours
HIGH = f"(SELECT number * {IDS_EACH} + {IDS_EACH - 1} FROM search_collection WHERE name = :collection)"  # noqa: S608


@dataclass(frozen=True)
class Scope:
    """`owners` selects one column: the ids that may be found. `few`: so few that it pays to make a list of them instead
    of asking for each owner with the words whether it may be seen. `after` is the id from which on rows are wanted."""

    collection: str
    languages: Sequence[str] | None = None
    owners: Owners | None = None
    few: bool = False
    after: int | None = None

    def parameters(self) -> dict[str, Any]:
        given = {"collection": self.collection, "after": self.after, "languages": self.languages}
        return {name: value for name, value in given.items() if value is not None}

    def bounds(self, id_column: str) -> ColumnElement[bool]:
        return _bounds(id_column, self.after is not None)

    def asked_each(self, owner_column: str) -> list[ColumnElement[bool]]:
        """Whether the reader may see this owner: looked up by its id, for the rows of a page only."""
        if self.owners is None:
            return []
        wanted = self.owners
        if isinstance(wanted, CompoundSelect):
            wanted = select(next(iter(wanted.subquery().c)))
        chosen = next(iter(wanted.selected_columns))
        return [wanted.where(chosen == literal_column(owner_column)).exists()]

    def asked_once(self, owner_column: str) -> list[ColumnElement[bool]]:
        """The same for few owners: the list of them is made first."""
        return [] if self.owners is None else [literal_column(owner_column).in_(self.owners)]


def from_clause(sql: str) -> TableClause:
    """A FROM written as SQL. As a table and not as text, because conditions of others may look through it."""
    return table(quoted_name(sql, quote=False))


@cache
def _bounds(id_column: str, started: bool) -> ColumnElement[bool]:
    return text(f"{id_column} >= {':after' if started else LOW} AND {id_column} <= {HIGH}")  # type: ignore[return-value]


def size_of(owners: Owners) -> Select[int]:
    """How many they are, counted no further than matters."""
    return select(func.count()).select_from(owners.limit(FEW + 1).subquery())


def block_after(row_id: int) -> int:
    """The id at which the rows of the next owner may begin."""
    return ((row_id >> SEQUENCE_BITS) + 1) << SEQUENCE_BITS
