"""The menu, the account entry and the switch of languages, as the templates ask for them."""

import html
import re
from collections.abc import Iterable

from flask import Flask, request, url_for
from wtforms import Form

from portal.core.access import current_actor
from portal.core.locale import lang, other_languages
from portal.core.presentation import form_id
from portal.core.register import registers


def menu() -> list[tuple[str, str, bool]]:
    """Label, address, and whether the reader is in that section; nothing for strangers."""
    actor = current_actor()
    if actor is None:
        return []
    entries = sorted((entry for entry in registers.menu if entry.may(actor)), key=lambda entry: entry.place)
    addressed = [(str(entry.label), url_for(entry.endpoint)) for entry in entries]
    current = _current([address for _label, address in addressed])
    return [(label, address, address == current) for label, address in addressed]


def _current(addresses: list[str]) -> str | None:
    """The entry of this very page, else the nearest one above it; home is above everything and counts for itself only."""
    home = f"{request.script_root}/{lang()}/"
    here = request.script_root + request.path
    above = [address for address in addresses if here == address or (address != home and here.startswith(address))]
    return max(above, key=len, default=None)


def me() -> tuple[str, str] | None:
    """The person's name and the address of their account."""
    actor = current_actor()
    if actor is None:
        return None
    return actor.name, url_for("identity.account")


def sent_along(content: str, forms: Iterable[Form]) -> tuple[str, str] | None:
    """Id and address of the first of `forms` that stands in the page: the language switch sends it, so that what was typed
    is kept. parts/form.html writes such a tag."""
    for form in forms:
        tag = re.search(rf'<form method="post"(?: action="([^"]*)")? id="({re.escape(form_id(form))})"', content)
        if tag:
            return tag[2], html.unescape(tag[1] or "")
    return None


def register(app: Flask) -> None:
    app.jinja_env.globals.update(menu=menu, me=me, other_languages=other_languages, sent_along=sent_along)
