"""A member of an organisation files a report with photographs; an officer works on it; each reads the other's words."""

from collections.abc import Callable

import pytest

from tests.journeys import written
from tests.journeys.filing import file_report
from tests.journeys.photographs import Photograph, tells_the_place
from tests.journeys.reader import Reader

DECISION = "/library/board-decision-12-minutes-31-2026"


@pytest.fixture
def member(person: Callable[..., Reader]) -> Reader:
    return person("staff@nahrain.example")


@pytest.fixture
def officer(person: Callable[..., Reader]) -> Reader:
    return person("cases@commission.example")


def test_a_member_reads_a_decision_and_an_officer_concludes_the_report(member: Reader, officer: Reader, lang: str) -> None:
    _sees_what_is_new_and_reads_a_decision(member)
    photographs = [Photograph("door.jpg", (160, 40, 30)), Photograph("باب.jpg", (30, 60, 150))]
    reference = file_report(member, photographs)
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
    member.fill("Search laws, regulations, procedures and decisions", written.SEARCHED[member.lang])
    member.press("Search")
    assert member.page.locator("main mark").count(), "the words that were found are marked"
    member.follow_to(DECISION)
    member.reads("Board of Commissioners decision")
    assert len(member.page.locator("main .law").inner_text()) > 300, "the text stands on the page, not only in a file"


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
    officer.follow_to(reference, within="main table")
    officer.reads_words(written.NARRATIVE[lang])
    officer.decide("Take up for examination")
    officer.reads("Taken up for examination")
    officer.unfold("Write a message or a note")
    officer.fill("Message", written.THANKS[lang])
    officer.press("Send")
    _hears(officer, "The message was sent to the organisation.")
    officer.decide("Ask the organisation for information", "What do you need from the organisation?", written.QUESTION[lang])
    officer.reads("Needs information")


def _replies(member: Reader, reference: str) -> None:
    """The dashboard says that the officer waits for an answer."""
    lang = member.lang
    member.go("/")
    member.follow_to(reference)
    member.reads("The commission asks you")
    member.reads_words(written.QUESTION[lang], written.THANKS[lang])
    member.fill("Write to the commission", written.REPLY[lang])
    member.press("Send to the commission")
    _hears(member, "It was sent to the commission.")
    member.reads_words(written.REPLY[lang])


def _hears(reader: Reader, news: str) -> None:
    """What was done stands in the focus, wherever on the page it was done."""
    reader.reads(news)
    assert reader.says(news) in reader.focused(), f"the focus is on {reader.focused()!r}"


def _concludes_and_closes(officer: Reader, reference: str) -> None:
    lang = officer.lang
    officer.again()
    officer.reads_words(written.REPLY[lang])
    officer.decide("Conclude", "What did you find, and how? The organisation reads it.", written.FINDING[lang], result="Confirmed")
    officer.reads("Concluded")
    officer.decide("Close", "The last answer to the organisation", written.CLOSING[lang])
    officer.reads("Closed")
