"""What features tell about themselves, so that others can speak of "anything" without importing them.

Data goes up, imports do not: the factory fills these registers from the features' rooms."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Subject:
    """A kind of record: `titles(ids, language) -> {id: title}`, `address(reference) -> url`. `known_as(typed)`: what audit
    lines call the record that somebody means, None when there is none."""

    kind: str
    word: Any
    titles: Callable[[Iterable[int], str], dict[int, str]]
    address: Callable[[str], str]
    known_as: Callable[[str], str | None] = lambda typed: typed


@dataclass(frozen=True)
class MenuEntry:
    """One entry of the menu: where it leads and who sees it; `place` orders the entries. `keeping`: for those who keep the
    house of their organisation or of the commission; these entries make a row of their own when there are several."""

    label: Any
    endpoint: str
    may: Callable[[Any], bool]
    place: int
    keeping: bool = False


@dataclass(frozen=True)
class Area:
    """A part of the portal's work, as lines of the audit are narrowed to it: its name and its actions."""

    word: Any
    actions: frozenset[str]


@dataclass(frozen=True)
class Retention:
    """How long something is kept, and why. `purge(before, most)` removes at most so many rows that are older, and says how
    many it removed: what is left goes the next time."""

    what: Any
    days: int
    why: Any
    purge: Callable[[datetime, int], int]


@dataclass(frozen=True)
class Finding:
    """What a check says in one line: `level` is ok, warning or fault. An operator reads it, so it names the thing and
    never what stands in it."""

    level: str
    words: str

    @classmethod
    def ok(cls, words: str) -> "Finding":
        return cls("ok", words)

    @classmethod
    def warning(cls, words: str) -> "Finding":
        return cls("warning", words)

    @classmethod
    def fault(cls, words: str) -> "Finding":
        return cls("fault", words)


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
    """`areas`: every action stands in exactly one, and in one no more of them than a page can offer.
    `facts` and `words`: by feature and fact, the fact's name and the words of its values, for audit lines and notices.
    `exports`: each feature's records of an organisation, by its id; `own_exports`:
    those of the actor's organisation that this actor may see, `export_files` their files, each with its path in the archive.
    `leaving`: what a feature does when a person leaves a body, with the actor, the person and the organisation (None: an
    office). `forgetting`: deletes what a feature need not keep of an organisation that has left. `halting`: what a feature
    does when an organisation may work here no longer (suspended, merged), with the actor and the organisation.
    `personal`: what each feature knows of a person, by id. `retentions`: by feature and name.
    `people`: e-mail address and language of those who have an address. `known_as`: the person of a user name or e-mail
    address. `checks`: by a name in plain words, what a feature finds when it compares its records with their kept hashes.
    `indexing`: by collection of the search, writes each of its owners anew, one at every step of the iterator.
    `body_of`: the organisation that a person works for. `menders`: who mends an address of an organisation's people, or of
    the commission's for None. `told_of`: how people of these organisations are told who did something: the own by name, the
    commission's by office and role. `forerunners`: the organisations that became this one by mergers.
    `jobs`: the words for kinds of background work. `movers`: for mergers."""

    subjects: dict[str, Subject] = field(default_factory=dict)
    notices: dict[str, Any] = field(default_factory=dict)
    actions: dict[str, Any] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    facts: dict[tuple[str, str], Any] = field(default_factory=dict)
    words: dict[tuple[str, str], Mapping[Any, Any]] = field(default_factory=dict)
    menu: list[MenuEntry] = field(default_factory=list)
    exports: list[Callable[[int], dict[str, Any]]] = field(default_factory=list)
    export_files: list[Callable[[Any], list[tuple[str, Any]]]] = field(default_factory=list)
    personal: list[Callable[[int], dict[str, Any]]] = field(default_factory=list)
    retentions: dict[str, Retention] = field(default_factory=dict)
    checks: dict[str, Callable[[], Iterator[Finding]]] = field(default_factory=dict)
    indexing: dict[str, Callable[[], Iterator[int]]] = field(default_factory=dict)
    own_exports: list[Callable[[Any], dict[str, Any]]] = field(default_factory=list)
    leaving: list[Callable[[Any, int, int | None], None]] = field(default_factory=list)
    forgetting: list[Callable[[int], None]] = field(default_factory=list)
    halting: list[Callable[[Any, int], None]] = field(default_factory=list)
    movers: list[Mover] = field(default_factory=list)
    people: Callable[[Iterable[int]], dict[int, tuple[str, str]]] = lambda ids: {}
    known_as: Callable[[str], int | None] = lambda name: None
    body_of: Callable[[int], int | None] = lambda person: None
    menders: Callable[[int | None], list[int]] = lambda organisation: []
    told_of: Callable[[Iterable[int], Iterable[int], str], dict[int, str]] = lambda ids, organisations, language: {}
    forerunners: Callable[[int], list[int]] = lambda organisation: []
    jobs: dict[str, Any] = field(default_factory=dict)


registers = Registers()
