"""One page of a text, ready for its template: provisions nested, bodies in paragraphs, lists and tables, the contents."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.core.catalogue import gettext as _
from portal.library.queries import Reading
from portal.library.structure.tree import CONTAINERS

ASSUMED = {"in_force", "suspended", "superseded", "repealed"}
KEY_PARTS = re.compile(r"^(?:(?P<before>.+)-)?(?P<word>article|chapter|part|section|annex|clause|book|division)-(?P<rest>[0-9a-z]+(?:-bis)?(?:-\d+)*)$")


@dataclass
class Part:
    """A provision on the page. `depth` is the level of its heading; `state` its own state or the one it has by the document."""

    row: Any
    depth: int
    blocks: list[tuple[str, list[Any]]]
    state: Any = None
    children: list["Part"] = field(default_factory=list)
    continued: bool = False

    @property
    def is_container(self) -> bool:
        return self.row.kind in CONTAINERS

    @property
    def name(self) -> str:
        return named(self.row)


def named(row: Any) -> str:
    if row.label and row.heading:
        return f"{row.label}: {row.heading}"
    return str(row.label or row.heading)


def blocks_of(body: str) -> list[tuple[str, list[Any]]]:
    """('p', [line]), ('list', [lines]) or ('table', [[cells]])."""
    found: list[tuple[str, list[Any]]] = []
    for line in body.split("\n"):
        kind = "list" if line.startswith("- ") else "table" if re.fullmatch(r"\|.*\|", line) else "p"
        if not line:
            continue
        if kind == "p":
            found.append(("p", [line]))
            continue
        content: Any = line[2:].strip() if kind == "list" else [cell.strip() for cell in line.strip("|").split("|")]
        if kind == "table" and all(re.fullmatch(r":?-+:?", cell) for cell in content):
            continue
        if found and found[-1][0] == kind:
            found[-1][1].append(content)
        else:
            found.append((kind, [content]))
    return found


def parts_of(read: Reading) -> list[Part]:
    """The provisions of the page in their order, under what they stand in; a chapter that began on an earlier page is
    named again."""
    rows = [row for row in read.provisions if read.whole or row.page == read.page]
    shown = {row.key for row in rows}
    by_key = {row.key: row for row in read.provisions}
    made: dict[str, Part] = {}
    roots: list[Part] = []
    for row in rows:
        parent = made.get(row.parent or "") or _continued(row, by_key, shown, made, roots)
        depth = _depth(row, parent)
        part = Part(row, depth, blocks_of(row.body), _state(read, row))
        made[row.key] = part
        (parent.children if parent else roots).append(part)
    return roots


def _depth(row: Any, parent: Part | None) -> int:
    """Chapters begin at the second level of headings, articles at the third."""
    if parent is None:
        return 2 if row.kind in CONTAINERS else 3
    return min(6, parent.depth + 1)


def _continued(row: Any, by_key: dict[str, Any], shown: set[str], made: dict[str, Part], roots: list[Part]) -> Part | None:
    if not row.parent or row.parent in shown:
        return None
    above = by_key[row.parent]
    part = Part(above, 2, [], continued=True)
    made[above.key] = part
    roots.append(part)
    return part


def _state(read: Reading, row: Any) -> Any:
    """Its own state, else the document's where that says something about every article."""
    own = read.states.get(row.key)
    if own is not None:
        return own
    return read.document.state if row.kind == "article" and read.document.state in ASSUMED else None


@dataclass(frozen=True)
class Contents:
    """`entries` for the toc macro; `before` and `after` are (words, address) of the neighbouring pages."""

    entries: list[tuple[Any, ...]]
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    pages: int
    firsts: list[str]


def contents_of(read: Reading, address: Callable[[str | None], str]) -> Contents:
    """`address(key)` leads to the page that begins with this provision; None is the document's own page."""
    by_page: dict[int, list[Any]] = {}
    for row in read.provisions:
        by_page.setdefault(0 if read.whole else row.page, []).append(row)
    firsts = [rows[0].key for _page, rows in sorted(by_page.items())]
    entries: list[tuple[Any, ...]] = []
    for page, rows in sorted(by_page.items()):
        here = page == read.page or read.whole
        top = "" if here else address(firsts[page] if page else None)
        entries += _heads(rows, top, here) or _range(rows, top, here, len(by_page))
    named_pages = [_range_words(rows) for _page, rows in sorted(by_page.items())]

    def neighbour(page: int) -> tuple[str, str] | None:
        return (named_pages[page], address(firsts[page] if page else None)) if 0 <= page < len(firsts) and not read.whole else None

    return Contents(entries, neighbour(read.page - 1), neighbour(read.page + 1), len(firsts), firsts)


def _heads(rows: Sequence[Any], top: str, here: bool) -> list[tuple[Any, ...]]:
    """Chapters, and what stands in them on the present page."""
    heads = [row for row in rows if row.kind in CONTAINERS and row.level == 0]
    heads = heads or [row for row in rows if row.kind in CONTAINERS and row.level == 1]
    inside: dict[str, list[tuple[str, str]]] = {head.key: [] for head in heads}
    owner = {head.key: head.key for head in heads}
    for row in rows if here else ():
        if row.parent in owner and row.key not in owner:
            owner[row.key] = owner[row.parent]
            if row.kind in ("article", *CONTAINERS) and named(row):
                inside[owner[row.key]].append((named(row), f"{top}#{row.key}"))
    return [(_words(head, rows), f"{top}#{head.key}", inside[head.key]) for head in heads]


def _range(rows: Sequence[Any], top: str, here: bool, pages: int) -> list[tuple[Any, ...]]:
    singles = [(named(row), f"{top}#{row.key}") for row in rows if row.kind in ("article", "annex", "preamble") and named(row)]
    if pages == 1:
        return list(singles)
    return [(_range_words(rows), f"{top}#{rows[0].key}", singles if here else [])]


def _range_words(rows: Sequence[Any]) -> str:
    """«المادة (1) – المادة (9)», or the chapter's own words."""
    heads = [row for row in rows if row.kind in CONTAINERS and named(row)]
    if heads:
        return named(heads[0])
    articles = [row for row in rows if row.kind == "article" and row.label] or [row for row in rows if row.label]
    if not articles:
        return named(rows[0]) or rows[0].key
    first, last = articles[0], articles[-1]
    if first.kind == "paragraph":
        return _("Paragraphs %(first)s–%(last)s", first=first.label, last=last.label)
    return first.label if first is last else f"{first.label} – {last.label}"


def _words(head: Any, rows: Sequence[Any]) -> str:
    if named(head):
        return named(head)
    return _range_words([row for row in rows if row.parent == head.key] or [head])


def key_words(key: str) -> str:
    """A provision's id in words, for a list that does not know its text: «المادة 28»."""
    found = KEY_PARTS.match(key)
    if not found:
        return key
    number = found["rest"].replace("-bis", " bis").replace("-", "/")
    words = {
        "article": _("Article %(number)s", number=number), "chapter": _("Chapter %(number)s", number=number),
        "part": _("Part %(number)s", number=number), "annex": _("Annex %(number)s", number=number),
        "clause": _("Clause %(number)s", number=number), "section": _("Section %(number)s", number=number),
    }  # fmt: skip
    return words.get(found["word"], key)
