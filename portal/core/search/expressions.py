"""Clauses as a tree of AND, OR and adjacency that each engine writes in its own way.

A row answers if it holds every clause, a word of the owner's title counting too, and at least one in its own text:
otherwise each provision of a law would answer to the law's name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.core.search.query import Clause
from portal.core.search.rows import TITLE


@dataclass(frozen=True)
class Node:
    """`any` and `all` over parts; `words` is adjacency over tokens (one token: the token itself)."""

    kind: str
    parts: tuple["Node", ...] = ()
    tokens: tuple[str, ...] = ()


def exact(clauses: Sequence[Clause]) -> Node:
    return _together([(clause, [clause.exact]) for clause in clauses])


def loose(clauses: Sequence[Clause]) -> Node:
    return _together([(clause, [(key,) for key in sorted(clause.loose)] or [clause.exact]) for clause in clauses])


def _together(wanted: list[tuple[Clause, list[tuple[str, ...]]]]) -> Node:
    if len(wanted) == 1:
        return _any(wanted[0][1])
    parts = []
    for clause, options in wanted:
        in_title = [] if clause.phrase else [(TITLE + option[0],) for option in options]
        parts.append(_any([*options, *in_title]))
    if not any(clause.phrase for clause, _ in wanted):
        parts.append(_any(option for _, options in wanted for option in options))
    return Node("all", tuple(parts))


def _any(options: Iterable[tuple[str, ...]]) -> Node:
    nodes = tuple(Node("words", tokens=option) for option in dict.fromkeys(options))
    return nodes[0] if len(nodes) == 1 else Node("any", nodes)
