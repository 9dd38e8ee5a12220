"""The list for donors, which commission administrators ask for and hand over."""

from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portal.core import files
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.core.pages import done, form_page, keep, refused
from portal.core.refusal import Refusal
from portal.directory import policy
from portal.directory.forms import DonorListForm
from portal.directory.queries import donors as asked
from portal.directory.services import listing
from portal.directory.views.blueprint import bp
from portal.identity import queries as identity

MAY = policy.may_export_for_donors


@bp.route("/donors", methods=["GET", "POST"])
@requires(MAY)
def donors() -> ResponseReturnValue:
    form = DonorListForm(language=lang())
    if not form.submitted():
        return form_page("directory/donors.html", form, **_context())
    try:
        listing.ask_donor_list(actor_here(), form.language.data)
    except Refusal as refusal:
        return refused("directory/donors.html", form, refusal, **_context())
    return done(url_for(".donors"), _("The list is being written. Load this page again in a minute."))


def _context() -> dict[str, Any]:
    found = asked.donor_lists(request.args.get("after"))
    return {"found": found, "names": identity.person_names({row.asked_by_id for row in found.rows}), "number": asked.number_for_donors()}


@bp.get("/donors/<reference>")
@requires(MAY, asked.donor_list, writes=True)
def donor_list(made: Any) -> ResponseReturnValue:
    file = asked.file_of(made)
    if file is None:
        abort(404)
    listing.note_taken(actor_here(), made)
    keep()
    return files.send(file)
