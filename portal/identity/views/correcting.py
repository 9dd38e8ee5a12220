"""What an applicant has corrected since the last question, in words."""

from typing import Any

from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.country import queries as country
from portal.identity import queries, vocabulary
from portal.identity.queries import Dossier
from portal.identity.vocabulary.checking import CORRECTABLE

Piece = tuple[str, Any]  # how it looks ("word", "name", "code" or "day"), and what it says
CODES = ("number", "phone", "email", "members")
WORDS: dict[str, dict[Any, Any]] = {"kind": vocabulary.KINDS, "work": vocabulary.applying.WORK, "target_groups": vocabulary.applying.GROUPS}


def corrected(found: Dossier) -> list[tuple[Any, list[Piece], list[Piece]]] | None:
    """Each fact with what it said before and says now. What is in a document stays protected: that it is another is all."""
    changes = queries.corrections(found)
    if changes is None:
        return None
    return [(CORRECTABLE[name], *(_documents if name.endswith("_document") else _values)(name, before, now)) for name, before, now in changes]


def _documents(name: str, before: Any, now: Any) -> tuple[list[Piece], list[Piece]]:
    word = _("another document") if before else _("a document")
    return [("word", _("a document"))] if before else [], [("word", word)] if now else []


def _values(name: str, before: Any, now: Any) -> tuple[list[Piece], list[Piece]]:
    return _pieces(name, before), _pieces(name, now)


def _pieces(name: str, value: Any) -> list[Piece]:
    values = value if isinstance(value, list) else [value]
    return [_piece(name, one) for one in values if one not in (None, "")]


def _piece(name: str, value: Any) -> Piece:
    if isinstance(value, bool):
        return "word", _("Yes") if value else _("No")
    if name == "governorates":
        place = country.governorate(value)
        return "word", place.name(lang()) if place else value
    if name in WORDS:
        return "word", WORDS[name].get(value, value)
    if name.endswith(("_issued", "_expires")):
        return "day", value
    return ("code" if name.endswith(CODES) else "name"), value
