"""Lines that open a provision: «المادة (28) مكرر: …», «الفصل الأول», «ماددەی یەکەم», "Chapter II", «أولاً: …», and headings that
an officer marks with # signs."""

import re
from dataclasses import dataclass

from portal.library.structure.folding import Folded, fold_line
from portal.library.structure.numerals import adverb_of, number_of
from portal.library.structure.tree import KEY, KINDS

RANKS = {"annex": 0, "part": 2, "chapter": 3, "section": 4, "article": 6, "preamble": 6, "clause": 7, "paragraph": 9}
# word of the id, kind, rank, the folded words that open it
OPENERS: tuple[tuple[str, str, int, str], ...] = (
    ("division", "part", 0, r"(?:ال)?قسم"),
    ("book", "part", 1, r"(?:ال)?کتاب|book"),
    ("part", "part", 2, r"(?:ال)?باب|بابی|دهروازهی?|part|title"),
    ("chapter", "chapter", 3, r"(?:ال)?فصل|فهسلی|بهشی?|chapter"),
    ("section", "section", 4, r"(?:ال)?فرع|(?:ال)?مبحث|تهوهرهی?|بهندی|section"),
    ("article", "article", 6, r"(?:ال)?ماده|مادد?ه|مادد?هی|article|art\."),
    ("clause", "clause", 7, r"(?:ال)?بند|(?:ال)?فقره|برگهی?|clause"),
    ("annex", "annex", 0, r"(?:ال)?ملحق|(?:ال)?مرفق|پاشکوی?|annex|appendix|schedule"),
)
OPENING = re.compile(r"(?P<word>" + "|".join(f"(?P<{name}>{words})" for name, _kind, _rank, words in OPENERS) + r")(?=[\s(\[\d:\-.]|$)")
BY_NAME = {name: (kind, rank) for name, kind, rank, _words in OPENERS}
DIGITS = re.compile(r"\s*[-(\[]*\s*(\d{1,4})(?!\d)(?:\s*[)\]])?")
AGAIN = re.compile(r"\s*\(?\s*(?:مکرر[اه]?|دووباره|bis)\s*\)?(?:\s*\(?(\d{1,2})\)?)?(?![^\s:\-.)])")
LETTER = re.compile(r"\s+\(?([a-z])\)?(?=[\s:\-.]|$)")
PREAMBLE = re.compile(r"(?:(?:ال)?دیباجه|preamble)\s*:?\s*$")
SEPARATOR = re.compile(r"\s*[:.،]?\s*-{0,2}\s*[:.]?\s*")
PROSE = re.compile(r"(?:من|فی|علی|عن|الی|اعلاه|و|او|ب|ل|لسنه|لهم|له|لی|دا|ی|of|and|or|to|in|above)(?:\s|$)")
EXPLICIT = re.compile(r"(#{1,6})\s+(?P<text>.*?)(?:\s*\{#(?P<key>[^\s}]+)(?:\s+(?P<kind>[a-z]+))?\})?\s*$")
BY_HASHES = {1: "part", 2: "chapter", 3: "section", 4: "clause", 5: "clause", 6: "clause"}
IDS_OF_THE_PAGE = frozenset(("main", "step", "errors-h", "toc-h", "cite", "strap", "actions"))
MOST_HEADING = 90
ENDS_SENTENCE = (".", "،", ",", "؛", ";", ":", "؟", "?", "»")
ENGLISH_CLAUSE = re.compile(r"(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)(?=\s*[:\-]|$)")


@dataclass
class Mark:
    """A line that opens a provision. `key` is its id when nothing else has it; `rest` is text on the same line.
    A mark that is not `sure` counts only when its number follows the one before. `fixed`: an officer gave the id."""

    kind: str
    rank: int
    key: str
    word: str
    number: int
    label: str
    heading: str = ""
    rest: str = ""
    sure: bool = True
    fixed: bool = False


def mark_of(line: str) -> Mark | None:
    """The mark that `line` is, None for text. A backslash before a line says that it is text."""
    stripped = line.strip()
    if not stripped or stripped[0] in '\\«"“(':
        return None
    explicit = EXPLICIT.match(stripped)
    if explicit:
        return _explicit(explicit)
    folded = fold_line(stripped)
    if PREAMBLE.match(folded.text):
        return Mark("preamble", RANKS["preamble"], "preamble", "preamble", 0, stripped.rstrip(": "))
    return _opened(folded) or _counted(folded)


def is_heading(text: str) -> bool:
    """Short and not a sentence."""
    return 0 < len(text) <= MOST_HEADING and not text.rstrip().endswith(ENDS_SENTENCE)


def _explicit(found: re.Match[str]) -> Mark | None:
    text, hashes = found["text"].strip().strip("*").strip(), len(found[1])
    if not text:
        return None
    inner = mark_of(text) if not found["key"] else None
    if inner is not None and inner.sure and not inner.rest:
        return inner
    kind = found["kind"] if found["kind"] in KINDS else _kind_of(found["key"]) or BY_HASHES[hashes]
    label, _dash, heading = text.partition(" — ") if found["key"] else ("", "", text)
    key = found["key"] or ""
    rank = RANKS[kind] + (max(0, hashes - 4) if kind == "clause" else 0)
    if key and (not KEY.fullmatch(key) or key in IDS_OF_THE_PAGE):
        key = ""
    return Mark(kind, rank, key, kind, 0, label.strip(), heading.strip(), fixed=bool(key))


def _kind_of(key: str | None) -> str | None:
    word = (key or "").split("-")[0]
    return BY_NAME[word][0] if word in BY_NAME else word if word in KINDS else None


def _opened(folded: Folded) -> Mark | None:
    opening = OPENING.match(folded.text)
    if opening is None:
        return None
    name = next(name for name in BY_NAME if opening[name] is not None)
    kind, rank = BY_NAME[name]
    numbered = _number(folded.text, opening.end())
    if numbered is None:
        return _unnumbered(folded, opening.end()) if name == "annex" else None
    number, end = numbered
    again = AGAIN.match(folded.text, end)
    suffix = ""
    if again:
        suffix, end = f"-bis{'-' + again[1] if again[1] else ''}", again.end()
    return _finished(folded, Mark(kind, rank, f"{name}-{number}{suffix}", name, number, ""), end)


def _unnumbered(folded: Folded, end: int) -> Mark | None:
    """«الملحق», "Annex A"."""
    letter = LETTER.match(folded.text, end)
    if letter:
        return _finished(folded, Mark("annex", RANKS["annex"], f"annex-{letter[1]}", "annex", 0, ""), letter.end())
    bare = folded.text[end:].strip(" :") == ""
    return Mark("annex", RANKS["annex"], "annex", "annex", 1, folded.line.rstrip(": ")) if bare else None


def _number(text: str, start: int) -> tuple[int, int] | None:
    digits = DIGITS.match(text, start)
    if digits:
        return int(digits[1]), digits.end()
    words = list(re.finditer(r"[^\s:.،,()]+", text[start : start + 80]))
    spelled = number_of([word[0] for word in words[:5]])
    if spelled is None:
        return None
    number, taken = spelled
    return number, start + words[taken - 1].end()


def _counted(folded: Folded) -> Mark | None:
    """«أولاً: …», «یەکەم: …», "First: …"."""
    words = list(re.finditer(r"[^\s:\-.،]+", folded.text[:40]))
    plain = [word[0] for word in words]
    found = adverb_of(plain)
    if found is None and words:
        spelled = number_of(plain[:3]) if plain[0].endswith("هم") or len(plain) > 2 and plain[1] == "و" else None
        english = ENGLISH_CLAUSE.match(folded.text)
        found = spelled or (number_of([english[0]]) if english else None)
    if found is None:
        return None
    number, taken = found
    mark = _finished(folded, Mark("clause", RANKS["clause"], f"clause-{number}", "clause", number, ""), words[taken - 1].end())
    return mark if mark is not None and mark.sure else None


def _finished(folded: Folded, mark: Mark, end: int) -> Mark | None:
    """Label, heading and text of the line; None when the number was only spoken of («المادة 5 من القانون …»)."""
    separator = SEPARATOR.match(folded.text, end)
    parted = separator is not None and bool(separator[0].strip())
    start = separator.end() if separator else end
    mark.label = folded.until(end).strip()
    rest = folded.since(start).strip()
    if rest and not parted:
        if PROSE.match(folded.text[start:]) or mark.kind == "clause":
            return None
        mark.sure = False
    if mark.kind not in ("clause",) and is_heading(rest):
        mark.heading = rest
    else:
        mark.rest = rest
    return mark
