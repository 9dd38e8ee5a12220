"""The auditor reads who did what."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.audit import services
from portal.audit.models import Line
from portal.core import clock
from portal.core.db import db
from tests.identity.test_signing_in import sign_in
from tests.people import Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


def record(arrange: Any, who: Somebody, action: str = "identity.role_changed", number: int = 7, **facts: Any) -> int:
    return int(arrange(lambda: services.record(who.actor, action, "person", number, **facts)))


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_a_line_is_told_in_words_with_what_it_changed(visitor: Visit, people: People, arrange: Any, lang: str) -> None:
    record(arrange, people["cso_admin"], before={"roles": ["cso_member"]}, after={"roles": ["cso_admin"]})
    page = visitor("auditor", lang=lang).get("/audit/")
    assert people["cso_admin"].name in page and "cso_member" not in page and "roles" not in page
    assert (lang == "en") == ("Roles: from Member to CSO administrator" in page)
    assert (lang != "en") != ("Changed a person's role" in page) and "identity.role_changed" not in page
    assert len(page.statements) <= 6


def test_lines_are_found_by_action_actor_record_and_day(visitor: Visit, people: People, arrange: Any) -> None:
    record(arrange, people["cso_admin"], number=7, organisation_id=people["cso_admin"].actor.organisation_id)
    record(arrange, people["other_admin"], "identity.removed", number=8)
    browser = visitor("auditor", lang="en")
    today, yesterday = clock.today(), clock.today() - timedelta(days=1)
    for query, found in (
        ("action=identity.removed", 1),
        ("actor=cso_admin", 1),
        ("actor=CSO_admin@example.org", 1),
        ("actor=nobody", 0),
        ("kind=person&record=8", 1),
        ("kind=person", 2),
        (f"since-day={today.day}&since-month={today.month}&since-year={today.year}", 2),
        ("kind=person&record=cso_member", 0),
        ("organisation=O-2026-nahrain", 1),
        ("organisation=nobody", 0),
        ("organisation=O-2026-nahrain&action=identity.removed", 0),
        (f"until-day={yesterday.day}&until-month={yesterday.month}&until-year={yesterday.year}", 0),
    ):
        assert len(browser.get(f"/audit/?{query}").all("tbody tr")) == found, query


def test_the_filter_is_a_form_that_works_without_scripts(visitor: Visit, people: People, arrange: Any) -> None:
    record(arrange, people["cso_admin"])
    record(arrange, people["cso_admin"], "identity.removed")
    browser = visitor("auditor", lang="en")
    browser.get("/audit/")
    browser.submit("form#form-filter", area="people")
    page = browser.submit("form#form-filter", action="identity.removed")
    assert len(page.all("tbody tr")) == 1
    assert page.one("select[name=action] option[selected]").get("value") == "identity.removed"


def test_the_list_pages_by_key_and_keeps_the_filter(visitor: Visit, people: People, arrange: Any) -> None:
    for _ in range(55):
        record(arrange, people["cso_admin"])
    record(arrange, people["cso_admin"], "identity.removed")
    browser = visitor("auditor", lang="en")
    page = browser.get("/audit/?action=identity.role_changed")
    assert len(page.all("tbody tr")) == 24
    page = browser.follow("Next page")
    assert len(page.all("tbody tr")) == 24


def test_one_line_shows_seal_and_the_personal_data_beside_it(visitor: Visit, people: People, arrange: Any) -> None:
    number = record(arrange, people["cso_admin"], number=people["cso_member"].person_id, personal={"email": "dina@nahrain.example"})
    seal = arrange(lambda: db.session.scalar(select(Line.hash)))
    page = visitor("auditor").get(f"/audit/{number}")
    assert seal in page and "dina@nahrain.example" in page and people["cso_member"].name in page
    assert len(page.statements) <= 10


def test_what_the_portal_itself_did_is_told_so(visitor: Visit, arrange: Any) -> None:
    from portal.core.access import SYSTEM

    arrange(lambda: services.record(SYSTEM, "identity.office_founded", "office", 1))
    assert "The portal itself" in visitor("auditor", lang="en").get("/audit/")


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_states_kinds_and_places_are_told_in_words_and_the_rest_are_marked_as_codes(visitor: Visit, people: People, arrange: Any, lang: str) -> None:
    facts = {"state": "taken_up", "category": "CAM-01", "governorate": "BGD", "outcome": None}
    number = record(arrange, people["case_officer"], "violations.sent", before={"state": "draft"}, after={**facts, "odd_thing": "x_y"})
    for path in ("/audit/", f"/audit/{number}"):
        page = visitor("auditor", lang=lang).get(path)
        assert not any(code in page for code in ("taken_up", "CAM-01", "BGD"))
        assert {"odd_thing", "x_y"} <= {code.text_content() for code in page.all("bdi.code[lang=en][dir=ltr]")}
        assert len(page.statements) <= 6


def test_a_state_has_the_word_of_the_feature_that_speaks(visitor: Visit, people: People, arrange: Any) -> None:
    record(arrange, people["case_officer"], "violations.sent", before={"state": "draft"})
    record(arrange, people["publishing_officer"], "library.state_set", after={"state": "draft"})
    page = visitor("auditor", lang="en").get("/audit/")
    assert "Status: from Draft to —" in page and "Status: Not yet adopted" in page


def test_people_and_their_bodies_are_named_where_a_line_speaks_of_them(visitor: Visit, people: People, arrange: Any) -> None:
    member, office = people["cso_member"], people["case_officer"].actor.office_id
    record(arrange, people["cso_admin"], number=member.person_id, after={"office": office, "ended": 2})
    page = visitor("auditor", lang="en").get("/audit/")
    told = page.one("tbody tr").text_content()
    assert member.name in told and f"Person {member.person_id}" not in told
    assert "Office: " in told and f"Office: {office}" not in told
    assert "Sign-ins that were ended: 2" in told and len(page.statements) <= 6


def test_only_the_auditor_reads_it(visitor: Visit, people: People, arrange: Any) -> None:
    number = record(arrange, people["cso_admin"])
    for who in ("commission_admin", "case_officer", "cso_admin", "suspended_admin"):
        browser = visitor(who, examined=False)
        assert browser.get("/audit/").status == 403
        assert browser.get("/audit/turned-away").status == 403
        assert browser.get(f"/audit/{number}").status == 404


def test_the_auditor_changes_nothing(visitor: Visit) -> None:
    browser = visitor("auditor", examined=False)
    assert browser.get("/identity/staff/").status == 403
    assert browser.post("/identity/organisations/O-2026-nahrain/suspension", suspend__text="x").status == 404


def test_failed_sign_ins_stand_outside_the_chain(visitor: Visit, people: People, arrange: Any) -> None:
    sign_in(visitor(), "cso_member", "not the password")
    sign_in(visitor(), "nobody", "not the password")
    assert arrange(lambda: db.session.scalar(select(Line.id))) is None
    page = visitor("auditor", lang="en").get("/audit/turned-away")
    assert len(page.all("tbody tr")) == 2
    assert people["cso_member"].name in page and "no such account" in page and "127.0.0.1" in page


def test_signing_in_and_out_leaves_lines_and_the_chain_holds(visitor: Visit, arrange: Any) -> None:
    browser = visitor()
    sign_in(browser, "cso_member")
    browser.get("/identity/account")
    browser.submit("form[action$='/sign-out']")
    actions = arrange(lambda: list(db.session.scalars(select(Line.action).order_by(Line.id))))
    assert actions == ["identity.signed_in", "identity.signed_out"]
    assert arrange(services.first_broken_line) is None


@pytest.mark.parametrize("query", ["since-day=31&since-month=2&since-year=2026", "until-day=x", "action=none", "after=x", "record=" + "9" * 100])
def test_nonsense_in_the_filter_is_no_error(visitor: Visit, query: str) -> None:
    assert visitor("auditor").get(f"/audit/?{query}").status == 200


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_lines_of_the_same_action_are_told_apart_by_their_links(visitor: Visit, people: People, arrange: Any, lang: str) -> None:
    numbers = [record(arrange, people["cso_admin"]) for _ in range(3)]
    links = [" ".join(link.text_content().split()) for link in visitor("auditor", lang=lang).get("/audit/").all("tbody th a")]
    assert len(set(links)) == 3 and all(link.endswith(str(number)) for link, number in zip(links, reversed(numbers), strict=True))


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_one_line_says_its_action_in_words_and_its_seal_in_groups(visitor: Visit, people: People, arrange: Any, lang: str) -> None:
    number = record(arrange, people["cso_admin"])
    seal = arrange(lambda: db.session.scalar(select(Line.hash)))
    page = visitor("auditor", lang=lang).get(f"/audit/{number}")
    action = next(dd.text_content() for dd in page.all(".pairs dd") if "identity.role_changed" in dd.text_content())
    assert action.startswith(page.h1) and "identity.role_changed" not in page.h1
    shown = page.all(".hash")[0]
    assert shown.text_content() == seal and [len(group.text) for group in list(shown.iter("span"))[1:]] == [4] * 16
    assert shown.getnext().get("data-done") and len({button.text_content() for button in page.all("button[data-copy]")}) == 2
