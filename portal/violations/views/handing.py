"""Who of the organisation works on a report, and a look at the own organisation's protected names."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.pages import done, form_page, keep, page, refused
from portal.core.refusal import Refusal
from portal.violations import policy, queries, services
from portal.violations.views import showing
from portal.violations.views.blueprint import bp
from portal.violations.views.cases import hand_form, of_case


@bp.post("/<reference>/holder")
@requires(policy.may_hand_over, queries.case)
def hand_over(report: queries.Report) -> ResponseReturnValue:
    actor, form, reference = actor_here(), hand_form(report), report.reference
    if not form.submitted():
        return form_page("violations/case.html", form, **of_case(actor, report, hand_form=form))
    try:
        services.hand_over(actor, report, form.holder.data)
    except Refusal as refusal:
        return refused("violations/case.html", form, refusal, **of_case(actor, report, hand_form=form))
    return done(url_for(".show", reference=reference), _("The report was handed over."))


@bp.route("/<reference>/own-names", methods=["GET", "POST"])
@requires(policy.may_look_at_names, queries.case)
def own_names(report: queries.Report) -> ResponseReturnValue:
    """The names stand on this one answer only; whoever comes back to its address comes to the report."""
    reference = report.reference
    if request.method == "GET":
        return redirect(url_for(".show", reference=reference), 303)
    opened = services.look_at_names(actor_here(), report)
    keep()
    fresh = queries.case(reference, actor_here())
    assert fresh is not None
    return page("violations/case.html", **of_case(actor_here(), fresh, opened=showing.named(opened)))
