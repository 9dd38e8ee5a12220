"""The addresses above the languages: the way in, and what machines ask."""

from pathlib import Path

from flask import Response, current_app, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import open_to_all
from portal.core.locale import best_language
from portal.home import queries
from portal.home.views.blueprint import bp


@bp.get("/")
@open_to_all("leads to the reader's language, where sign-in waits")
def start() -> ResponseReturnValue:
    response = redirect(url_for("home.index", lang=best_language()), 302)
    response.vary.update(("Accept-Language", "Cookie"))
    return response


@bp.get("/healthz")
@open_to_all("asked by whoever watches the process; says only that it lives, and touches no database")
def healthz() -> ResponseReturnValue:
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
@open_to_all("asked by whoever sends requests here; says which part is not ready, and nothing of what it holds")
def readyz() -> ResponseReturnValue:
    found = queries.readiness(Path(current_app.config["DATA"]), Path(current_app.config["MIGRATIONS"]))
    well = all(found.values())
    return jsonify(ready=well, **found), 200 if well else 503


@bp.get("/robots.txt")
@open_to_all("tells search engines that there is nothing for them here")
def robots() -> ResponseReturnValue:
    return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")


@bp.get("/favicon.ico")
@open_to_all("browsers ask for it by themselves; leads to the icon")
def icon() -> ResponseReturnValue:
    return redirect(url_for("static", filename="star.svg"), 302)
