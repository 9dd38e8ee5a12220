"""What people write: cleaned on saving, shown with its own language. The only module that makes Markup."""

import html
import re
from collections.abc import Iterable

import bleach
from markupsafe import Markup, escape

TAGS = frozenset(
    ("h2", "h3", "h4", "p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "sup", "sub")
)
ATTRIBUTES = {"a": ["href"], "th": ["scope", "colspan", "rowspan"], "td": ["colspan", "rowspan"]}
SILENT = re.compile(r"<(script|style|template|noscript|iframe|object|svg|math)\b.*?(</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
MOST = 2_000_000
BIDI_CONTROLS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"))


def clean_html(source: str) -> str:
    """Only structure survives: no attribute but links and table spans, no script, no style. Run when saving.

    Raises ValueError above two million characters."""
    if len(source) > MOST:
        raise ValueError("text too long")
    return bleach.clean(SILENT.sub("", source), tags=TAGS, attributes=ATTRIBUTES, protocols={"https", "http", "mailto"}, strip=True)


def shown(cleaned: str) -> Markup:
    """HTML that `clean_html` has cleaned before it was stored."""
    return Markup(cleaned)  # noqa: S704


def plain(source: str) -> str:
    """HTML without its tags."""
    return html.unescape(re.sub(r"<[^>]+>", " ", source))


def paragraphs(text: str) -> list[str]:
    """What was typed in a plain field, by blank lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def marked(pieces: Iterable[tuple[str, bool]]) -> Markup:
    """Pieces of a text, those that answer the search in <mark>."""
    return Markup("").join(Markup("<mark>{}</mark>").format(text) if hit else escape(text) for text, hit in pieces)


def option(value: object, label: object, selected: bool, attributes: str) -> Markup:
    """`attributes` as WTForms' html_params has escaped them."""
    chosen, more = " selected" if selected else "", f" {attributes}" if attributes else ""
    return Markup(f'<option value="{escape(value)}"{chosen}{more}>{escape(label)}</option>')  # noqa: S704


def with_name(sentence: str, name: str, **plain: object) -> Markup:
    """A sentence with `%(name)s`, which people gave and which stands apart from the direction round it."""
    return escape(sentence) % {**plain, "name": Markup("<bdi>{}</bdi>").format(name)}


def visible(text: str) -> bool:
    """Whether a reader sees anything: byte-order marks, zero-width and direction characters are nothing."""
    return any(character.isprintable() and not character.isspace() for character in text)


# PostgreSQL refuses to compare a column with a number that is too large for it.
LARGEST_ID, LARGEST_KEY = 2**31 - 1, 2**63 - 1


def whole_number(text: str | None, largest: int = LARGEST_ID) -> int | None:
    """ASCII digits up to the largest number that the database keeps; `str.isdigit` also takes `²`, which `int` refuses."""
    if not text or len(text) > 19 or not (text.isascii() and text.isdigit()):
        return None
    number = int(text)
    return number if number <= largest else None


def file_name(name: str) -> str:
    """A person's file name without path, control and direction characters; what is seen is what is stored."""
    last = re.split(r"[\\/]", name)[-1].translate(BIDI_CONTROLS)
    kept = "".join(c for c in last if c.isprintable()).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[:150]}{dot}{ending[:10]}" if dot else kept[:150] or "file"


SORANI = re.compile("[\u06ce\u06c6\u0695\u06b5\u06d5\u06a4]")
ARABIC_ONLY = re.compile("[\u064a\u0649\u0643\u0629\u0623\u0625]")
LATIN, ENDING = re.compile("[A-Za-z]"), re.compile(r"\.\w{1,5}$")
ARABIC_SCRIPT = re.compile("[\u0621-\u06d5]")


def name_in(name: str, reader: str) -> str:
    """The language whose voice should say the name of a person, body or file on a page of `reader`. What its letters do
    not tell for certain stays with the page: languages that mix, and names that Arabic and Sorani write alike."""
    bare = ENDING.sub("", name)
    told = written_in(bare, reader)
    sorani, arabic = SORANI.search(bare), ARABIC_ONLY.search(bare)
    if ARABIC_SCRIPT.search(bare) and LATIN.search(bare) or sorani and arabic:
        return reader
    return told if "en" in (reader, told) or sorani or arabic else reader


def written_in(text: str | None, otherwise: str) -> str:
    """The language that a text is written in, told by its letters; `otherwise` where it has none that tell."""
    arabic = len(ARABIC_SCRIPT.findall(text or ""))
    latin = sum("a" <= character <= "z" for character in (text or "").lower())
    if not arabic and not latin:
        return otherwise
    if latin > arabic:
        return "en"
    return "ckb" if SORANI.search(text or "") else "ar"
