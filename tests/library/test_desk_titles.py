"""What pages of the publishing desk are called, and in whose voice."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from portal.library import services
from tests.library.making import LAW_CKB, TITLE_AR, TITLE_CKB, draft, published

Arrange = Callable[..., Any]
FORM = "main form[id^=form-]"


@pytest.fixture
def officer(people: dict[str, Any]) -> Any:
    return people["publishing_officer"].actor


def test_a_version_that_only_adds_a_language_asks_for_a_note_without_needing_it(visitor: Any, arrange: Arrange, officer: Any) -> None:
    def make() -> None:
        document = published(officer)
        services.begin_correction(officer, document)
        services.set_text(officer, document, "ckb", title=TITLE_CKB, source=LAW_CKB, origin="translated")

    arrange(make)
    desk = visitor("publishing_officer", lang="en")
    page = desk.get("/library/desk/law-12-2018/publish")
    assert page.one("#note").get("required") is None and "What was corrected (optional)" in page
    assert desk.submit(FORM).path.endswith("/library/law-12-2018")


@pytest.mark.parametrize("place", ["facts", "files", "relations", "states", "text/ar", "publish", "withdraw"])
def test_the_title_of_each_page_about_a_document_names_the_document(visitor: Any, arrange: Arrange, officer: Any, place: str) -> None:
    arrange(lambda: published(officer) and None)
    page = visitor("publishing_officer", lang="en").get(f"/library/desk/law-12-2018/{place}")
    assert page.title.startswith(f"{page.h1}: {TITLE_AR}")


def test_the_next_steps_are_called_by_their_heading(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: published(officer) and None)
    page = visitor("publishing_officer", lang="en").get("/library/desk/law-12-2018")
    assert page.one("#actions").get("aria-labelledby") == page.one("#actions h2").get("id") and page.one("#actions h2").text == "Next steps"


def test_a_file_is_named_in_the_voice_of_its_own_language(visitor: Any, arrange: Arrange, officer: Any) -> None:
    arrange(lambda: draft(officer) and None)
    desk = visitor("publishing_officer", lang="en")
    desk.get("/library/desk/law-12-2018/files")
    page = desk.submit(FORM, files=[(BytesIO("استمارة".encode()), "استمارة الطلب.txt"), (BytesIO(b"list"), "list.txt")])
    assert [name.get("lang") for name in page.all("ul.files a bdi")] == ["ar", None]
