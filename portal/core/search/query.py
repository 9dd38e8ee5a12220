"""What somebody looks for, as clauses that all must hold."""

import re
from dataclasses import dataclass
from functools import lru_cache

from portal.core.search.folding import fold
from portal.core.search.spelling import on_new_spelling
from portal.core.search.words import WORD, Word, query_keys, words

MOST_CLAUSES = 12
MOST_CHARACTERS = 1_000
PHRASE = re.compile(r'"([^"“”„«»]+)"|[“„]([^"“”„«»]+)[”“"]|«([^«»]+)»')

# Left out where the query has other words: they stand in nearly every text and in none by intention.
SILENT = frozenset(
    map(
        fold,
        "و في من على إلى الى عن أو او ان أن رقم لسنة سنة لعام لە بۆ ی یان بە ژمارە ساڵی the a an of and or in on for to by with no number year".split(),
    )
)


@dataclass(frozen=True)
class Clause:
    """`exact`: one folded word, a pair of numbers, or the words of a phrase in their order.

    `loose`: keys of which any will do; empty for a phrase."""

    exact: tuple[str, ...]
    loose: frozenset[str]

    @property
    def phrase(self) -> bool:
        return not self.loose

    @property
    def numeric(self) -> bool:
        """A number, or a number and its year: told by the numbers beside it."""
        return self.exact[0][0].isdigit()

    def exactly(self, word: Word) -> bool:
        return word.norm == self.exact[0] or self.exact[0] in word.pairs

    def met_by(self, word: Word) -> bool:
        return self.exactly(word) or not self.loose.isdisjoint(word.keys)


def parse(query: str) -> tuple[Clause, ...]:
    """No clause at all where the query has no word; whatever is no letter or digit only separates."""
    return _parse(query[:MOST_CHARACTERS])


@lru_cache(maxsize=1_000)
def _parse(query: str) -> tuple[Clause, ...]:
    phrases: list[Clause] = []

    def take(match: re.Match[str]) -> str:
        inside = words(next(filter(None, match.groups())))
        if len(inside) < 2:
            return match[0]
        phrases.append(Clause(tuple(word.norm for word in inside[:MOST_CLAUSES]), frozenset()))
        return " | "

    rest = PHRASE.sub(take, query)
    clauses = dict.fromkeys([*phrases, *_loose_clauses(rest, bool(phrases))])
    return tuple(clauses)[:MOST_CLAUSES]


def _loose_clauses(text: str, others: bool) -> list[Clause]:
    found = words(text)
    telling = [word for word in found if word.norm not in SILENT]
    clauses = []
    for word in telling if telling or others else found:
        if word.pairs:
            clauses += [Clause((pair,), frozenset((pair,))) for pair in sorted(word.pairs)]
            continue
        match = WORD.match(text, word.start)
        assert match is not None
        norm, keys = (word.norm, frozenset()) if match.lastgroup == "number" else query_keys(match[0])
        clauses.append(Clause((norm,), keys | {norm}))
    return clauses


on_new_spelling(_parse.cache_clear)
