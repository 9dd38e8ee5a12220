"""Marks what a search met, in the original text and nowhere else."""

from bisect import bisect_right

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
    norms = tuple(word.norm for word in found)
    starts = [place for place, norm in enumerate(norms) if norm == phrase[0] and norms[place : place + size] == phrase]
    return [place for start in starts for place in range(start, start + size)]


def _window(text: str, found: list[Word], met: list[tuple[Word, int]], length: int) -> tuple[int, int]:
    """From some words before the best place; never inside a word that is shorter than the whole."""
    start = max(min(_best_place(met, length) - length // 4, len(text) - length), 0)
    if start > 0:
        start = next((word.start for word in found if word.start >= start), start)
    if start + length >= len(text):
        return start, len(text)
    fitting = bisect_right(found, start + length, key=lambda word: word.end)
    end = found[fitting - 1].end if fitting and found[fitting - 1].start >= start else start + length
    return start, end


def _best_place(met: list[tuple[Word, int]], length: int) -> int:
    """Where the first stretch with the most clauses begins."""
    best, first = 0, 0
    for place, (word, _) in enumerate(met):
        near = {clause for other, clause in met[place : place + length] if other.end <= word.start + length * 2 // 3}
        if len(near) > best:
            best, first = len(near), word.start
    return first


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
