"""A member of an organisation files a report with photographs; an officer works on it; each reads the other's words."""

from collections.abc import Callable
from datetime import date

import pytest

from portal.core import clock
from portal.country import queries as country
from tests.journeys import written
from tests.journeys.photographs import Photograph, tells_the_place
from tests.journeys.reader import Reader

KIND = "CAM-03"


@pytest.fixture
def member(person: Callable[..., Reader]) -> Reader:
    return person("staff@nahrain.example")


@pytest.fixture
def officer(person: Callable[..., Reader]) -> Reader:
    return person("cases@commission.example")


def test_a_member_reads_a_decision_and_an_officer_concludes_the_report(member: Reader, officer: Reader, lang: str) -> None:
    _sees_what_is_new_and_reads_a_decision(member)
    photographs = [Photograph("door.jpg", (160, 40, 30)), Photograph("باب.jpg", (30, 60, 150))]
    reference = _files(member, photographs)
    _reads_it_as_its_organisation(member, reference)
    _takes_it_up_and_asks(officer, reference)
    _replies(member, reference)
    _concludes_and_closes(officer, reference)
    member.go(f"/violations/{reference}")
    member.reads("Closed")
    member.reads("Confirmed")
    member.reads_words(written.FINDING[lang], written.CLOSING[lang])


def _sees_what_is_new_and_reads_a_decision(member: Reader) -> None:
    member.stands_at("Dashboard")
    member.reads("What is new")
    assert member.page.locator("aside .items a").count() > 2
    member.follow("Legal library", within="nav.menu")
    member._field(member.says("Search laws, regulations, procedures and decisions")).fill(written.SEARCHED[member.lang])
    member.press("Search")
    assert member.page.locator("main mark").count(), "the words that were found are marked"
    member.follow(words=member.page.locator("main ol.items a").first.inner_text(), within="main ol.items")
    assert "/library/board-decision-7-minutes-33-2026" in member.path
    member.reads("Board of Commissioners decision")
    assert len(member.page.locator("main .law").inner_text()) > 300, "the text stands on the page, not only in a file"


def _files(member: Reader, photographs: list[Photograph]) -> str:
    """The pages of the form one after the other; gives the receipt's number."""
    lang = member.lang
    kind = country.category(KIND)
    assert kind is not None
    member.go("/violations/new")
    member.reads("This report is information to the commission, not a formal complaint")
    member.follow(words=next(group.name(lang) for group in country.category_groups() if group.code == kind.group))
    member.tick(words=kind.name(lang))
    member.press("Save and continue")
    _tells_where_and_what(member)
    member.tick("Our observer saw it")
    member.fill("Women", "3")
    member.press("Save and continue")
    member.attach("Photos, video, audio or PDF", *(photograph.upload for photograph in photographs))
    member.press("Save and continue")
    member.reads("The files were added. Say what each of them shows.")
    for described in member.page.get_by_label(member.says("What does the file show?")).all():
        described.fill(written.SHOWN[lang])
    member.press("Save and continue")
    member.stands_at("Check your answers")
    member.reads_words(written.NARRATIVE[lang], written.TITLE[lang], written.PLACE[lang])
    member.press("Send the report")
    member.stands_at("Receipt")
    member.reads_words(*(photograph.sha256 for photograph in photographs))
    return member.path.split("/")[3]


def _tells_where_and_what(member: Reader) -> None:
    lang = member.lang
    today: date = clock.today()
    baghdad = country.governorate("BGD")
    assert baghdad is not None
    member.tick("It has happened")
    for part, number in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        member.fill(part, str(number))
    member.choose("Governorate", baghdad.name(lang))
    member.fill("Place", written.PLACE[lang])
    member.press("Save and continue")
    member.fill("Describe it", written.NARRATIVE[lang])
    member.fill("Title", written.TITLE[lang])
    member.press("Save and continue")


def _reads_it_as_its_organisation(member: Reader, reference: str) -> None:
    member.follow("Open the violation report")
    assert reference in member.path
    member.reads("Received")
    member.reads_words(reference, written.NARRATIVE[member.lang])
    pictures = member.page.locator("main figure img")
    assert pictures.count() == 2
    shown = member.page.request.get(member.address + str(pictures.first.get_attribute("src")))
    assert shown.ok and not tells_the_place(shown.body()), "the copy that is shown tells where the photographer stood"


def _takes_it_up_and_asks(officer: Reader, reference: str) -> None:
    lang = officer.lang
    officer.stands_at("Dashboard")
    officer.follow("All reports that wait")
    officer.fill("Search by words or reference number", reference)
    officer.press("Search")
    officer.reads_words(reference)
    officer.page.locator("main table").get_by_role("row").filter(has_text=reference).get_by_role("link").click()
    officer.page.wait_for_url(f"**/violations/{reference}")
    officer.look()
    officer.reads_words(written.NARRATIVE[lang])
    _decides(officer, "Take up for examination")
    officer.reads("Taken up for examination")
    officer.unfold("Write a message or a note")
    officer.fill("Message", written.THANKS[lang])
    officer.press("Send")
    officer.reads("The message was sent to the organisation.")
    _decides(officer, "Ask the organisation for information", "What do you need from the organisation?", written.QUESTION[lang])
    officer.reads("Needs information")


def _decides(officer: Reader, step: str, asked: str = "", reason: str = "", result: str = "") -> None:
    officer.unfold(step)
    opened = officer.page.locator("details[open]")
    if result:
        opened.get_by_label(officer.says(result), exact=True).check()
    if reason:
        opened.get_by_label(officer.says(asked), exact=True).fill(reason)
    officer.press(step, within="details[open]")


def _replies(member: Reader, reference: str) -> None:
    """The dashboard says that the officer waits for an answer."""
    lang = member.lang
    member.go("/")
    member.page.locator("main ul.items > li").filter(has_text=reference).get_by_role("link").first.click()
    member.page.wait_for_url(f"**/violations/{reference}")
    member.reads("The commission asks you")
    member.reads_words(written.QUESTION[lang], written.THANKS[lang])
    member.fill("Write to the commission", written.REPLY[lang])
    member.press("Send to the commission")
    member.reads("It was sent to the commission.")
    member.reads_words(written.REPLY[lang])


def _concludes_and_closes(officer: Reader, reference: str) -> None:
    lang = officer.lang
    officer.again()
    officer.reads_words(written.REPLY[lang])
    _decides(officer, "Conclude", "What did you find, and how? The organisation reads it.", written.FINDING[lang], result="Confirmed")
    officer.reads("Concluded")
    _decides(officer, "Close", "The last answer to the organisation", written.CLOSING[lang])
    officer.reads("Closed")
