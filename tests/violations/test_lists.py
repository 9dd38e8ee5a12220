"""Lists: their order, their filters, their pages, and what they cost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from portal.core import clock
from portal.core.crypto import MARK
from portal.violations import queries, services
from portal.violations.vocabulary import State, Verb
from tests.people import Somebody
from tests.violations.making import details, make_election, make_report
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]
ALL = queries.Filters()


def at(hours: int, people: People, who: str = "cso_member", **changes: Any) -> Any:
    """A report received so many hours ago."""
    moment = clock.now() - timedelta(hours=hours)
    return services.file_report(people[who].actor, None, details(**{"happened_on": clock.today() - timedelta(days=20), **changes}), at=moment)


def order(page: Any) -> list[str]:
    return [row.reference for row in page.rows]


def test_officers_find_urgent_ones_first_then_what_waits_longest_then_the_rest(desk: Any, people: People) -> None:
    officer = people["case_officer"].actor
    new, old = at(1, people), at(90, people)
    closed, urgent, asked = at(200, people), at(5, people, timing="will_occur", happened_on=clock.today()), at(300, people)
    services.change(officer, closed, Verb.NOT_TAKE_UP, reason="سبب", language="ar")
    services.change(officer, asked, Verb.TAKE_UP)
    services.change(officer, asked, Verb.ASK, reason="سؤال", language="ar")
    wanted = [report.reference for report in (urgent, old, new, asked, closed)]
    assert order(queries.inbox(officer, ALL, None)) == wanted
    assert order(queries.inbox(officer, queries.Filters(waiting=True), None)) == wanted[:3]
    assert [row.reference for row in queries.for_desk(officer).waiting] == wanted[:3]


def test_an_addition_brings_a_report_back_among_those_that_wait(desk: Any, people: People) -> None:
    officer = people["case_officer"].actor
    report = at(5, people)
    services.change(officer, report, Verb.NOT_TAKE_UP, reason="سبب", language="ar")
    services.change(officer, report, Verb.CLOSE, reason="سبب", language="ar")
    assert not queries.for_desk(officer).waiting
    services.add(people["cso_member"].actor, report, "معلومة جديدة", "ar")
    assert [row.reference for row in queries.for_desk(officer).waiting] == [report.reference]
    services.answer(officer, report, "شكراً", "ar")
    assert not queries.for_desk(officer).waiting


def test_an_organisation_finds_its_newest_first_and_what_it_is_asked(desk: Any, people: People) -> None:
    member, officer = people["cso_member"].actor, people["case_officer"].actor
    old, new = at(50, people), at(2, people)
    at(3, people, who="other_member")
    draft = services.start(member, None, "CAM-01", "ar")
    assert order(queries.own_list(member, ALL, None)) == [draft.reference, new.reference, old.reference]
    services.change(officer, old, Verb.TAKE_UP)
    services.change(officer, old, Verb.ASK, reason="سؤال", language="ar")
    assert [row.reference for row in queries.for_desk(member).waiting] == [old.reference]
    assert [row.reference for row in queries.for_desk(member).drafts] == [draft.reference]
    assert queries.for_desk(member).counts == {State.DRAFT: 1, State.RECEIVED: 1, State.NEEDS_INFORMATION: 1}


@pytest.mark.parametrize("who", ["cso_member", "case_officer"])
def test_every_report_stands_on_exactly_one_page(desk: Any, people: People, who: str, monkeypatch: Any) -> None:
    monkeypatch.setattr("portal.violations.queries.lists.SIZE", 4)
    made = {at(hours, people).reference for hours in range(10)}
    ask = queries.inbox if who == "case_officer" else queries.own_list
    found: list[str] = []
    after = None
    while True:
        page = ask(people[who].actor, ALL, after)
        found += order(page)
        after = page.next_key
        if after is None:
            break
    assert len(found) == 10 and set(found) == made


def test_filters_narrow_and_nonsense_narrows_nothing(desk: Any, people: People) -> None:
    officer = people["case_officer"].actor
    basra = at(1, people, governorate="BSR", category="CAM-01")
    at(2, people, governorate="NIN", category="REG-01")
    assert order(queries.inbox(officer, queries.Filters(governorate="BSR"), None)) == [basra.reference]
    assert order(queries.inbox(officer, queries.Filters(group="CAM", state="received"), None)) == [basra.reference]
    assert not queries.inbox(officer, queries.Filters(group="CAM", state="closed"), None).rows
    assert len(queries.inbox(officer, ALL, "nonsense").rows) == 2


def test_a_page_takes_no_value_that_its_form_does_not_offer(visitor: Visit, arrange: Callable[..., Any], people: People) -> None:
    def work() -> str:
        make_election()
        return make_report(people["cso_member"].actor).reference

    reference = arrange(work)
    page = visitor("case_officer").get("/violations/?state=x&governorate=%27&group=%3C&after=-1&q=")
    assert page.status == 200 and reference in page


def test_words_are_found_in_any_spelling_and_only_where_one_may_look(desk: Any, people: People) -> None:
    mine = at(1, people, narrative="وُزِّعت مَبالغ مالية على الناخبين في القَريةِ", title="شراء أصوات")
    theirs = at(2, people, who="other_member", narrative="مبالغ مالية وزعت في المدينة")
    officer, member = people["case_officer"].actor, people["cso_member"].actor
    assert set(order(queries.inbox(officer, queries.Filters(words="مبالغ"), None))) == {mine.reference, theirs.reference}
    assert order(queries.own_list(member, queries.Filters(words="المبالغ الماليه"), None)) == [mine.reference]
    assert order(queries.own_list(member, queries.Filters(words=theirs.reference), None)) == []
    assert order(queries.own_list(member, queries.Filters(words=mine.reference.lower()), None)) == [mine.reference]


def test_the_key_of_a_search_is_sealed(desk: Any, people: People, monkeypatch: Any) -> None:
    monkeypatch.setattr("portal.violations.queries.lists.SIZE", 2)
    made = {at(hours, people).reference for hours in range(5)}
    member, words = people["cso_member"].actor, queries.Filters(words="لافتات")
    first = queries.own_list(member, words, None)
    assert first.next_key is not None and MARK.match(first.next_key)
    second = queries.own_list(member, words, first.next_key)
    third = queries.own_list(member, words, second.next_key)
    assert {*order(first), *order(second), *order(third)} == made
    assert len(queries.own_list(member, words, "k1:nonsense").rows) == 2


@pytest.mark.parametrize(("who", "path"), [
    ("case_officer", "/violations/"), ("basra_officer", "/violations/?show=waiting"), ("cso_member", "/violations/"),
    ("case_officer", "/violations/?q=لافتات"), ("cso_member", "/violations/?q=لافتات"), ("other_member", "/violations/shared"),
])  # fmt: skip
def test_a_list_costs_at_most_six_statements_however_long_it_is(visitor: Visit, arrange: Callable[..., Any], people: People, who: str, path: str) -> None:
    def work() -> None:
        make_election()
        for number in range(28):
            shared = {"visibility": "summary", "summary": "ملخص", "summary_language": "ar"} if number % 2 else {}
            make_report(people["cso_member"].actor, **shared)

    arrange(work)
    page = visitor(who).get(path)
    assert page.status == 200 and len(page.statements) <= 6, page.statements
    assert page.weight < 24 * 1024


def _two_reports(people: People) -> str:
    make_election()
    make_report(people["cso_member"].actor, title="لافتات قرب المدرسة")
    return make_report(people["cso_member"].actor).reference


def test_the_title_follows_search_filter_and_what_waits(visitor: Visit, arrange: Callable[..., Any], people: People) -> None:
    arrange(_two_reports, people)
    member, officer = visitor("cso_member", lang="en"), visitor("case_officer", lang="en")
    assert member.get("/violations/").title.startswith("Violation reports —")
    assert member.get("/violations/?q=school&state=received").title.startswith("Violation reports: school, Received —")
    assert officer.get("/violations/?show=waiting&governorate=BSR").title.startswith("Violation reports: Waiting for officers, Basra —")
    assert "المدرسة، " in visitor("cso_member").get("/violations/?q=المدرسة&state=received").title


@pytest.mark.parametrize("who", ["cso_member", "case_officer"])
def test_no_two_links_of_the_list_have_one_name(visitor: Visit, arrange: Callable[..., Any], people: People, who: str) -> None:
    reference = arrange(_two_reports, people)
    page = visitor(who).get("/violations/")
    names = [link.text_content() for link in page.all("main a[href*='/V-']")]
    assert len(set(names)) == len(names) == 2 and any(reference in name for name in names)
    assert who != "cso_member" or len(page.all("main h3 a")) == 2


@pytest.mark.parametrize("who", ["cso_member", "case_officer"])
def test_a_search_says_how_many_it_found(visitor: Visit, arrange: Callable[..., Any], people: People, who: str) -> None:
    reference = arrange(_two_reports, people)
    browser = visitor(who, lang="en")
    assert "2 violation reports found" in browser.get("/violations/?q=لافتات")
    assert "1 violation report found" in browser.get(f"/violations/?q={reference}")
    assert "violation report found" not in browser.get("/violations/")


@pytest.mark.parametrize("path", ["/violations/", "/reports/", "/library/"])
def test_a_link_leads_over_the_filters_to_the_results(visitor: Visit, arrange: Callable[..., Any], people: People, path: str) -> None:
    arrange(_two_reports, people)
    page = visitor("cso_member").get(path)
    assert page.source.index('href="#results"') < page.source.index('<details class="facets">') < page.source.index('id="results"')
