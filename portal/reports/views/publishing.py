"""Preview, publish, correct, withdraw, discard."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.forms import require
from portal.core.locale import lang
from portal.core.pages import done, form_page, refused
from portal.core.refusal import Refusal
from portal.reports import policy, queries, vocabulary
from portal.reports.forms import ActForm, PublishForm, WithdrawForm, number_in
from portal.reports.services import correcting, publishing
from portal.reports.views.blueprint import bp
from portal.reports.views.reading import reading


@bp.route("/<slug>/preview", methods=["GET", "POST"])
@requires(policy.may_edit, queries.own_report)
def preview(report: Any) -> ResponseReturnValue:
    """The draft as readers will see it; sent, it is published. Sent twice, the second time leads to what was published."""
    slug, draft = report.slug, report.draft
    form = PublishForm(number=str(draft.number) if draft else None)
    if report.current_id is not None:
        require(form.note, vocabulary.NOTE_MISSING)
    if draft is None and not form.submitted():
        return redirect(url_for(".show", slug=slug), 302)
    context = _previewed(report) if draft else {}
    if not form.submitted():
        return form_page("reports/preview.html", form, **context)
    try:
        publishing.publish(actor_here(), report, form.note.data or "", lang(), number_in(form.number))
    except Refusal as refusal:
        if draft is None:
            raise
        return refused("reports/preview.html", form, refusal, **context)
    said = _("The report is published. All registered organisations and the commission can read it now.")
    return done(url_for(".show", slug=slug), said)


@bp.post("/<slug>/correct")
@requires(policy.may_edit, queries.own_report)
def correct(report: Any) -> ResponseReturnValue:
    slug = report.slug
    correcting.correct(actor_here(), report)
    return done(url_for(".edit", slug=slug), _("You are correcting the report. Readers see the present version until you publish the new one."))


@bp.post("/<slug>/discard")
@requires(policy.may_edit, queries.own_report)
def discard(report: Any) -> ResponseReturnValue:
    slug = report.slug
    gone = correcting.discard(actor_here(), report)
    return done(url_for(".own") if gone else url_for(".show", slug=slug), _("The draft has been discarded."))


@bp.route("/<slug>/withdraw", methods=["GET", "POST"])
@requires(policy.may_withdraw, queries.own_report)
def withdraw(report: Any) -> ResponseReturnValue:
    form, slug = WithdrawForm(), report.slug
    title = queries.pick(queries.texts(report.current), lang())
    context = {"slug": slug, "heading": (title.title, title.language) if title else (slug, "en")}
    if report.state == vocabulary.State.WITHDRAWN and not form.is_submitted():
        return redirect(url_for(".show", slug=slug), 302)
    if not form.submitted():
        return form_page("reports/withdraw.html", form, **context)
    try:
        publishing.withdraw(actor_here(), report, form.reason.data, lang())
    except Refusal as refusal:
        return refused("reports/withdraw.html", form, refusal, **context)
    return done(url_for(".show", slug=slug), _("The report has been withdrawn. Its title and your reason stay readable."))


def _previewed(report: Any) -> dict[str, Any]:
    """The draft as readers will see it."""
    return {**reading(report, report.draft, actor_here(), ".preview"), "act": ActForm(formdata=None), "correcting": report.current_id is not None}
