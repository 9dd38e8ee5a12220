"""The main task by the keyboard alone, and without JavaScript."""

from collections.abc import Callable

from portal.core import clock
from tests.journeys import written
from tests.journeys.filing import file_report, group_of_kind
from tests.journeys.photographs import Photograph
from tests.journeys.reader import Reader
from tests.person import DEMO_PASSWORD

IN_ERRORS = "() => document.activeElement.matches('.notice.errors')"
FIELD_IN_FOCUS = "() => document.activeElement.name"


def test_a_report_is_filed_by_keyboard_alone_and_mistakes_are_found(person: Callable[..., Reader], lang: str) -> None:
    member = person()
    _signs_in(member)
    for link in ("Violation reports", "Report a violation"):
        member.walk_to(link)
        member.enter()
    _skips_to_the_page(member)
    member.walk_to(words=group_of_kind(lang))
    member.enter()
    _skips_to_the_page(member)
    _walks_to_field(member, "category")
    member.keys("Space")
    _goes_on(member)
    _makes_a_mistake_and_mends_it(member)
    _goes_on(member)
    _walks_to_field(member, "narrative")
    member.page.keyboard.insert_text(written.NARRATIVE[lang])
    _goes_on(member)
    _goes_on(member)
    _goes_on(member)
    member.stands_at("Check your answers")
    _goes_on(member, "Send the report")
    member.stands_at("Receipt")


def test_without_javascript_a_report_is_filed_with_a_photograph(person: Callable[..., Reader]) -> None:
    member = person("staff@nahrain.example", scripts=False)
    reference = file_report(member, [Photograph("door.jpg", (20, 120, 40))])
    member.follow("Open the violation report")
    member.reads("Received")
    member.reads_words(reference, written.TITLE[member.lang])


def test_without_javascript_mistakes_and_news_take_the_focus(person: Callable[..., Reader]) -> None:
    member = person("staff@nahrain.example", scripts=False)
    member.go("/reports/new#main")
    member.press("Make the draft")
    assert member.page.evaluate(IN_ERRORS), "the error summary did not take the focus"
    member.go("/identity/account")
    member.press("Save")
    assert member.page.evaluate("() => document.activeElement.matches('.notice.told')"), "the news did not take the focus"


def _signs_in(member: Reader) -> None:
    member.go("/sign-in")
    member.walk_to("User name or e-mail address")
    member.page.keyboard.type("staff@nahrain.example")
    member.walk_to("Password")
    member.page.keyboard.type(DEMO_PASSWORD)
    member.enter()
    member.stands_at("Dashboard")


def _skips_to_the_page(member: Reader) -> None:
    """The first stop of every page leads over the menu."""
    member.walk_to("Skip to main content", most=1)
    member.keys("Enter")


def _walks_to_field(member: Reader, name: str) -> None:
    for _ in range(80):
        member.keys("Tab")
        if member.page.evaluate(FIELD_IN_FOCUS) == name:
            return
    raise AssertionError(f"{name} is not reached by Tab on {member.page.url}")


def _goes_on(member: Reader, button: str = "Save and continue") -> None:
    member.walk_to(button)
    member.enter()


def _makes_a_mistake_and_mends_it(member: Reader) -> None:
    """Nothing is answered; the summary takes the focus, and its link leads to the question."""
    _goes_on(member)
    assert member.page.evaluate(IN_ERRORS), "the error summary did not take the focus"
    assert member.page.title().startswith(member.says("Error:"))
    member.walk_to("Has it already happened?", most=1)
    member.keys("Enter")
    assert member.page.evaluate(FIELD_IN_FOCUS) == "timing"
    member.keys("Space")
    for part in ("day", "month", "year"):
        _walks_to_field(member, f"happened_on-{part}")
        member.page.keyboard.type(str(getattr(clock.today(), part)))
    _walks_to_field(member, "governorate")
    member.keys("ArrowDown")


def test_the_results_of_the_library_are_reached_over_its_open_filters(person: Callable[..., Reader]) -> None:
    member = person("staff@nahrain.example")
    member.go("/library/")
    member.walk_to("To the results", most=20)
    member.keys("Enter", "Tab")
    assert member.page.evaluate("() => document.activeElement.matches('.hit h3 a')"), member.focused()
