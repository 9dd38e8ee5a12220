"""Sign-in and sign-out."""

import json
from dataclasses import asdict
from typing import Any

from flask import current_app, flash, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from portal.core.access import actor_here, current_actor, open_to_all, requires
from portal.core.catalogue import gettext as _
from portal.core.errors import closed_page
from portal.core.forms import Form
from portal.core.hashing import hold_back
from portal.core.headers import clear_site
from portal.core.keeping import Kept, carried, is_closed, send_again
from portal.core.pages import done, form_page, keep, refused, safe_next
from portal.core.refusal import Refusal
from portal.identity import policy, vocabulary
from portal.identity.forms import SignInForm
from portal.identity.services import passkeys, passwords, second_step, signing_in
from portal.identity.views.frame import CEREMONY, bp, browser, network, passkeys_at, rule_of_factors, site
from portal.identity.views.signed_in import load

DEVICE_COOKIE = "device"
WAITING = "waiting"
YEAR = 365 * 24 * 3600
FACE = "identity/sign_in.html"


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to_all("the way in")
def sign_in() -> ResponseReturnValue:
    if request.method == "GET" and current_actor() is not None:
        return redirect(safe_next(_home()))
    form = SignInForm()
    context: dict[str, Any] = {"kept": carried(), "elsewhere": passkeys_at()}
    if form.credential.data and not form.switching:
        return _with_passkey(form, context)
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
            form.password.errors = [str(vocabulary.TYPE_AGAIN)]
            return refused(FACE, form, Refusal(vocabulary.WRONG, "account"), **context)
        outcome = second_step.after_password(candidate, password, _visit(), rule_of_factors())
    except Refusal as refusal:
        if refusal.status == 503:
            signing_in.uncount(candidate)
            keep()
        return refused(FACE, form, refusal, **context)
    if isinstance(outcome, str):
        return _wait(outcome)
    return come_in(outcome, safe_next(""), carried())


def _with_passkey(form: SignInForm, context: dict[str, Any]) -> ResponseReturnValue:
    """A key that says whose it is opens the door by itself."""
    try:
        person_id = passkeys.use("first", None, site(), session.pop(CEREMONY, None), form.credential.data)
        welcome = second_step.after_passkey(person_id, network(), device_tokens(), browser())
    except Refusal as refusal:
        second_step.fail_first(network())
        keep()
        return refused(FACE, form, refusal, **context)
    return come_in(welcome, safe_next(""), carried())


def _visit() -> second_step.Visit:
    sent = carried()
    return second_step.Visit(browser(), safe_next("") or None, json.dumps(asdict(sent)) if sent else None)


def _wait(token: str) -> ResponseReturnValue:
    """On with the second step: the browser gets a token that opens nothing else."""
    _begin_anew()
    session[WAITING] = token
    return done(url_for(".second"))


def turned_away(template: str, form: Form, refusal: Refusal, **context: object) -> ResponseReturnValue:
    """Too many attempts: 429, and what was typed stays."""
    answer = refused(template, form, refusal, **context)
    if refusal.status == 429:
        hold_back()
    return answer


def come_in(welcome: signing_in.Welcome, wanted: str | None = None, sent: Kept | None = None, news: str = "") -> ResponseReturnValue:
    """A new session: nothing that stood in the browser before (a planted token, a known CSRF token) goes on."""
    _begin_anew()
    target = url_for(".suspended") if welcome.suspended else wanted or _home()
    login_user(load(welcome.token))
    if news:
        flash(news, "warn")
    response = make_response(_go_on(target, sent))
    if welcome.device_token:
        remember(response, welcome.device_token)
    return response


def _begin_anew() -> None:
    before = session.get("_user_id")
    if before:
        signing_in.supersede(before)
    session.clear()
    g.pop("csrf_token", None)


def _go_on(target: str, sent: Kept | None) -> ResponseReturnValue:
    """What was typed before the sign-in ended is read once more before it is sent, perhaps by somebody else. Where it can be
    sent no more it is only shown."""
    if sent is None:
        return done(target)
    keep()
    if is_closed(sent, actor_here()):
        return closed_page(sent)
    return send_again(sent, _("You can send what you typed now"))


def _home() -> str:
    return url_for("home.index")


def _device_cookie() -> str:
    """`__Host-`: no other host of the domain can plant one; browsers take such a name over HTTPS only."""
    return f"__Host-{DEVICE_COOKIE}" if current_app.config["SESSION_COOKIE_SECURE"] else DEVICE_COOKIE


def device_tokens() -> list[str]:
    """Up to five people share a browser, each known by a token of their own."""
    return [token for token in request.cookies.get(_device_cookie(), "").split(".") if 20 <= len(token) <= 64][:5]


def remember(response: Response, token: str) -> None:
    tokens = [token, *device_tokens()][:5]
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(_device_cookie(), ".".join(tokens), max_age=YEAR, secure=secure, httponly=True, samesite="Lax")


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
