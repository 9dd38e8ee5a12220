"""Which rows a search may look at, and where a page of them begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, CompoundSelect, Select, cast, func, literal, literal_column, select

from portal.core.search.rows import DAY_BITS, OWNER_BITS, SEQUENCE_BITS
from portal.core.search.tables import collections

IDS_EACH = 1 << (DAY_BITS + OWNER_BITS + SEQUENCE_BITS)
IDS_AN_OWNER = 1 << SEQUENCE_BITS
FEW = 1_000
MOST_COUNTED = 1_000
Owners = Select[Any] | CompoundSelect[Any]


@dataclass(frozen=True)
class Scope:
    """`owners` selects one column: the ids that may be found. `few`: so few that it pays to ask each of them for the
    words instead of asking each row with the words for its owner. `after` is the id from which on rows are wanted."""

    collection: str
    languages: Sequence[str] | None = None
    owners: Owners | None = None
    few: bool = False
    after: int | None = None

    def number(self) -> ColumnElement[int]:
        known = select(cast(collections.c.number, BigInteger())).where(collections.c.name == self.collection)
        return known.scalar_subquery()

    def of_rows(self, id_column: str) -> list[ColumnElement[bool]]:
        row_id = literal_column(id_column, BigInteger())
        low = self.number() * literal(IDS_EACH, BigInteger())
        start = low if self.after is None else literal(self.after, BigInteger())
        return [row_id >= start, row_id <= low + literal(IDS_EACH - 1, BigInteger())]

    def of_languages(self, column: str) -> list[ColumnElement[bool]]:
        return [] if self.languages is None else [literal_column(column).in_(self.languages)]

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


def size_of(owners: Owners) -> Select[int]:
    """How many they are, counted no further than matters."""
    return select(func.count()).select_from(owners.limit(FEW + 1).subquery())


def block_after(row_id: int) -> int:
    """The id at which the rows of the next owner may begin."""
    return ((row_id >> SEQUENCE_BITS) + 1) << SEQUENCE_BITS
