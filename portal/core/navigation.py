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

SEVERAL = 3
Entry = tuple[str, str, bool]


def menu() -> tuple[list[Entry], list[Entry]]:
    """The row of the daily work and the row of keeping the house, each entry with its label, its address, and whether the
    reader is in that section. Whoever keeps little has one row; strangers have nothing."""
    actor = current_actor()
    if actor is None:
        return [], []
    entries = sorted((entry for entry in registers.menu if entry.may(actor)), key=lambda entry: entry.place)
    addressed = [(entry, str(entry.label), url_for(entry.endpoint)) for entry in entries]
    current = _current([address for _entry, _label, address in addressed])
    keeping = [entry for entry in entries if entry.keeping]
    apart = keeping if len(keeping) >= SEVERAL else []
    rows: tuple[list[Entry], list[Entry]] = ([], [])
    for entry, label, address in addressed:
        rows[entry in apart].append((label, address, address == current))
    return rows


def _current(addresses: list[str]) -> str | None:
    """The entry of this very page, else the nearest one above it; home is above everything and counts for itself only."""
    home = f"{request.script_root}/{lang()}/"
    here = request.script_root + request.path
    above = [address for address in addresses if here == address or (address != home and here.startswith(address))]
    return max(above, key=len, default=None)


def me() -> tuple[str, str, str] | None:
    """The person's name, the address of their account, and the organisation or office they work for."""
    actor = current_actor()
    if actor is None:
        return None
    return actor.name, url_for("identity.account"), actor.body_name


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
