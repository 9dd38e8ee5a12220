"""From provisions back to the plain text that an officer edits; `read(write(nodes))` gives the same ids."""

from collections.abc import Iterable

from portal.library.structure.marks import is_heading, mark_of
from portal.library.structure.tree import Node

HASHES = {"part": 1, "annex": 1, "chapter": 2, "section": 3, "article": 3, "preamble": 3, "clause": 4, "paragraph": 4}


def write(nodes: Iterable[Node]) -> str:
    return "\n".join(_lines(nodes, 0)).strip() + "\n"


def _lines(nodes: Iterable[Node], clauses_above: int) -> Iterable[str]:
    for node in nodes:
        yield from _opening(node, clauses_above)
        yield from _lines(node.children, clauses_above + (node.kind == "clause"))


def _opening(node: Node, clauses_above: int) -> Iterable[str]:
    body = [_as_text(line) for line in node.body.split("\n")] if node.body else []
    if _speaks_for_itself(node):
        yield from ["", *body]
        return
    plain = _plain_line(node, clauses_above)
    if plain is None:
        hashes = min(6, HASHES[node.kind] + (clauses_above if node.kind == "clause" else 0))
        words = " — ".join((node.label, node.heading)) if node.heading else node.label or node.key
        yield from ["", f"{'#' * hashes} {words} {{#{node.key} {node.kind}}}", *body]
    elif node.kind == "clause" and body:
        yield from ["", f"{plain}: {node.body.split(chr(10))[0]}", *body[1:]]
    else:
        yield from ["", plain, *body]


def _speaks_for_itself(node: Node) -> bool:
    """Paragraphs, their sections and an opening without a title are found again without a line of their own."""
    by_itself = node.kind in ("paragraph", "section", "preamble") and not node.heading
    return by_itself and (node.label == "" or node.kind == "paragraph" and node.label.isdigit())


def _plain_line(node: Node, clauses_above: int) -> str | None:
    """The line as a law has it, when reading it gives this very provision."""
    if not node.label or clauses_above and node.kind == "clause" or node.heading and not is_heading(node.heading):
        return None
    line = f"{node.label}: {node.heading}" if node.heading else node.label
    mark = mark_of(line)
    if mark is None or mark.fixed or mark.kind != node.kind or (mark.label, mark.heading) != (node.label, node.heading):
        return None
    number = mark.key.removeprefix("clause-") if node.kind == "clause" else mark.key
    return line if node.key == mark.key or node.key.endswith(f"-{number}") else None


def _as_text(line: str) -> str:
    return f"\\{line}" if mark_of(line) else line
