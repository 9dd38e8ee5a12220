"""Whether each piece of text stands in an element of its own language, and whether the interface is translated.

Three questions: letters of another script or language outside an element that says so (law 4: a screen reader must
change its voice); runs of English words on an Arabic or Sorani page; whole texts that are English msgids of ours."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

Element = Any
TRANSLATIONS = Path(__file__).parents[1] / "translations"
ARABIC_SCRIPT = re.compile(r"[\u0620-\u065F\u066E-\u06D3\u06D5\u06EE-\u06EF\u06FA-\u06FF]")
SORANI_ONLY = re.compile("[ێۆڕڵەڤ]")
ARABIC_ONLY = re.compile("[يىكةأإ]")
ENGLISH_RUN = re.compile(r"\b[A-Za-z]{2,}(?:[ '’-]+[A-Za-z]{2,}){1,}")
# What follows a heading in the source of a law: its permanent id and its kind.
SOURCE_MARK = re.compile(r"\{#[\w -]+\}")
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
SPOKEN_ATTRIBUTES = ("aria-label", "title", "alt", "placeholder", "data-label")
# Names and signs that are written the same in every language.
SAME_EVERYWHERE = re.compile(
    r"\b([A-Z]-\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}|CC BY(-SA)?( [\d.]+)?|WCAG [\d. A]+|axe-core|Natural Earth|Open ?Street ?Map|NVDA|JAWS|Nu HTML [Cc]hecker"
    r"|SHA-256|UTC|PDF|DOCX|HTML|CSV|JPE?G|PNG|MP4)\b"
)
# Elements whose text has no known language: codes, file names, names of people inside a sentence, what is being typed.
SILENT = {"code", "script", "style", "kbd", "samp"}
SILENT_WITHOUT_LANG = {"bdi", "textarea"}


@cache
def english_msgids() -> frozenset[str]:
    pot = TRANSLATIONS / "messages.pot"
    if not pot.exists():
        return frozenset()
    with pot.open("rb") as file:
        messages = [message.id for message in read_po(file) if message.id]
    return frozenset(one for id_ in messages for one in ((id_,) if isinstance(id_, str) else id_) if LATIN_WORD.search(one))


def language_faults(tree: Element) -> Iterator[str]:
    seen: set[str] = set()
    for element, words, language in _texts(tree, ""):
        fault = _fault(words, language, element.tag == "title")
        if fault and words not in seen:
            seen.add(words)
            yield f"{fault}, in <{element.tag}> (line {element.sourceline}): {words[:90]!r}"


@cache
def _fault(words: str, language: str, mixes: bool) -> str | None:
    """`mixes`: the page's title names a record in the record's language, and HTML offers no mark for that."""
    foreign = None if mixes else _foreign_letters(words, language)
    if foreign or language == "en":
        return foreign
    plain = SAME_EVERYWHERE.sub("", SOURCE_MARK.sub("", words))
    if not LATIN_WORD.search(plain):
        return None
    if words in english_msgids() or (not mixes and ENGLISH_RUN.search(plain)):
        return f"English in text that calls itself {language}: not translated, or without lang=en"
    return None


def _foreign_letters(words: str, language: str) -> str | None:
    if language == "en" and ARABIC_SCRIPT.search(words):
        return "Arabic letters in text that calls itself English"
    if language == "ar" and SORANI_ONLY.search(words):
        return "Sorani letters in text that calls itself Arabic"
    if language == "ckb" and ARABIC_ONLY.search(words):
        return "Arabic letters (ي ى ك ة أ إ) in text that calls itself Sorani"
    return None


def _texts(element: Element, language: str) -> Iterator[tuple[Element, str, str]]:
    """Each text with the element it stands in and its language; tails belong to the parent."""
    if not isinstance(element.tag, str) or _is_silent(element):
        return
    language = element.get("lang", language)
    yield from ((element, words, language) for words in map(_tidy, _own_words(element)) if words)
    for child in element:
        yield from _texts(child, language)
        if words := _tidy(child.tail):
            yield element, words, language


def _own_words(element: Element) -> Iterator[str | None]:
    yield from (element.get(name) for name in SPOKEN_ATTRIBUTES)
    yield element.text
    if element.tag == "input" and element.get("type") in ("submit", "button"):
        yield element.get("value")


def _is_silent(element: Element) -> bool:
    return (
        element.tag in SILENT
        or (element.tag in SILENT_WITHOUT_LANG and element.get("lang") is None)
        or "code" in element.get("class", "").split()
    )


def _tidy(words: str | None) -> str:
    return " ".join((words or "").split())
