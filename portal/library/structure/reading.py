"""From plain text to provisions."""

from collections.abc import Iterable, Sequence

from portal.library.structure.marks import RANKS, Mark, is_heading, mark_of
from portal.library.structure.tree import CONTAINERS, MOST_KEY, Node, flatten

LONG_BODY = 3_000
SECTION = 4_000
Line = Mark | str


def read(text: str) -> list[Node]:
    """The provisions of a plain text. Without any mark, its paragraphs, in sections of a readable size when it is long."""
    lines = _marked(text)
    if not any(isinstance(line, Mark) for line in lines):
        return _sections(_paragraphs([line for line in lines if isinstance(line, str)]))
    _chapters_that_are_articles(lines)
    roots = _nest(_join_headings(_believable(lines)))
    _split_long_bodies(roots)
    _name(roots)
    return roots


def _marked(text: str) -> list[Line]:
    lines: list[Line] = []
    for raw in text.replace("\r\n", "\n").split("\n"):
        line = raw.strip(" \t\u00a0\ufeff")
        lines.append(mark_of(line) or line.removeprefix("\\"))
    return lines


def _chapters_that_are_articles(lines: Sequence[Line]) -> None:
    """In Tunisia «الفصل 5: …» is an article: chapters with their text on the same line, where no articles are."""
    marks = [line for line in lines if isinstance(line, Mark)]
    chapters = [mark for mark in marks if mark.word == "chapter"]
    if any(mark.word == "article" for mark in marks) or sum(bool(mark.rest) for mark in chapters) * 2 <= len(chapters):
        return
    for mark in chapters:
        mark.kind, mark.rank, mark.word = "article", RANKS["article"], "article"
        mark.key = mark.key.replace("chapter", "article", 1)
        if mark.heading:
            mark.heading, mark.rest = "", mark.heading


def _believable(lines: Iterable[Line]) -> list[Line]:
    """Marks without a separator count when they go on counting; else the line is text."""
    last: dict[str, int] = {}
    kept: list[Line] = []
    for line in lines:
        if isinstance(line, Mark) and not line.sure and line.number not in (1, last.get(line.word, 0) + 1):
            kept.append(f"{line.label} {line.heading or line.rest}".strip())
            continue
        if isinstance(line, Mark) and line.number:
            last[line.word] = line.number
        kept.append(line)
    return kept


def _join_headings(lines: Sequence[Line]) -> list[Line]:
    """A chapter's heading often stands on the line after «الفصل الأول»."""
    joined: list[Line] = []
    waiting: Mark | None = None
    for line in lines:
        if isinstance(line, Mark):
            waiting = line if line.kind in CONTAINERS and not line.heading and not line.rest and not line.fixed else None
            if _only_a_heading(line) and joined and (open_mark := _last_mark(joined)) is not None:
                open_mark.heading = line.heading
                continue
        elif line and waiting is not None:
            fits = is_heading(line) and not line.startswith(("-", "|"))
            open_mark, waiting = waiting, None
            if fits:
                open_mark.heading = line
                continue
        joined.append(line)
    return joined


def _only_a_heading(mark: Mark) -> bool:
    return not mark.label and not mark.fixed and bool(mark.heading)


def _last_mark(lines: Sequence[Line]) -> Mark | None:
    """The label just before, when it still wants a heading and nothing else stood between."""
    for line in reversed(lines):
        if isinstance(line, Mark):
            return line if line.kind in CONTAINERS and line.label and not line.heading and not line.rest and not line.fixed else None
        if line:
            return None
    return None


def _nest(lines: Iterable[Line]) -> list[Node]:
    roots: list[Node] = []
    open_nodes: list[tuple[int, Node]] = []
    body: list[str] = []
    lead: list[str] = []
    for line in lines:
        if isinstance(line, str):
            body.append(line)
            continue
        _close(open_nodes[-1][1] if open_nodes else None, body, lead)
        body = [line.rest] if line.rest else []
        node = Node(line.kind, line.key, line.label, line.heading)
        if line.fixed:
            node.key = f"!{line.key}"
        while open_nodes and open_nodes[-1][0] >= line.rank:
            open_nodes.pop()
        (open_nodes[-1][1].children if open_nodes else roots).append(node)
        open_nodes.append((line.rank, node))
    _close(open_nodes[-1][1] if open_nodes else None, body, lead)
    opening = "\n".join(lead).strip()
    return [Node("preamble", "opening", body=opening), *roots] if opening else roots


def _close(node: Node | None, body: list[str], lead: list[str]) -> None:
    if node is None:
        lead.extend(body)
    else:
        node.body = "\n".join(body).strip()


def _paragraphs(lines: Iterable[str], first: int = 1, key: str = "paragraph") -> list[Node]:
    """Lines that stand together as a list or a table stay together."""
    groups: list[list[str]] = []
    before = ""
    for line in lines:
        if line and before and line[0] in "-|" and before[0] == line[0]:
            groups[-1].append(line)
        elif line:
            groups.append([line])
        before = line
    return [Node("paragraph", f"{key}-{number}", str(number), "", "\n".join(group)) for number, group in enumerate(groups, first)]


def _sections(paragraphs: list[Node]) -> list[Node]:
    if sum(node.size for node in paragraphs) <= SECTION:
        return paragraphs
    sections: list[Node] = []
    filled = SECTION
    for node in paragraphs:
        if filled + node.size // 2 >= SECTION:
            sections.append(Node("section", f"section-{len(sections) + 1}"))
            filled = 0
        sections[-1].children.append(node)
        filled += node.size
    return sections


def _split_long_bodies(roots: list[Node]) -> None:
    """What stands under a heading without articles becomes paragraphs, so that it can be cited, found and divided."""
    for node, _level, _parent in list(flatten(roots)):
        if (node.kind in CONTAINERS or node.kind == "preamble") and len(node.body) > LONG_BODY:
            node.children = [*_paragraphs(node.body.split("\n"), key="paragraph"), *node.children]
            node.body = ""


def _name(roots: list[Node]) -> None:
    """Permanent ids. Where a count restarts (chapters in each part), or inside an annex, the id begins with what it stands in."""
    nodes = list(flatten(roots))
    owners: dict[str, set[int]] = {}
    for node, _level, parent in nodes:
        owners.setdefault(node.key, set()).add(id(parent))
    taken: set[str] = set()
    in_annex: set[int] = set()
    headings = 0
    for node, _level, parent in nodes:
        inside = parent is not None and id(parent) in in_annex
        if inside or node.kind == "annex":
            in_annex.add(id(node))
        if not node.key:
            headings += 1
            node.key = f"!heading-{headings}"
        node.key = _free(_full_key(node, parent, inside or len(owners.get(node.key, ())) > 1), taken)
        taken.add(node.key)


def _full_key(node: Node, parent: Node | None, qualified: bool) -> str:
    """Keys with an exclamation mark stand as they are; clauses count within what they stand in."""
    if node.key.startswith("!"):
        return node.key[1:]
    if parent is None:
        return node.key
    if node.kind == "clause":
        return f"{parent.key}-{node.key.removeprefix('clause-')}"
    if node.kind == "paragraph" and parent.kind != "section" or node.kind == "paragraph" and parent.label:
        return f"{parent.key}-{node.key}"
    return f"{parent.key}-{node.key}" if qualified else node.key


def _free(key: str, taken: set[str]) -> str:
    shortened = key[:MOST_KEY].rstrip("-")
    number, free = 2, shortened
    while free in taken:
        free, number = f"{shortened}-{number}", number + 1
    return free
