"""How a plain text becomes provisions."""

import pytest

from portal.library.structure import Node, divide, flatten, read, size_of, write
from tests.library.making import LAW_AR, LAW_CKB, long_law


def keys(text: str) -> list[str]:
    return [node.key for node, _level, _parent in flatten(read(text))]


def nodes(text: str) -> dict[str, Node]:
    return {node.key: node for node, _level, _parent in flatten(read(text))}


def test_the_same_law_has_the_same_ids_in_arabic_and_sorani() -> None:
    expected = ["chapter-1", "article-1", "article-1-1", "article-1-2", "article-2", "chapter-2", "article-3"]
    assert keys(LAW_AR) == expected
    assert keys(LAW_CKB) == expected


def test_labels_headings_and_bodies_are_kept_apart() -> None:
    found = nodes(LAW_AR)
    assert (found["article-1"].label, found["article-1"].heading) == ("المادة (1)", "التعاريف")
    assert found["article-1"].body.startswith("يُقصد")
    assert (found["article-1-1"].label, found["article-1-1"].body) == ("أولاً", "المراقب المحلي من تسمّيه منظمة مسجّلة.")


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("المادة (28)", "article-28"),
        ("المادة ٢٨:", "article-28"),
        ("مادة 28 -", "article-28"),
        ("المادة ـ 28 ـ", "article-28"),
        ("المادّة الثامنة والعشرون", "article-28"),
        ("المادة الأولى", "article-1"),
        ("المادة الحادية عشرة", "article-11"),
        ("المادة الخامسة بعد المئة", "article-105"),
        ("المادة (28) مكرر", "article-28-bis"),
        ("المادة 28 مكرراً (2):", "article-28-bis-2"),
        ("الباب الثاني", "part-2"),
        ("الفصل الثالث: خاص", "chapter-3"),
        ("الملحق (1): الاستمارات", "annex-1"),
        ("ماددەی یەکەم", "article-1"),
        ("مادەى ٢٣:", "article-23"),
        ("ماددەی بیست و یەکەم", "article-21"),
        ("ماددەی سییەم", "article-3"),
        ("بەشى چوارەم", "chapter-4"),
        ("دەروازەی دووەم", "part-2"),
        ("پاشکۆی (1)", "annex-1"),
        ("Article 1", "article-1"),
        ("Article 12bis", "article-12-bis"),
        ("CHAPTER IV", "chapter-4"),
        ("Part Twenty-First", "part-21"),
        ("Annex B", "annex-b"),
    ],
)
def test_a_line_opens_a_provision(line: str, key: str) -> None:
    assert keys(f"{line}\nنص الحكم يأتي هنا.") == [key]


@pytest.mark.parametrize(
    "line",
    [
        "المادة 5 من القانون رقم (12) لسنة 2018 تبقى نافذة.",
        "الفصل في الطعون من اختصاص الهيئة.",
        "«المادة (8): يلغى نص هذه المادة»",
        "لە ماددەی (7)ی پەیڕەوی ژمارە (3)دا هاتووە.",
        "Article 5 of the law applies.",
        "Part of the station's work is counting.",
        "أولاً وقبل كل شيء، تحترم المفوضية القانون.",
    ],
)
def test_a_sentence_that_speaks_of_a_provision_opens_none(line: str) -> None:
    assert keys(f"المادة (1)\n{line}") == ["article-1"]


def test_chapters_that_count_anew_in_each_part_are_named_with_their_part() -> None:
    text = "الباب الأول\nالفصل الأول: أ\nالمادة 1\nنص\nالباب الثاني\nالفصل الأول: ب\nالمادة 2\nنص"
    assert keys(text) == ["part-1", "part-1-chapter-1", "article-1", "part-2", "part-2-chapter-1", "article-2"]


def test_articles_of_an_annex_do_not_take_the_ids_of_the_law() -> None:
    assert keys("المادة 1\nنص\nالملحق\nالمادة 1\nنص") == ["article-1", "annex", "annex-article-1"]


def test_a_chapters_heading_may_stand_on_the_next_line() -> None:
    assert nodes("الفصل الأول\nأحكام عامة\nالمادة (1)\nنص.")["chapter-1"].heading == "أحكام عامة"


def test_tunisian_fasl_with_its_text_is_an_article() -> None:
    assert keys("الكتاب 1 - في المراكنة\n\nالفصل 1: كل من الوعد.\nالفصل 2: لكل واحد.") == ["book-1", "article-1", "article-2"]


def test_what_stands_before_the_first_article_is_kept() -> None:
    found = read("بناءً على ما أقره المجلس.\nالمادة (1)\nنص")
    assert (found[0].kind, found[0].key, found[0].body) == ("preamble", "opening", "بناءً على ما أقره المجلس.")


def test_officers_may_mark_any_heading_and_give_its_id() -> None:
    found = nodes("#### نص توضيحي {#sample-note clause}\nهذا نموذج.\nالمادة (1)\nنص\n## خاتمة\nكلام")
    assert found["sample-note"].kind == "clause" and found["sample-note"].label == "نص توضيحي"
    assert found["heading-1"].heading == "خاتمة"


def test_a_backslash_keeps_a_line_as_text() -> None:
    assert nodes("المادة (1)\n\\المادة (2): كما وردت")["article-1"].body == "المادة (2): كما وردت"


def test_a_text_without_structure_becomes_paragraphs() -> None:
    assert keys("فقرة أولى هنا.\nفقرة أخرى.\n- بند\n- بند آخر") == ["paragraph-1", "paragraph-2", "paragraph-3"]


def test_a_long_text_without_structure_divides_into_sections_of_a_readable_size() -> None:
    text = "\n".join(f"الفقرة رقم {number} من نص طويل لا بنية له. " * 6 for number in range(100))
    found = read(text)
    assert {node.kind for node in found} == {"section"}
    assert all(size_of(node) < 8_000 for node in found)
    assert max(divide(found).values()) >= 3


@pytest.mark.parametrize("text", [LAW_AR, LAW_CKB, long_law(), "PART II\nChapter One: General\nArticle 1 - Name\nText.\nFirst: one.\nAnnex A\nX"])
def test_a_text_written_back_reads_the_same(text: str) -> None:
    first = read(text)
    again = read(write(first))
    assert [(n.key, n.kind, n.label, n.heading, n.body) for n, _l, _p in flatten(again)] == [
        (n.key, n.kind, n.label, n.heading, n.body) for n, _l, _p in flatten(first)
    ]


def test_trees_with_ids_of_their_own_survive_being_written_as_text() -> None:
    tree = [
        Node("clause", "sample-note", "نص توضيحي", "", "هذا نموذج."),
        Node("article", "article-9", "المادة (9)", "", "للمراقب:", [Node("clause", "article-9-1", "أولاً", "", "الدخول.")]),
        Node("clause", "summary-1", "أولاً", "الدوائر الانتخابية", "ملخص."),
        Node("annex", "annex-1", "الملحق (1)", "بيانات الباج", "يحمل الباج صورة."),
    ]
    assert [node.key for node, _l, _p in flatten(read(write(tree)))] == ["sample-note", "article-9", "article-9-1", "summary-1", "annex-1"]


def test_pages_begin_at_chapters_and_stay_light() -> None:
    found = read(long_law())
    pages = divide(found)
    begins = {key: page for key, page in pages.items() if key.startswith("chapter-")}
    assert begins["chapter-1"] == 0 and begins["chapter-2"] > 0
    sizes: dict[int, int] = {}
    for node, _level, _parent in flatten(found):
        sizes[pages[node.key]] = sizes.get(pages[node.key], 0) + node.size
    assert max(sizes.values()) < 8_000 and min(sizes.values()) > 2_000, sizes


def test_ids_are_never_doubled() -> None:
    text = "المادة 32\nنص\nالمادة 32\nنص آخر\nأولاً: أ\nأولاً: ب"
    assert keys(text) == ["article-32", "article-32-2", "article-32-2-1", "article-32-2-1-2"]
