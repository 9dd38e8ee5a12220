"""How long the sign-in lasts, for the script that warns before its end; every word that it says is in this answer."""

from typing import Any

from flask import g
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from portal.core import clock
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.pages import keep
from portal.core.presentation import clock_time
from portal.identity import policy
from portal.identity.queries import Here
from portal.identity.services import signing_in
from portal.identity.views.frame import bp
from portal.identity.views.signed_in import load


@bp.get("/identity/staying")
@requires(policy.may_use_account)
def staying() -> ResponseReturnValue:
    """Asking is no use of the portal: it does not make the sign-in last."""
    g.pop("to_touch", None)
    return _told(current_user.here)


@bp.post("/identity/staying")
@requires(policy.may_use_account)
def stay() -> ResponseReturnValue:
    signing_in.touch(actor_here().sign_in_id or 0)
    keep()
    g.pop("to_touch", None)
    reader = load(current_user.get_id())
    return _told(reader.here if reader else current_user.here)


def _told(here: Here) -> dict[str, Any]:
    left = int((here.ends_at - clock.now()).total_seconds())
    for_good = here.ends_at == here.ends_for_good_at
    return {
        "left": left,
        "forGood": for_good,
        "title": _("Your sign-in ends soon"),
        "text": _for_good(here) if for_good else _idle(here),
        "stay": _("Stay signed in"),
        "close": _("Close"),
        "endedTitle": _("Your sign-in has ended"),
        "endedText": _("What you typed is still on this page. Send it as usual: you sign in again, read it once more and send it."),
        "csrf": generate_csrf(),
    }


def _for_good(here: Here) -> str:
    time = clock_time(here.ends_at)
    return _("It ends at %(time)s whatever you do. Send what you are writing; a form that you send later is kept while you sign in again.", time=time)


def _idle(here: Here) -> str:
    return _("Nothing was done here for a long time. Without an answer your sign-in ends at %(time)s.", time=clock_time(here.ends_at))
