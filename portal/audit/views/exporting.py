"""The auditor takes lines along."""

from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portal.audit import policy, queries, services, vocabulary
from portal.audit.forms import ExportForm
from portal.audit.views import frame
from portal.audit.views.frame import bp
from portal.core import files
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.pages import done, keep, page


@bp.get("/exports")
@requires(policy.may_read_audit)
def exports() -> ResponseReturnValue:
    found = queries.own_exports(actor_here(), request.args.get("after"))
    return page("audit/exports.html", found=found, forms=vocabulary.FORMS, script=vocabulary.VERIFIER, tabs_here=frame.tabs("exports"))


@bp.post("/exports")
@requires(policy.may_read_audit)
def ask_export() -> ResponseReturnValue:
    """Of the lines that the page before was narrowed to."""
    form = ExportForm()
    if not form.submitted() or form.form.data not in vocabulary.FORMS:
        abort(400)
    services.ask_export(actor_here(), frame.wanted(frame.filter_form()), form.form.data)
    return done(url_for(".exports"), _("The file is being written. It stands here as soon as it is ready."))


@bp.get("/exports/<int:number>")
@requires(policy.may_read_audit, queries.own_export, writes=True)
def download(found: tuple[Any, files.StoredFile]) -> ResponseReturnValue:
    export, file = found
    services.note_export(actor_here(), export)
    keep()
    return files.send(file)
