"""Reading a report: its text in a language, its chapters, versions and files."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core import files, text
from portal.core.access import Actor, actor_here, requires
from portal.core.locale import LANGUAGES, lang
from portal.core.pages import page
from portal.core.presentation import language_word
from portal.elections import queries as elections
from portal.identity import queries as identity
from portal.reports import policy, queries, vocabulary
from portal.reports.forms import ActForm
from portal.reports.views.blueprint import bp
from portal.reports.views.chapters import Divided, divide, whole
from portal.reports.views.listing import governorate_names


@bp.get("/<slug>")
@requires(policy.may_view, queries.report)
def show(report: Any) -> ResponseReturnValue:
    actor = actor_here()
    if not policy.may_read_inside(actor, report):
        return page("reports/withdrawn.html", **_head(report, report.current, actor), reason=_reason(report))
    version = _asked_version(report) or report.current or report.draft
    may_edit = policy.may_edit(actor, report)
    return page(
        "reports/show.html",
        **reading(report, version, actor),
        may_edit=may_edit,
        may_withdraw=may_edit and report.state == vocabulary.State.PUBLISHED,
        reason=_reason(report),
        act=ActForm() if may_edit else None,
    )


@bp.get("/<slug>/files/<key>")
@requires(policy.may_list, queries.attached_file)
def file(stored: Any) -> ResponseReturnValue:
    """The query has already asked who may read the version that the file belongs to."""
    return files.send(stored, inline=True)


def reading(report: Any, version: Any, actor: Actor, endpoint: str = ".show") -> dict[str, Any]:
    """Everything the reading page shows, as plain values: they outlive a rollback."""
    wanted = request.args.get("text", "")
    asked = wanted if wanted in LANGUAGES else lang()
    texts = queries.texts(version, whole=asked)
    shown = queries.pick(texts, asked)
    divided = divide(shown.body) if shown else Divided([], [""])
    part = _asked_part(divided)
    number = request.args.get("version") if endpoint == ".show" else None
    kept = {"endpoint": endpoint, "slug": report.slug, "version": number, "text": wanted or None}
    return {
        **_head(report, version, actor, texts),
        "asked": asked,
        "text": {"language": shown.language, "title": shown.title, "summary": shown.summary, "origin": shown.origin} if shown else None,
        "text_tabs": [_tab(row.language, shown.language, kept) for row in texts if shown],
        "chapters": _contents(divided, part, kept),
        "body": text.shown(whole(shown.body) if part is None and shown else divided.pages[(part or 1) - 1]),
        "part": part,
        "parts": len(divided.pages),
        "part_urls": [_address(kept, part=number) for number in range(1, len(divided.pages) + 1)],
        "whole_url": _address(kept, part="all"),
        "attachments": [_attached(report.slug, row) for row in queries.attachments(version)],
    }


def _head(report: Any, version: Any, actor: Actor, texts: Any = None) -> dict[str, Any]:
    """What stands over a report's text, and beside it."""
    language = lang()
    own = actor.organisation_id is not None and actor.organisation_id == report.organisation_id
    rows = queries.texts(version) if texts is None else texts
    title = queries.pick(rows, language)
    places = governorate_names(language)
    election = elections.election_names([report.election_id], language).get(report.election_id or 0)
    makers = identity.person_names(row.published_by_id for row in report.published) if own else {}
    return {
        "report": {name: getattr(report, name) for name in ("id", "slug", "state", "withdrawn_at", "changed_at", "type", "lock_version")},
        "heading": (title.title, title.language) if title else (report.slug, "en"),
        "organisation": identity.organisation_names([report.organisation_id], language).get(report.organisation_id, ""),
        "own": own,
        "election": election,
        "version": {name: getattr(version, name) for name in ("number", "published_at", "content_hash", "note", "note_language")},
        "type_word": str(vocabulary.TYPES[vocabulary.Type(version.type)]),
        "theme_word": str(vocabulary.THEMES[vocabulary.Theme(version.theme)]) if version.theme else None,
        "places": [places[code] for code in version.governorates.split() if code in places],
        "versions": [_version(report, row, makers) for row in reversed(report.published)],
        "has_draft": own and report.draft is not None,
        "current_number": report.current.number if report.current else None,
    }


def _version(report: Any, row: Any, makers: dict[int, str]) -> dict[str, Any]:
    return {
        "number": row.number,
        "published_at": row.published_at,
        "by": makers.get(row.published_by_id),
        "note": row.note,
        "note_language": row.note_language,
        "url": url_for(".show", slug=report.slug, version=row.number if row.id != report.current_id else None),
        "now": row.id == report.current_id,
    }


def _reason(report: Any) -> dict[str, Any] | None:
    if report.state != vocabulary.State.WITHDRAWN:
        return None
    return {"text": report.reason, "language": report.reason_language, "at": report.withdrawn_at}


def _asked_version(report: Any) -> Any:
    """Only published ones; the draft has its own address, which others do not know."""
    wanted = request.args.get("version", "")
    return next((row for row in report.published if str(row.number) == wanted), None)


def _tab(language: str, shown: str, kept: dict[str, Any]) -> tuple[str, str, bool]:
    return language_word(language), url_for(**{**kept, "text": language}), language == shown


def _asked_part(divided: Divided) -> int | None:
    """None is the whole text on one page. A search leads to a chapter, wherever it stands."""
    wanted, chapter = request.args.get("part", ""), request.args.get("chapter", "")
    if wanted == "all":
        return None
    number = text.whole_number(wanted)
    if number is not None and 1 <= number <= len(divided.pages):
        return number
    return next((row.page for row in divided.chapters if str(row.number) == chapter), 1)


def _contents(divided: Divided, part: int | None, kept: dict[str, Any]) -> list[tuple[str, str]]:
    """Chapters with their addresses: an anchor on this page, or another page."""
    found = []
    for chapter in divided.chapters:
        here = part is None or chapter.page == part
        found.append((chapter.title, f"#{chapter.anchor}" if here else _address(kept, part=chapter.page, _anchor=chapter.anchor)))
    return found


def _address(kept: dict[str, Any], **more: Any) -> str:
    return url_for(**kept, **more)


def _attached(slug: str, row: Any) -> dict[str, Any]:
    return {
        "name": row.file.name, "size": row.file.size, "description": row.description, "language": row.description_language,
        "url": url_for(".file", slug=slug, key=row.file.key), "key": row.file.key, "sha256": row.file.sha256,
    }  # fmt: skip
