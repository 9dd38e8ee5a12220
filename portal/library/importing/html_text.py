"""HTML as plain lines: headings with # signs, list items with hyphens, table rows between bars."""

import re
from html.parser import HTMLParser

SILENT = frozenset(
    (
        "script",
        "style",
        "head",
        "template",
        "noscript",
        "iframe",
        "object",
        "svg",
        "math",
        "nav",
        "form",
        "select",
        "button",
    )
)
BLOCKS = frozenset(
    ("p", "div", "section", "article", "header", "footer", "main", "aside", "blockquote", "ul", "ol", "dl", "dt", "dd", "table", "tbody",
     "thead", "tfoot", "caption", "figure", "figcaption", "address", "pre", "hr", "body", "html")
)  # fmt: skip
HEADINGS = {"h1": "#", "h2": "##", "h3": "###", "h4": "####", "h5": "#####", "h6": "######"}


def text_of_html(source: str) -> str:
    reader = _Lines()
    reader.feed(source)
    reader.close()
    return "\n".join(reader.finished())


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line: list[str] = []
        self.cells: list[str] | None = None
        self.before = ""
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag == "tr":
            self._end()
            self.cells = []
        elif tag in ("td", "th"):
            self.line = []
        elif tag == "br":
            self._break()
        elif tag in HEADINGS or tag in BLOCKS or tag == "li":
            self._end()
            self.before = f"{HEADINGS[tag]} " if tag in HEADINGS else "- " if tag == "li" else self.before
            if tag in HEADINGS or tag == "p":
                self._blank()

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in ("td", "th") and self.cells is not None:
            self.cells.append(self._taken())
        elif tag == "tr" and self.cells is not None:
            row, self.cells = self.cells, None
            if any(row):
                self.lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |")
        elif tag in HEADINGS or tag in BLOCKS or tag == "li":
            self._end()
            self.before = ""

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.line.append(data)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """`<![…>` is a comment, as in browsers; Python's reader ends with an error at sections that it does not know."""
        return self.rawdata.find(">", i) + 1 or -1

    def finished(self) -> list[str]:
        self._end()
        return self.lines

    def _taken(self) -> str:
        words = re.sub(r"[ \t\r\n\f\v]+", " ", "".join(self.line)).strip()
        self.line = []
        return words

    def _break(self) -> None:
        if self.cells is None:
            self._end()
        else:
            self.line.append(" ")

    def _end(self) -> None:
        if self.cells is not None:
            self.line.append(" ")
            return
        words = self._taken()
        if words:
            self.lines.append(f"{self.before}{words}")
            self.before = ""

    def _blank(self) -> None:
        if self.cells is None and self.lines and self.lines[-1]:
            self.lines.append("")
