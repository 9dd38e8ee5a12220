"""The examiner must find what is planted: a check that finds nothing proves nothing."""

import pytest

from tests.examiner import examine

GOOD = """<!DOCTYPE html><html lang="{lang}" dir="{dir}"><head><meta charset="utf-8"><title>{words}</title></head><body>
<main><h1>{words}</h1>{inside}</main></body></html>"""
WORDS = {"ar": "المكتبة", "ckb": "کتێبخانە", "en": "Library"}


def page(inside: str = "", lang: str = "ar") -> list[str]:
    direction = "ltr" if lang == "en" else "rtl"
    return examine(GOOD.format(lang=lang, dir=direction, words=WORDS[lang], inside=inside), f"/{lang}/")
ERRORS = '<div class="notice errors" tabindex="-1">'
FOCUSED = '<div class="notice errors" tabindex="-1" autofocus>'
FIELDS = '<label for="a">الاسم</label><input id="a"><label for="b">الرمز</label><input id="b">'
GROUP = "<fieldset><legend>تاريخ الإصدار</legend></fieldset>"


@pytest.mark.parametrize("lang", WORDS)
def test_a_right_page_has_no_fault(lang: str) -> None:
    assert page(f'<p>{WORDS[lang]} <bdi class="code" dir="ltr">V-2026</bdi> <bdi>نور Noor Ali</bdi></p>', lang) == []


@pytest.mark.parametrize(
    ("inside", "word"),
    [
        ("<h1>ثان</h1>", "h1"),
        ("<h3>قفزة</h3>", "jumps"),
        ('<p id="a">أ</p><p id="a">ب</p>', "stands 2 times"),
        ('<input name="q">', "without a label"),
        ('<label for="q">بحث</label><input id="q" placeholder="بحث">', "placeholder"),
        ('<label for="q">بحث</label><input id="q" aria-invalid="true">', "aria-describedby"),
        ('<p aria-labelledby="none">أ</p>', "does not exist"),
        ('<a href="#none">أ</a>', "does not exist"),
        ('<form method="post"></form>', "CSRF"),
        ('<form method="post"><textarea></textarea></form>', "guard=True"),
        ('<form action=""></form>', "empty action"),
        ('<p style="color:red">أ</p>', "style="),
        ('<p onclick="x()">أ</p>', "onclick="),
        ("<script>x()</script>", "inline <script>"),
        ('<img src="/x.png">', "without alt"),
        ('<img src="https://elsewhere.example/x.png" alt="">', "another host"),
        ('<a href="/ar/"></a>', "without words"),
        ('<a href="/ar/" target="_blank">أ</a>', "new window"),
        ('<table><tr><th scope="col">أ</th></tr></table>', "caption"),
        ("<table><caption>أ</caption><tr><th>أ</th></tr></table>", "scope"),
        ("<fieldset><p>أ</p></fieldset>", "legend"),
        ("<svg></svg>", "svg"),
        ("<div><p>أ</div></p>", "HTML at"),
        ("<nav><p>أ</p></nav><nav><p>ب</p></nav>", "without a name"),
        ("<button></button>", "button without words"),
        ('<label for="q">بحث</label><input id="q" required>', "aria-invalid is missing"),
        (f"{ERRORS}<a href='#a'>الاسم: خطأ</a><a href='#b'>الرمز: خطأ</a></div>{FIELDS}", "not take the focus"),
        (f"{FOCUSED}<a href='#b'>الرمز: خطأ</a><a href='#a'>الاسم: خطأ</a></div>{FIELDS}", "does not follow the page"),
        (f"{FOCUSED}<a href='#a'>خطأ</a><a href='#b'>خطأ</a></div>{FIELDS}", "2 error links say"),
        (f"{FOCUSED}<a href='#a'>خطأ</a></div>{FIELDS}", "does not name"),
        (f"{FOCUSED}</div><p autofocus tabindex='-1'>أ</p>", "two elements want the focus"),
        ("<div tabindex='-1' autofocus><p>أ</p></div>", "has no name"),
        (f"<form>{GROUP}{GROUP}</form>", "2 groups of a form are called"),
        ("<p>Send the report</p>", "English in text"),
        ('<p title="Send the report">أ</p>', "English in text"),
        ("<p>ڕێکخراو</p>", "Sorani letters"),
    ],
)
def test_a_planted_fault_is_found(inside: str, word: str) -> None:
    assert any(word in fault for fault in page(inside)), page(inside)


def test_text_of_another_language_must_say_so() -> None:
    assert page("<p>المفوضية</p>", "en")
    assert page("<p>المكتبة</p>", "ckb")
    assert page('<p lang="ar" dir="rtl">المفوضية العليا</p>', "en") == []
    assert page('<p lang="en" dir="ltr">Send the report</p>') == []


def test_the_wrong_language_or_direction_of_a_page_is_found() -> None:
    wrong = GOOD.format(lang="ckb", dir="ltr", words=WORDS["ckb"], inside="")
    assert len(examine(wrong, "/ar/library/")) == 2
