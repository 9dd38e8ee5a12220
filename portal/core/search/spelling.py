"""Words that count as one: the country pack's variants and broken plurals, handed in by the factory."""

from collections.abc import Callable, Iterable

from portal.core.search.folding import fold

Forget = Callable[[], None]

_keys: dict[str, str] = {}
_forgetful: list[Forget] = []


def use_spelling(groups: Iterable[Iterable[str]]) -> None:
    """Replaces all groups; the first word of each is its key. A group of one protects a word from being stemmed apart.

    Rows that were indexed before keep their old keys until they are indexed again."""
    _keys.clear()
    for group in groups:
        words = [fold(word) for word in group]
        for word in words:
            _keys.setdefault(word, words[0])
    for forget in _forgetful:
        forget()


def key_of(word: str) -> str | None:
    """The key of a folded word that stands in a group."""
    return _keys.get(word)


def on_new_spelling(forget: Forget) -> None:
    _forgetful.append(forget)
