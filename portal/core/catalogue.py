"""Words in the reader's language, by the catalogues that Flask-Babel's tools make.

Flask-Babel's own functions ask for their context and locale anew at every word, which was a fifth of a page's cost;
these find the catalogue of the language once, and are otherwise the same."""

from functools import cache
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations
from flask import Flask, current_app
from flask_babel import LazyString

from portal.core.locale import lang

__all__ = ["LazyString", "gettext", "lazy_gettext", "lazy_ngettext", "ngettext", "spoken"]


@cache
def _loaded(folder: Path, language: str) -> NullTranslations:
    return Translations.load(folder, [language])


def spoken() -> NullTranslations:
    """The catalogue of the language that is spoken now."""
    return _loaded(current_app.config["TRANSLATIONS"], lang())


def gettext(text: str, **values: Any) -> str:
    found = str(spoken().ugettext(text))
    return found % values if values else found


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    values.setdefault("num", num)
    return str(spoken().ungettext(one, many, num)) % values


def lazy_gettext(text: str, **values: Any) -> LazyString:
    return LazyString(gettext, text, **values)


def lazy_ngettext(one: str, many: str, num: int, **values: Any) -> LazyString:
    return LazyString(ngettext, one, many, num, **values)


def register(app: Flask) -> None:
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: spoken().ugettext(text), lambda one, many, num: spoken().ungettext(one, many, num), newstyle=True
    )
