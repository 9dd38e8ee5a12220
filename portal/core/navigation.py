"""The menu, the account entry and the switch of languages, as the templates ask for them."""

from flask import Flask, request, url_for

from portal.core.access import current_actor
from portal.core.locale import other_languages
from portal.core.register import registers


def menu() -> list[tuple[str, str, bool]]:
    """Label, address, and whether the reader is in that section; nothing for strangers."""
    actor = current_actor()
    if actor is None:
        return []
    here = (request.endpoint or "").split(".")[0]
    entries = sorted((entry for entry in registers.menu if entry.may(actor)), key=lambda entry: entry.place)
    current = _current([entry.endpoint for entry in entries], here)
    return [(str(entry.label), url_for(entry.endpoint), entry.endpoint == current) for entry in entries]


def _current(endpoints: list[str], here: str) -> str | None:
    """The entry of this very page, else the first one of its section."""
    if request.endpoint in endpoints:
        return request.endpoint
    return next((endpoint for endpoint in endpoints if endpoint.split(".")[0] == here), None)


def me() -> tuple[str, str] | None:
    """The person's name and the address of their account."""
    actor = current_actor()
    if actor is None:
        return None
    return actor.name, url_for("identity.suspended" if actor.suspended else "identity.account")


def register(app: Flask) -> None:
    app.jinja_env.globals.update(menu=menu, me=me, other_languages=other_languages)
