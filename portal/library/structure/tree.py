"""What a text is made of: provisions, each with a permanent id."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

KINDS = ("part", "chapter", "section", "article", "clause", "annex", "paragraph", "preamble")
CONTAINERS = frozenset(("part", "chapter", "section", "annex"))
KEY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
MOST_KEY = 80


@dataclass
class Node:
    """A provision: `key` is its permanent id, the same in every language; `body` holds lines, `children` its parts."""

    kind: str
    key: str
    label: str = ""
    heading: str = ""
    body: str = ""
    children: list["Node"] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.label) + len(self.heading) + len(self.body)


def flatten(nodes: Iterable[Node], level: int = 0, parent: Node | None = None) -> Iterator[tuple[Node, int, Node | None]]:
    """Every provision in the order of reading, with its depth and what it stands in."""
    for node in nodes:
        yield node, level, parent
        yield from flatten(node.children, level + 1, node)


def size_of(node: Node) -> int:
    return node.size + sum(size_of(child) for child in node.children)
