"""Errors as part of the interface: what happened, what is kept, what to do next; logged once with an id that the page shows."""

from typing import Any, cast

import structlog
from flask import Flask, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from portal.core.access import OPEN_TO_ALL, current_actor
from portal.core.catalogue import lazy_gettext as _l
from portal.core.db import db
from portal.core.keeping import Kept, kept, send_again, spoken
from portal.core.pages import request_id, tell_wait
from portal.core.refusal import Refusal
from portal.core.turned_away import because

log = structlog.get_logger()
NOTHING_CHANGED = _l("Nothing was changed.")
SENTENCES: dict[int, tuple[Any, Any, Any]] = {
    400: (_l("The request could not be understood"), NOTHING_CHANGED, _l("Go back, load the page again and repeat the step.")),
    403: (_l("You may not do this"), NOTHING_CHANGED, _l("If you need this right, ask the administrator of your organisation or office.")),
    404: (
        _l("This page does not exist"),
        _l("It may have been moved, or it is not meant for your account."),
        _l("Check the address, or start from the home page."),
    ),
    405: (_l("This address does not accept this kind of request"), NOTHING_CHANGED, _l("Go back and use the buttons of the page.")),
    409: (_l("This cannot be done now"), NOTHING_CHANGED, _l("Load the page again to see its present state.")),
    413: (
        _l("The files are too large"),
        _l("Nothing was stored. What you typed is not on this page, but most browsers keep it in the form: go back to it."),
        _l("Send fewer or smaller files; the form says the limit."),
    ),
    429: (_l("Too many attempts"), NOTHING_CHANGED, _l("Wait some minutes, then try again.")),
    500: (
        _l("An error occurred"),
        _l("What was saved before is kept; this last step was not saved."),
        _l("Try again. If it happens again, tell the commission's office the error number."),
    ),
    503: (_l("The portal is busy"), _l("What was saved before is kept; this last step was not saved."), _l("Wait a minute, then try again.")),
}


HELD = {
    False: (
        _l("This is closed while your organisation is suspended"),
        _l("You can read the reason of the suspension and appeal against it."),
        _l("To the reason of the suspension"),
    ),
    True: (
        _l("This is closed until the acceptance of your organisation is renewed"),
        _l("The acceptance of your organisation has ended. This is no sanction: its administrator can renew it."),
        _l("To the acceptance of your organisation"),
    ),
}


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(Exception, _unexpected)


def error_page(status: int, title: Any = None, kept: Any = None, following: Any = None, **more: Any) -> ResponseReturnValue:
    """`way`: the words of the link home, which leads people of a suspended organisation to the reason; `texts`: what was typed."""
    known = SENTENCES.get(status, SENTENCES[500 if status >= 500 else 400])
    words = {"title": title or known[0], "what_is_kept": kept or known[1], "what_next": following or known[2]}
    return render_template("errors/error.html", status=status, error_id=request_id(), **words, **more), status


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, SecurityError):
        because("host")
    if error.response is not None or error.code is None or error.code < 400 or isinstance(error, SecurityError):
        return error  # a host that is not ours (SecurityError) has no addresses: not even our page can be drawn for it
    _forget()
    if error.code == 403:
        return closed_page(kept())
    return (_nearest_page() if error.code == 405 else None) or error_page(error.code)


def closed_page(sent: Kept | None = None) -> ResponseReturnValue:
    """What the reader may not do, with the reason when it is the state of their organisation, and with what was typed for
    nothing, to be copied."""
    actor = current_actor()
    held = HELD[actor.expired] if actor is not None and actor.suspended else (None, None, None)
    return error_page(403, held[0], following=held[1], way=held[2], texts=spoken(sent) if sent else [])


def _nearest_page() -> ResponseReturnValue | None:
    """Who comes by GET to an address that only takes forms (a changed language, a reload) is led to the page above it."""
    parts, addresses = request.path.rstrip("/").split("/"), current_app.create_url_adapter(request)
    while request.method == "GET" and addresses and len(parts) > 2:
        parts.pop()
        for path in ("/".join(parts), "/".join(parts) + "/"):
            if addresses.test(path, "GET"):
                return redirect(path, 303)
    return None


def _stale_form(error: CSRFError) -> ResponseReturnValue:
    """With what was typed; through the sign-in where nobody is signed in any more."""
    _forget()
    because("token")
    sent, title = kept(), _l("This form was open for too long")
    if sent is None:
        return error_page(400, title)
    if current_actor() is None and request.endpoint not in OPEN_TO_ALL:
        return cast(ResponseReturnValue, current_app.login_manager.unauthorized())  # type: ignore[attr-defined]
    return send_again(sent, title, 400)


def _refusal(refusal: Refusal) -> ResponseReturnValue:
    """With what was typed, when it may be sent again after a while."""
    _forget()
    tell_wait(refusal)
    sent = kept() if refusal.seconds else None
    return send_again(sent, refusal.message, refusal.status) if sent else error_page(refusal.status, refusal.message)


def _database_error(error: OperationalError) -> ResponseReturnValue:
    log.error("database.error", id=request_id(), rule=_rule(), error=str(error.orig)[:300])
    _forget()
    return error_page(503)


def _unexpected(error: Exception) -> ResponseReturnValue:
    log.exception("request.failed", id=request_id(), rule=_rule(), error=type(error).__name__)
    _forget()
    return error_page(500)


def _rule() -> str:
    """The pattern of the address, not the address: that of a password link holds its key."""
    return str(request.url_rule)


def _forget() -> None:
    try:
        db.session.rollback()
    except OperationalError:
        db.session.remove()
