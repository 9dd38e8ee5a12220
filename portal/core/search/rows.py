"""From what a feature wants found to the token text of each row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from portal.core.search.words import Word, words

CHUNK = 10_000
OVERLAP = 20
TITLE = "_t"

COLLECTION_BITS, DAY_BITS, OWNER_BITS, SEQUENCE_BITS = 4, 17, 27, 15
HIGHEST_OWNER = (1 << OWNER_BITS) - 1
MOST_ROWS = 1 << SEQUENCE_BITS
FIRST_DAY = date(1800, 1, 1)


@dataclass(frozen=True)
class Row:
    """A part of an owner that is found by itself: a provision, an answer. `part` is its anchor; '' is the whole."""

    part: str
    language: str
    heading: str = ""
    body: str = ""


@dataclass(frozen=True)
class Document:
    """An owner with its rows and, by language, its titles; see `index`."""

    owner_id: int
    rows: Sequence[Row]
    sort: date | None
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tokens:
    """`plain` words stand in their order; `keys` (stems, pairs of numbers, words of the owner's title) in none."""

    part: str
    language: str
    plain: tuple[str, ...]
    keys: tuple[str, ...]


def first_id(collection: int, owner_id: int, sort: date | None) -> int:
    """Ids of an owner's rows begin here. They ascend from the newest day to the oldest, within a day from the highest
    owner: reading an index in its own order gives newest first. Without a date an owner comes last."""
    day = (sort - FIRST_DAY).days if sort else 0
    last_day = (1 << DAY_BITS) - 1
    if not 0 < owner_id <= HIGHEST_OWNER:
        raise ValueError(f"no room for owner {owner_id}")
    key = (collection << DAY_BITS) | (last_day - min(max(day, 0), last_day))
    return ((key << OWNER_BITS) | (HIGHEST_OWNER - owner_id)) << SEQUENCE_BITS


def tokenised(rows: Sequence[Row], titles: Mapping[str, str]) -> list[Tokens]:
    """One header row for each title, then the rows; every row knows the title's words in its own language."""
    title_keys = {language: _title_keys(title, language) for language, title in titles.items()}
    everything = tuple(sorted({key for keys in title_keys.values() for key in keys}))
    heads = [Row("", language, title) for language, title in titles.items()]
    made = []
    for row in [*heads, *rows]:
        about = () if row in heads else title_keys.get(row.language, everything)
        made += [Tokens(row.part, row.language, plain, (*keys, *about)) for plain, keys in _cut(row)]
    return made[:MOST_ROWS]


def _cut(row: Row) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Long texts in overlapping pieces: engines limit what one row may hold."""
    found = words(f"{row.heading}\n{row.body}" if row.heading else row.body, row.language)
    for start in range(0, max(len(found) - OVERLAP, 1), CHUNK - OVERLAP):
        piece = found[start : start + CHUNK]
        if piece:
            yield tuple(word.norm for word in piece), _keys_of(piece)


def _keys_of(found: list[Word]) -> tuple[str, ...]:
    return tuple(sorted(frozenset[str]().union(*(word.keys | word.pairs for word in found))))


def _title_keys(title: str, language: str) -> tuple[str, ...]:
    found = words(title, language)
    return tuple(f"{TITLE}{key}" for key in sorted({word.norm for word in found} | set(_keys_of(found))))
