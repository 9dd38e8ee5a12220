"""The form of a report: short pages, each saved as a draft, then "check and send"."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
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
from portal.violations.views.cases import with_files
from portal.violations.vocabulary import State, telling
from portal.violations.vocabulary.parts import Part


@bp.route("/new", methods=["GET", "POST"])
@requires(policy.may_file)
def new() -> ResponseReturnValue:
    """The kind comes first: without one there is no draft."""
    form = forms.KindForm()
    context = asking.kinds(form, chosen=None)
    if not form.submitted():
        return form_page("violations/kind.html", form, reference=None, **context)
    try:
        report = services.start(actor_here(), form.once.data, form.category.data, lang())
    except Refusal as refusal:
        return refused("violations/kind.html", form, refusal, reference=None, **context)
    return done(url_for(".edit", reference=report.reference, part=Part.WHERE))


@bp.route("/<reference>/edit/<part>", methods=["GET", "POST"])
@requires(policy.may_open_form, queries.case_at_part)
def edit(report: queries.Report) -> ResponseReturnValue:
    if report.state != State.DRAFT:
        flash(str(telling.NOT_A_DRAFT), "info")
        return redirect(url_for(".show", reference=report.reference), 303)
    part = Part((request.view_args or {})["part"])
    return _evidence(report) if part == Part.EVIDENCE else _typed(report, part)


def _typed(report: queries.Report, part: Part) -> ResponseReturnValue:
    form = FORMS[part](report)
    template = f"violations/{part}.html"
    context = {
        "reference": report.reference,
        **(asking.kinds(form, report.category) if part == Part.KIND else asking.aside(part)),
    }
    unfinished = "draft" in request.form and part != Part.KIND
    if unfinished:
        forms.relax(form)
    if not form.submitted():
        return form_page(template, form, **context)
    try:
        services.save(actor_here(), report, part, _details(part, form), unfinished=unfinished)
    except Refusal as refusal:
        return refused(template, form, refusal, **context)
    return done(_following(context["reference"], part), _("The draft was saved.") if "draft" in request.form else None)


def _evidence(report: queries.Report) -> ResponseReturnValue:
    form = _evidence_form(report)
    context = {"reference": report.reference, "pieces": showing.evidence_of(report), **asking.aside(Part.EVIDENCE)}
    if not form.submitted():
        return form_page("violations/evidence.html", form, **context)
    actor, reference = actor_here(), report.reference
    numbers = [evidence.number for evidence in report.evidence]
    report, taken = with_files(reference, form.files.data)
    kept = [number for number in numbers if not form[f"remove_{number}"].data]
    services.describe_files(actor, report, {number: form[f"description_{number}"].data for number in kept})
    services.remove_files(actor, report, set(numbers) - set(kept))
    failed = services.add_files(actor, report, taken, form.once.data)
    keep()
    if failed:
        return _evidence_again(reference, failed)
    if form.files.data:
        return done(
            url_for(".edit", reference=reference, part=Part.EVIDENCE),
            _("The files were added. Say what each of them shows."),
        )
    return done(_following(reference, Part.EVIDENCE), _("The draft was saved.") if "draft" in request.form else None)


def _evidence_again(reference: str, failed: list[files.Rejected]) -> ResponseReturnValue:
    """What was good is kept; the page says which files were not, and why."""
    report = queries.case(reference, actor_here())
    assert report is not None
    form = _evidence_form(report)
    form.once.data = form.once.default()
    form.files.errors = asking.why_not(failed)
    context = {"reference": reference, "pieces": showing.evidence_of(report), **asking.aside(Part.EVIDENCE)}
    return page("violations/evidence.html", 422, form=form, **context)


def _evidence_form(report: queries.Report) -> forms.EvidenceForm:
    return forms.described_as({evidence.number: evidence.description for evidence in report.evidence})()


@bp.route("/<reference>/check", methods=["GET", "POST"])
@requires(policy.may_open_form, queries.case)
def check(report: queries.Report) -> ResponseReturnValue:
    """Everything once more, what the commission will miss, and the one button that sends."""
    reference = report.reference
    if report.state != State.DRAFT:
        return redirect(url_for(".receipt", reference=reference), 303)
    form = forms.PlainForm()
    context = asking.check(actor_here(), report)
    if not form.submitted():
        return form_page("violations/check.html", form, **context)
    try:
        services.send(actor_here(), report)
    except Refusal as refusal:
        return refused("violations/check.html", form, refusal, **context)
    return done(url_for(".receipt", reference=reference), _("The report was received. Keep this receipt."))


@bp.post("/<reference>/discard")
@requires(policy.may_edit, queries.report)
def discard(report: queries.Report) -> ResponseReturnValue:
    services.discard(actor_here(), report)
    return done(url_for(".index"), _("The draft was deleted."))


def _following(reference: str, part: Part) -> str:
    """The next page; back to the check when one came from there; the list when only the draft was to be saved."""
    if "draft" in request.form:
        return url_for(".index")
    parts = list(Part)
    if request.args.get("back") == "check" or part == parts[-1]:
        return url_for(".check", reference=reference)
    return url_for(".edit", reference=reference, part=parts[parts.index(part) + 1])


def _where(report: queries.Report) -> forms.WhereForm:
    return asking.with_places(forms.WhereForm(obj=report))


def _people(report: queries.Report) -> forms.PeopleForm:
    names = queries.own_names(report)
    return forms.PeopleForm(obj=report, witness=names.get("witness"), victim=names.get("victim"), informant=names.get("source"))


FORMS: dict[Part, Callable[[Any], Any]] = {
    Part.KIND: lambda report: forms.KindForm(category=report.category),
    Part.WHERE: _where,
    Part.WHAT: lambda report: forms.WhatForm(obj=report),
    Part.PEOPLE: _people,
}


def _details(part: Part, form: Form) -> dict[str, Any]:
    """What the service takes, from what was typed."""
    typed = {name: value if value != "" else None for name, value in form.data.items()}
    if part == Part.WHAT:
        return {**typed, "language": written_in(typed["narrative"], lang())}
    if part == Part.PEOPLE:
        names = {"witness": typed["witness"], "victim": typed["victim"], "source": typed["informant"]}
        return {**typed, "names": names, "summary_language": written_in(typed["summary"], lang())}
    if part == Part.WHERE:
        return {**typed, "precision": asking.precision(typed["happened_time"], typed["precision"])}
    return typed
