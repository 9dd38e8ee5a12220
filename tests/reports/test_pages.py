"""The pages of reports, as people use them."""

import io
from typing import Any

import pytest

from portal.reports.services import correcting, drafting, publishing
from tests.reports.making import SUMMARY, TEXT, TITLE, corrected, draft, published, with_file

WRITING, FILES = "#form-text", "#form-file"


def _make(work: Any, people: Any, arrange: Any, who: str = "cso_member", **changes: Any) -> str:
    return arrange(lambda: work(people[who].actor, **changes).slug)


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_a_member_writes_previews_and_publishes_a_report(lang: str, visitor: Any, people: Any) -> None:
    browser = visitor("cso_member", lang=lang)
    browser.get("/reports/new")
    page = browser.submit(type="preliminary", language="ar", title=TITLE, governorates=["BSR"])
    assert page.status == 200 and page.path.endswith("/edit")
    page = browser.submit(WRITING, button="preview", title=TITLE, summary=SUMMARY, source=TEXT)
    assert page.path.endswith("/preview") and "الزبير" in page
    page = browser.submit()
    assert page.h1 == TITLE and not page.path.endswith("/preview")
    other = visitor("other_member", lang=lang)
    other.get("/reports/")
    assert TITLE in other.follow(TITLE).h1


def test_the_same_form_sent_twice_leads_to_the_same_draft(visitor: Any, people: Any) -> None:
    browser = visitor("cso_member")
    form = browser.get("/reports/new")
    once = form.one("main input[name=once]").get("value")
    data = {"type": "final", "language": "ar", "title": TITLE, "once": once}
    first, second = browser.post("/reports/new", **data), browser.post("/reports/new", **data)
    assert first.status == second.status == 303 and first.headers["Location"] == second.headers["Location"]
    assert len(browser.get("/reports/own").all("main ul.items > li")) == 1


def test_a_form_without_anything_says_what_is_missing_in_the_readers_language(visitor: Any, people: Any) -> None:
    browser = visitor("cso_member")
    browser.get("/reports/new")
    page = browser.submit(title="", language="ar")
    assert page.status == 422 and {"type", "title"} <= set(page.errors)


def test_a_thematic_report_needs_its_subject(visitor: Any, people: Any) -> None:
    browser = visitor("cso_member")
    browser.get("/reports/new")
    page = browser.submit(type="thematic", title=TITLE, language="ar")
    assert set(page.errors) == {"theme"}


def test_what_was_typed_stays_when_the_language_of_the_page_changes(visitor: Any, people: Any, arrange: Any) -> None:
    slug = _make(draft, people, arrange)
    browser = visitor("cso_member", lang="ar")
    browser.get(f"/reports/{slug}/edit?text=ar")
    switch = {"title": TITLE, "source": "نص لم يُحفظ بعد", "seen": "1", "text": "ar", "switch_language": "en"}
    page = browser.post(f"/en/reports/{slug}/edit?text=ar", **switch)
    assert page.status == 200 and page.one("textarea[name=source]").text.strip() == "نص لم يُحفظ بعد"
    assert page.one("html").get("lang") == "en" and page.one("textarea[name=source]").get("lang") == "ar"
    assert "نص لم يُحفظ بعد" not in browser.get(f"/reports/{slug}")


def test_a_text_that_is_too_long_is_refused_and_kept(visitor: Any, people: Any, arrange: Any) -> None:
    slug = _make(draft, people, arrange)
    browser = visitor("cso_member")
    browser.get(f"/reports/{slug}/edit?text=ar")
    page = browser.submit(WRITING, source="ك" * 300_001)
    assert page.status == 422 and set(page.errors) == {"source"} and len(page.one("textarea[name=source]").text) >= 300_001


def test_a_colleagues_change_is_shown_beside_what_was_typed(visitor: Any, people: Any, arrange: Any) -> None:
    slug = _make(draft, people, arrange)
    member, admin = visitor("cso_member"), visitor("cso_admin")
    member.get(f"/reports/{slug}/edit?text=ar")
    admin.get(f"/reports/{slug}/edit?text=ar")
    admin.submit(WRITING, source="نص المدير")
    page = member.submit(WRITING, source="نص العضو")
    assert page.status == 422 and "نص المدير" in page and page.one("textarea[name=source]").text.strip() == "نص العضو"
    page = member.submit(WRITING)
    assert page.status == 200 and "نص العضو" in page.one("textarea[name=source]").text


def test_hostile_text_does_nothing_on_the_page(visitor: Any, people: Any, arrange: Any) -> None:
    typed = '<script>alert(1)</script>\n\n<img src=x onerror="alert(1)">\n\n## <iframe src=//evil>\n\n[x](javascript:alert(1))'
    slug = arrange(lambda: published(people["cso_member"].actor, "Hostile text here", language="en", summary="<b>x</b>", source=typed).slug)
    page = visitor("other_member", lang="en").get(f"/reports/{slug}")
    assert not page.all("main script, main img, main iframe") and "<script>alert(1)</script>" in page.text
    assert not [link for link in page.all("a[href]") if link.get("href").startswith("javascript")]


def test_a_draft_of_another_organisation_does_not_exist_at_any_address(visitor: Any, people: Any, arrange: Any) -> None:
    slug = _make(draft, people, arrange, source="كلمة زعفران")
    key = arrange(lambda: with_file(people["cso_member"].actor, _own(people, slug)))
    places = ("", "/edit", "/edit/facts", "/edit/files", "/preview", "/withdraw", f"/files/{key}", "?version=1")
    for who in ("other_member", "other_admin", "case_officer", "publishing_officer", "commission_admin", "auditor", "suspended_member"):
        browser = visitor(who)
        assert [browser.get(f"/reports/{slug}{place}").status for place in places] == [404] * len(places), who
        assert browser.post(f"/reports/{slug}/discard").status == browser.post(f"/reports/{slug}/correct").status == 404
        found = browser.get("/reports/?q=زعفران")
        assert found.status == 200 and slug not in found.source and not found.all("main ul.items")
    assert visitor("cso_admin").get(f"/reports/{slug}/files/{key}").status == 200


def _own(people: Any, slug: str) -> Any:
    from portal.reports import queries

    return queries.own_report(slug, people["cso_member"].actor)


def test_others_do_not_edit_a_published_report(visitor: Any, people: Any, arrange: Any) -> None:
    slug = _make(published, people, arrange)
    for who in ("other_member", "case_officer", "commission_admin"):
        browser = visitor(who)
        assert browser.get(f"/reports/{slug}").status == 200
        assert browser.get(f"/reports/{slug}/edit").status == browser.post(f"/reports/{slug}/correct").status == 404


def test_the_draft_of_a_correction_is_not_reached_from_outside(visitor: Any, people: Any, arrange: Any) -> None:
    def correction() -> str:
        actor = people["cso_member"].actor
        made = published(actor)
        correcting.correct(actor, made)
        drafting.write_text(actor, made, "ar", TITLE, SUMMARY, "كلمة ياسمين", seen=1)
        with_file(actor, made, "جديد.txt", b"new\n")
        return made.slug

    slug = arrange(correction)
    other = visitor("other_member")
    for place in ("", "?version=2", "?version=draft"):
        page = other.get(f"/reports/{slug}{place}")
        assert page.status == 200 and "ياسمين" not in page and "جديد" not in page


def test_a_correction_is_published_with_its_note(visitor: Any, people: Any, arrange: Any) -> None:
    slug = _make(published, people, arrange)
    browser = visitor("cso_member", lang="en")
    browser.get(f"/reports/{slug}")
    browser.submit(form=f"form[action$='/{slug}/correct']")
    page = browser.submit(WRITING, button="preview", source="## النتائج\nالعدد الصحيح 66.")
    assert page.one("#note").get("required") is not None
    assert "Correction: version 2" in page and "Not published yet" not in page
    page = browser.submit()
    assert page.status == 422 and set(page.errors) == {"note"}
    page = browser.submit(note="The number was corrected.")
    assert page.status == 200 and "The number was corrected." in page and "66" in page
    first = browser.get(f"/reports/{slug}?version=1")
    assert "الزبير" in first and "66" not in first.text.replace("2026", "")


def test_a_withdrawn_report_shows_its_reason_in_place_of_the_text(visitor: Any, people: Any, arrange: Any) -> None:
    slug = _make(published, people, arrange)
    browser = visitor("cso_member")
    browser.get(f"/reports/{slug}/withdraw")
    assert browser.submit(reason="").status == 422
    page = browser.submit(reason="أرقام غير دقيقة")
    assert page.status == 200 and "أرقام غير دقيقة" in page
    again = browser.post(f"/reports/{slug}/withdraw", reason="سبب ثان")
    assert again.status == 303
    other = visitor("other_member").get(f"/reports/{slug}")
    assert other.status == 200 and "أرقام غير دقيقة" in other and "سبب ثان" not in other and "القرنة" not in other
    assert visitor("other_member").get(f"/reports/{slug}?version=1").text.count("القرنة") == 0


def test_files_are_added_read_and_removed(visitor: Any, people: Any, arrange: Any) -> None:
    slug = _make(draft, people, arrange)
    browser = visitor("cso_member")
    browser.get(f"/reports/{slug}/edit/files")
    page = browser.submit(FILES, files=(io.BytesIO(b"Zubair 40\n"), "محطات\u202egpj.txt"), description="جدول المحطات")
    link = next(link for link in page.all("main a[href*='/files/']"))
    assert link.text_content() == "محطاتgpj.txt"
    answer = browser.answer("GET", link.get("href"))
    assert answer.response.get_data() == b"Zubair 40\n" and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    page = browser.submit(form="form[action$='/edit/files/remove']")
    assert not page.all("main a[href*='/files/']")


def test_a_refused_file_leaves_neither_row_nor_file(visitor: Any, people: Any, arrange: Any) -> None:
    slug = _make(draft, people, arrange)
    browser = visitor("cso_member")
    browser.get(f"/reports/{slug}/edit/files")
    page = browser.submit(
        FILES, files=[(io.BytesIO(b"good\n"), "a.txt"), (io.BytesIO(b"<html><script>"), "b.pdf")], description="ملفان"
    )
    assert set(page.errors) == {"files"}
    assert not browser.get(f"/reports/{slug}/edit/files").all("main a[href*='/files/']")


def test_a_version_in_another_language_is_offered_and_a_missing_one_is_said(visitor: Any, people: Any, arrange: Any) -> None:
    def both() -> str:
        actor = people["cso_member"].actor
        made = draft(actor)
        drafting.write_text(actor, made, "ckb", "ڕاپۆرتی سەرەتایی", "پوختەی ڕاپۆرت", "## ئەنجامەکان\nدەق", translated=True)
        publishing.publish(actor, made)
        return made.slug

    slug = arrange(both)
    assert visitor("other_member", lang="ckb").get(f"/reports/{slug}").h1 == "ڕاپۆرتی سەرەتایی"
    page = visitor("other_member", lang="en").get(f"/reports/{slug}")
    assert page.h1 == TITLE and len(page.all(".notice")) == 1
    assert page.one("h1").get("lang") == "ar"


def test_search_marks_words_and_leads_to_the_chapter(visitor: Any, people: Any, arrange: Any) -> None:
    slug = _make(published, people, arrange)
    browser = visitor("case_officer", lang="en")
    browser.get("/reports/")
    page = browser.get("/reports/?q=القرنة")
    assert [mark.text for mark in page.all("mark")] == ["القرنة"]
    assert page.one("main li.hit h3 a").get("href").endswith(f"/{slug}?text=ar&chapter=2#chapter-2")
    assert len(page.statements) <= 6
    assert browser.follow(TITLE).status == 200


@pytest.mark.parametrize("query", ["'; DROP TABLE", '"', "NEAR(a b)", "*", "ا" * 5000, "<script>", "%ff"])
def test_any_query_is_answered(query: str, visitor: Any, people: Any) -> None:
    page = visitor("cso_member").answer("GET", "/ar/reports/", query_string={"q": query, "type": "x", "governorate": "?", "after": "-1x"})
    assert page.status == 200


def test_the_list_costs_the_same_for_many(visitor: Any, people: Any, arrange: Any) -> None:
    arrange(lambda: [published(people["cso_member"].actor, f"تقرير رقم {n}") for n in range(3)])
    visitor("other_member").get("/reports/")
    few = len(visitor("other_member").get("/reports/").statements)
    arrange(lambda: [published(people["cso_member"].actor, f"تقرير آخر {n}") for n in range(20)])
    browser = visitor("other_member")
    many = browser.get("/reports/")
    assert len(many.statements) == few <= 6 and len(many.all("main ul.items > li")) == 20
    older = browser.get(many.one("a[rel=next]").get("href"))
    assert len(older.all("main ul.items > li")) == 3


def test_a_report_costs_little_and_a_long_one_is_read_in_parts(visitor: Any, people: Any, arrange: Any) -> None:
    words = "راقب الفريق محطات الاقتراع وسجّل أوقات الافتتاح وسير التصويت وملاحظات الوكلاء في كل محطة. "
    source = "\n\n".join(f"## الفصل {n}\n\n" + "\n\n".join(f"{words * 3} {n * m}" for m in range(30)) for n in range(1, 13))
    slug = _make(published, people, arrange, source=source)
    browser = visitor("other_member")
    page = browser.get(f"/reports/{slug}")
    assert len(page.statements) <= 10 and page.weight <= 24 * 1024
    assert len(page.all("nav.toc a")) == 12 and page.all("a[rel=next]")
    assert "id=\"chapter-12\"" not in page.source
    assert 'id="chapter-12"' in browser.get(f"/reports/{slug}?chapter=12").source
    assert browser.get(f"/reports/{slug}?part=all").source.count('id="chapter-') == 12
    assert browser.get(f"/reports/{slug}?part=99").status == 200


def test_own_members_read_who_published_and_others_do_not(visitor: Any, people: Any, arrange: Any) -> None:
    def twice() -> str:
        actor = people["cso_member"].actor
        return corrected(actor, published(actor), "نص مصحح").slug

    slug, name = arrange(twice), people["cso_member"].name
    assert name in visitor("cso_admin").get(f"/reports/{slug}").one("main").text_content()
    assert name not in visitor("other_member").get(f"/reports/{slug}").text


def test_a_suspended_organisation_reads_its_own_and_writes_nothing(visitor: Any, people: Any, arrange: Any) -> None:
    halted = people["suspended_member"].actor
    slug = arrange(lambda: published(type(halted)(**{**vars(halted), "suspended": False})).slug)
    foreign = _make(published, people, arrange)
    browser = visitor("suspended_member")
    assert browser.get(f"/reports/{slug}").status == 200 and browser.get(f"/reports/{foreign}").status == 404
    assert browser.get("/reports/new").status == 403 and browser.get(f"/reports/{slug}/withdraw").status == 403
    assert len(browser.get("/reports/").all("main ul.items > li")) == 1


def test_an_empty_list_says_what_will_stand_there(visitor: Any, people: Any) -> None:
    for place in ("/reports/", "/reports/own", "/reports/?q=قانون", "/reports/?after=1"):
        assert visitor("cso_member").get(place).all(".empty"), place
