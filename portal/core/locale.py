"""The reader's language: it stands in the address, and nothing else decides it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask import Blueprint, Flask, g, has_request_context, request
from flask_babel import Babel
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from portal.core.text import LARGEST_ID

LANGUAGES = ("ar", "ckb", "en")
DEFAULT = "ar"
LANGUAGE_NAMES = {"ar": "العربية", "ckb": "کوردی", "en": "English"}
LOCALES = {"ar": "ar_IQ", "ckb": "ckb_IQ", "en": "en_GB"}
LANGUAGE_PART = re.compile(r"^/(ar|ckb|en)(?=/)")
babel = Babel()
_told: ContextVar[str | None] = ContextVar("told", default=None)


class LanguageConverter(BaseConverter):
    regex = "ar|ckb|en"


class NumberConverter(IntegerConverter):
    """`<int:…>` in every address: what no record can have, a database refuses to look for."""

    def __init__(self, map: Map, max: int = LARGEST_ID, **options: Any) -> None:
        super().__init__(map, max=max, **options)


def lang() -> str:
    told = _told.get()
    if told:
        return told
    if has_request_context():
        return g.get("lang") or _language_of_address() or best_language()
    return DEFAULT


def _language_of_address() -> str:
    """Also an address that leads nowhere names the language in which its reader is told so."""
    named = LANGUAGE_PART.match(request.path)
    return named.group(1) if named else ""


def _best_match() -> str:
    accepted = request.accept_languages
    for code, _quality in accepted:
        short = code.split("-")[0].lower()
        if code.lower().startswith("ku-arab") or short == "ckb":
            return "ckb"
        if short in LANGUAGES:
            return short
    return DEFAULT


def best_language() -> str:
    """For an address without a language: the person's own choice of before, else the browser's."""
    chosen = request.cookies.get("lang", "")
    return chosen if chosen in LANGUAGES else _best_match()


def direction(language: str) -> str:
    return "ltr" if language == "en" else "rtl"


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Words, days and numbers are in `language` within the block: for mails, jobs and commands."""
    token = _told.set(language)
    try:
        yield
    finally:
        _told.reset(token)


def other_languages(sent_to: str = "") -> list[tuple[str, str, str]]:
    """This page in each language, or where its form goes: code, own name, address. Keeps the place and the query."""
    address = sent_to or (request.full_path if request.query_string else request.path)
    rest = LANGUAGE_PART.sub("", address, count=1)
    return [(code, LANGUAGE_NAMES[code], f"/{code}{rest}") for code in LANGUAGES]


def feature_blueprint(name: str, import_name: str, **options: Any) -> Blueprint:
    return Blueprint(name, import_name, url_prefix=f"/<lang:lang>/{name}", **options)


def register(app: Flask) -> None:
    app.url_map.converters |= {"lang": LanguageConverter, "int": NumberConverter}
    babel.init_app(
        app,
        default_locale=LOCALES[DEFAULT],
        default_timezone="Asia/Baghdad",
        default_translation_directories=str(app.config["TRANSLATIONS"]),
        locale_selector=lambda: LOCALES[lang()],
    )

    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "lang" in values:
            g.lang = values.pop("lang")

    @app.url_defaults
    def give_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = lang()
