"""Cuts an original text into words, each with its place and its keys. Both engines get words from here only."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from portal.core.search import stems
from portal.core.search.folding import fold
from portal.core.search.spelling import on_new_spelling

MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
HIDDEN = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
LETTER = r"[^\W\d_]"
WORD = re.compile(rf"(?P<number>\d+)|{LETTER}[{MARKS}]*(?:[{HIDDEN}]*{LETTER}[{MARKS}]*|['’ʼ](?=[A-Za-zÀ-ɏ]))*")
LONGEST = 64

SORANI_ONLY = re.compile("[پچڕژڤگڵۆێە]")
ARABIC_ONLY = re.compile("[ثذصضطظةأإؤء]|^ال")
LATIN = re.compile("[a-zA-ZÀ-ɏ]")
POSSESSIVE = re.compile(r"['’ʼ]s$")
APOSTROPHES = str.maketrans("", "", "'’ʼ")

# What may stand between a number and its year: «رقم (12) لسنة 2018», «ژمارە ١٢ی ساڵی ٢٠١٨», "No. 12 of 2018".
BETWEEN = frozenset(map(fold, "رقم الرقم لسنة سنة السنة لعام عام للعام م ژمارە ی ساڵی ساڵ لە of for the year no number".split()))
NUMBER_WORDS = frozenset(map(fold, "رقم ژمارە no number".split()))
JOINED = re.compile(r"[\s()\[\]«»\"]*[/\\⁄∕–—-][\s()\[\]«»\"]*")
BESIDE = re.compile(r"[\s()\[\]]+")
YEAR = re.compile("(?:1[89]|20)\\d\\d")
FURTHEST = 40


class Word(NamedTuple):
    """`start`, `end`: its place in the original; `norm`: folded; `keys`: its stems; `pairs`: it and its year."""

    start: int
    end: int
    norm: str
    keys: frozenset[str]
    pairs: frozenset[str] = frozenset()


def words(text: str, language: str | None = None) -> list[Word]:
    """`language` is that of the text, where known; it decides how a word that could be Arabic or Sorani is stemmed."""
    found: list[Word] = []
    numbers: list[int] = []
    for match in WORD.finditer(text):
        if match.lastgroup == "number":
            numbers.append(len(found))
            found.append(Word(*match.span(), _number(match[0]), frozenset()))
            continue
        norm, keys = keys_of(match[0], language)
        if norm:
            found.append(Word(*match.span(), norm, keys))
    return _paired(text, found, numbers) if len(numbers) > 1 else found


def query_keys(raw: str) -> tuple[str, frozenset[str]]:
    """The folded form of a word that somebody looks for, and every key under which it may stand."""
    norm, keys = keys_of(raw, None)
    if norm.startswith("ال") and not any(key.startswith("_g") for key in keys):
        keys |= stems.arabic(norm, article=False)
    return norm, keys


def _number(digits: str) -> str:
    return (fold(digits).lstrip("0") or "0")[:LONGEST]


@lru_cache(maxsize=200_000)
def keys_of(raw: str, language: str | None) -> tuple[str, frozenset[str]]:
    """The folded form of a word of a text, and its stems; "" where it folds to nothing."""
    latin = LATIN.search(raw)
    plain = POSSESSIVE.sub("", raw).translate(APOSTROPHES) if latin else raw
    norm = "".join(filter(str.isalnum, fold(plain)))[:LONGEST]
    if not norm:
        return "", frozenset()
    if latin:
        return norm, frozenset(stems.latin(norm))
    arabic, sorani = _scripts(raw, language)
    keys = stems.arabic(norm, article=not raw.startswith(("أ", "إ", "آ"))) if arabic else set()
    return norm, frozenset(keys | stems.sorani(norm) if sorani else keys)


def _scripts(raw: str, language: str | None) -> tuple[bool, bool]:
    """Whether the word may be Arabic, and Sorani: its letters tell, else the language of its text."""
    in_arabic, in_sorani = bool(ARABIC_ONLY.search(raw)), bool(SORANI_ONLY.search(raw))
    arabic = in_arabic or (language != "ckb" and not in_sorani)
    sorani = in_sorani or language == "ckb" or (language != "ar" and not in_arabic)
    return arabic, sorani


on_new_spelling(keys_of.cache_clear)


def _paired(text: str, found: list[Word], numbers: list[int]) -> list[Word]:
    for run in _runs(text, found, numbers):
        pair = _pair([found[index].norm for index in run], text[found[run[0]].end : found[run[1]].start])
        if pair is None:
            continue
        for index in run:
            word = found[index]
            found[index] = word._replace(pairs=word.pairs | {pair})
    return found


def _runs(text: str, found: list[Word], numbers: list[int]) -> Iterator[list[int]]:
    """Numbers that belong together: a chain joined by strokes (a date stays whole), else neighbours with only
    words such as «لسنة» between."""
    chain = [numbers[0]]
    for before, index in zip(numbers, numbers[1:], strict=False):
        gap = text[found[before].end : found[index].start]
        if index == before + 1 and JOINED.fullmatch(gap):
            chain.append(index)
            continue
        if len(chain) > 1:
            yield chain
        if len(chain) < 3 and _only_between(gap, found[before + 1 : index]):
            yield [before, index]
        chain = [index]
    if len(chain) > 1:
        yield chain


def _only_between(gap: str, inner: list[Word]) -> bool:
    if not inner:
        return bool(BESIDE.fullmatch(gap))
    return len(gap) <= FURTHEST and len(inner) <= 4 and all(word.norm in BETWEEN for word in inner)


def _pair(numbers: list[str], gap: str) -> str | None:
    """`12x2018`, the year last. Without a stroke between them the second must be a year, or be called a number."""
    if len(numbers) > 2:
        return "x".join(numbers)
    first, second = numbers
    turned = bool(YEAR.fullmatch(first)) and not YEAR.fullmatch(second)
    if JOINED.fullmatch(gap):
        return f"{second}x{first}" if turned else f"{first}x{second}"
    if turned and NUMBER_WORDS & {fold(word) for word in re.findall(r"\w+", gap)}:
        return f"{second}x{first}"
    return f"{first}x{second}" if YEAR.fullmatch(second) and not YEAR.fullmatch(first) else None
