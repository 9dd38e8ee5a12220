"""What search takes for the same word: folding, stems, numbers; the pairs of search_pairs.csv asked of a database."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core import search
from portal.country.queries import spelling_groups

PAIRS = Path(__file__).parent / "search_pairs.csv"
HELD_OUT = Path(__file__).parent / "search_heldout.csv"
HELD_OUT_FLOOR = 27


@pytest.fixture(autouse=True)
def spelling():
    search.use_spelling(spelling_groups())


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wrong(pairs):
    """The pairs that are answered otherwise than they say; each text is indexed, each query asked of the index."""
    for number, pair in enumerate(pairs, start=1):
        search.index("pairs", number, [search.Row("text", pair["language"], body=pair["text"])], None)
    answers = []
    for number, pair in enumerate(pairs, start=1):
        hits = search.find("pairs", pair["query"], size=len(pairs))
        found = number in {hit.owner_id for hit in hits.items}
        if found != (pair["expected"] == "found"):
            answers.append(f"{pair['query']!r} {'found' if found else 'missed'} {pair['text']!r}: {pair['note']}")
    return answers


def test_the_set_is_as_large_as_promised():
    expected = Counter(pair["expected"] for pair in read(PAIRS))
    assert expected["found"] >= 60
    assert expected["absent"] >= 20
    assert set(expected) == {"found", "absent"}
    assert len(read(HELD_OUT)) == 30


def test_every_pair_of_the_set_is_answered_rightly(session):
    assert wrong(read(PAIRS)) == []


def test_the_held_out_set_keeps_the_score_it_had_when_tuning_was_finished(session):
    pairs = read(HELD_OUT)
    assert len(pairs) - len(wrong(pairs)) >= HELD_OUT_FLOOR


def test_marking_agrees_with_finding_on_every_pair():
    for pair in [*read(PAIRS), *read(HELD_OUT)]:
        if pair["expected"] == "found":
            continue
        marked = [text for text, hit in search.mark(pair["text"], pair["query"], pair["language"]) if hit]
        clauses = len(search.words(pair["query"]))
        assert not marked or clauses > 1, pair


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("قَانُونُ", "قانون"),
        ("انتخـــابات", "انتخابات"),
        ("الإنتخابات", "الانتخابات"),
        ("٢٠١٨ ۲۰۱۸", "2018 2018"),
        ("مسئول مسؤول", "مسول مسول"),
        ("ئەنجوومەن", "هنجومهن"),
        ("ههڵ هەڵ هه‌ڵ", "ههل ههل ههل"),
        ("كۆمیسیۆنى", "کومیسیونی"),
        ("\u202bقانون\u202c\u200f", "قانون"),
        ("ﻻ ﷲ", "لا الله"),
        ("الهيئة هَيأة", "الهییه هیاه"),
        ("قضاء جزء", "قضا جزء"),
        ("STRASSE Straße É", "strasse strasse e"),
    ],
)
def test_folding(text, folded):
    assert search.fold(text) == folded


def test_a_word_keeps_its_place_in_the_original():
    text = "نصّ «القَـــانُون» رقم(١٢)،هه‌ڵبژاردن"
    cut = [text[word.start : word.end] for word in search.words(text)]
    assert cut == ["نصّ", "القَـــانُون", "رقم", "١٢", "هه‌ڵبژاردن"]


def test_number_and_year_are_one_key_and_a_date_is_another():
    def pairs(text):
        return {pair for word in search.words(text) for pair in word.pairs}

    assert pairs("رقم (١٢) لسنة ٢٠١٨") == pairs("12/2018") == pairs("2018/12") == pairs("No. 12 of 2018") == {"12x2018"}
    assert pairs("12/5/2018") == pairs("12-5-2018") == {"12x5x2018"}
    assert pairs("المواد 12، 13 و14 في 2018") == set()


def test_a_stem_has_three_letters_at_least():
    texts = [pair["text"] for pair in read(PAIRS)]
    keys = {key for text in texts for word in search.words(text) for key in word.keys}
    assert min(len(key.lstrip("_")[1:]) for key in keys if key[1] in "as") >= 3


def test_without_a_spelling_file_search_still_works():
    search.use_spelling(())
    keys = [word.keys for word in search.words("الانتخابات انتخاب", "ar")]
    assert keys[0] & keys[1]


@given(st.text())
def test_words_of_any_text_are_places_in_order_and_their_tokens_are_inert(text):
    end = 0
    for word in search.words(text):
        assert end <= word.start < word.end <= len(text)
        end = word.end
        for token in (word.norm, *word.keys, *word.pairs):
            assert token.replace("_", "").isalnum()
            assert len(token) <= 2_000
            token.encode()


@given(st.text())
def test_folding_twice_is_folding_once_for_words(text):
    for word in search.words(text):
        assert word.norm == "" or search.words(word.norm)[0].start == 0


@given(st.text(alphabet="قانوࢇلاتهيةىأإ كڕۆێئءٰـَ ٠12/‌"), st.text(max_size=20))
def test_marked_pieces_joined_are_the_text(text, query):
    assert "".join(piece for piece, _ in search.mark(text, query)) == text
    assert "".join(piece for piece, _ in search.mark(text, text)) == text
