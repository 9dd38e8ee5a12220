"""The steps of publishing: publish, correct, withdraw, throw away."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.forms import require
from portal.core.locale import lang
from portal.core.pages import done, form_page, refused
from portal.core.refusal import Refusal
from portal.library import policy, queries, services, vocabulary
from portal.library.forms import PublishForm, StepForm, WithdrawForm
from portal.library.views.blueprint import bp
from portal.library.vocabulary.facts import normal_date


def _context(document: Any) -> dict[str, Any]:
    return {"document": document, "work": queries.workbench(document, lang()), "correction": _correction(document), "vocabulary": vocabulary}


def _correction(document: Any) -> bool:
    return bool(document.publication == vocabulary.Publication.PUBLISHED)


@bp.route("/desk/<slug>/publish", methods=["GET", "POST"])
@requires(policy.may_publish, queries.editable)
def publish(document: Any) -> ResponseReturnValue:
    form = PublishForm(seen=document.lock_version)
    if _correction(document) and document.draft_version_id is not None and queries.added_languages(document) is None:
        require(form.note, vocabulary.NO_NOTE)
    if not form.submitted():
        return form_page("library/publish.html", form, **_context(document))
    try:
        services.publish(
            actor_here(), document, note=form.note.data or "", note_language=lang(), effective_on=normal_date(form.effective_on.data),
            once=form.once.data, seen=form.seen.data, tell=bool(form.tell.data),
        )  # fmt: skip
    except Refusal as refusal:
        if refusal.message is vocabulary.CHANGED_MEANWHILE:
            form.seen.data = document.lock_version
            refusal = Refusal(vocabulary.CHANGED_BEFORE_PUBLISHING)
        return refused("library/publish.html", form, refusal, **_context(document))
    return done(url_for(".show", slug=document.slug), _("Published. Readers see this text from now on."))


@bp.post("/desk/<slug>/correct")
@requires(policy.may_publish, queries.editable)
def correct(document: Any) -> ResponseReturnValue:
    StepForm().submitted()
    services.begin_correction(actor_here(), document)
    return done(url_for(".bench", slug=document.slug), _("A correction is open. Readers see the present text until you publish it."))


@bp.post("/desk/<slug>/drop")
@requires(policy.may_publish, queries.editable)
def drop(document: Any) -> ResponseReturnValue:
    services.drop_correction(actor_here(), document)
    return done(url_for(".bench", slug=document.slug), _("The correction was dropped. The published text stays as it is."))


@bp.route("/desk/<slug>/withdraw", methods=["GET", "POST"])
@requires(policy.may_publish, queries.editable)
def withdraw(document: Any) -> ResponseReturnValue:
    form = WithdrawForm(seen=document.lock_version)
    if not form.submitted():
        return form_page("library/withdraw.html", form, **_context(document))
    try:
        services.withdraw(actor_here(), document, form.reason.data or "", lang(), seen=form.seen.data)
    except Refusal as refusal:
        if refusal.message is vocabulary.CHANGED_MEANWHILE:
            form.seen.data = document.lock_version
            refusal = Refusal(vocabulary.CHANGED_BEFORE_PUBLISHING)
        return refused("library/withdraw.html", form, refusal, **_context(document))
    return done(url_for(".show", slug=document.slug), _("The document was withdrawn."))


@bp.post("/desk/<slug>/discard")
@requires(policy.may_publish, queries.editable)
def discard(document: Any) -> ResponseReturnValue:
    services.discard(actor_here(), document)
    return done(url_for(".desk"), _("The draft was deleted."))
