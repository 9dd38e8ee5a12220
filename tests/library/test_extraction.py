"""The text of files, and why there is none."""

import zipfile
from typing import Any

import pytest

from portal.core.refusal import Refusal
from portal.library import vocabulary
from portal.library.importing import extraction, pdf_text
from portal.library.importing.extraction import extract, runs_backwards
from portal.library.importing.html_text import text_of_html
from portal.library.structure import flatten, read
from tests.library.making import LAW_AR, LAW_CKB
from tests.library.papers import docx, pdf

ENTITIES = '<!DOCTYPE w [<!ENTITY b "bbbb"><!ENTITY a "&b;&b;&b;&b;">]>'
REVERSED = "يداحتا نوناقب موسرم يمازللإا ميلعتلا نأش يف ةدحتملا ةيبرعلا تاراملإا ةلود سيئر ةنسل مقر هتلايدعت ةيسنجلا ةيملسلاا ةيلودلا ةسسؤملا"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
def test_arabic_plain_text_is_read_in_every_encoding_that_offices_use(encoding: str) -> None:
    assert "يُقصد بالمصطلحات" in extract(LAW_AR.encode(encoding), "قانون.txt").text


def test_sorani_is_read_as_it_was_written() -> None:
    assert extract(LAW_CKB.encode(), "yasa.TXT").text == LAW_CKB


def test_html_keeps_headings_lists_and_tables_and_loses_scripts() -> None:
    source = """<html><head><title>x</title><style>p{}</style></head><body><h2>الفصل الأول: عام</h2><script>alert(1)</script>
    <p>المادة (1)</p><div>نص <b>مهم</b><br>سطر ثان</div><ul><li>بند</li></ul>
    <table><tr><th>الاسم</th><th>العدد</th></tr><tr><td>أ</td><td>2</td></tr></table></body></html>"""
    text = extract(source.encode(), "a.html").text
    assert "alert" not in text and "p{}" not in text
    assert ["chapter-1", "article-1"] == [node.key for node, _l, _p in flatten(read(text))]
    assert "- بند" in text and "| الاسم | العدد |" in text and "نص مهم\nسطر ثان" in text


def test_html_in_the_old_arabic_page_says_so_and_is_read() -> None:
    source = f'<meta charset="windows-1256"><p>{"مادة قانونية " * 5}</p>'
    assert "مادة قانونية" in extract(source.encode("cp1256"), "a.htm").text


def test_word_files_give_their_structure() -> None:
    text = extract(docx("## الفصل الأول: أحكام", "المادة (1)", "نص المادة."), "نظام.docx").text
    assert [node.key for node, _l, _p in flatten(read(text))] == ["chapter-1", "article-1"]


def test_pdf_text_is_read() -> None:
    assert extract(pdf("Article 1", "The commission publishes results."), "law.pdf").text.startswith("Article 1\n")


def test_pdf_text_is_read_without_poppler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "poppler", lambda: None)
    assert "publishes results" in extract(pdf("Article 1", "The commission publishes results."), "law.pdf").text


def test_digits_that_pypdf_reverses_are_put_right() -> None:
    class Page:
        def extract_text(self) -> str:
            return "لسنة ٧١٠٢"

    assert pdf_text._by_pypdf(type("Reader", (), {"pages": [Page()]})()) == "لسنة ٢٠١٧"


def test_numbers_and_signs_that_poppler_puts_on_the_wrong_side_are_put_right() -> None:
    drawn = "\u202bالمادة (\u202a :)1\u202cالتعاريف\u202c\n\u202bالقانون رقم (\u202a )12\u202cلسنة \u202a 2018\u202cوتعديلاته\u202c"
    assert pdf_text.CONTROLS.sub("", pdf_text.mended(drawn)) == "المادة (1): التعاريف\nالقانون رقم (12) لسنة 2018 وتعديلاته"
    assert pdf_text.mended("ُي قصد بالنص") == "يُقصد بالنص"


def test_lines_drawn_from_the_left_are_read_from_the_right() -> None:
    assert pdf_text._from_the_right("( 12/2018 ) مقر نوناق A/RES/72/164") == "A/RES/72/164 قانون رقم ( 12/2018 )"
    assert pdf_text._from_the_right("Article 1") == "Article 1"


def test_lines_that_a_page_broke_are_joined_but_provisions_are_not() -> None:
    text = "المادة (1)\nتنظم المفوضية شؤون الاقتراع في جميع المحافظات\nوتعلن النتائج.\nالمادة (2)\nنص"
    assert pdf_text.unwrapped(text) == "المادة (1)\nتنظم المفوضية شؤون الاقتراع في جميع المحافظات وتعلن النتائج.\nالمادة (2)\nنص"


def test_reversed_text_is_noticed_and_ordinary_text_is_not() -> None:
    assert runs_backwards(REVERSED)
    assert not runs_backwards(LAW_AR) and not runs_backwards(LAW_CKB) and not runs_backwards("The law of elections " * 20)
    assert extract(REVERSED.encode(), "a.txt").backwards


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", vocabulary.FILE_EMPTY),
        (b"\xef\xbb\xbf \n", "a.txt", vocabulary.FILE_EMPTY),
        (b"x", "a.odt", vocabulary.FILE_UNKNOWN),
        (b"x", "noending", vocabulary.FILE_UNKNOWN),
        (b"%PDF-1.4\n broken", "a.pdf", vocabulary.FILE_DAMAGED),
        (docx("x")[:-60], "a.docx", vocabulary.FILE_DAMAGED),
        (extraction.OLE + b"x" * 600, "a.docx", vocabulary.FILE_ENCRYPTED),
        (pdf("secret", password="s"), "a.pdf", vocabulary.FILE_ENCRYPTED),
        (pdf(), "a.pdf", vocabulary.FILE_NO_TEXT),
        (docx("x", padding=11 * 1024 * 1024), "a.docx", vocabulary.FILE_BOMB),
        (docx(*[""] * 100_000), "a.docx", vocabulary.FILE_BOMB),
        (docx("&a;", before=ENTITIES), "a.docx", vocabulary.FILE_BOMB),
        (docx("&a;", before=ENTITIES, encoding="utf-16"), "a.docx", vocabulary.FILE_BOMB),
        (b"<p>" + b"x" * 11 * 1024 * 1024, "a.html", vocabulary.FILE_BOMB),
        (bytes(range(128, 256)) * 4, "a.txt", vocabulary.FILE_NO_ENCODING),
    ],
    ids=[
        "empty", "only a mark", "unknown", "no ending", "damaged pdf", "damaged docx", "protected docx", "protected pdf", "scan",
        "large markup", "many tags", "entities", "entities in UTF-16", "large html", "noise",
    ],
)
def test_each_file_that_cannot_be_read_says_why(data: bytes, name: str, reason: Any) -> None:
    with pytest.raises(Refusal) as refused:
        extract(data, name)
    assert refused.value.message is reason


@pytest.mark.parametrize(("data", "name"), [(docx("نص " * 400_000), "a.docx"), (b"text " * 300_000, "a.txt"), (b"<p>" + b"text " * 300_000, "a.html")])
def test_a_text_that_no_document_may_have_is_refused_before_it_is_taken_to_pieces(
    session: Any, monkeypatch: pytest.MonkeyPatch, data: bytes, name: str
) -> None:
    monkeypatch.setattr("mammoth.convert_to_html", None)
    with pytest.raises(Refusal) as refused:
        extract(data, name)
    assert "1,000,000" in str(refused.value.message)


def test_the_pictures_of_a_word_file_are_not_unpacked() -> None:
    with zipfile.ZipFile(extraction._without_pictures(docx("نص المادة."))) as kept:
        assert not [name for name in kept.namelist() if "media" in name]


@pytest.mark.parametrize(("data", "name"), [(pdf("x"), "a.docx"), (docx("x"), "a.pdf"), (pdf("x"), "a.txt"), (docx("x"), "a.html"), (b"plain", "a.pdf")])
def test_a_file_with_the_wrong_ending_is_refused(session: Any, data: bytes, name: str) -> None:
    with pytest.raises(Refusal) as refused:
        extract(data, name)
    assert name.rpartition(".")[2] in str(refused.value.message)


def test_a_file_of_too_many_pages_is_refused(session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "MOST_PAGES", 3)
    with pytest.raises(Refusal) as refused:
        extract(pdf("x", pages=5), "a.pdf")
    assert "5" in str(refused.value.message)


def test_a_cell_may_not_break_its_row() -> None:
    assert text_of_html("<table><tr><td>a|b<br>c</td><td></td></tr></table>") == "| a/b c |  |"
