"""The desk, the pages that are open to all, and the addresses above the languages."""

from flask import Flask, Response, g, request

from portal.core.access import anyone_signed_in
from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import MenuEntry
from portal.home.views import desk, health, statements
from portal.home.views.blueprint import bp

__all__ = ["desk", "health", "statements"]
blueprints = (bp,)
MENU = (MenuEntry(_l("Home"), "home.index", anyone_signed_in, 10),)
YEAR = 365 * 24 * 3600


def register(app: Flask) -> None:
    secure = bool(app.config.get("SESSION_COOKIE_SECURE"))

    @app.after_request
    def remember_language(response: Response) -> Response:
        """For the next visit to an address without a language; nothing else is kept about a reader."""
        language = g.get("lang")
        read = request.method == "GET" and response.status_code == 200 and response.mimetype == "text/html"
        if read and language and request.cookies.get("lang") != language:
            response.set_cookie("lang", language, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
        return response
