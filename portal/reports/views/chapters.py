"""A text's HTML made ready for reading: chapters with anchors, tables that fit a phone, pages where it is long."""

import re
from dataclasses import dataclass
from html import escape

from portal.core.text import plain

PAGE = 60_000
TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
COLUMN = re.compile(r'<th scope="col">(.*?)</th>|<td></td>', re.DOTALL)
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
LINK = re.compile(r'<a href="(https?://[^"]*)">(.*?)</a>')
CELL = re.compile(r"<td>(.*?)</td>|<th scope=\"row\">.*?</th>", re.DOTALL)


@dataclass(frozen=True)
class Chapter:
    """`page` counts from 1; number 0 is what stands before the first heading."""

    number: int
    title: str
    page: int

    @property
    def anchor(self) -> str:
        return f"chapter-{self.number}"


@dataclass(frozen=True)
class Divided:
    chapters: list[Chapter]
    pages: list[str]


def divide(body: str, limit: int = PAGE) -> Divided:
    """Pages of whole chapters, none heavier than `limit` bytes; only a chapter that is longer itself is divided, between
    its paragraphs."""
    chapters: list[Chapter] = []
    pages: list[list[str]] = [[]]
    weight = 0
    for number, part in enumerate(_parts(body)):
        size = len(part.encode())
        if weight and weight + size > limit:
            pages.append([])
            weight = 0
        if number:
            chapters.append(Chapter(number, plain(part[4 : part.index("</h2>")]).strip(), len(pages)))
        for block in part.split("\n"):
            size = len(block.encode())
            if weight and weight + size > limit:
                pages.append([])
                weight = 0
            pages[-1].append(_with_anchor(block, number))
            weight += size
    return Divided(chapters, [fitted("\n".join(blocks)) for blocks in pages])


def whole(body: str) -> str:
    return fitted("\n".join(_with_anchor(part, number) for number, part in enumerate(_parts(body))))


def _parts(body: str) -> list[str]:
    """What stands before the first chapter (it may be empty), then the chapters."""
    return [part.strip("\n") for part in re.split(r"(?=<h2>)", f"\n{body}")]


def _with_anchor(block: str, number: int) -> str:
    return block.replace("<h2>", f'<h2 id="chapter-{number}">', 1)


def fitted(html: str) -> str:
    """Tables become lists of cards on a phone; each cell then says its column. Links say where they lead."""
    return LINK.sub(_with_host, TABLE.sub(lambda found: _cards(found[1]), html))


def _with_host(link: re.Match[str]) -> str:
    """Readers see the host that a browser would go to, unless the address itself stands there."""
    address, words = link[1], link[2]
    if words == address:
        return link[0]
    host = re.split(r"[/?#\\]", address.partition("://")[2])[0].rpartition("@")[2]
    return f'{link[0]} <bdi dir="ltr">({host})</bdi>'


def _cards(inside: str) -> str:
    head, _end, body = inside.partition("</thead>")
    labels = [escape(plain(found[1] or "").strip()) for found in COLUMN.finditer(head)]
    rows = ROW.sub(lambda row: f"<tr>{_labelled(row[1], labels)}</tr>", body)
    return f'<div class="table"><table class="cards">{head}{_end}{rows}</table></div>'


def _labelled(row: str, labels: list[str]) -> str:
    place = -1

    def cell(found: re.Match[str]) -> str:
        nonlocal place
        place += 1
        label = labels[place] if place < len(labels) else ""
        return f'<td data-label="{label}">{found[1]}</td>' if label and found[1] else found[0]

    return CELL.sub(cell, row)
