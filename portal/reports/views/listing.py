"""Lists: what all organisations have published, and what one's own works on."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core import search
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.locale import LANGUAGES, lang
from portal.core.pages import page
from portal.core.presentation import joined, language_word, url_with
from portal.country import queries as country
from portal.identity import queries as identity
from portal.reports import policy, queries, vocabulary
from portal.reports.views.blueprint import bp

LONGEST_QUERY = 200
FILTERS = ("type", "language", "governorate")


@bp.get("/")
@requires(policy.may_list)
def index() -> ResponseReturnValue:
    actor, language = actor_here(), lang()
    wanted = _wanted()
    found = queries.published(wanted, actor, language)
    return page(
        "reports/index.html",
        found=found,
        wanted=wanted,
        rows=_rows(found.page.rows, wanted.q),
        groups=_groups(wanted),
        filters=_filters(wanted, language),
        keep=[(name, value) for name in FILTERS for value in request.args.getlist(name)],
        names=identity.organisation_names((entry.report.organisation_id for entry in found.page.rows), language),
        types=_words(vocabulary.TYPES),
        places=governorate_names(language),
        may_write=policy.may_write(actor),
        has_own=actor.organisation_id is not None,
        reports_at=url_for(".index"),
    )


@bp.get("/own")
@requires(lambda actor: actor.organisation_id is not None)
def own() -> ResponseReturnValue:
    """Drafts, published and withdrawn reports of one's own organisation."""
    actor, language = actor_here(), lang()
    found = queries.own(actor, language, request.args.get("after"))
    return page(
        "reports/own.html",
        found=found,
        rows=_rows(found.rows, ""),
        types=_words(vocabulary.TYPES),
        states=_words(vocabulary.STATES),
        tones=vocabulary.TONES,
        may_write=policy.may_write(actor),
        reports_at=url_for(".index"),
    )


def governorate_names(language: str) -> dict[str, str]:
    return {governorate.code: governorate.name(language) for governorate in country.governorates()}


def _wanted() -> queries.Wanted:
    """Unknown values of a filter are left out: an address that somebody changed by hand shows everything."""
    ticked = request.args.getlist
    codes = {governorate.code for governorate in country.governorates()}
    return queries.Wanted(
        q=request.args.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY],
        types=[value for value in ticked("type") if value in vocabulary.TYPES],
        governorates=[value for value in ticked("governorate") if value in codes],
        languages=[value for value in ticked("language") if value in LANGUAGES],
        after=request.args.get("after"),
    )


def _rows(entries: Any, query: str) -> list[dict[str, Any]]:
    spoken = {code: language_word(code) for code in LANGUAGES}
    return [{**_row(entry, query), "languages": joined(spoken[code] for code in entry.languages)} for entry in entries]


def _row(entry: queries.Entry, query: str) -> dict[str, Any]:
    text, report = entry.text, entry.report
    passage = entry.passage
    title, shown = (text.title, text.summary) if text else (str(vocabulary.TYPES[vocabulary.Type(report.type)]), "")
    language = text.language if text else lang()
    return {
        "report": report,
        "title": search.mark(title, query, language) if query else [(title, False)],
        "language": language,
        "excerpt": search.excerpt(passage.text if passage else shown, query, language=language) if query else [(shown, False)],
        "address": f"{report.slug}{_place(passage, language) if query else ''}",
    }


def _place(passage: Any, language: str) -> str:
    """Query and anchor that lead from a search to the chapter and the language in which it was met."""
    chapter = passage.chapter if passage else 0
    named = ([f"text={language}"] if language != lang() else []) + ([f"chapter={chapter}"] if chapter else [])
    return (f"?{'&'.join(named)}" if named else "") + (f"#chapter-{chapter}" if chapter else "")


def _groups(wanted: queries.Wanted) -> list[Any]:
    def options(pairs: Any, ticked: Any) -> list[tuple[str, str, None, bool]]:
        return [(str(value), str(label), None, value in ticked) for value, label in pairs]

    return [
        (_("Type of report"), "type", options(vocabulary.TYPES.items(), wanted.types)),
        (_("Language of the text"), "language", options(((code, language_word(code)) for code in LANGUAGES), wanted.languages)),
    ]


def _filters(wanted: queries.Wanted, language: str) -> list[tuple[str, str]]:
    """What is in force, each with the address of the list without it."""
    places = governorate_names(language)
    active = [("type", value, str(vocabulary.TYPES[vocabulary.Type(value)])) for value in wanted.types]
    active += [("language", value, language_word(value)) for value in wanted.languages]
    active += [("governorate", value, places[value]) for value in wanted.governorates]
    return [
        (label, url_with(after=None, **{name: [other for other in request.args.getlist(name) if other != value]}))
        for name, value, label in active
    ]


def _words(labels: Any) -> dict[str, str]:
    return {str(key): str(label) for key, label in labels.items()}
