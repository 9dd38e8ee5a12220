"""Lines in words: names of people and bodies, facts and their values."""

from collections.abc import Iterable, Sequence
from typing import Any

from portal.audit import queries, vocabulary
from portal.audit.queries import Change
from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.core.presentation import language_word
from portal.core.register import registers
from portal.country import queries as country
from portal.country.vocabulary import Named

# Facts that hold the number of a record which is told by its name; records of these kinds are, too.
NAMED = {
    "person": "person", "actor_id": "person", "organisation": "organisation", "organisation_id": "organisation",
    "member": "organisation", "office": "office",
}  # fmt: skip
Names = dict[str, dict[int, str]]
Piece = tuple[str, str]  # how it looks ("word", "name" or "code"), or the other language that it is in, and what it says
Told = tuple[Piece, list[Piece], list[Piece]]


def context(lines: Sequence[Any]) -> dict[str, Any]:
    """What the table of lines needs: each line with what it changed, the kind of actor, and names."""
    read = [(line, *queries.read(line)) for line in lines]
    names = names_in((line, changes) for line, changes, _who in read)
    return {
        "rows": [(line, told(line.action, changes, names), who) for line, changes, who in read],
        "names": names,
        "actions": registers.actions,
        "subjects": registers.subjects,
        "others": vocabulary.WHO,
    }


def names_in(lines: Iterable[tuple[Any, list[Change]]]) -> Names:
    """Of the people, organisations and offices that the lines speak of; a statement for each of these kinds."""
    wanted: dict[str, set[int | None]] = {kind: set() for kind in NAMED.values()}
    for line, changes in lines:
        wanted["person"].add(line.actor_id)
        if line.subject_kind in wanted and line.subject_id.isdigit():
            wanted[line.subject_kind].add(int(line.subject_id))
        for fact, *values in changes:
            if fact in NAMED:
                wanted[NAMED[fact]].update(value for value in values if isinstance(value, int))
    return {kind: queries.names_of(ids, lang(), kind) for kind, ids in wanted.items()}


def told(action: str, changes: list[Change], names: Names) -> list[Told]:
    """Each change: the fact, what it was before and after; in words where the registers have some, the rest as codes."""
    feature = action.partition(".")[0]

    def pieces(fact: str, value: Any) -> list[Piece]:
        several = value.split() if fact == "governorates" and isinstance(value, str) else value if isinstance(value, list) else [value]
        return [_piece(feature, fact, one, names) for one in several if one not in (None, "")]

    def named(fact: str) -> Piece:
        word = registers.facts.get((feature, fact)) or vocabulary.FACTS.get(fact)
        return ("word", str(word)) if word else ("code", fact)

    return [(named(fact), pieces(fact, before), pieces(fact, after)) for fact, before, after in changes]


def _piece(feature: str, fact: str, value: Any, names: Names) -> Piece:
    if isinstance(value, bool):
        return "word", _("Yes") if value else _("No")
    if isinstance(value, int):
        name = names.get(NAMED.get(fact, ""), {}).get(value)
        return ("name", name) if name else ("word", str(value))
    text = queries.plain(value)
    word = registers.words.get((feature, fact), {}).get(text)
    if not word and fact in ("language", "languages"):
        word = language_word(text)
    if not word and fact == "area" and text in registers.areas:
        word = registers.areas[text].word
    return ("word", str(word)) if word else _of_the_country(fact, text) or ("code" if text.isascii() and " " not in text else "name", text)


def _of_the_country(fact: str, code: str) -> Piece | None:
    """Not every district has a name in the reader's language."""
    known: Named | None = None
    if fact == "district":
        known = country.district(code)
    elif fact == "category":
        known = country.category(code)
    elif fact.startswith("governorate"):
        known = country.governorate(code)
    if known is None:
        return None
    spoken = known.name_language(lang())
    return "word" if spoken == lang() else spoken, known.name(lang())
