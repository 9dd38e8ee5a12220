"""The head of the chain, day by day, for everybody who is signed in; and whether an earlier one still stands."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.audit import policy, queries, services
from portal.audit.forms import ButtonForm, HeadForm
from portal.audit.views import frame
from portal.audit.views.frame import bp
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.pages import done, page
from portal.core.text import whole_number


@bp.route("/seal", methods=["GET", "POST"])
@requires(policy.may_see_seal)
def seal() -> ResponseReturnValue:
    form, answer = HeadForm(), None
    if form.submitted():
        answer = queries.stands(whole_number(form.number.data) or 0, (form.seal.data or "").replace(" ", "").lower())
    actor = actor_here()
    return page(
        "audit/seal.html",
        422 if form.errors else 200,
        form=form,
        answer=answer,
        found=queries.heads(request.args.get("after")),
        by_mail=queries.gets_heads(actor),
        button_form=ButtonForm(formdata=None),
        tabs_here=frame.tabs("seal") if policy.may_read_audit(actor) else None,
    )


@bp.post("/seal/mail")
@requires(policy.may_see_seal)
def by_mail() -> ResponseReturnValue:
    form = ButtonForm()
    if not form.submitted():
        return done(url_for(".seal"))
    if request.form.get("wanted") == "no":
        services.no_more_heads(actor_here())
        return done(url_for(".seal"), _("You no longer get the seal by mail."))
    services.ask_for_heads(actor_here())
    return done(url_for(".seal"), _("You get the seal of each day by mail from now on."))
