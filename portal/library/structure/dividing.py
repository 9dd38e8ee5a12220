"""Long texts divide into pages at their chapters, so that the first view stays light."""

from collections.abc import Sequence
from math import ceil

from portal.library.structure.tree import CONTAINERS, Node, flatten, size_of

WHOLE = 9_000
DIVISION = 7_000


def divide(roots: Sequence[Node], whole: int = WHOLE, limit: int = DIVISION) -> dict[str, int]:
    """The page (from 0) on which each provision stands. A text of up to `whole` letters has one; else pages begin at
    chapters, chapters that are too long divide at their sections or articles, and short ones share a page."""
    pages = _Pages(limit if sum(size_of(node) for node in roots) > whole else whole)
    for node in roots:
        pages.place(node)
    return pages.without_stub()


class _Pages:
    """A chapter that is too long divides into equal shares."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.sizes = [0]
        self.found: dict[str, int] = {}

    def place(self, node: Node) -> None:
        size = size_of(node)
        if self.sizes[-1] and self._wants_new_page(node, size):
            self.sizes.append(0)
        if size <= self.limit or not node.children:
            self.found.update({inner.key: len(self.sizes) - 1 for inner, _level, _parent in flatten([node])})
            self.sizes[-1] += size
            return
        self.found[node.key] = len(self.sizes) - 1
        self.sizes[-1] += node.size
        whole, self.limit = self.limit, ceil(size / ceil(size / self.limit)) + size // 20
        for child in node.children:
            self.place(child)
        self.limit = whole

    def _wants_new_page(self, node: Node, size: int) -> bool:
        """Chapters like to begin a page once the present one is half full."""
        if node.kind in CONTAINERS and self.sizes[-1] > self.limit // 2:
            return True
        return self.sizes[-1] + min(size, self.limit) > self.limit and self.sizes[-1] > self.limit // 8

    def without_stub(self) -> dict[str, int]:
        """A last page of a few lines joins the one before."""
        last = len(self.sizes) - 1
        if last and self.sizes[last] < self.limit // 5:
            return {key: min(page, last - 1) for key, page in self.found.items()}
        return self.found
