"""The publishing officers' pages."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from portal.core.db import db
from portal.library import queries, services
from portal.library.models import Attachment, Document, DocumentText, Relation
from tests.examiner import text
from tests.library.making import LAW_AR, LAW_CKB, TITLE_AR, TITLE_CKB, draft, facts, published
from tests.library.papers import docx

Arrange = Callable[..., Any]
FORM = "main form[id^=form-]"


@pytest.fixture
def officer(people: dict[str, Any]) -> Any:
    return people["publishing_officer"].actor


def count(arrange: Arrange, model: Any) -> int:
    return int(arrange(lambda: db.session.scalar(db.select(db.func.count(model.id)))))


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_an_officer_takes_a_law_from_nothing_to_published_in_two_languages(visitor: Any, arrange: Arrange, lang: str) -> None:
    officer = visitor("publishing_officer", lang=lang)
    page = officer.get("/library/desk/")
    assert page.status == 200 and len(page.statements) <= 6
    officer.get("/library/desk/new")
    page = officer.submit(
        FORM,
        language="ar",
        title=TITLE_AR,
        kind="law",
        number="(١٢)",
        year="٢٠١٨",
        issuer="مجلس النواب",
        passed_on="5/12/2018",
        new_topics="المراقبة; الاعتماد",
    )
    assert page.path.endswith("/library/desk/law-12-2018/text/ar")
    page = officer.submit(FORM, button="preview", source=LAW_AR, summary="ملخص قصير.", authentic=True)
    assert page.path.endswith("/preview") and page.one("#article-1") is not None and len(page.statements) <= 10
    page = officer.get("/library/desk/law-12-2018/text/ckb")
    page = officer.submit(FORM, button="save", title=TITLE_CKB, source=LAW_CKB, origin="translated")
    assert page.path.endswith("/library/desk/law-12-2018") and len(page.statements) <= 10
    officer.get("/library/desk/law-12-2018/publish")
    page = officer.submit(FORM)
    assert page.path.endswith("/library/law-12-2018") and page.one(".law") is not None
    reader = visitor("cso_member", lang=lang)
    assert reader.get("/library/?q=متمانەپێدان").all(".hit")
    assert reader.get("/library/law-12-2018").status == 200


def test_a_number_that_is_taken_is_said_at_its_field_and_nothing_typed_is_lost(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: published(officer) and None)
    desk = visitor("publishing_officer", lang="en")
    desk.get("/library/desk/new")
    page = desk.submit(FORM, title="Another law", language="en", kind="law", number="12", year="2018", issuer="Council")
    assert page.status == 422 and list(page.errors) == ["number"] and TITLE_AR in page
    assert page.one("#title").get("value") == "Another law" and count(arrange, Document) == 1


def test_a_decision_without_its_minutes_is_refused_at_the_minutes(visitor: Any, arrange: Arrange) -> None:
    desk = visitor("publishing_officer", lang="en")
    desk.get("/library/desk/new")
    page = desk.submit(FORM, title="Decision", language="en", kind="board_decision", number="12", year="2026")
    assert page.status == 422 and list(page.errors) == ["minutes_number"]
    page = desk.submit(FORM, minutes_number="31", minutes_year="2026")
    assert page.path.endswith("/library/desk/board-decision-12-minutes-31-2026/text/en")


def test_dates_that_are_none_are_refused_in_the_readers_words(visitor: Any) -> None:
    desk = visitor("publishing_officer", lang="ckb")
    desk.get("/library/desk/new")
    page = desk.submit(FORM, title="", kind="law", passed_on="31/2/2019", in_force_on="soon", year="12")
    assert page.status == 422 and list(page.errors) == ["title", "year", "passed_on", "in_force_on"]


def test_a_new_document_has_no_kind_before_one_is_chosen(visitor: Any, arrange: Arrange) -> None:
    desk = visitor("publishing_officer", lang="en")
    desk.get("/library/desk/new")
    page = desk.submit(FORM, title="Another law", number="5", year="2026")
    assert page.errors == {"kind": "Kind: Choose the kind of the document"} and count(arrange, Document) == 0


def test_the_new_form_sent_twice_makes_one_document(visitor: Any, arrange: Arrange) -> None:
    desk = visitor("publishing_officer", lang="en")
    first = desk.get("/library/desk/new")
    desk.submit(FORM, title="Guide for observers", language="en", kind="guide", number="", year="2026")
    desk.page = first
    page = desk.submit(FORM, title="Guide for observers", language="en", kind="guide", number="", year="2026")
    assert "/text/en" in page.path and count(arrange, Document) == 1


def test_two_officers_writing_at_once_lose_nothing(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: draft(officer) and None)
    one, two = visitor("publishing_officer", lang="en"), visitor("publishing_officer", lang="en")
    one.get("/library/desk/law-12-2018/text/ar")
    two.get("/library/desk/law-12-2018/text/ar")
    one.submit(FORM, button="save", source="المادة (1)\nنص الأول.")
    page = two.submit(FORM, button="save", source="المادة (1)\nنص الثاني.")
    assert page.status == 422 and "Somebody else saved this" in page and "نص الأول." in page
    assert "نص الثاني." in page.one("#source").text_content()
    page = two.submit(FORM, button="save")
    assert page.status == 200
    assert arrange(lambda: db.session.scalar(db.select(DocumentText.source))) == "المادة (1)\nنص الثاني."


def test_facts_changed_by_two_officers_at_once_are_noticed(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: draft(officer) and None)
    one, two = visitor("publishing_officer", lang="en"), visitor("publishing_officer", lang="en")
    one.get("/library/desk/law-12-2018/facts")
    two.get("/library/desk/law-12-2018/facts")
    one.submit(FORM, gazette_number="4494")
    page = two.submit(FORM, state="amended")
    assert page.status == 422 and "4494" in page
    two.submit(FORM, gazette_number="4494")
    assert arrange(lambda: db.session.execute(db.select(Document.state, Document.gazette_number)).one()._asdict()) == {
        "state": "amended",
        "gazette_number": "4494",
    }


def test_a_words_file_fills_the_field_and_shows_the_structure_before_anything_is_saved(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: services.create(officer, facts()) and None)
    desk = visitor("publishing_officer", lang="ar")
    desk.get("/library/desk/law-12-2018/text/ar")
    page = desk.submit(FORM, button="read_file", title=TITLE_AR, file=(BytesIO(docx("## الفصل الأول: أحكام", "المادة (1)", "نص المادة.")), "نظام.docx"))
    assert "نص المادة." in page.one("#source").text_content() and page.one("#title").get("value") == TITLE_AR
    assert "الفصل الأول: أحكام" in page.text and count(arrange, DocumentText) == 0
    told = page.one(".told[autofocus][role=status]")
    assert "ولم يُحفظ بعد" in told.text_content() and "ولم يُحفظ بعد" in page.title and told.cssselect("a[href='#source']")
    page = desk.submit(FORM, button="read_file", file=(BytesIO(b"%PDF-1.4 broken"), "a.pdf"))
    assert page.status == 422 and list(page.errors) == ["file"] and "نص المادة." in page.one("#source").text_content()


def test_files_are_attached_and_removed_and_a_wrong_one_leaves_nothing(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: draft(officer) and None)
    desk = visitor("publishing_officer", lang="en")
    desk.get("/library/desk/law-12-2018/files")
    page = desk.submit(FORM, files=(BytesIO(b"MZ\x90\x00 program"), "virus.pdf"), language="ar")
    assert page.status == 422 and list(page.errors) == ["files"] and count(arrange, Attachment) == 0
    page = desk.submit(
        FORM, files=[(BytesIO("استمارة".encode()), "استمارة الطلب.txt"), (BytesIO("قائمة".encode()), "قائمة.txt")], language="ar", description="للملء"
    )
    assert page.status == 200 and count(arrange, Attachment) == 2 and "استمارة الطلب.txt" in page
    page = desk.submit("ul.files li:first-child form")
    assert count(arrange, Attachment) == 1


def test_relations_and_states_are_set_on_pages_of_their_own(visitor: Any, arrange: Arrange, officer: Any) -> None:
    def make() -> None:
        published(officer)
        published(officer, kind="amendment_law", number="4", year=2023, title="قانون التعديل الثالث")

    arrange(make)
    desk = visitor("publishing_officer", lang="ckb")
    desk.get("/library/desk/amendment-law-4-2023/relations")
    page = desk.submit(FORM, kind="amends", target="nowhere")
    assert page.status == 422 and list(page.errors) == ["target"]
    page = desk.submit(FORM, kind="amends", target="law-12-2018", source_key="article-1", target_key="article-2")
    assert page.status == 200 and count(arrange, Relation) == 1 and len(page.statements) <= 10
    desk.get("/library/desk/law-12-2018/states")
    page = desk.submit(FORM, key="article-2", state="amended", from_on="2023-05-08", by="amendment-law-4-2023", note="هەموار کرا.")
    assert page.status == 200 and "هەموار کرا." in page
    page = desk.get("/library/desk/amendment-law-4-2023/relations")
    desk.submit("ul.items form")
    assert count(arrange, Relation) == 0


def test_a_correction_is_opened_written_and_published_with_its_note(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: published(officer) and None)
    desk = visitor("publishing_officer", lang="en")
    desk.get("/library/desk/law-12-2018")
    desk.submit("form[action$='/correct']")
    desk.get("/library/desk/law-12-2018/text/ar")
    desk.submit(FORM, button="save", source=LAW_AR.replace("عبر البوابة", "ورقياً"))
    assert "عبر البوابة" in visitor("cso_member").get("/library/law-12-2018")
    page = desk.get("/library/desk/law-12-2018/preview")
    assert page.title.startswith("Preview: ") and "A correction is open" in page and "once it is published" not in page
    page = desk.get("/library/desk/law-12-2018/publish")
    assert page.one("#note").get("required") is not None and TITLE_AR in page.title
    page = desk.submit(FORM)
    assert page.status == 422 and list(page.errors) == ["note"]
    page = desk.submit(FORM, note="Article 3 was corrected.")
    assert page.path.endswith("/library/law-12-2018") and "Article 3 was corrected." in page and "ورقياً" in page
    assert "عبر البوابة" in visitor("cso_member").get("/library/law-12-2018?version=1")


def test_a_document_is_withdrawn_with_a_reason_and_a_draft_is_thrown_away(visitor: Any, arrange: Arrange, officer: Any) -> None:
    def make() -> None:
        published(officer, number="1")
        draft(officer, number="2")

    arrange(make)
    desk = visitor("publishing_officer", lang="ar")
    desk.get("/library/desk/law-1-2018/withdraw")
    page = desk.submit(FORM, reason=" ")
    assert page.status == 422 and list(page.errors) == ["reason"]
    page = desk.submit(FORM, reason="نُشر قبل أوانه.")
    assert page.status == 410 and "نُشر قبل أوانه." in page
    desk.get("/library/desk/law-2-2018")
    page = desk.submit("form[action$='/discard']")
    assert page.path.endswith("/library/desk/") and count(arrange, Document) == 1
    assert desk.get("/library/desk/law-1-2018").status == 200


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_where_a_text_is_taken_from_a_file_an_officer_reads_which_program_is_absent(
    visitor: Any, arrange: Arrange, officer: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lang: str
) -> None:
    arrange(lambda: draft(officer) and None)
    desk = visitor("publishing_officer", lang=lang)
    monkeypatch.setenv("PATH", "")
    page = desk.get("/library/desk/law-12-2018/text/ar")
    assert ["pdftotext", "apt-get install poppler-utils"] == [text(part) for part in page.all(".notice .code")]
    (tmp_path / "pdftotext").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "poppler" not in desk.get("/library/desk/law-12-2018/text/ar")


@pytest.mark.parametrize("path", ["", "/facts", "/text/ar", "/files", "/relations", "/states", "/preview", "/preview/whole", "/publish", "/withdraw"])
def test_pages_of_the_desk_do_not_exist_for_others_and_stay_cheap_for_officers(visitor: Any, arrange: Arrange, officer: Any, path: str) -> None:
    arrange(lambda: services.begin_correction(officer, published(officer)) and None)
    page = visitor("publishing_officer", lang="ckb").get(f"/library/desk/law-12-2018{path}")
    assert page.status == 200 and len(page.statements) <= 10, page.statements
    for other in ("cso_admin", "case_officer", "commission_admin", "auditor"):
        assert visitor(other, examined=False).get(f"/library/desk/law-12-2018{path}").status == 404


def test_steps_of_publishing_are_refused_to_others(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: draft(officer) and None)
    stranger = visitor("case_officer", examined=False)
    for step in ("publish", "correct", "drop", "withdraw", "discard"):
        assert stranger.post(f"/library/desk/law-12-2018/{step}").status == 404
    assert stranger.get("/library/desk/").status == 403 and stranger.get("/library/desk/new").status == 403
    assert count(arrange, Document) == 1


def test_the_desk_shows_what_is_mine_what_waits_and_what_i_published(visitor: Any, arrange: Arrange, officer: Any) -> None:
    from portal.core.access import SYSTEM

    def make() -> None:
        draft(officer, number="1")
        draft(SYSTEM, number="2")
        published(officer, number="3")

    arrange(make)
    page = visitor("publishing_officer", lang="en").get("/library/desk/")
    links = [[link.get("href").rsplit("/", 1)[1] for link in section.cssselect(".name a")] for section in page.all("main section")]
    assert links == [["law-1-2018"], ["law-2-2018"], ["law-3-2018"]] and len(page.statements) <= 6


def test_the_language_switch_keeps_what_was_typed(visitor: Any, arrange: Arrange, officer: Any) -> None:
    number = arrange(lambda: draft(officer).id)
    desk = visitor("publishing_officer", lang="en")
    page = desk.get("/library/desk/law-12-2018/text/ar")
    switched = desk.send(
        "/ckb/library/desk/law-12-2018/text/ar",
        {
            "csrf_token": page.all("input[name=csrf_token]")[0].get("value"),
            "switch_language": "ckb",
            "title": "عنوان آخر",
            "source": "نص لم يحفظ",
            "seen": "1",
            "origin": "written",
        },
    )
    assert switched.status == 200 and switched.one("#title").get("value") == "عنوان آخر"
    assert arrange(lambda: queries.titles([number], "ar")) == {number: TITLE_AR}
