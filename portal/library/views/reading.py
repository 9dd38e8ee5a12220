"""A document as its readers see it."""

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core import files
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.core.pages import page
from portal.core.presentation import joined
from portal.core.text import whole_number
from portal.library import policy, queries, vocabulary
from portal.library.views.blueprint import bp
from portal.library.views.leaf import contents_of, key_words, parts_of
from portal.library.vocabulary.naming import naming


@bp.get("/<slug>")
@requires(policy.may_view, queries.document)
def show(document: Any) -> ResponseReturnValue:
    return read_page(document)


@bp.get("/<slug>/whole")
@requires(policy.may_view, queries.document)
def whole(document: Any) -> ResponseReturnValue:
    return read_page(document, whole=True)


@bp.get("/<slug>/<key>")
@requires(policy.may_view, queries.document)
def part(document: Any) -> ResponseReturnValue:
    """Any provision has this address; it leads to the page on which it stands."""
    return read_page(document, key=str((request.view_args or {})["key"]))


@bp.get("/<slug>/files/<int:number>")
@requires(policy.may_view, queries.attachment)
def file(record: Any) -> ResponseReturnValue:
    return files.send(record.stored)


def read_page(document: Any, key: str | None = None, whole: bool = False, draft: bool = False) -> ResponseReturnValue:
    """`draft` shows the open version to officers, exactly as readers will see it."""
    if document.slug != (request.view_args or {}).get("slug"):
        return redirect(url_for(".show", **{**request.args.to_dict(), "slug": document.slug}), 301)
    if not draft and document.publication == vocabulary.Publication.DRAFT:
        return redirect(url_for(".preview", slug=document.slug), 302)
    wanted = request.args.get("text") if request.args.get("text") in vocabulary.TEXT_LANGUAGES else None
    number = whole_number(request.args.get("version"))
    if document.publication == vocabulary.Publication.WITHDRAWN and not (number and policy.may_publish(actor_here())):
        return _tombstone(document)
    read = queries.reading(document, lang(), wanted=wanted, key=key, whole=whole, number=number, draft=draft)
    if read is None:
        abort(404)
    if read.elsewhere and read.text is not None:
        wanted = read.text.language
    address = _addresses(document.slug, draft, {"text": wanted, "version": number})
    contents = contents_of(read, address)
    if key is not None and (not contents.firsts or key not in contents.firsts[1:]):
        return redirect(f"{address(_first_of(read, contents.firsts))}#{key}", 302)

    def in_text(language: str) -> str:
        return _addresses(document.slug, draft, {"text": language, "version": number})(_first_of(read, contents.firsts))

    return page("library/show.html", **_context(document, read, contents, address, draft), text_address=in_text)


def _first_of(read: Any, firsts: list[str]) -> str | None:
    return firsts[read.page] if read.page and read.page < len(firsts) else None


def _addresses(slug: str, draft: bool, kept: dict[str, Any]) -> Callable[[str | None], str]:
    """Addresses of this document's pages that keep the chosen text and version."""
    first, other, everything = (".preview", ".preview_part", ".preview_whole") if draft else (".show", ".part", ".whole")

    def address(key: str | None) -> str:
        if key == "whole":
            return url_for(everything, slug=slug, **kept)
        return url_for(other, slug=slug, key=key, **kept) if key else url_for(first, slug=slug, **kept)

    return address


def _context(document: Any, read: Any, contents: Any, address: Callable[[str | None], str], draft: bool) -> dict[str, Any]:
    actor = actor_here()
    named = naming()
    return {
        "document": document, "read": read, "contents": contents, "address": address, "draft": draft, "parts": parts_of(read),
        "name": named.of(document), "facts": _facts(document, named), "relations": _grouped(read.links), "vocabulary": vocabulary,
        "here": _addresses(document.slug, draft, {}), "may_publish": policy.may_publish(actor),
        "old": read.version is not None and not draft and read.version.id != document.current_version_id,
        "permanent": url_for(".show", slug=document.slug, _external=True),
    }  # fmt: skip


def _grouped(links: list[Any]) -> list[dict[str, Any]]:
    """One entry for each other document and kind, with all the parts that it speaks of."""
    found: dict[tuple[Any, ...], list[Any]] = {}
    for link in links:
        found.setdefault((link.kind, link.back, link.slug or link.title), []).append(link)
    return [
        {
            **same[0].__dict__, "own_parts": joined(dict.fromkeys(key_words(link.own_key) for link in same if link.own_key)),
            "parts": joined(dict.fromkeys(key_words(link.key) for link in same if link.key)),
        }
        for same in found.values()
    ]  # fmt: skip


def _facts(document: Any, named: Any) -> list[tuple[str, str, Any]]:
    """(what it is, word, value); `day` values are dates, `code` values numbers."""
    known: list[tuple[str, str, Any]] = [
        ("day", _("Passed on"), document.passed_on), ("day", _("Ratified on"), document.ratified_on),
        ("day", _("Published on"), document.published_on), ("day", _("In force since"), document.in_force_on),
        ("code", _("Gazette issue number"), document.gazette_number),
    ]  # fmt: skip
    if document.minutes_number:
        known.append(("word", named.minutes.get(document.minutes_kind or "ordinary", ""), f"{document.minutes_number}/{document.minutes_year}"))
        known.append(("day", _("Date of the meeting"), document.meeting_on))
    return [fact for fact in known if fact[2]]


def _tombstone(document: Any) -> ResponseReturnValue:
    title, language = queries.titled([document.id], lang()).get(document.id, (document.slug, "en"))
    return page(
        "library/withdrawn.html", 410, document=document, name=naming().of(document), title=title, title_language=language,
        may_publish=policy.may_publish(actor_here()),
    )  # fmt: skip
