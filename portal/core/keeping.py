"""What was typed when a form could not be taken: it stays on the page that answers, never in a cookie, an address or a log."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from portal.core.access import Actor
from portal.core.forms import SWITCH, Form
from portal.core.locale import LANGUAGE_PART, lang
from portal.core.pages import page
from portal.core.text import written_in

ADDRESS, FILES, CARRIED = "kept_address", "kept_files", "kept-"
SECRETS = frozenset({"csrf_token", "password", "again", "old", "code", "credential"})
OF_BUTTONS = frozenset({"once", "sign_in", "key"})


@dataclass(frozen=True)
class Kept:
    """`address` in the reader's language; `files`: some were chosen, and those are lost."""

    address: str
    fields: tuple[tuple[str, str], ...]
    files: bool

    @property
    def texts(self) -> list[str]:
        """Sentences and names, to be read and copied; ticks and choices are carried along unseen."""
        return [value for _name, value in self.fields if len(value.split()) > 1 or not value.isascii()]


def kept() -> Kept | None:
    """What this request carries along from an earlier one, else what it sent itself. None when nothing was typed, and when
    another site sent it: its words are not offered for sending."""
    if request.origin is not None and urlsplit(request.origin).netloc != request.host:
        return None
    if ADDRESS in request.form:
        return carried()
    files = any(file.filename for file in request.files.values())
    return _worth(request.full_path.rstrip("?"), request.form.items(multi=True), files)


def to_repeat(proof: str) -> Kept:
    """What this request itself sent, a mere button too, without the fields of `proof`: the same act goes on after a question."""
    sent = tuple((name, value) for name, value in request.form.items(multi=True) if not name.startswith(f"{proof}-"))
    files = any(file.filename for file in request.files.values()) or FILES in request.form
    return Kept(request.full_path.rstrip("?"), tuple((n, v) for n, v in sent if n not in ("csrf_token", SWITCH, FILES)), files)


def carried() -> Kept | None:
    """What this request carries along from an earlier one."""
    fields = [(name.removeprefix(CARRIED), value) for name, value in request.form.items(multi=True) if name.startswith(CARRIED)]
    return _worth(request.form.get(ADDRESS, ""), fields, FILES in request.form)


def _worth(address: str, fields: Iterable[tuple[str, str]], files: bool) -> Kept | None:
    sent = tuple((name, value) for name, value in fields if _short(name) not in SECRETS and name != SWITCH)
    typed = any(value.strip() for name, value in sent if _short(name) not in OF_BUTTONS)
    if not (typed or files) or not _takes_forms(address):
        return None
    return Kept(LANGUAGE_PART.sub(f"/{lang()}", address, count=1), sent, files)


def _short(name: str) -> str:
    """Without the prefix that tells forms of one page apart."""
    return name.rsplit("-", 1)[-1]


def _takes_forms(address: str) -> bool:
    """An address of this portal, never another host's."""
    if not LANGUAGE_PART.match(address) or not address.isprintable():
        return False
    addresses = current_app.create_url_adapter(request)
    return addresses is not None and addresses.test(urlsplit(address).path, "POST")


def is_closed(sent: Kept, actor: Actor) -> bool:
    """Whether the form would be refused to this person whatever it says."""
    addresses = current_app.create_url_adapter(request)
    endpoint, parts = addresses.match(urlsplit(sent.address).path, "POST") if addresses else ("", {})
    allowed = getattr(current_app.view_functions.get(endpoint), "allowed", lambda actor, address: None)
    try:
        allowed(actor, {name: part for name, part in parts.items() if name != "lang"})
    except HTTPException:
        return True
    return False


def send_again(sent: Kept, title: Any, status: int = 200) -> ResponseReturnValue:
    """Everything that was typed, and the button that sends it: nothing is sent before somebody has seen it."""
    return page("errors/send_again.html", status, kept=sent, texts=spoken(sent), title=title, form=Form(formdata=None))


def spoken(sent: Kept) -> list[tuple[str, str]]:
    """Its texts with the language of each."""
    return [(text, written_in(text, lang())) for text in sent.texts]
