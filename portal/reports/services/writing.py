"""Plain writing made into clean HTML: headings, lists, tables, quotations, links, bold words.

Everything typed is text; markup that somebody pastes is shown as it stands and never becomes part of the page."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from portal.core.text import clean_html
from portal.reports.vocabulary import TABLE_WORDS

HEADING = re.compile(r"(#{1,4})\s+(\S.*)")
BULLET = re.compile(r"[-*•–]\s+(\S.*)")
NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(\S.*)")
QUOTED = re.compile(r">\s?(.*)")
RULE_ROW = re.compile(r"\|?[\s:|-]*-[\s:|-]*")
CAPTION = re.compile(r"(?:ال)?(?:table|جدول|خشتە|خشتەی)\s*\d*\s*[:：]\s*(\S.*)", re.IGNORECASE)
LINK = re.compile(r"\[(?P<words>[^\[\]\n]{1,300})\]\((?P<to>https?://[^\s()<>]{1,500})\)|(?P<bare>https?://[^\s<>\[\]]{1,500})")
OURS = re.compile(
    r"</?(?:h[2-4]|p|ul|ol|li|blockquote|table|caption|thead|tbody|tr|th|td|strong|a)>|<br>"
    r'|<th scope="(?:col|row)">|<a href="https?://[^"<>\s]*">'
)
PASSAGE = 4_000
AFTER_LINK = ".,;:!?)»”\"'،؛؟"
STARTS: tuple[re.Pattern[str], ...] = (HEADING, BULLET, QUOTED)


@dataclass(frozen=True)
class Passage:
    """A stretch of a text that is found by itself; `chapter` counts the h2 of its HTML, 0 is before the first."""

    chapter: int
    heading: str
    text: str


class Lines:
    """The lines of a text, read one by one."""

    def __init__(self, source: str) -> None:
        self._all = [line.strip(" \u200e\u200f\u00a0") for line in source.replace("\r\n", "\n").split("\n")]
        self._next = 0
        self.tables = 0

    @property
    def ended(self) -> bool:
        return self._next >= len(self._all)

    def look(self, ahead: int = 0) -> str:
        place = self._next + ahead
        return self._all[place] if place < len(self._all) else ""

    def take(self) -> str:
        self._next += 1
        return self._all[self._next - 1]

    def take_while(self, wanted: Callable[[str], bool]) -> Iterator[str]:
        while not self.ended and wanted(self.look()):
            yield self.take()


def render(source: str, language: str) -> str:
    """The HTML of a text. Every heading level is used in order: the highest is h2, none is jumped over."""
    lines, made, level = Lines(source), [], 1
    while not lines.ended:
        line = lines.look()
        if not line:
            lines.take()
            continue
        heading = HEADING.fullmatch(line)
        if heading:
            lines.take()
            level = min(max(len(heading[1]), 2), level + 1, 4)
            made.append(f"<h{level}>{inline(heading[2])}</h{level}>")
            continue
        made.append(_block(lines, language))
    return _sure("\n".join(made))


def passages(source: str) -> dict[str, Passage]:
    """The text in stretches of some thousand characters, by chapter: `c2`, `c2.1` … are its parts in the search."""
    made: dict[str, Passage] = {}
    chapter, level, heading, piece, size = 0, 1, "", 0, 0
    held: list[str] = []
    lines = Lines(source)

    def close() -> None:
        if any(held) or (heading and piece == 0):
            made[f"c{chapter}.{piece}" if piece else f"c{chapter}"] = Passage(chapter, heading, "\n".join(held))

    while not lines.ended:
        line = lines.take()
        found = HEADING.fullmatch(line)
        level = min(max(len(found[1]), 2), level + 1, 4) if found else level
        if found and level == 2:
            close()
            chapter, heading, piece, size, held = chapter + 1, found[2], 0, 0, []
            continue
        if size + len(line) > PASSAGE and held:
            close()
            piece, size, held = piece + 1, 0, []
        held.append(found[2] if found else line)
        size += len(line) + 1
    close()
    return made


def _sure(html: str) -> str:
    """All of it was escaped on the way; a tag that is not one of ours goes through the cleaner, which is slow."""
    return html if "<" not in OURS.sub("", html) else clean_html(html)


def _block(lines: Lines, language: str) -> str:
    line = lines.look()
    if CAPTION.fullmatch(line) and _table_begins(lines, 1):
        caption = CAPTION.fullmatch(lines.take())
        return _table(lines, language, caption[1] if caption else "")
    if _table_begins(lines, 0):
        return _table(lines, language, "")
    if BULLET.fullmatch(line):
        items = [inline(BULLET.fullmatch(item)[1]) for item in lines.take_while(lambda at: bool(BULLET.fullmatch(at)))]  # type: ignore[index]
        return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    if _number(line) == 1:
        return _numbered(lines)
    if QUOTED.fullmatch(line):
        said = [QUOTED.fullmatch(at)[1] for at in lines.take_while(lambda at: bool(QUOTED.fullmatch(at)))]  # type: ignore[index]
        return f"<blockquote><p>{'<br>'.join(inline(part) for part in said)}</p></blockquote>"
    return _paragraph(lines)


def _paragraph(lines: Lines) -> str:
    """Lines up to an empty one, or up to one that begins something else; the first line is taken as it is."""
    taken = [lines.take()]
    while not lines.ended and lines.look() and not _begins_block(lines):
        taken.append(lines.take())
    return f"<p>{'<br>'.join(inline(line) for line in taken)}</p>"


def _begins_block(lines: Lines) -> bool:
    line = lines.look()
    if any(start.fullmatch(line) for start in STARTS) or _number(line) == 1 or _table_begins(lines, 0):
        return True
    return bool(CAPTION.fullmatch(line)) and _table_begins(lines, 1)


def _number(line: str) -> int:
    found = NUMBERED.fullmatch(line)
    return int(found[1]) if found else 0


def _numbered(lines: Lines) -> str:
    """Counts from 1 without a gap: a number that does not fit stays in its paragraph as it was typed."""
    items: list[str] = []
    while True:
        gap = 1 if not lines.look() and items else 0
        if _number(lines.look(gap)) != len(items) + 1:
            return "<ol>" + "".join(f"<li>{item}</li>" for item in items) + "</ol>"
        if gap:
            lines.take()
        found = NUMBERED.fullmatch(lines.take())
        items.append(inline(found[2]) if found else "")


def _table_begins(lines: Lines, ahead: int) -> bool:
    """Two rows at least: with bars, or with tabs as spreadsheets and word processors copy them."""
    one, two = lines.look(ahead), lines.look(ahead + 1)
    if one.startswith("|") and two.startswith("|"):
        return one.count("|") > 1
    return "\t" in one and one.count("\t") == two.count("\t")


def _table(lines: Lines, language: str, caption: str) -> str:
    mark = "|" if lines.look().startswith("|") else "\t"
    wanted = (lambda line: line.startswith("|")) if mark == "|" else (lambda line: "\t" in line)
    rows = [_cells(line, mark) for line in lines.take_while(wanted) if mark == "\t" or not RULE_ROW.fullmatch(line)]
    lines.tables += 1
    words = inline(caption) if caption else f"{TABLE_WORDS.get(language, TABLE_WORDS['en'])} {lines.tables}"
    if not rows:
        return ""
    width = max(len(row) for row in rows)
    head, *body = [row + [""] * (width - len(row)) for row in rows]
    top = "".join(_heading_cell(cell, "col") for cell in head)
    rest = "".join(
        f"<tr>{_heading_cell(row[0], 'row')}{''.join(f'<td>{inline(cell)}</td>' for cell in row[1:])}</tr>" for row in body
    )
    return f"<table><caption>{words}</caption><thead><tr>{top}</tr></thead><tbody>{rest}</tbody></table>"


def _heading_cell(words: str, scope: str) -> str:
    """An empty heading is no heading: screen readers would announce nothing."""
    return f'<th scope="{scope}">{inline(words)}</th>' if words else "<td></td>"


def _cells(line: str, mark: str) -> list[str]:
    inside = line.removeprefix("|").removesuffix("|") if mark == "|" else line
    return [cell.strip() for cell in inside.split(mark)]


def inline(line: str) -> str:
    """Bold between two pairs of asterisks, links; all else is escaped."""
    parts = line.split("**")
    made = []
    for place, part in enumerate(parts):
        closed = place % 2 == 1 and place < len(parts) - 1
        if closed and part.strip():
            made.append(f"<strong>{_linked(part)}</strong>")
        elif place % 2 == 1:
            made.append(f"**{_linked(part)}{'**' if closed else ''}")
        else:
            made.append(_linked(part))
    return "".join(made)


def _linked(text: str) -> str:
    made, done = [], 0
    for found in LINK.finditer(text):
        to = found["to"] or found["bare"].rstrip(AFTER_LINK)
        made.append(escape(text[done : found.start()], quote=False))
        made.append(f'<a href="{escape(to)}">{escape(found["words"] or to, quote=False)}</a>')
        done = found.end() if found["to"] else found.start() + len(to)
    made.append(escape(text[done:], quote=False))
    return "".join(made)
