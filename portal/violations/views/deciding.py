"""What is done to a report on its page: by officers, and by the organisation."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core import files
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.forms import Form
from portal.core.locale import lang
from portal.core.pages import done, form_page, keep, page, refused
from portal.core.refusal import Refusal
from portal.core.text import written_in
from portal.violations import forms, policy, queries, services
from portal.violations.views import asking, showing
from portal.violations.views.blueprint import bp
from portal.violations.views.cases import change_form, names_form, of_case, template_for, with_files, withdraw_form
from portal.violations.vocabulary import CHANGES, STATES, Verb


@bp.post("/<reference>/change/<verb>")
@requires(policy.may_decide, queries.case_for_change)
def change(report: queries.Report) -> ResponseReturnValue:
    verb = Verb((request.view_args or {})["verb"])
    form = change_form(verb, report)
    if not form.submitted():
        return _again(report, form, change_form=(verb, form))
    given = {name: form.data.get(name) for name in ("outcome", "referred_to", "reason")}
    language = written_in(given["reason"], lang())
    try:
        services.change(actor_here(), report, verb, language=language, seen=form.seen.data or "", once=form.once.data, **given)
    except Refusal as refusal:
        form.seen.data = report.state
        return _again(report, form, refusal, change_form=(verb, form))
    return done(_page_of(report), _("The report is now: %(state)s.", state=STATES[CHANGES[verb].to]))


@bp.post("/<reference>/messages")
@requires(policy.may_answer, queries.case)
def answer(report: queries.Report) -> ResponseReturnValue:
    form = forms.AnswerForm()
    if not form.submitted():
        return _again(report, form, answer_form=form)
    internal = form.audience.data == "internal"
    language = written_in(form.text.data, lang())
    try:
        services.answer(actor_here(), report, form.text.data, language, internal=internal, once=form.once.data)
    except Refusal as refusal:
        return _again(report, form, refusal, answer_form=form)
    return done(_page_of(report), _("The internal note was saved.") if internal else _("The message was sent to the organisation."))


@bp.post("/<reference>/names")
@requires(policy.may_open_names, queries.case, fresh=True)
def names(report: queries.Report) -> ResponseReturnValue:
    """The names stand on this one answer only, and on no page that could be found again."""
    form = names_form()
    if not form.submitted():
        return _again(report, form, names_form=form)
    reason = form.reason.data
    try:
        opened = services.open_names(actor_here(), report, reason, written_in(reason, lang()), form.once.data)
    except Refusal as refusal:
        return _again(report, form, refusal, names_form=form)
    reference = report.reference
    keep()
    fresh = queries.case(reference, actor_here())
    assert fresh is not None
    return page(template_for(actor_here()), **of_case(actor_here(), fresh, opened=showing.named(opened), names_form=names_form(formdata=None)))


@bp.post("/<reference>/additions")
@requires(policy.may_take_part, queries.case)
def add(report: queries.Report) -> ResponseReturnValue:
    """Information and evidence after sending; files that are not good do not keep the rest from being sent."""
    form = forms.AddForm()
    if not form.submitted():
        return _again(report, form, add_form=form)
    text, reference = form.text.data, report.reference
    report, taken = with_files(reference, form.files.data)
    try:
        failed = services.add(actor_here(), report, text, written_in(text, lang()), taken, once=form.once.data)
    except Refusal as refusal:
        return _again(report, form, refusal, add_form=form)
    if not failed:
        return done(_page_of(report), _("It was sent to the commission."))
    return _partly_sent(reference, failed)


def _partly_sent(reference: str, failed: list[files.Rejected]) -> ResponseReturnValue:
    keep()
    report = queries.case(reference, actor_here())
    assert report is not None
    form = forms.AddForm(formdata=None)
    form.files.errors = asking.why_not(failed)
    return page(template_for(actor_here()), 422, **of_case(actor_here(), report, add_form=form, failed=True))


@bp.post("/<reference>/withdraw")
@requires(policy.may_take_part, queries.case)
def withdraw(report: queries.Report) -> ResponseReturnValue:
    form = withdraw_form()
    if not form.submitted():
        return _again(report, form, withdraw_form=form)
    reason = form.reason.data
    try:
        services.withdraw(actor_here(), report, reason, written_in(reason, lang()), once=form.once.data)
    except Refusal as refusal:
        return _again(report, form, refusal, withdraw_form=form)
    return done(_page_of(report), _("The violation report was withdrawn."))


def _page_of(report: queries.Report) -> str:
    """Without a part of the page: the news about what was done takes the focus."""
    return url_for(".show", reference=report.reference)


def _again(report: queries.Report, form: Form, refusal: Refusal | None = None, **sent: Any) -> ResponseReturnValue:
    """The page of the report with the form that was sent, its mistakes and what was typed."""
    template = template_for(actor_here())
    context = of_case(actor_here(), report, **sent)
    if refusal is not None:
        return refused(template, form, refusal, **context)
    return form_page(template, form, **context)
