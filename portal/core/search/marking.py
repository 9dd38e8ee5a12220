"""Marks what a search met, in the original text and nowhere else."""

from functools import lru_cache
from typing import NamedTuple

from portal.core.search.query import Clause, parse
from portal.core.search.spelling import on_new_spelling
from portal.core.search.words import WORD, Word, keys_of, words

Piece = tuple[str, bool]
ELLIPSIS = "…"
MOST_READ = 200_000
MOST_REMEMBERED = 20_000


class Met(NamedTuple):
    """A place in the text that answers the clause of this number."""

    start: int
    end: int
    clause: int


class _Answers(dict[str, int | None]):
    """The number of the clause that a word answers, found once for every word that was ever met."""

    def __init__(self, clauses: tuple[Clause, ...], language: str | None) -> None:
        self._clauses, self._language = clauses, language

    def __missing__(self, raw: str) -> int | None:
        if len(self) > MOST_REMEMBERED:
            self.clear()
        norm, keys = keys_of(raw, self._language)
        word = Word(0, 0, norm, keys)
        self[raw] = next((number for number, clause in enumerate(self._clauses) if norm and clause.met_by(word)), None)
        return self[raw]


_answers = lru_cache(maxsize=50)(_Answers)
on_new_spelling(_answers.cache_clear)


def mark(text: str, query: str, language: str | None = None) -> list[Piece]:
    """The text in pieces, True where a word answers the query. Joined together they are the text."""
    return _pieces(text, _met(text, parse(query), language), 0, len(text))


def excerpt(text: str, query: str, length: int = 240, language: str | None = None) -> list[Piece]:
    """About `length` characters around the place where most words of the query stand together, cut between words."""
    text = text[:MOST_READ]
    met = _met(text, parse(query), language)
    start, end = _window(text, met, length)
    pieces = _pieces(text, met, start, end)
    if start > 0:
        pieces.insert(0, (ELLIPSIS, False))
    if end < len(text.rstrip()):
        pieces.append((ELLIPSIS, False))
    return pieces


def _met(text: str, clauses: tuple[Clause, ...], language: str | None) -> list[Met]:
    """In the order of the text. Phrases and numbers need their neighbours; any other word answers by itself."""
    if any(clause.phrase or clause.numeric for clause in clauses):
        return _met_by_neighbours(words(text, language), clauses)
    if not clauses:
        return []
    answers = _answers(clauses, language)
    return [Met(*word.span(), number) for word in WORD.finditer(text) if (number := answers[word[0]]) is not None]


def _met_by_neighbours(found: list[Word], clauses: tuple[Clause, ...]) -> list[Met]:
    met: dict[int, int] = {}
    for number, clause in enumerate(clauses):
        places = _phrase_places(found, clause.exact) if clause.phrase else _word_places(found, clause)
        for place in places:
            met.setdefault(place, number)
    return [Met(found[place].start, found[place].end, met[place]) for place in sorted(met)]


def _word_places(found: list[Word], clause: Clause) -> list[int]:
    return [place for place, word in enumerate(found) if clause.met_by(word)]


def _phrase_places(found: list[Word], phrase: tuple[str, ...]) -> list[int]:
    size = len(phrase)
    norms = tuple(word.norm for word in found)
    starts = [place for place, norm in enumerate(norms) if norm == phrase[0] and norms[place : place + size] == phrase]
    return [place for start in starts for place in range(start, start + size)]


def _window(text: str, met: list[Met], length: int) -> tuple[int, int]:
    """From some words before the best place; never inside a word that is shorter than the whole."""
    start = max(min(_best_place(met, length) - length // 4, len(text) - length), 0)
    if start > 0:
        start = next((word.start() for word in WORD.finditer(text) if word.start() >= start), start)
    if start + length >= len(text):
        return start, len(text)
    end = start
    for word in WORD.finditer(text, start):
        if word.end() > start + length:
            break
        end = word.end()
    return start, end if end > start else start + length


def _best_place(met: list[Met], length: int) -> int:
    """Where the first stretch with the most clauses begins."""
    best, first = 0, 0
    for place, word in enumerate(met):
        near = {other.clause for other in met[place : place + length] if other.end <= word.start + length * 2 // 3}
        if len(near) > best:
            best, first = len(near), word.start
    return first


def _pieces(text: str, met: list[Met], start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    here = start
    for word in met:
        if word.start < here or word.end > end:
            continue
        if word.start > here:
            pieces.append((text[here : word.start], False))
        pieces.append((text[word.start : word.end], True))
        here = word.end
    if here < end:
        pieces.append((text[here:end], False))
    return pieces
