"""Sign-in and sign-out."""

from flask import current_app, flash, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from portal.core.access import actor_here, current_actor, open_to_all, requires
from portal.core.catalogue import gettext as _
from portal.core.hashing import hold_back
from portal.core.headers import clear_site
from portal.core.keeping import carried, send_again
from portal.core.pages import done, form_page, keep, refused, safe_next
from portal.core.refusal import Refusal
from portal.identity import policy, vocabulary
from portal.identity.forms import SignInForm
from portal.identity.services import passwords, signing_in
from portal.identity.views.frame import bp, browser, network
from portal.identity.views.signed_in import load

DEVICE_COOKIE = "device"
YEAR = 365 * 24 * 3600
FACE = "identity/sign_in.html"


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to_all("the way in")
def sign_in() -> ResponseReturnValue:
    if request.method == "GET" and current_actor() is not None:
        return redirect(safe_next(_home()))
    form, context = SignInForm(), {"kept": carried()}
    if not form.submitted():
        return form_page(FACE, form, **context)
    try:
        candidate = signing_in.admit(form.account.data, network(), device_tokens())
    except Refusal as refusal:
        return turned_away(FACE, form, refusal, **context)
    keep()
    password = request.form.get("password", "")
    try:
        if not passwords.matches(candidate.password_hash, password, candidate.device_id is not None):
            signing_in.fail(candidate)
            keep()
            return refused(FACE, form, Refusal(vocabulary.WRONG), **context)
        welcome = signing_in.welcome(candidate, browser(), password)
    except Refusal as refusal:
        if refusal.status == 503:
            signing_in.uncount(candidate)
            keep()
        return refused(FACE, form, refusal, **context)
    return _come_in(welcome)


def turned_away(template: str, form: SignInForm, refusal: Refusal, **context: object) -> ResponseReturnValue:
    """Too many attempts: 429, and what was typed stays."""
    answer = refused(template, form, refusal, **context)
    if refusal.status == 429:
        hold_back()
    return answer


def _come_in(welcome: signing_in.Welcome) -> ResponseReturnValue:
    """A new session: nothing that stood in the browser before (a planted token, a known CSRF token) goes on."""
    before = session.get("_user_id")
    if before:
        signing_in.supersede(before)
    session.clear()
    g.pop("csrf_token", None)
    target = url_for(".suspended") if welcome.suspended else safe_next(_home())
    login_user(load(welcome.token))
    response = make_response(_go_on(target))
    if welcome.device_token:
        _remember(response, welcome.device_token)
    return response


def _go_on(target: str) -> ResponseReturnValue:
    """What was typed before the sign-in ended is read once more before it is sent, perhaps by somebody else."""
    sent = carried()
    if sent is None:
        return done(target)
    keep()
    return send_again(sent, _("You can send what you typed now"))


def _home() -> str:
    return url_for("home.index")


def device_tokens() -> list[str]:
    """Up to five people share a browser, each known by a token of their own."""
    return [token for token in request.cookies.get(DEVICE_COOKIE, "").split(".") if 20 <= len(token) <= 64][:5]


def _remember(response: Response, token: str) -> None:
    tokens = [token, *device_tokens()][:5]
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(DEVICE_COOKIE, ".".join(tokens), max_age=YEAR, secure=secure, httponly=True, samesite="Lax")


@bp.post("/sign-out")
@requires(policy.may_leave)
def sign_out() -> ResponseReturnValue:
    signing_in.leave(actor_here())
    return go_out(_("You have signed out."))


def go_out(message: str) -> ResponseReturnValue:
    """Ends the browser's session with the transaction."""
    response = done(url_for(".sign_in"))
    logout_user()
    session.clear()
    flash(message, "good")
    return clear_site(make_response(response))
