"""What is found, in which order, how it is paged and counted, and what bad input does to it (nothing)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, exists, literal, select, union_all

from portal.core import search
from portal.core.db import db
from portal.core.search import Row, engine, postgres, rows, scope, sqlite, tables
from portal.country.queries import spelling_groups

DAY = date(2025, 11, 11)


@pytest.fixture(autouse=True)
def spelling():
    search.use_spelling(spelling_groups())


def put(owner_id, body, days_ago=0, language="ar", **options):
    search.index("things", owner_id, [Row("body", language, body=body)], DAY - timedelta(days=days_ago), **options)


def found(query, **options):
    return [hit.owner_id for hit in search.find("things", query, **options).items]


def count_to(most, monkeypatch):
    for module in (engine, sqlite, postgres):
        monkeypatch.setattr(module, "MOST_COUNTED", most)


def ids(*numbers):
    return select(tables.owners.c.owner_id).where(tables.owners.c.owner_id.in_(numbers))


def test_exact_hits_come_before_other_forms_and_newest_first_within_each(session):
    put(1, "قانون الانتخابات", 30)
    put(2, "القوانين النافذة", 0)
    put(3, "قانون الأحزاب", 10)
    put(4, "القانون رقم 5", 20)
    hits = search.find("things", "قانون")
    assert [(hit.owner_id, hit.exact) for hit in hits.items] == [(3, True), (1, True), (2, False), (4, False)]
    assert (hits.total, hits.total_capped, hits.next_key) == (4, False, None)


def test_within_a_day_the_later_owner_comes_first_and_no_date_comes_last(session):
    for owner_id in (5, 7, 6):
        put(owner_id, "محضر")
    search.index("things", 9, [Row("body", "ar", body="محضر")], None)
    assert found("محضر") == [7, 6, 5, 9]


def test_an_owner_is_one_hit_its_first_part_that_answers(session):
    texts = [(1, "تعاريف"), (2, "الناخب"), (3, "الناخب")]
    parts = [Row(f"article-{number}", "ar", f"المادة {number}", text) for number, text in texts]
    search.index("things", 1, parts, DAY, {"ar": "قانون الانتخابات رقم (12) لسنة 2018", "en": "Elections Law"})
    assert [hit.part for hit in search.find("things", "الناخب").items] == ["article-2"]
    assert [(hit.part, hit.language) for hit in search.find("things", "elections").items] == [("", "en")]
    assert [hit.part for hit in search.find("things", "12/2018").items] == [""]


def test_words_of_the_title_and_of_a_provision_find_the_provision(session):
    parts = [Row("article-1", "ar", body="الحملة"), Row("article-28", "ar", body="يوم الصمت")]
    search.index("things", 1, parts, DAY, {"ar": "قانون الانتخابات رقم (12) لسنة 2018"})
    assert [hit.part for hit in search.find("things", "قانون 12/2018 الصمت").items] == ["article-28"]
    assert [hit.part for hit in search.find("things", "قوانين صمت").items] == ["article-28"]
    assert found("الحملة الصمت") == []


def test_an_owner_with_an_exact_hit_is_not_repeated_among_other_forms(session):
    parts = [Row("a", "ar", body="القوانين"), Row("b", "ar", body="قانون"), Row("c", "ar", body="قوانين")]
    search.index("things", 1, parts, DAY)
    assert [(hit.part, hit.exact) for hit in search.find("things", "قانون").items] == [("b", True)]


def test_pages_by_key_show_everybody_once_in_order(session):
    for number in range(1, 48):
        put(number, "قانون" if number % 3 else "القوانين", number)
    shown, key, sizes = [], None, []
    while True:
        hits = search.find("things", "قانون", after=key, size=10)
        assert hits.total == 47
        shown += hits.items
        sizes.append(len(hits.items))
        key = hits.next_key
        if key is None:
            break
    exact = [number for number in range(1, 48) if number % 3]
    assert [hit.owner_id for hit in shown] == exact + [number for number in range(1, 48) if not number % 3]
    assert sizes == [10, 10, 10, 10, 7]
    seen = ids(*range(20, 41))
    first = search.find("things", "قانون", owners=seen, size=15)
    second = search.find("things", "قانون", owners=seen, size=15, after=first.next_key)
    assert [hit.owner_id for hit in [*first.items, *second.items]] == [
        *(number for number in range(20, 41) if number % 3), *range(21, 41, 3)
    ]  # fmt: skip
    assert (first.total, second.total, second.next_key) == (21, 21, None)


def test_a_page_that_ends_where_the_exact_hits_end_leads_on(session):
    for number in range(1, 4):
        put(number, "قانون", number)
    put(4, "قوانين")
    first = search.find("things", "قانون", size=3)
    assert [hit.owner_id for hit in first.items] == [1, 2, 3]
    assert found("قانون", after=first.next_key, size=3) == [4]


@pytest.mark.parametrize("key", ["", "x", "e", "ezz", "s-5", "e" + "f" * 40, "q12", "'; --", "e\x00"])
def test_a_key_that_nobody_gave_leads_to_the_beginning(session, key):
    put(1, "قانون")
    assert found("قانون", after=key) == [1]


def test_the_total_ends_at_a_limit(session, monkeypatch):
    count_to(30, monkeypatch)
    for number in range(1, 32):
        search.index("things", number, [Row("a", "ar", body="قانون"), Row("b", "ar", body="قانون")], DAY)
    hits = search.find("things", "قانون")
    assert (hits.total, hits.total_capped) == (30, True)
    search.remove("things", 1)
    hits = search.find("things", "قانون")
    assert (hits.total, hits.total_capped) == (30, False)


def test_a_few_owners_with_very_many_rows_are_counted_rightly(session, monkeypatch):
    count_to(20, monkeypatch)
    for number in range(1, 23):
        many = [Row(f"article-{n}", "ar", body="مادة") for n in range(40 if number < 4 else 1)]
        search.index("things", number, many, DAY)
    assert search.find("things", "مادة", size=5).total_capped
    search.remove("things", 22)
    search.remove("things", 21)
    assert search.find("things", "مادة", size=5).total == 20


@pytest.mark.parametrize("few", [scope.FEW, 0])
def test_what_the_reader_may_not_see_is_neither_found_nor_counted(session, monkeypatch, few):
    monkeypatch.setattr(engine, "FEW", few)
    for number in range(1, 41):
        put(number, "قانون", number)
    hits = search.find("things", "قانون", owners=ids(3, 17, 40, 99), size=2)
    assert [hit.owner_id for hit in hits.items] == [3, 17]
    assert hits.total == 3
    assert found("قانون", owners=ids(3, 17, 40, 99), size=2, after=hits.next_key) == [40]
    assert found("قوانين", owners=union_all(ids(5), ids(6))) == [5, 6]
    other = tables.owners.alias()
    nested = ids(8, 9).where(exists().where(other.c.owner_id == tables.owners.c.owner_id, other.c.owner_id == 9))
    assert found("قانون", owners=nested) == [9]
    assert found("قانون", owners=select(literal(7)).where(literal(1) == 2)) == []


def test_languages_choose_among_rows(session):
    search.index("things", 1, [Row("a", "ar", body="عراق"), Row("b", "ckb", body="عێراق")], DAY)
    assert [hit.language for hit in search.find("things", "عراق", languages=["ckb"]).items] == []
    assert [hit.language for hit in search.find("things", "عێراق", languages=["ckb"]).items] == ["ckb"]
    assert found("عراق", languages=[]) == []


def test_collections_are_apart(session):
    put(1, "قانون")
    search.index("others", 1, [Row("", "ar", body="قانون")], DAY)
    search.index("others", 2, [Row("", "ar", body="قانون")], DAY)
    assert found("قانون") == [1]
    search.remove("others", 1)
    assert found("قانون") == [1]
    assert len(search.find("others", "قانون").items) == 1
    assert search.find("unknown", "قانون") == search.Hits()


def test_indexing_again_forgets_what_was_before(session):
    put(1, "قانون الانتخابات", 5, titles={"ar": "عنوان قديم"})
    put(1, "نظام الأحزاب", 0, titles={"ar": "عنوان جديد"})
    assert found("الانتخابات") == found("قديم") == []
    assert found("الأحزاب") == found("جديد") == [1]
    search.index("things", 1, [], DAY)
    assert found("الأحزاب") == []
    put(1, "قانون")
    search.remove("things", 1)
    search.remove("things", 1)
    assert found("قانون") == []
    search.tidy()


@pytest.mark.parametrize(
    "query",
    [
        "", "   ", "؟!«»\"\"", "\x00", "\ud800", '"', "«", "AND", "OR NOT", "NEAR(a b)", "قانون*", "^قانون",
        "words:قانون", "a:b -c", "'; DROP TABLE search_row; --", "قانون' | 'x", "\\'", "!قانون & (", "%_", "{}",
        "\u202e\u200f", "ـــ", "a" * 10_000,
        "قانون " * 2_000, "«" * 500,
        " ".join(f"كلمة{n}" for n in range(3_000)), "1/" * 400, "'" * 3, "_قانون", "😀 🏳️‍🌈",
    ],
)  # fmt: skip
def test_hostile_queries_find_nothing_or_words_and_break_nothing(session, query):
    put(1, "قانون الانتخابات")
    assert set(found(query)) <= {1}
    assert "".join(piece for piece, _ in search.mark("قانون الانتخابات", query)) == "قانون الانتخابات"


def test_operators_are_words_without_power(session):
    put(1, "قانون الانتخابات")
    put(2, "نظام الحملات")
    assert found("قانون OR نظام") == []
    assert found("قانون NOT الانتخابات") == []
    assert found("قان*") == []


@pytest.mark.parametrize(
    "text", ["a\x00b قانون", "\ud800 قانون \udfff", "قانون" + "ا" * 5_000, "قانون '\" \\ : & | ! ( )", ""]
)
def test_any_text_can_be_indexed_and_forgotten(session, text):
    put(1, text)
    put(2, "قانون")
    assert 2 in found("قانون")
    search.remove("things", 1)
    assert found("قانون") == [2]


def test_a_very_long_text_is_found_from_beginning_to_end(session, monkeypatch):
    monkeypatch.setattr(rows, "CHUNK", 1_000)
    middle = " ".join(f"كلمة{number} متكررة" for number in range(1_500))
    put(1, f"بداية {middle} نهاية النص")
    assert found("بداية") == found("نهاية") == found("«نهاية النص»") == found("1499") == [1]
    assert found("«500 متكررة كلمة 501»") == [1]
    put(1, "قصير")
    assert found("بداية") == []


def test_a_search_makes_at_most_three_statements(session):
    for number in range(1, 30):
        put(number, "قانون" if number % 2 else "القوانين", number)
    statements = []
    event.listen(db.engine, "before_cursor_execute", lambda *event: statements.append(event[2]))
    for query in ("قانون", "قانون القوانين", "«قانون»"):
        statements.clear()
        search.find("things", query, owners=ids(*range(1, 30)), size=20)
        assert len(statements) <= 3


def test_an_owner_number_beyond_room_is_refused(session):
    with pytest.raises(ValueError, match="no room"):
        put(1 << 27, "قانون")
