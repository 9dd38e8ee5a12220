"""Which rows a search may look at, and where a page of them begins and ends."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, CompoundSelect, Select, bindparam, cast, literal_column, select

from portal.core.search.rows import DAY_BITS, OWNER_BITS, SEQUENCE_BITS
from portal.core.search.tables import collections

COLLECTION_SHIFT = DAY_BITS + OWNER_BITS + SEQUENCE_BITS
Owners = Select[Any] | CompoundSelect[Any]


@dataclass(frozen=True)
class Scope:
    """`owners` selects one column: the ids that may be found. `after` is an id, from which on rows are wanted."""

    collection: str
    languages: Sequence[str] | None = None
    owners: Owners | None = None
    after: int | None = None

    def from_id(self, start: int | None) -> "Scope":
        return replace(self, after=start)

    def conditions(self, id_column: str) -> list[ColumnElement[bool]]:
        row_id = literal_column(id_column, BigInteger())
        number = select(cast(collections.c.number, BigInteger())).where(collections.c.name == self.collection)
        low = number.scalar_subquery().op("<<")(COLLECTION_SHIFT)
        high = low.op("+")((1 << COLLECTION_SHIFT) - 1)
        start = low if self.after is None else bindparam("after", self.after, BigInteger())
        found = [row_id >= start, row_id <= high]
        if self.languages is not None:
            found.append(literal_column("r.language").in_(self.languages))
        return found

    def visible(self, owner_column: str) -> list[ColumnElement[bool]]:
        """Asked row by row, so that a page needs the rights of its own rows only."""
        if self.owners is None:
            return []
        wanted = self.owners
        if isinstance(wanted, CompoundSelect):
            inside = wanted.subquery()
            wanted = select(next(iter(inside.c)))
        chosen = next(iter(wanted.selected_columns))
        return [wanted.where(chosen == literal_column(owner_column)).exists()]


def block_after(row_id: int) -> int:
    """The id at which the rows of the next owner may begin."""
    return ((row_id >> SEQUENCE_BITS) + 1) << SEQUENCE_BITS
