"""How long the sign-in lasts, for the script that warns before its end; every word that it says is in this answer."""

from typing import Any

from flask import g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from portal.core import clock
from portal.core.access import current_actor, open_to_all
from portal.core.catalogue import gettext as _
from portal.core.pages import keep
from portal.core.presentation import clock_time
from portal.identity.queries import Here
from portal.identity.services import signing_in
from portal.identity.views.frame import bp
from portal.identity.views.signed_in import load


@bp.route("/identity/staying", methods=["GET", "POST"])
@open_to_all("says how long the own sign-in lasts, also that it has ended; a stranger is told that nothing lasts")
def staying() -> ResponseReturnValue:
    """Asking is no use of the portal and does not make the sign-in last; staying (POST) does."""
    actor = current_actor()
    here: Here | None = current_user.here if actor else None
    if here and request.method == "POST":
        signing_in.touch(here.actor.sign_in_id or 0)
        keep()
        reader = load(current_user.get_id())
        here = reader.here if reader else None
    g.pop("to_touch", None)
    return {**_left(here), "csrf": generate_csrf(), "close": _("Close"), **_ended()}


def _ended() -> dict[str, str]:
    return {
        "endedTitle": _("Your sign-in has ended"),
        "endedText": _("What you typed is still on this page. Send it as usual: you sign in again, read it once more and send it."),
        "endedEmpty": _("Sign in again to go on."),
    }


def _left(here: Here | None) -> dict[str, Any]:
    if here is None:
        return {"left": 0}
    time, for_good = clock_time(here.ends_at), here.ends_at == here.ends_for_good_at
    idle = _("Nothing was done here for a long time. Without an answer your sign-in ends at %(time)s.", time=time)
    last = _("It ends at %(time)s whatever you do. Send what you are writing; a form that you send later is kept while you sign in again.", time=time)
    left = int((here.ends_at - clock.now()).total_seconds())
    return {"left": left, "forGood": for_good, "title": _("Your sign-in ends soon"), "text": last if for_good else idle, "stay": _("Stay signed in")}
