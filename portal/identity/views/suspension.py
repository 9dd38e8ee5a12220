"""What stays open to the people of a suspended organisation: the reason, the appeal, and their own records. The reason, the
appeal and the answer stay readable when the suspension was lifted."""

from typing import Any

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.core.navigation import menu
from portal.core.pages import done, form_page, refused
from portal.core.refusal import Refusal
from portal.core.text import written_in
from portal.identity import policy, queries
from portal.identity.forms import AppealForm, ButtonForm
from portal.identity.services import deciding
from portal.identity.views.frame import bp


@bp.route("/identity/suspended", methods=["GET", "POST"])
@requires(policy.may_read_own_suspension)
def suspended() -> ResponseReturnValue:
    actor = actor_here()
    suspension = queries.own_suspension(actor)
    if suspension is None:
        abort(404)
    form = AppealForm()
    if suspension.to_at or not form.submitted():
        return form_page("identity/suspended.html", form, **_context(suspension))
    try:
        deciding.appeal(actor, suspension, form.text.data, written_in(form.text.data, lang()))
    except Refusal as refusal:
        return refused("identity/suspended.html", form, refusal, **_context(suspension))
    return done(url_for(".suspended"), _("Your appeal has been sent to the commission."))


def _context(suspension: Any) -> dict[str, Any]:
    return {
        "suspension": suspension,
        "button_form": ButtonForm(),
        "actor": actor_here(),
        "own_records": _own_records(),
    }


def _own_records() -> list[tuple[str, str]]:
    """The sections that are still open: there, only what is the organisation's own."""
    own = (url_for(".suspended"), url_for("home.index"))
    return [(label, address) for row in menu() for label, address, _current in row if address not in own]
