"""An administrator of an organisation asks to leave the portal with it; the commission can stop that for some days."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.pages import done
from portal.core.refusal import Refusal
from portal.identity import policy, queries
from portal.identity.forms import ButtonForm, LeaveForm
from portal.identity.queries import Record
from portal.identity.services import departing
from portal.identity.views.data import data_page
from portal.identity.views.door import go_out
from portal.identity.views.frame import bp


@bp.post("/identity/data/organisation/leave")
@requires(policy.may_end_organisation, fresh=True)
def leave() -> ResponseReturnValue:
    form = LeaveForm(prefix="leave")
    if not form.submitted():
        return data_page(422 if form.errors else 200, leave_form=form)
    try:
        departing.ask_to_leave(actor_here(), form.reference.data)
    except Refusal as refusal:
        form.refuse(refusal)
        return data_page(422, leave_form=form)
    return go_out(_("Your organisation leaves the portal. All its people are signed out. A mail tells its administrators until when this can be stopped."))


@bp.post("/identity/organisations/<reference>/leaving/stop")
@requires(policy.may_decide_organisations, queries.organisation, fresh=True)
def stop_leaving(record: Record) -> ResponseReturnValue:
    if ButtonForm().submitted():
        departing.stop(actor_here(), record)
    told = _("The organisation stays. Its people can sign in again, and its administrators have been told.")
    return done(url_for(".organisation", reference=record.organisation.reference), told)
