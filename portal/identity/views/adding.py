"""What the account and a sign-in that must set up a factor first have in common: the app's page, its QR code, and recovery
codes that are shown once."""

import io
from itertools import chain, count
from typing import Any

import segno
from flask import Response, abort, current_app, request, session
from flask.typing import ResponseReturnValue

from portal.core.access import Actor
from portal.core.catalogue import gettext as _
from portal.core.crypto import open_text, seal_text
from portal.core.pages import form_page, refused
from portal.core.refusal import Refusal
from portal.identity import queries
from portal.identity.forms import AppForm, PasskeyForm
from portal.identity.services import apps, passkeys
from portal.identity.views.frame import CEREMONY, browser, site

CODES = "recovery_codes"
THEIR_PAGES = ("identity.recovery_codes", "identity.recovery_codes_file", "identity.enrol_codes", "identity.enrol_codes_file", "static", "identity.staying")


def app_page(actor: Actor, form: AppForm, refusal: Refusal | None = None, **context: Any) -> ResponseReturnValue:
    """The key as a picture, as text and as a link: a phone with a camera, one without, and the phone that shows this page."""
    proposed = queries.proposed_app(actor.person_id)
    if proposed is None:
        abort(404)
    secret = apps.secret_of(proposed)
    shown = {"groups": [secret[start : start + 4] for start in range(0, len(secret), 4)], "link": apps.address_of(proposed), **context}
    if refusal is not None:
        return refused("identity/factor_app.html", form, refusal, **shown)
    return form_page("identity/factor_app.html", form, **shown)


def picture(actor: Actor) -> Response:
    proposed = queries.proposed_app(actor.person_id)
    if proposed is None:
        abort(404)
    drawn = io.BytesIO()
    segno.make(apps.address_of(proposed), error="m").save(drawn, kind="svg", scale=5, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None)
    return current_app.response_class(drawn.getvalue(), mimetype="image/svg+xml")


def confirm_app(actor: Actor, form: AppForm) -> list[str]:
    return apps.confirm(actor, form.code.data, form.name.data or _own_name(actor))


def _own_name(actor: Actor) -> str:
    """Of an app that the person did not name: it runs on another device than this browser, as a rule. Never the same twice."""
    taken = {factor.name for factor in queries.factors_of(actor.person_id)}
    names = (_("Authenticator app %(number)s", number=number) for number in count(2))
    return next(name for name in chain([_("Authenticator app")], names) if name not in taken)


def add_passkey(actor: Actor, form: PasskeyForm) -> list[str]:
    return passkeys.add(actor, site(), session.pop(CEREMONY, None), form.credential.data or "", form.name.data or browser() or _("Passkey"))


def show_codes(codes: list[str]) -> None:
    """They travel to the next page in the browser's own cookie, sealed, and are gone when that page is left."""
    session[CODES] = seal_text(" ".join(codes))


def shown_codes() -> list[str]:
    return (open_text(session.get(CODES)) or "").split()


def codes_file(codes: list[str]) -> Response:
    if not codes:
        abort(404)
    lines = [_("Recovery codes of the Electoral Partnership Portal. Each works once."), "", *codes, ""]
    response = current_app.response_class("\r\n".join(lines), mimetype="text/plain")
    response.headers["Content-Disposition"] = "attachment; filename=recovery-codes.txt"
    return response


def forget_codes(response: Response) -> Response:
    if CODES in session and request.method == "GET" and request.endpoint not in THEIR_PAGES:
        session.pop(CODES)
    return response
