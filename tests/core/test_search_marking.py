"""Marks stand in the original text, on words that answer and on nothing else."""

import pytest

from portal.core import search
from portal.country.queries import spelling_groups


@pytest.fixture(autouse=True)
def spelling():
    search.use_spelling(spelling_groups())


def marked(text, query, language=None):
    return [piece for piece, hit in search.mark(text, query, language) if hit]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("قَانُونُ الانتِخَابَات", "قانون", ["قَانُونُ"]),
        ("صدر القـــانون والقوانين", "قانون", ["القـــانون", "والقوانين"]),
        ("القانون رقم (١٢) لسنة ٢٠١٨ والمادة ١٢", "12/2018", ["١٢", "٢٠١٨"]),
        ("هه‌ڵبژاردنه‌کان لە عێراق", "هەڵبژاردن", ["هه‌ڵبژاردنه‌کان"]),
        ("کۆمسیۆنەکە بڕیاری دا", "کۆمیسیۆن", ["کۆمسیۆنەکە"]),
        ("الشمال والمال", "مال", ["والمال"]),
        ("Voters' cards, a voter's card", "voter", ["Voters", "voter's"]),
        ("مجلس النواب ومجلس المفوضين", "«مجلس المفوضين»", []),
        ("مجلس النواب ثم مجلس المفوضين", "«مجلس المفوضين»", ["مجلس", "المفوضين"]),
        ("<b>قانون</b> & more", "قانون", ["قانون"]),
        ("قانون", "", []),
    ],
)
def test_words_that_answer_are_marked_as_they_are_written(text, query, expected):
    assert marked(text, query) == expected


def test_an_excerpt_shows_the_place_where_the_words_stand_together():
    text = "قانون. " + "كلمات كثيرة قبل الموضع " * 30 + "قانون الانتخابات الجديد " + "وكلمات كثيرة بعد الموضع " * 30
    pieces = search.excerpt(text, "قانون الانتخابات", 120)
    shown = "".join(piece for piece, _ in pieces)
    assert [piece for piece, hit in pieces if hit] == ["قانون", "الانتخابات"]
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= 122
    assert set(shown.strip("…").split()) <= set(text.split())


def test_an_excerpt_of_a_short_text_is_the_text():
    assert search.excerpt("نص قصير", "قصير", 240) == [("نص ", False), ("قصير", True)]


def test_an_excerpt_without_a_hit_is_the_beginning():
    pieces = search.excerpt("كلمة " * 100, "قانون", 40)
    assert pieces == [("كلمة " * 7 + "كلمة", False), ("…", False)]


def test_one_word_longer_than_the_excerpt_is_cut():
    pieces = search.excerpt("ا" * 1_000, "قانون", 40)
    assert "".join(piece for piece, _ in pieces) == "ا" * 40 + "…"
