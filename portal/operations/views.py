"""What waits and why: mails, notices and other background work. Never what it is about."""

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import Form
from portal.core.locale import feature_blueprint
from portal.core.pages import done, page
from portal.core.register import MenuEntry, registers
from portal.core.text import whole_number
from portal.operations import policy, queries, services, vocabulary

bp = feature_blueprint("operations", __name__)
blueprints = (bp,)
MENU = (MenuEntry(_l("What waits"), "operations.waiting", policy.may_see_waiting, 75, keeping=True),)


@bp.get("/waiting")
@requires(policy.may_see_waiting)
def waiting() -> ResponseReturnValue:
    failed = request.args.get("show") == "failed"
    found = (queries.given_up if failed else queries.waiting)(request.args.get("after"))
    return page(
        "operations/waiting.html",
        found=found,
        failed=failed,
        standing=queries.standing(),
        most=queries.MOST_COUNTED - 1,
        form=Form(formdata=None),
        kinds=registers.jobs,
        reasons=vocabulary.REASONS,
        states=vocabulary.STATES,
    )


@bp.post("/waiting")
@requires(policy.may_see_waiting)
def try_now() -> ResponseReturnValue:
    job = queries.unfinished(whole_number(request.form.get("job")) or 0)
    if not Form().submitted() or job is None:
        abort(404)
    services.try_now(actor_here(), job)
    return done(url_for(".waiting"), _("It is being tried now. Load this page again in a minute."))
