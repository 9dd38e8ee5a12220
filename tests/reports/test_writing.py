"""Plain writing made into HTML."""

import re
import time

import pytest

from portal.core.text import clean_html
from portal.reports.services.writing import passages, render
from portal.reports.views.chapters import divide, whole


def test_headings_lists_and_paragraphs_are_understood() -> None:
    html = render("## المنهجية\nسطر أول\nسطر ثان\n\n- واحد\n- اثنان\n\n١. أولاً\n٢. ثانياً", "ar")
    assert "<h2>المنهجية</h2>" in html
    assert "<p>سطر أول<br>سطر ثان</p>" in html
    assert "<ul><li>واحد</li><li>اثنان</li></ul>" in html
    assert "<ol><li>أولاً</li><li>ثانياً</li></ol>" in html


def test_a_table_has_a_caption_and_headings() -> None:
    html = render("Table: Stations\n| District | Open |\n|---|---|\n| Zubair | 40 |", "en")
    assert "<caption>Stations</caption>" in html
    assert '<th scope="col">District</th><th scope="col">Open</th>' in html
    assert '<th scope="row">Zubair</th><td>40</td>' in html


@pytest.mark.parametrize(("language", "word"), [("ar", "جدول 1"), ("ckb", "خشتە 1"), ("en", "Table 1")])
def test_a_table_without_a_caption_is_numbered_in_the_language_of_the_text(language: str, word: str) -> None:
    assert f"<caption>{word}</caption>" in render("| a | b |\n| c | d |", language)


def test_rows_copied_from_a_spreadsheet_become_a_table() -> None:
    html = render("القضاء\tالمحطات\nالزبير\t40\nالقرنة\t25", "ar")
    assert html.count("<tr>") == 3 and '<th scope="row">الزبير</th><td>40</td>' in html


def test_short_rows_are_filled_and_empty_headings_are_no_headings() -> None:
    html = render("| | b |\n| c |", "en")
    assert "<tr><td></td><th" in html and '<th scope="row">c</th><td></td>' in html


def test_no_heading_level_is_jumped_over() -> None:
    html = render("#### deep\n\n## two\n\n#### four", "en")
    assert re.findall(r"<h(\d)>", html) == ["2", "2", "3"]


def test_a_number_that_does_not_count_on_stays_as_it_was_typed() -> None:
    assert "<p>3. أُغلقت المحطة</p>" in render("3. أُغلقت المحطة", "ar")
    assert "<p>2026. A year</p>" in render("2026. A year", "en")


def test_bold_words_and_links_are_made() -> None:
    html = render("**مهم** انظر https://example.org/a?b=1&c=2، و[النظام](https://example.org/n)", "ar")
    assert "<strong>مهم</strong>" in html
    assert '<a href="https://example.org/a?b=1&amp;c=2">https://example.org/a?b=1&amp;c=2</a>،' in html
    assert '<a href="https://example.org/n">النظام</a>' in html


def test_asterisks_without_a_partner_stay() -> None:
    assert render("two ** alone", "en") == "<p>two ** alone</p>"


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</p></div><svg onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](https://a.b/\" onmouseover=\"alert(1))",
    "https://a.b/<script>alert(1)</script>",
    "| <b onclick=x> | <iframe src=//x> |\n| <object> | data:text/html,<script> |",
    "Table: <style>*{}</style>\n| a | b |\n| c | d |",
    "## <h1 id=main>x</h1>",
    "- <!-- --><a href='javascript:1'>x</a>",
    "**<b>x</b>** [<img>](https://x.y)",
    "&lt;script&gt;&#60;script&#62;",
    "<table>" * 200,
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_markup_is_shown_as_text_and_never_becomes_part_of_the_page(typed: str) -> None:
    html = render(typed, "en")
    tags = set(re.findall(r"<([a-z0-9]+)", html))
    assert tags <= {"p", "a", "table", "caption", "thead", "tbody", "tr", "th", "td", "h2", "ul", "li", "strong", "br"}
    assert not re.search(r"<[^>]*\son\w+\s*=", html)
    assert not re.search(r'href="(?!https?://)', html)
    assert clean_html(html) == html


@pytest.mark.parametrize(
    "typed", ["**a " * 100_000, "[" * 300_000, "<" * 300_000, "x" * 300_000, "- a\n" * 75_000, "| " * 100_000, "\t\n" * 75_000]
)
def test_absurd_input_takes_no_time(typed: str) -> None:
    begun = time.process_time()
    render(typed[:300_000], "en")
    passages(typed[:300_000])
    assert time.process_time() - begun < 5


def test_passages_count_chapters_as_the_html_does() -> None:
    source = "intro\n\n## One\na\n\n### Below\nb\n\n## Two\n" + "word " * 1000 + "\nlast line\n" + "more " * 400
    found = passages(source)
    assert [passage.heading for passage in found.values()] == ["", "One", "Two", "Two"]
    assert list(found) == ["c0", "c1", "c2", "c2.1"]
    assert max(passage.chapter for passage in found.values()) == render(source, "en").count("<h2>")


def test_every_word_of_a_text_stands_in_a_passage() -> None:
    source = "## A\nalpha\n### Sub\nbeta\n\n" + "gamma " * 2000 + "\n\n## B\ndelta"
    words = " ".join(f"{passage.heading} {passage.text}" for passage in passages(source).values())
    assert all(word in words for word in ("alpha", "Sub", "beta", "gamma", "delta", "A", "B"))


def test_a_short_text_is_one_page_with_anchors() -> None:
    made = divide(render("## One\na\n\n## Two\nb", "en"))
    assert [chapter.title for chapter in made.chapters] == ["One", "Two"]
    assert len(made.pages) == 1 and '<h2 id="chapter-2">Two</h2>' in made.pages[0]


def test_a_long_text_divides_at_chapters_and_loses_nothing() -> None:
    body = render("\n\n".join(f"## Chapter {n}\n\n" + "\n\n".join("word " * 100 for _ in range(20)) for n in range(1, 21)), "en")
    made = divide(body)
    assert len(made.pages) > 2
    assert all(len(page.encode()) <= 62_000 for page in made.pages)
    assert [chapter.number for chapter in made.chapters] == list(range(1, 21))
    assert all(f'id="{chapter.anchor}"' in made.pages[chapter.page - 1] for chapter in made.chapters)
    assert "".join(made.pages).count("word") == body.count("word") == whole(body).count("word")


@pytest.mark.parametrize(
    "address", ["https://evil.example", "https://evil.example/login?x=1", "https://ihec.iq@evil.example/", "http://evil.example\\@ihec.iq/"]
)
def test_a_link_with_words_of_its_own_shows_the_host_it_leads_to(address: str) -> None:
    body = render(f"[https://ihec.iq/evil.example]({address}) and {address}", "en")
    shown = divide(body).pages[0]
    assert shown == whole(body).strip("\n") and shown.count('</a> <bdi dir="ltr">(evil.example)</bdi>') == 1
    assert f">{address}</a></p>" in shown


def test_one_endless_chapter_divides_between_its_paragraphs() -> None:
    made = divide(render("## Only\n\n" + "\n\n".join("word " * 200 for _ in range(200)), "en"))
    assert len(made.pages) > 2 and all(page.count("<p>") == page.count("</p>") for page in made.pages)


def test_each_cell_of_a_table_says_its_column_on_a_phone() -> None:
    page = divide(render('| District | "Open" & <late> |\n| Zubair | 40 |', "en")).pages[0]
    assert '<table class="cards">' in page
    assert '<td data-label="&quot;Open&quot; &amp; &lt;late&gt;">40</td>' in page
