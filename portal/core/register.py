"""What features tell about themselves, so that others can speak of "anything" without importing them.

Data goes up, imports do not: the factory fills these registers from the features' rooms."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Subject:
    """A kind of record: `titles(ids, language) -> {id: title}`, `address(reference) -> url`."""

    kind: str
    word: Any
    titles: Callable[[Iterable[int], str], dict[int, str]]
    address: Callable[[str], str]


@dataclass(frozen=True)
class MenuEntry:
    """One entry of the menu: where it leads and who sees it; `place` orders the entries."""

    label: Any
    endpoint: str
    may: Callable[[Any], bool]
    place: int


@dataclass(frozen=True)
class Mover:
    """How a feature hands over its records when one organisation is merged into another.

    `columns`: every `table.column` that names an organisation and is covered; `count(from_id)` says in whole words what
    there is to move ("40 observation reports"); `move(from_id, to_id)` does it in the transaction of the merger."""

    columns: frozenset[str]
    count: Callable[[int], Iterable[str]]
    move: Callable[[int, int], None]


@dataclass
class Registers:
    """`facts` and `words`: by feature and fact, the fact's name and the words of its values, for audit lines and
    notices. `exports`: each feature's
    records of an organisation, by its id. `people`: e-mail address and language of those who have an address.
    `known_as`: the person of a user name or e-mail address. `movers`: for mergers."""

    subjects: dict[str, Subject] = field(default_factory=dict)
    notices: dict[str, Any] = field(default_factory=dict)
    actions: dict[str, Any] = field(default_factory=dict)
    facts: dict[tuple[str, str], Any] = field(default_factory=dict)
    words: dict[tuple[str, str], Mapping[Any, Any]] = field(default_factory=dict)
    menu: list[MenuEntry] = field(default_factory=list)
    exports: list[Callable[[int], dict[str, Any]]] = field(default_factory=list)
    movers: list[Mover] = field(default_factory=list)
    people: Callable[[Iterable[int]], dict[int, tuple[str, str]]] = lambda ids: {}
    known_as: Callable[[str], int | None] = lambda name: None


registers = Registers()
