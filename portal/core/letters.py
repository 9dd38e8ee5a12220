"""What leaves the portal as a mail: absolute addresses and plain texts, outside any request and in the reader's language."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, g, render_template

from portal.core.locale import in_language
from portal.core.text import BIDI_CONTROLS

FIRST_STRONG, END = "\u2068", "\u2069"


def base_address() -> str:
    """Where people reach the portal. From the settings, never from a request: a forged host would travel in our mails."""
    name = str(current_app.config["PORTAL_SERVER_NAME"])
    return f"https://{name}" if name else f"http://localhost:{current_app.config['PORT']}"


def absolute(path: str) -> str:
    """A path, or an address of any host, as an address of this portal."""
    parts = urlsplit(path)
    return base_address() + parts.path + (f"?{parts.query}" if parts.query else "")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """As if a reader of `language` had asked: `url_for` and gettext work, with or without a request."""
    before = g.get("lang")
    with current_app.test_request_context(f"/{language}/", base_url=base_address()), in_language(language):
        g.lang = language
        try:
            yield
        finally:
            g.lang = before


def isolated(words: Any) -> str:
    """A name in a plain text, kept apart from the direction around it: on one line, and no address that could be pressed,
    because strangers choose names too."""
    name = " ".join(str(words).translate(BIDI_CONTROLS).split()).replace("://", ": //")
    return f"{FIRST_STRONG}{name}{END}"


def letter(template: str, language: str, **values: Any) -> tuple[str, str]:
    """Subject and body of `mail/<template>.txt`: its first line and the rest."""
    with speaking(language):
        text = render_template(f"mail/{template}.txt", language=language, isolated=isolated, **values)
    subject, _line, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"
