"""The country pack: complete, consistent, and honest about names it does not have."""

from collections import Counter

import pytest

from portal.core.search import fold
from portal.country import queries


def test_nineteen_governorates_with_names_in_three_languages():
    governorates = queries.governorates()
    assert len({governorate.code for governorate in governorates}) == 19
    assert all(governorate.name_language(lang) == lang for governorate in governorates for lang in ("ar", "ckb", "en"))
    assert len({(governorate.tile_row, governorate.tile_column) for governorate in governorates}) == 19
    halabja = queries.governorate("HLB")
    assert halabja is not None
    assert (halabja.name("ckb"), halabja.capital("en")) == ("هەڵەبجە", "Halabja")
    assert queries.governorate("XXX") is None


def test_every_district_belongs_to_a_governorate_and_every_governorate_has_one():
    by_governorate = {governorate.code: queries.districts(governorate.code) for governorate in queries.governorates()}
    assert all(by_governorate.values())
    assert sum(map(len, by_governorate.values())) == 101
    assert queries.districts("XXX") == ()


def test_a_district_without_a_sorani_name_shows_the_arabic_one_and_says_so():
    ana, sulaymaniyah = queries.district("IQG01Q05"), queries.districts("SUL")[0]
    assert ana is not None
    assert (ana.name("ckb"), ana.name_language("ckb")) == ("عنه", "ar")
    assert sulaymaniyah.name_language("ckb") == "ckb"


def test_the_taxonomy_is_whole():
    groups = {group.code for group in queries.category_groups()}
    phases = {phase.code for phase in queries.phases()}
    categories = queries.categories()
    assert (len(categories), len(queries.categories(core_only=True)), len(groups), len(phases)) == (101, 67, 14, 7)
    for category in categories:
        assert category.group in groups
        assert set(category.phases) <= phases
        assert set(category.names) == {"ar", "ckb", "en"}
        assert category.severity in {"low", "medium", "high", "critical"}
    assert queries.category("REG-01") == categories[0]
    assert queries.category("REG-99") is None


def test_no_word_stands_in_two_spelling_groups():
    words = Counter(word for group in queries.spelling_groups() for word in {fold(word) for word in group})
    assert [word for word, times in words.items() if times > 1] == []


def test_spelling_groups_hold_single_words():
    assert all(word.isalpha() or "ّ" in word for group in queries.spelling_groups() for word in group)


def test_credits_name_source_and_licence():
    credits = [credit for lang in ("ar", "ckb", "en") for credit in queries.credits(lang)]
    assert any(credit.licence == "CC BY 4.0" and "iraq-administrative-divisions" in credit.url for credit in credits)
    assert all(credit.what and credit.source and credit.licence and credit.url for credit in credits)


def test_an_unknown_country_is_refused_with_the_known_ones(monkeypatch):
    monkeypatch.setenv("PORTAL_COUNTRY", "../etc")
    with pytest.raises(SystemExit, match="known: iq"):
        queries.governorates()
