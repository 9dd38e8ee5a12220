"""The shelf, and what a search finds."""

from collections.abc import Collection

from flask import request
from flask.typing import ResponseReturnValue

from portal.core import clock
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.core.pages import page
from portal.core.presentation import language_word, url_with
from portal.core.text import whole_number
from portal.library import policy, queries, vocabulary
from portal.library.views.blueprint import bp
from portal.library.vocabulary.facts import ASCII_DIGITS

LONGEST_QUERY = 300


@bp.get("/")
@requires(policy.may_read_library)
def index() -> ResponseReturnValue:
    query = " ".join(request.args.get("q", "").split())[:LONGEST_QUERY]
    filters, after, actor = _filters(), request.args.get("after"), actor_here()
    found = queries.search(actor, lang(), query, filters, after) if query else None
    shown = found.page if found else queries.shelf(actor, lang(), filters, after)
    language_words = {code: language_word(code) for code in vocabulary.TEXT_LANGUAGES}
    return page(
        "library/index.html",
        query=query, found=found, shown=shown, filters=filters, groups=_groups(filters, language_words, *queries.in_use(int(clock.now().timestamp() // 60))),
        applied=_applied(filters),
        words=_words(), tones=vocabulary.TONES, language_words=language_words, may_publish=policy.may_publish(actor),
        found_in={code: _("Found in the text in %(language)s", language=word) for code, word in language_words.items()},
    )  # fmt: skip


def _words() -> dict[str, str]:
    """What every line of the list says, asked for once."""
    words = {code: str(word) for code, word in vocabulary.STATES.items()}
    # NOTE: what stands between two items of a list, with its space
    return {**words, "sample": _("Sample text"), "gazette": _("Gazette no."), "comma": _(", ")}


def _filters() -> queries.Filters:
    """What the address asks for; values that nobody offers are passed over."""
    known = {"kind": vocabulary.KINDS, "state": vocabulary.STATES, "text": vocabulary.TEXT_LANGUAGES}
    chosen = {name: tuple(value for value in request.args.getlist(name) if value in codes) for name, codes in known.items()}
    return queries.Filters(chosen["kind"], chosen["state"], chosen["text"], _year("from"), _year("to"))


def _year(name: str) -> int | None:
    typed = request.args.get(name, "").translate(ASCII_DIGITS).strip()
    return whole_number(typed) if len(typed) == 4 else None


def _groups(
    filters: queries.Filters, languages: dict[str, str], kinds: Collection[str], states: Collection[str]
) -> list[tuple[str, str, list[tuple[str, str, None, bool]]]]:
    of_kinds = [(code, str(word), None, code in filters.kinds) for code, word in vocabulary.KINDS.items() if code in kinds or code in filters.kinds]
    of_states = [(code, str(word), None, code in filters.states) for code, word in vocabulary.STATES.items() if code in states or code in filters.states]
    of_texts = [(code, word, None, code in filters.languages) for code, word in languages.items()]
    return [(_("Kind of document"), "kind", of_kinds), (_("State"), "state", of_states), (_("Language of the text"), "text", of_texts)]


def _applied(filters: queries.Filters) -> list[tuple[str, str]]:
    """Each filter in force, with the address without it."""
    named = [("kind", filters.kinds, vocabulary.KINDS), ("state", filters.states, vocabulary.STATES)]
    found = [(str(words[code]), url_with(**{name: [other for other in codes if other != code]}, after=None)) for name, codes, words in named for code in codes]
    found += [(language_word(code), url_with(text=[other for other in filters.languages if other != code], after=None)) for code in filters.languages]
    if filters.first_year is not None:
        found.append((_("from %(year)s", year=filters.first_year), url_with(**{"from": None}, after=None)))
    if filters.last_year is not None:
        found.append((_("until %(year)s", year=filters.last_year), url_with(to=None, after=None)))
    return found
