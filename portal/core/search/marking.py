"""Marks what a search met, in the original text and nowhere else."""

from bisect import bisect_left

from portal.core.search.query import Clause, parse
from portal.core.search.words import Word, words

Piece = tuple[str, bool]
ELLIPSIS = "…"
MOST_READ = 200_000


def mark(text: str, query: str, language: str | None = None) -> list[Piece]:
    """The text in pieces, True where a word answers the query. Joined together they are the text."""
    return _pieces(text, _met(words(text, language), parse(query)), 0, len(text))


def excerpt(text: str, query: str, length: int = 240, language: str | None = None) -> list[Piece]:
    """About `length` characters around the place where most words of the query stand together, cut between words."""
    text = text[:MOST_READ]
    found = words(text, language)
    met = _met(found, parse(query))
    start, end = _window(text, found, met, length)
    pieces = _pieces(text, met, start, end)
    if start > 0:
        pieces.insert(0, (ELLIPSIS, False))
    if end < len(text.rstrip()):
        pieces.append((ELLIPSIS, False))
    return pieces


def _met(found: list[Word], clauses: tuple[Clause, ...]) -> list[tuple[Word, int]]:
    """The words that answer, each with the number of its clause."""
    met: dict[int, int] = {}
    for number, clause in enumerate(clauses):
        places = _phrase_places(found, clause.exact) if clause.phrase else _word_places(found, clause)
        for place in places:
            met.setdefault(place, number)
    return [(found[place], met[place]) for place in sorted(met)]


def _word_places(found: list[Word], clause: Clause) -> list[int]:
    return [place for place, word in enumerate(found) if clause.met_by(word)]


def _phrase_places(found: list[Word], phrase: tuple[str, ...]) -> list[int]:
    size = len(phrase)
    norms = [word.norm for word in found]
    starts = [place for place, norm in enumerate(norms) if norm == phrase[0] and tuple(norms[place : place + size]) == phrase]
    return [place for start in starts for place in range(start, start + size)]


def _window(text: str, found: list[Word], met: list[tuple[Word, int]], length: int) -> tuple[int, int]:
    """The first stretch with the most clauses, with some words before it."""
    first = met[0][0].start if met else 0
    best = 0
    for place, (word, _) in enumerate(met):
        clauses = {clause for other, clause in met[place : place + length] if other.end <= word.start + length * 2 // 3}
        if len(clauses) > best:
            best, first = len(clauses), word.start
    starts = [word.start for word in found]
    start = max(first - length // 4, 0) if first + length * 3 // 4 < len(text) else max(len(text) - length, 0)
    start = min(start, first)
    if start > 0:
        start = starts[min(bisect_left(starts, start), len(starts) - 1)] if starts else start
    end = start + length
    if end >= len(text):
        return start, len(text)
    crossing = bisect_left(starts, end) - 1
    if crossing >= 0 and found[crossing].end > end and found[crossing].start > start:
        end = found[crossing].start
    return start, len(text[:end].rstrip())


def _pieces(text: str, met: list[tuple[Word, int]], start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    here = start
    for word, _ in met:
        if word.start < here or word.end > end:
            continue
        if word.start > here:
            pieces.append((text[here : word.start], False))
        pieces.append((text[word.start : word.end], True))
        here = word.end
    if here < end:
        pieces.append((text[here:end], False))
    return pieces
