"""Flask-Login on our own sign-in rows: who is here is asked once a request, and only when somebody asks."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager

from portal.core import clock
from portal.core.access import current_actor
from portal.core.catalogue import gettext as _
from portal.core.keeping import kept
from portal.core.locale import lang
from portal.core.pages import afterwards, page
from portal.identity import queries
from portal.identity.forms import SignInForm
from portal.identity.services import signing_in
from portal.identity.views.frame import Reader, passkeys_at, sign_in_limits

login = LoginManager()
login.session_protection = None


@login.user_loader
def load(token: str) -> Reader | None:
    here = queries.signed_in(token, clock.now(), lang(), *sign_in_limits())
    if here is None:
        return None
    g.to_touch = here.actor.sign_in_id if here.to_touch else None
    return Reader(token, here)


@login.unauthorized_handler
def to_sign_in() -> ResponseReturnValue:
    """And back afterwards. What was typed is carried along by the page; a mere button is pressed again where it stood."""
    sent = kept()
    if request.method in ("GET", "HEAD"):
        wanted: str | None = request.full_path.rstrip("?")
        _tell_the_end()
    elif sent is not None:
        return page("identity/sign_in.html", 401, form=SignInForm(formdata=None), kept=sent, elsewhere=passkeys_at())
    else:
        flash(_("Your session has expired. Sign in, then send the form again; it was not stored."), "warn")
        wanted = _sent_from()
    home = wanted is None or wanted.rstrip("/") == f"/{lang()}"
    return redirect(url_for("identity.sign_in", next=None if home else wanted), 303)


def _tell_the_end() -> None:
    """Once, to who was signed in; a stranger who is led here has lost nothing."""
    if queries.was_signed_in(session.pop("_user_id", "")):
        flash(_("Your sign-in has ended. Sign in again to go on."), "warn")


def _sent_from() -> str | None:
    parts = urlsplit(request.referrer or "")
    return parts.path if parts.netloc == request.host else None


def _touch(response: Response) -> Response:
    """When the person was last here, every five minutes at most; a busy database only delays it."""
    sign_in_id = g.pop("to_touch", None)
    if sign_in_id is not None:
        afterwards(lambda: signing_in.touch(sign_in_id))
    return response


def _keep_the_suspended() -> ResponseReturnValue | None:
    """Their home is the page with the reason, or with the day on which the acceptance ended."""
    if request.endpoint != "home.index":
        return None
    actor = current_actor()
    if actor is None or not actor.suspended:
        return None
    return redirect(url_for("identity.term" if actor.expired else "identity.suspended"))


def register(app: Flask) -> None:
    login.init_app(app)
    app.after_request(_touch)
    app.before_request(_keep_the_suspended)
    app.context_processor(_appearance)


def _appearance() -> dict[str, Any]:
    """Only when the person was asked for already: an error page is drawn without the database. `seconds_left`: of the
    sign-in, if nothing more is done on this page."""
    reader = g.get("_login_user")
    here = getattr(reader, "here", None)
    return {"theme": getattr(reader, "theme", None), "seconds_left": int((here.ends_after_this_at - clock.now()).total_seconds()) if here else None}
