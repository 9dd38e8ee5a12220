"""Writing the texts of a document, and what hangs on it: files, relations, states of provisions."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core import programs
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.catalogue import ngettext
from portal.core.forms import choices_of
from portal.core.locale import direction, lang
from portal.core.pages import done, form_page, page, refused
from portal.core.presentation import language_word
from portal.core.refusal import Refusal
from portal.library import policy, queries, services, structure, vocabulary
from portal.library.forms import WHOLE, FilesForm, RelationForm, StateForm, StepForm, TextForm
from portal.library.importing.extraction import extract
from portal.library.views.blueprint import bp
from portal.library.views.leaf import key_words, named
from portal.library.vocabulary.facts import normal_date

LANGUAGE = "<any(ar,ckb,en):language>"


@bp.route(f"/desk/<slug>/text/{LANGUAGE}", methods=["GET", "POST"])
@requires(policy.may_publish, queries.editable)
def write(document: Any) -> ResponseReturnValue:
    language = str((request.view_args or {})["language"])
    saved = queries.draft_text(document, language)
    form = TextForm(obj=saved, seen=saved.lock_version if saved else 0) if saved else TextForm(seen=0, origin=_likely_origin(document))
    context = _text_context(document, language)
    if "read_file" in request.form and not form.switching:
        return _read_file(form, context)
    if not form.submitted():
        return form_page("library/text.html", form, **context)
    try:
        services.set_text(
            actor_here(), document, language, title=form.title.data or "", source=form.source.data or "", summary=form.summary.data or "",
            authentic=bool(form.authentic.data), origin=str(form.origin.data), seen=form.seen.data,
        )  # fmt: skip
    except Refusal as refusal:
        if refusal.message is vocabulary.CHANGED_MEANWHILE and saved is not None:
            form.seen.data = saved.lock_version
            context["saved"], context["saved_by"] = saved.source, _who(saved.changed_by_id, document)
        return refused("library/text.html", form, refusal, **context)
    if "preview" in request.form:
        return done(url_for(".preview", slug=document.slug, text=language), _("The text was saved."))
    return done(url_for(".bench", slug=document.slug), _("The text was saved."))


def _likely_origin(document: Any) -> str:
    return vocabulary.Origin.TRANSLATED.value if document.languages != "," else vocabulary.Origin.WRITTEN.value


def _text_context(document: Any, language: str) -> dict[str, Any]:
    title, title_language = queries.titled([document.id], lang()).get(document.id, (document.slug, "en"))
    return {
        "document": document, "language": language, "language_name": language_word(language), "title": title,
        "title_language": title_language, "open": document.draft_version_id is not None, "step": StepForm(),
        "absent": programs.absent(),
    }  # fmt: skip


def _who(person_id: int | None, document: Any) -> str | None:
    return queries.workbench(document, lang()).people.get(person_id or 0)


def _read_file(form: TextForm, context: dict[str, Any]) -> ResponseReturnValue:
    """The file's text in the field, with the structure that was recognised; nothing is saved."""
    upload = next(iter(form.file.data or ()), None)
    if upload is None:
        return refused("library/text.html", form, Refusal(_("Choose a file."), "file"), **context)
    try:
        extracted = extract(upload.read(), upload.filename or "")
    except Refusal as refusal:
        return refused("library/text.html", form, Refusal(refusal.message, "file"), **context)
    form.source.data = extracted.text
    outline = [(level, named(node) or node.body[:80]) for node, level, _parent in structure.flatten(structure.read(extracted.text)) if node.kind != "paragraph"]
    return page("library/text.html", 422 if extracted.warnings else 200, form=form, warnings=extracted.warnings, outline=outline, **context)


@bp.post(f"/desk/<slug>/text/{LANGUAGE}/remove")
@requires(policy.may_publish, queries.editable)
def remove_text(document: Any) -> ResponseReturnValue:
    StepForm().submitted()
    services.remove_text(actor_here(), document, str((request.view_args or {})["language"]))
    return done(url_for(".bench", slug=document.slug), _("The text was removed from the draft."))


@bp.route("/desk/<slug>/files", methods=["GET", "POST"])
@requires(policy.may_publish, queries.editable)
def attachments(document: Any) -> ResponseReturnValue:
    form = FilesForm(language=lang())
    context = _work_context(document)
    if not form.submitted():
        return form_page("library/files.html", form, **context)
    try:
        uploads = form.files.data or []
        services.attach(actor_here(), document, uploads, language=str(form.language.data), description=form.description.data or "", once=form.once.data)
    except Refusal as refusal:
        return refused("library/files.html", form, Refusal(refusal.message, refusal.field or "files"), **context)
    return done(url_for(".attachments", slug=document.slug), ngettext("%(num)d file was attached.", "%(num)d files were attached.", len(uploads)))


def _work_context(document: Any) -> dict[str, Any]:
    return {"document": document, "work": queries.workbench(document, lang()), "step": StepForm()}


@bp.post("/desk/<slug>/files/<int:number>/remove")
@requires(policy.may_publish, queries.editable)
def detach(document: Any) -> ResponseReturnValue:
    services.detach(actor_here(), document, int((request.view_args or {})["number"]))
    return done(url_for(".attachments", slug=document.slug), _("The file was removed from the draft."))


@bp.route("/desk/<slug>/relations", methods=["GET", "POST"])
@requires(policy.may_publish, queries.editable)
def relations(document: Any) -> ResponseReturnValue:
    form = RelationForm()
    form.source_key.choices = choices_of([("", WHOLE), *_provisions(document)])
    context = {**_linked(document), "key_words": key_words, "vocabulary": vocabulary}
    if not form.submitted():
        return form_page("library/relations.html", form, **context)
    try:
        services.relate(
            actor_here(), document, str(form.kind.data), form.target.data or "", source_key=form.source_key.data or "",
            target_key=form.target_key.data or "",
        )  # fmt: skip
    except Refusal as refusal:
        return refused("library/relations.html", form, refusal, **context)
    return done(url_for(".relations", slug=document.slug), _("The relation was saved."))


def _provisions(document: Any) -> list[tuple[str, str, dict[str, str]]]:
    """Each with the language of its words, so that a screen reader changes voice."""
    return [(key, words, {"lang": language, "dir": direction(language)}) for key, words, language in queries.provision_choices(document)]


def _linked(document: Any) -> dict[str, Any]:
    title, language = queries.titled([document.id], lang()).get(document.id, (document.slug, "en"))
    return {
        "document": document, "links": queries.links(document, lang()), "title": title, "title_language": language, "step": StepForm(),
        "targets": queries.others(document, lang()),
    }  # fmt: skip


@bp.post("/desk/<slug>/relations/<int:number>/remove")
@requires(policy.may_publish, queries.editable)
def unrelate(document: Any) -> ResponseReturnValue:
    services.unrelate(actor_here(), document, int((request.view_args or {})["number"]))
    return done(url_for(".relations", slug=document.slug), _("The relation was removed."))


@bp.route("/desk/<slug>/states", methods=["GET", "POST"])
@requires(policy.may_publish, queries.editable)
def states(document: Any) -> ResponseReturnValue:
    form = StateForm()
    form.key.choices = choices_of(_provisions(document))
    context = {**_linked(document), "states": queries.states(document, lang()), "key_words": key_words, "vocabulary": vocabulary}
    if not form.submitted():
        return form_page("library/states.html", form, **context)
    try:
        services.set_provision_state(
            actor_here(), document, form.key.data or "", str(form.state.data), from_on=normal_date(form.from_on.data),
            by=form.by.data or None, notes={lang(): form.note.data} if form.note.data else None,
        )  # fmt: skip
    except Refusal as refusal:
        return refused("library/states.html", form, refusal, **context)
    return done(url_for(".states", slug=document.slug), _("The state was saved."))
