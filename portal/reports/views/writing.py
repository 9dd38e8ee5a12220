"""Writing a report: begin, its text in each language, its type and places, its files."""

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core import files
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.catalogue import ngettext
from portal.core.forms import choices_of
from portal.core.locale import LANGUAGES, lang
from portal.core.pages import done, form_page, refused, taken_in
from portal.core.presentation import language_word
from portal.core.refusal import Refusal
from portal.country import queries as country
from portal.identity import queries as identity
from portal.reports import policy, queries, vocabulary
from portal.reports.forms import ActForm, FactsForm, FileForm, NewForm, TextForm, number_in
from portal.reports.services import attaching, drafting
from portal.reports.views.blueprint import bp


@bp.route("/new", methods=["GET", "POST"])
@requires(policy.may_write)
def new() -> ResponseReturnValue:
    form = NewForm(language=lang())
    form.governorates.choices = choices_of(_places())
    context = {"type_hints": vocabulary.TYPE_HINTS}
    if not form.submitted():
        return form_page("reports/new.html", form, **context)
    typed = {"governorates": form.governorates.data, "theme": form.theme.data or None}
    try:
        made = drafting.draft(actor_here(), form.once.data, form.type.data, form.language.data, form.title.data, **typed)
    except Refusal as refusal:
        return refused("reports/new.html", form, refusal, **context)
    return done(url_for(".edit", slug=made.slug, text=form.language.data), _("The draft has been made. Only your organisation sees it."))


@bp.route("/<slug>/edit", methods=["GET", "POST"])
@requires(policy.may_edit, queries.own_report)
def edit(report: Any) -> ResponseReturnValue:
    if report.draft is None:
        return redirect(url_for(".show", slug=report.slug), 302)
    actor, language = actor_here(), _asked_language(report)
    text = queries.text_in(report.draft, language)
    form = TextForm(text=language, **_standing(text))
    context = {**_desk(report, language), "saved": None, "table_word": vocabulary.TABLE_WORDS[language]}
    if not form.submitted():
        return form_page("reports/edit.html", form, **context)
    typed = (form.title.data, form.summary.data, form.source.data, form.translated.data)
    try:
        drafting.write_text(actor, report, language, *typed, seen=number_in(form.seen))
    except Refusal as refusal:
        if refusal.message is vocabulary.CHANGED_MEANWHILE:
            context["saved"] = _saved(queries.text_in(report.draft, language))
            form.seen.data = str(context["saved"]["seen"])
        return refused("reports/edit.html", form, refusal, **context)
    if "preview" in request.form:
        return done(url_for(".preview", slug=report.slug, text=language))
    return done(url_for(".edit", slug=report.slug, text=language), _("The draft has been saved."))


@bp.route("/<slug>/edit/facts", methods=["GET", "POST"])
@requires(policy.may_edit, queries.own_report)
def facts(report: Any) -> ResponseReturnValue:
    draft = report.draft
    if draft is None:
        return redirect(url_for(".show", slug=report.slug), 302)
    form = FactsForm(type=draft.type, theme=draft.theme or "", governorates=draft.governorates.split(), seen=str(report.lock_version))
    form.governorates.choices = choices_of(_places())
    context = {**_desk(report, "facts"), "type_hints": vocabulary.TYPE_HINTS}
    if not form.submitted():
        return form_page("reports/facts.html", form, **context)
    try:
        typed = (form.type.data, form.theme.data or None, form.governorates.data)
        drafting.change_facts(actor_here(), report, *typed, seen=number_in(form.seen))
    except Refusal as refusal:
        return refused("reports/facts.html", form, refusal, **context)
    return done(url_for(".facts", slug=context["slug"]), _("The draft has been saved."))


@bp.route("/<slug>/edit/files", methods=["GET", "POST"])
@requires(policy.may_edit, queries.own_report)
def attached(report: Any) -> ResponseReturnValue:
    if report.draft is None:
        return redirect(url_for(".show", slug=report.slug), 302)
    form = FileForm()
    present = [_file(report.slug, row) for row in queries.attachments(report.draft)]
    context = {**_desk(report, "files"), "attachments": present, "act": ActForm(formdata=None)}
    if not form.submitted():
        return form_page("reports/files.html", form, **context)
    try:
        taken = taken_in(form.files.data, files.DOCUMENTS)
        added = attaching.attach(actor_here(), report, taken, form.description.data, lang())
    except Refusal as refusal:
        return refused("reports/files.html", form, refusal, **context)
    said = ngettext("%(num)d file has been added.", "%(num)d files have been added.", added) if added else _("These files are attached already.")
    return done(url_for(".attached", slug=context["slug"]), said)


@bp.post("/<slug>/edit/files/remove")
@requires(policy.may_edit, queries.own_report)
def detach(report: Any) -> ResponseReturnValue:
    slug = report.slug
    attaching.detach(actor_here(), report, request.form.get("key", ""))
    return done(url_for(".attached", slug=slug), _("The file has been removed from the draft."))


def _asked_language(report: Any) -> str:
    """The one of the address or of the form that was sent, else one in which something is written."""
    wanted = request.values.get("text", "")
    if wanted in LANGUAGES:
        return wanted
    best = queries.pick(queries.texts(report.draft), lang())
    return best.language if best else lang()


def _places() -> list[tuple[str, str]]:
    return [(governorate.code, governorate.name(lang())) for governorate in country.governorates()]


def _standing(text: Any) -> dict[str, Any]:
    if text is None:
        return {"seen": "0"}
    kept = {name: getattr(text, name) for name in ("title", "summary", "source")}
    return {**kept, "translated": text.origin == vocabulary.Origin.TRANSLATED, "seen": str(text.lock_version)}


def _saved(text: Any) -> dict[str, Any]:
    """What somebody else has saved meanwhile, to compare; nothing when they took the text out."""
    if text is None:
        return {"seen": 0, "by": "", "at": None, "title": "", "summary": "", "source": ""}
    by = identity.person_names([text.saved_by_id]).get(text.saved_by_id or 0, "")
    kept = {name: getattr(text, name) for name in ("title", "summary", "source")}
    return {**kept, "seen": text.lock_version, "by": by, "at": text.saved_at}


def _desk(report: Any, current: str) -> dict[str, Any]:
    """The head and the tabs of all editing pages, as plain values: they outlive a rollback."""
    texts = queries.texts(report.draft)
    title = queries.pick(texts, current if current in LANGUAGES else lang())
    written = {row.language for row in texts}
    tabs = [(language_word(code), url_for(".edit", slug=report.slug, text=code), code == current, _state_word(code in written)) for code in LANGUAGES]
    tabs.append((_("Type and places"), url_for(".facts", slug=report.slug), current == "facts", None))
    tabs.append((_("Attachments"), url_for(".attached", slug=report.slug), current == "files", None))
    return {
        "slug": report.slug,
        "language": current,
        "heading": (title.title, title.language) if title else (report.slug, "en"),
        "tabs_of": tabs,
        "number": report.draft.number,
        "correcting": report.state == vocabulary.State.PUBLISHED,
        "changed_at": report.changed_at,
        "act": ActForm(formdata=None),
    }


def _state_word(written: bool) -> str | None:
    return None if written else _("not written")


def _file(slug: str, row: Any) -> dict[str, Any]:
    return {
        "name": row.file.name, "size": row.file.size, "description": row.description, "language": row.description_language,
        "url": url_for(".file", slug=slug, key=row.file.key), "key": row.file.key,
    }  # fmt: skip
