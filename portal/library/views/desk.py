"""The officers' desk: what is under way, a new document, the workbench of one, and its preview."""

from dataclasses import replace
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.forms import choices_of
from portal.core.locale import LANGUAGE_NAMES, lang
from portal.core.pages import done, form_page, page, refused
from portal.core.presentation import language_word
from portal.core.refusal import Refusal
from portal.library import policy, queries, services, vocabulary
from portal.library.forms import FactsForm, NewForm, StepForm
from portal.library.views.blueprint import bp
from portal.library.views.reading import read_page
from portal.library.vocabulary.facts import COLUMNS, Facts, normal_number
from portal.library.vocabulary.naming import language_of, naming


@bp.get("/desk/")
@requires(policy.may_publish)
def desk() -> ResponseReturnValue:
    return page("library/desk.html", desk=queries.desk(actor_here(), lang()))


@bp.route("/desk/new", methods=["GET", "POST"])
@requires(policy.may_publish)
def new() -> ResponseReturnValue:
    form = NewForm(language=lang())
    context = _choices(form)
    if not form.submitted():
        return form_page("library/new.html", form, **context)
    actor, facts = actor_here(), _facts(form, slug=form.slug.data or None)
    try:
        document = services.create(actor, replace(facts, topics=_topics(form)), form.title.data or "", once=form.once.data)
        services.set_text(actor, document, str(form.language.data), title=form.title.data or "")
    except Refusal as refusal:
        context["same"] = queries.same_work(facts, lang()) if refusal.field == "number" else None
        return refused("library/new.html", form, refusal, **context)
    return done(url_for(".write", slug=document.slug, language=form.language.data), _("The draft was made. Now write its text."))


@bp.get("/desk/<slug>")
@requires(policy.may_publish, queries.editable)
def bench(document: Any) -> ResponseReturnValue:
    work = queries.workbench(document, lang())
    texts = {row.language: row for row in work.texts}
    return page(
        "library/bench.html", document=document, work=work, texts=texts, kind_name=naming().of(document), step=StepForm(), vocabulary=vocabulary,
        language_words={code: language_word(code) for code in vocabulary.TEXT_LANGUAGES}, own_names=LANGUAGE_NAMES,
    )  # fmt: skip


@bp.route("/desk/<slug>/facts", methods=["GET", "POST"])
@requires(policy.may_publish, queries.editable)
def facts(document: Any) -> ResponseReturnValue:
    known = queries.facts_of(document)
    form = FactsForm(data={**known.__dict__, "issuer": _best_issuer(known), "topics": list(known.topics), "seen": document.lock_version})
    title, language = queries.titled([document.id], lang()).get(document.id, (document.slug, "en"))
    context = {**_choices(form), "document": document, "title": title, "title_language": language}
    if not form.submitted():
        return form_page("library/facts.html", form, **context)
    try:
        wanted = replace(_facts(form, issuer=_issuer(form, known)), topics=_topics(form))
        services.change_facts(actor_here(), document, wanted, seen=form.seen.data)
    except Refusal as refusal:
        if refusal.message is vocabulary.CHANGED_MEANWHILE:
            context["saved"] = _saved(form, document)
        return refused("library/facts.html", form, refusal, **context)
    return done(url_for(".bench", slug=document.slug), _("The facts were saved."))


def _saved(form: FactsForm, document: Any) -> list[tuple[Any, Any]]:
    """What stands saved where it differs from what was typed; saving again replaces it."""
    form.seen.data = document.lock_version
    saved = queries.facts_of(document)
    return [(form[name].label.text, getattr(saved, name)) for name in COLUMNS if getattr(saved, name) and getattr(saved, name) != form[name].data]


@bp.get("/desk/<slug>/preview")
@requires(policy.may_publish, queries.editable)
def preview(document: Any) -> ResponseReturnValue:
    return read_page(document, draft=document.draft_version_id is not None)


@bp.get("/desk/<slug>/preview/whole")
@requires(policy.may_publish, queries.editable)
def preview_whole(document: Any) -> ResponseReturnValue:
    return read_page(document, whole=True, draft=document.draft_version_id is not None)


@bp.get("/desk/<slug>/preview/<key>")
@requires(policy.may_publish, queries.editable)
def preview_part(document: Any) -> ResponseReturnValue:
    return read_page(document, key=str((request.view_args or {})["key"]), draft=document.draft_version_id is not None)


def _choices(form: FactsForm) -> dict[str, Any]:
    form.topics.choices = choices_of(queries.topic_choices(lang()))
    return {"issuers": queries.issuer_names(lang())}


def _topics(form: FactsForm) -> tuple[str, ...]:
    """The ticked topics and the new ones that were typed."""
    typed = [name.strip() for name in (form.new_topics.data or "").replace("؛", ";").split(";") if name.strip()]
    made = [services.keep_topic(actor_here(), {language_of(name, lang()): name}) for name in typed]
    return tuple(dict.fromkeys([*(form.topics.data or []), *made]))


def _best_issuer(known: Facts) -> str:
    names = known.issuer
    return names.get(lang()) or next(iter(names.values()), "")


def _issuer(form: FactsForm, known: Facts | None = None) -> dict[str, str]:
    """A name that was not changed stands for the body with all its names."""
    typed = (form.issuer.data or "").strip()
    if known is not None and typed in known.issuer.values():
        return known.issuer
    return {language_of(typed, lang()): typed} if typed else {}


def _facts(form: FactsForm, issuer: dict[str, str] | None = None, slug: str | None = None) -> Facts:
    typed: dict[str, Any] = {
        name: form[name].data or None for name in COLUMNS if name not in ("kind", "jurisdiction", "state", "sample", "number", "minutes_number")
    }
    if form.kind.data != vocabulary.BOARD_DECISION:
        typed |= {"minutes_kind": None, "minutes_year": None, "meeting_on": None}
    elif form.minutes_number.data and not typed["minutes_kind"]:
        typed["minutes_kind"] = "ordinary"
    decided = form.kind.data == vocabulary.BOARD_DECISION
    return Facts(
        kind=str(form.kind.data), jurisdiction=str(form.jurisdiction.data), state=str(form.state.data), sample=bool(form.sample.data),
        number=normal_number(form.number.data), minutes_number=normal_number(form.minutes_number.data) if decided else None,
        issuer=_issuer(form) if issuer is None else issuer, slug=slug, **typed,
    )  # fmt: skip
