"""The shelf and a document, as readers see them."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage

from portal.library import queries, services
from tests.library.making import LAW_AR, LAW_CKB, TITLE_AR, TITLE_CKB, draft, long_law, published

Arrange = Callable[..., Any]


@pytest.fixture
def officer(people: dict[str, Any]) -> Any:
    return people["publishing_officer"].actor


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_an_empty_library_says_what_will_stand_there(visitor: Any, lang: str) -> None:
    page = visitor("cso_member", lang=lang).get("/library/")
    assert page.status == 200 and page.one(".empty") is not None and len(page.statements) <= 6


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_a_law_is_found_by_its_words_and_read_at_the_article(visitor: Any, arrange: Arrange, officer: Any, lang: str) -> None:
    arrange(lambda: published(officer, ckb=True) and None)
    reader = visitor("cso_member", lang=lang)
    reader.get("/library/")
    found = reader.get("/library/?q=المصطلحات")
    assert found.status == 200 and len(found.statements) <= 6
    assert [mark.text_content() for mark in found.all("mark")] == ["المصطلحات"] or found.all("mark")
    link = found.one(".hit h3 a")
    page = reader.get(link.get("href"))
    assert page.one("#article-1") is not None and page.one(".law").get("lang") == "ar"
    assert len(page.statements) <= 10 and page.weight < 24 * 1024


def test_filters_are_offered_for_what_is_on_the_shelf(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: published(officer) and None)
    queries.in_use.cache_clear()
    page = visitor("cso_member").get("/library/?state=repealed")
    assert [tick.get("value") for tick in page.all("input[name=kind]")] == ["law"]
    assert {tick.get("value") for tick in page.all("input[name=state]")} == {"in_force", "repealed"}


def test_a_list_costs_the_same_for_many_documents(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: [published(officer, number=str(number)) for number in range(25)] and None)
    page = visitor("cso_member").get("/library/")
    assert len(page.all(".hit")) == 20 and len(page.statements) <= 6
    rest = visitor("cso_member").get(page.one(".pager a[rel=next]").get("href"))
    assert len(rest.all(".hit")) == 5
    titles = [link.get("href") for link in page.all(".hit h3 a")] + [link.get("href") for link in rest.all(".hit h3 a")]
    assert len(set(titles)) == 25


def test_the_shelf_is_filtered_by_kind_state_year_and_language_together(visitor: Any, arrange: Arrange, officer: Any) -> None:
    def make() -> None:
        published(officer, number="1", ckb=True)
        published(officer, number="2", state="repealed")
        published(officer, number="3", kind="regulation", year=2025)

    arrange(make)
    reader = visitor("cso_member", lang="en")

    def hits(query: str) -> list[str]:
        return [link.get("href").rsplit("/", 1)[1] for link in reader.get(f"/library/{query}").all(".hit h3 a")]

    assert hits("?kind=regulation") == ["regulation-3-2025"]
    assert hits("?state=repealed") == ["law-2-2018"]
    assert hits("?text=ckb") == ["law-1-2018"]
    assert hits("?from=2020") == ["regulation-3-2025"] and len(hits("?to=٢٠١٩")) == 2
    assert hits("?kind=law&state=in_force&q=المصطلحات")[0].startswith("article-1?")
    assert hits("?kind=nonsense&from=x") and hits("?kind=regulation&text=ckb") == []


def test_the_text_is_chosen_by_the_reader_and_a_missing_one_is_said(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: published(officer, ckb=True) and None)
    reader = visitor("cso_member", lang="en")
    page = reader.get("/library/law-12-2018")
    assert page.one(".law").get("lang") == "ar" and "There is no text in this language yet" in page
    assert len(page.all("nav.tabs a")) == 2
    sorani = reader.get("/library/law-12-2018?text=ckb")
    assert sorani.one(".law").get("lang") == "ckb" and sorani.h1 == TITLE_CKB
    assert visitor("cso_member", lang="ckb").get("/library/law-12-2018").one(".law").get("lang") == "ckb"


def test_a_long_law_divides_at_its_chapters_and_stays_light(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: published(officer, long_law()) and None)
    reader = visitor("cso_member")
    page = reader.get("/library/law-12-2018")
    assert page.one("#article-1") is not None and not page.all("#article-119")
    assert page.weight < 20 * 1024 and len(page.statements) <= 10
    seen = {element.get("id") for element in page.all(".law article")}
    while page.all(".pager a[rel=next]"):
        page = reader.get(page.one(".pager a[rel=next]").get("href"))
        assert page.status == 200 and page.weight < 20 * 1024 and len(page.statements) <= 10
        seen |= {element.get("id") for element in page.all(".law article")}
    assert {f"article-{number}" for number in range(1, 121)} <= seen
    whole = reader.get("/library/law-12-2018/whole")
    assert len(whole.all(".law article")) == 120 and len(whole.statements) <= 10


def test_every_article_has_an_address_that_leads_to_its_page(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: published(officer, long_law()) and None)
    reader = visitor("cso_member")
    answer = reader.answer("GET", "/ar/library/law-12-2018/article-118")
    assert answer.status == 302 and answer.headers["Location"].endswith("#article-118")
    assert reader.get(answer.headers["Location"].split("#")[0]).one("#article-118") is not None
    assert reader.answer("GET", "/ar/library/law-12-2018/article-3").headers["Location"].endswith("/library/law-12-2018#article-3")
    assert reader.answer("GET", "/ar/library/law-12-2018/article-999").status == 404


def test_an_article_that_is_not_translated_is_shown_in_the_other_language(visitor: Any, arrange: Arrange, officer: Any) -> None:
    def make() -> None:
        document = draft(officer, LAW_AR + "\nالمادة (4)\nحكم أخير.")
        services.set_text(officer, document, "ckb", title=TITLE_CKB, source=LAW_CKB, origin="translated")
        services.publish(officer, document, tell=False)

    arrange(make)
    page = visitor("cso_member", lang="ckb").get("/library/law-12-2018/article-4")
    assert page.one(".law").get("lang") == "ar" and page.one("#article-4") is not None


def test_relations_states_files_and_versions_stand_beside_the_text(visitor: Any, arrange: Arrange, officer: Any) -> None:
    def make() -> int:
        law = published(officer)
        change = published(officer, kind="amendment_law", number="4", year=2023, title="قانون التعديل الثالث")
        services.relate(officer, change, "amends", law, source_key="article-1", target_key="article-2")
        services.set_provision_state(officer, law, "article-2", "amended", from_on="2023-05-08", by=change, notes={"ar": "عُدّلت المادة."})
        services.begin_correction(officer, law)
        services.attach(officer, law, [FileStorage(BytesIO("استمارة".encode()), "استمارة.txt")], language="ar", description="للملء")
        services.set_text(officer, law, "ar", title=TITLE_AR, source=LAW_AR + "\nالمادة (4)\nجديد.", authentic=True)
        services.publish(officer, law, note="أضيفت المادة (4).", tell=False)
        return law.id

    arrange(make)
    reader = visitor("cso_member")
    page = reader.get("/library/law-12-2018")
    assert len(page.statements) <= 10
    assert "عُدّلت المادة." in page and "أضيفت المادة (4)." in page and page.one("#article-4") is not None
    assert any(link.get("href", "").endswith("/library/amendment-law-4-2023/article-1") for link in page.all("aside a"))
    file = reader.get(page.one("ul.files a").get("href"))
    assert file.status == 200 and file.headers["X-Content-Type-Options"] == "nosniff" and "attachment" in file.headers["Content-Disposition"]
    old = reader.get("/library/law-12-2018?version=1")
    assert old.status == 200 and not old.all("#article-4") and old.all(".notice")
    assert reader.get("/library/law-12-2018?version=9").status == 404
    change = reader.get("/library/amendment-law-4-2023")
    assert any(link.get("href", "").endswith("/library/law-12-2018/article-2") for link in change.all("aside a"))


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_a_withdrawn_document_leaves_a_dated_tombstone(visitor: Any, arrange: Arrange, officer: Any, lang: str) -> None:
    arrange(lambda: services.withdraw(officer, published(officer), "نُشر قبل أوانه.", "ar"))
    reader = visitor("cso_member", lang=lang)
    page = reader.get("/library/law-12-2018")
    assert page.status == 410 and "نُشر قبل أوانه." in page and not page.all(".law") and page.all("time")
    assert reader.get("/library/law-12-2018/article-1").status == 410
    officers = visitor("publishing_officer", lang=lang)
    assert officers.get("/library/law-12-2018").status == 410 and officers.get("/library/law-12-2018?version=1").one(".law") is not None
    assert reader.get("/library/law-12-2018?version=1").status == 410
    assert not reader.get("/library/").all(".hit") and not reader.get("/library/?q=المصطلحات").all(".hit")


def test_a_draft_does_not_exist_for_readers_and_leads_officers_to_its_preview(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: draft(officer) and None)
    assert visitor("cso_member").get("/library/law-12-2018").status == 404
    assert visitor("commission_admin").get("/library/law-12-2018").status == 404
    page = visitor("publishing_officer").get("/library/law-12-2018")
    assert page.path.endswith("/desk/law-12-2018/preview") and page.one("#article-1") is not None


def test_people_of_a_suspended_organisation_read_nothing(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: published(officer) and None)
    suspended = visitor("suspended_member")
    assert suspended.answer("GET", "/ar/library/").status in (302, 303, 403)
    assert suspended.answer("GET", "/ar/library/law-12-2018").status in (302, 303, 404)


def test_a_former_address_leads_to_the_document(visitor: Any, arrange: Arrange, officer: Any) -> None:
    from portal.core.db import db
    from portal.library.models import Alias

    arrange(lambda: db.session.add(Alias(slug="elections-law", document_id=published(officer).id)))
    answer = visitor("cso_member").answer("GET", "/ar/library/elections-law")
    assert answer.status == 301 and answer.headers["Location"].endswith("/ar/library/law-12-2018")


def test_a_search_without_an_answer_says_what_to_try(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: published(officer) and None)
    page = visitor("cso_member", lang="en").get("/library/?q=بطيخ <script>")
    assert page.status == 200 and page.one(".empty") is not None and page.one("#q").get("value") == "بطيخ <script>"
