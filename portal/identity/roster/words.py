"""The words of a file in the three languages of the portal, each as the key that is kept."""

import re
from functools import cache
from typing import Any

from portal.core.locale import LANGUAGES, in_language
from portal.core.search.folding import fold
from portal.country import queries as country
from portal.identity.vocabulary.observers import COLUMNS, SEXES, TRAININGS

ARTICLE = re.compile(r"\bال(?=\w{3})")
# What people write besides the words of the template.
MORE = {
    "female": ("f", "w", "woman", "انثى", "امرأة", "مرأة", "نساء", "ژن", "مێ", "خانم"),
    "male": ("m", "man", "ذكر", "رجل", "رجال", "پیاو", "نێر"),
    "none": ("no", "not trained", "بدون", "لا", "غير مدرب", "نەخێر", "بێ ڕاهێنان"),
    "basic": ("basic", "أساسي", "اساسي", "بنەڕەتی"),
    "advanced": ("advanced", "متقدم", "پێشکەوتوو"),
    "name": ("name", "الاسم", "ناو"),
    "phone": ("phone", "telephone", "mobile", "الهاتف", "تەلەفۆن", "مۆبایل"),
    "badge": ("badge", "الباج", "باج"),
}


def key_of(text: str) -> str:
    """How words of a file are compared; the Arabic article is left out by many."""
    return " ".join(ARTICLE.sub("", fold(text).replace("_", " ")).split())


@cache
def headings() -> dict[str, str]:
    return _known(COLUMNS)


@cache
def sexes() -> dict[str, str]:
    return _known(SEXES)


@cache
def trainings() -> dict[str, str]:
    return _known(TRAININGS)


def _known(words: Any) -> dict[str, str]:
    """Every way of writing each key: itself, its word in each language, and what else is usual."""
    known: dict[str, str] = {}
    for key, word in words.items():
        for text in (str(key), *_spoken(word), *MORE.get(str(key), ())):
            known.setdefault(key_of(text), str(key))
    return known


def _spoken(word: Any) -> list[str]:
    said = []
    for language in LANGUAGES:
        with in_language(language):
            said.append(str(word))
    return said


@cache
def governorates() -> dict[str, str]:
    return {key_of(text): place.code for place in country.governorates() for text in (place.code, place.iso, place.pcode, *place.names.values())}


@cache
def districts(governorate: str) -> dict[str, str]:
    return {key_of(text): place.code for place in country.districts(governorate) for text in (place.code, *place.names.values())}
