"""Kinds of violations found by words, in three languages at once."""

from functools import cache

from portal.core import search
from portal.country import queries as country
from portal.country.vocabulary import Category


def find_kinds(typed: str) -> list[Category]:
    """Kinds in whose names (or group's), of any language, every word occurs or begins a word; common ones first."""
    wanted = search.words(typed)[:8]
    if not wanted:
        return []
    found = [kind for kind in country.categories() if all(_meets(word, kind.code) for word in wanted)]
    return sorted(found, key=lambda kind: not kind.core)


def _meets(word: search.Word, code: str) -> bool:
    return any(known.norm.startswith(word.norm) or word.norm in known.keys or not word.keys.isdisjoint(known.keys | {known.norm}) for known in _words_of(code))


@cache
def _words_of(code: str) -> tuple[search.Word, ...]:
    kind = country.category(code)
    groups = {group.code: group for group in country.category_groups()}
    if kind is None:
        return ()
    named = [(language, name) for owner in (kind, groups[kind.group]) for language, name in owner.names.items()]
    return tuple(word for language, name in named for word in search.words(name, language))
