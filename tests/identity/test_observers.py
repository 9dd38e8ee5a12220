"""The roster of observers: open to those who keep it, names only on purpose."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from portal.audit.models import Line
from portal.core.access import Actor
from portal.core.crypto import MARK
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity import queries
from portal.identity.models import Observer
from portal.identity.queries import RosterFilters
from portal.identity.services import observers as services
from portal.identity.vocabulary import observers as vocabulary
from tests.people import Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]
NAME, PHONE = "سعدية كاظم لفتة", "+964 770 123 4567"


def an_observer(**changes: Any) -> dict[str, Any]:
    return {"governorate": "BSR", "sex": "female", "training": "basic", "name": NAME, "phone": PHONE} | changes


def enter(people: People, code: str = "BSR-014", who: str = "cso_admin", **changes: Any) -> str:
    return services.add_observer(people[who].actor, code, an_observer(**changes)).code


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_an_observer_is_entered_by_form_changed_and_ended(visitor: Visit, arrange: Any, lang: str) -> None:
    browser = visitor("cso_case_holder", lang=lang)
    browser.get("/identity/observers/new")
    typed = {"code": "bsr-٠١٤", "governorate": "BSR", "sex": "female", "name": NAME, "phone": PHONE}
    page = browser.submit(**typed)
    assert page.path == f"/{lang}/identity/observers/BSR-014" and NAME not in page.source
    page = browser.submit("#form-observer", training="advanced")
    assert page.status == 200 and len(page.notices) == 1
    kept = arrange(lambda: db.session.scalars(select(Observer)).one().training)
    assert kept == "advanced" and NAME in arrange(lambda: _names(db.session.scalars(select(Observer)).one()))
    page = browser.submit("form[action$='/end']")
    assert page.path.endswith("/observers/") and "BSR-014" not in page.one("main").text_content().replace("BSR-014", "", 1)
    assert "BSR-014" in browser.get("/identity/observers/?show=left")
    browser.get("/identity/observers/BSR-014")
    browser.submit("form[action$='/return']")
    assert "BSR-014" in browser.get("/identity/observers/")


def _names(one: Observer) -> str:
    return str(queries.names_of_observers([one]))


def test_names_are_encrypted_and_no_line_of_the_audit_holds_them(people: People, session: Any) -> None:
    code = enter(people)
    found = queries.observer(code, people["cso_admin"].actor)
    services.change_observer(people["cso_admin"].actor, found, an_observer(phone="0770 000 0000"))
    stored = session.execute(select(Observer.sealed_name, Observer.sealed_phone)).one()
    assert all(MARK.match(value) for value in stored)
    text = " ".join(session.scalars(select(Line.text)))
    assert NAME not in text and "123 4567" not in text and '"fields":["phone"]' in text


def test_a_line_holds_what_stood_there_before_and_of_what_is_protected_only_which(people: People, session: Any) -> None:
    code = enter(people, district=None)
    actor = people["cso_admin"].actor
    found = queries.observer(code, actor)
    assert services.change_observer(actor, found, an_observer(governorate="NIN", training="advanced", name="سندس عادل", phone=PHONE))
    assert not services.change_observer(actor, found, an_observer(governorate="NIN", training="advanced", name="سندس عادل", phone=PHONE))
    added, changed = (json.loads(text) for text in session.scalars(select(Line.text).where(Line.action.like("identity.observer_%")).order_by(Line.id)))
    assert added["before"] is None and added["after"] == {"governorate": "BSR", "sex": "female", "training": "basic", "fields": ["name", "phone"]}
    assert changed["before"] == {"governorate": "BSR", "training": "basic"}
    assert changed["after"] == {"governorate": "NIN", "training": "advanced", "fields": ["name"]}


def test_a_code_that_the_portal_makes_can_be_spoken_and_is_no_counter(people: People, session: Any) -> None:
    codes = {enter(people, "") for _ in range(5)}
    assert len(codes) == 5 and all(len(code) == 8 and code.startswith("OB-") for code in codes)


def test_a_code_stands_once_in_an_organisation_and_freely_in_another(people: People, session: Any) -> None:
    enter(people)
    assert enter(people, who="other_admin") == "BSR-014"
    with pytest.raises(Refusal) as refused:
        enter(people, "bsr-014")
    assert refused.value.message is vocabulary.CODE_TAKEN


@pytest.mark.parametrize("who", ["cso_member", "suspended_admin", "commission_admin", "case_officer", "auditor"])
def test_the_roster_is_closed_to_everybody_else(visitor: Visit, people: People, arrange: Any, who: str) -> None:
    arrange(enter, people)
    browser = visitor(who, examined=False)
    assert browser.get("/identity/observers/").status == 403
    assert browser.get("/identity/observers/BSR-014").status == 404
    assert browser.post("/identity/observers/export").status == 403


def test_another_organisations_observer_does_not_exist(visitor: Visit, people: People, arrange: Any) -> None:
    arrange(enter, people)
    browser = visitor("other_admin")
    assert browser.get("/identity/observers/BSR-014").status == 404
    assert browser.post("/identity/observers/BSR-014/names").status == 404
    assert "BSR-014" not in browser.get("/identity/observers/")


def test_names_of_the_list_are_shown_on_purpose_and_leave_a_line(visitor: Visit, people: People, arrange: Any) -> None:
    arrange(enter, people)
    arrange(lambda: enter(people, "NIN-001", governorate="NIN", name="حارث يونس"))
    browser = visitor("cso_admin", lang="en")
    page = browser.get("/identity/observers/?governorate=BSR")
    assert NAME not in page.source
    page = browser.submit("form[action*='/names']")
    assert NAME in page and PHONE in page and "حارث يونس" not in page
    assert NAME not in browser.get("/identity/observers/names").source
    lines = arrange(lambda: [(row.actor_id, row.text.count('"observers":1')) for row in _lines("identity.observer_names_seen")])
    assert lines == [(people["cso_admin"].person_id, 1)]


def _lines(action: str) -> list[Line]:
    return list(db.session.scalars(select(Line).where(Line.action == action)))


def test_the_name_of_one_is_shown_on_purpose_too(visitor: Visit, people: People, arrange: Any) -> None:
    arrange(enter, people)
    browser = visitor("cso_case_holder", lang="ckb")
    browser.get("/identity/observers/BSR-014")
    assert NAME in browser.submit("form[action$='/names']")
    assert NAME not in browser.get("/identity/observers/BSR-014").source
    assert len(arrange(lambda: [row.id for row in _lines("identity.observer_names_seen")])) == 1


def test_filters_narrow_and_counts_tell_how_many(visitor: Visit, people: People, arrange: Any) -> None:
    def several() -> None:
        for number in range(3):
            enter(people, f"BSR-{number}")
        enter(people, "NIN-1", governorate="NIN", sex="male", training="none")

    arrange(several)
    browser = visitor("cso_admin", lang="en")
    page = browser.get("/identity/observers/")
    assert [dd.text_content() for dd in page.all(".sums dd")] == ["4", "3", "1", "3"]
    page = browser.get("/identity/observers/?sex=male")
    assert "NIN-1" in page and "BSR-0" not in page and [dd.text_content() for dd in page.all(".sums dd")] == ["1", "0", "1", "0"]
    assert "NIN-1" in browser.get("/identity/observers/?q=nin") and "NIN-1" not in browser.get("/identity/observers/?q=x%")
    assert len(page.statements) <= 6


def test_the_list_pages_by_key_in_few_statements(visitor: Visit, people: People, arrange: Any) -> None:
    arrange(lambda: [enter(people, f"BSR-{number:03}") for number in range(55)])
    page = visitor("cso_admin").get("/identity/observers/")
    assert len(page.all("main tbody tr")) == 50 and len(page.statements) <= 6


def test_the_export_holds_names_only_when_ticked_and_no_formula(visitor: Visit, people: People, arrange: Any) -> None:
    arrange(lambda: enter(people, name="=HYPERLINK(1)"))
    browser = visitor("cso_admin", lang="en")
    browser.get("/identity/observers/")
    text = browser.submit("form[action$='/export']").response.get_data(as_text=True)
    assert text.startswith("\ufeffCode,Governorate") and "Basra" in text and "HYPERLINK" not in text and "770" not in text
    browser.get("/identity/observers/")
    text = browser.submit("form[action$='/export']", with_names=True).response.get_data(as_text=True)
    assert "'=HYPERLINK(1)" in text and f"'{PHONE}" in text
    lines = arrange(lambda: [row.text for row in _lines("identity.roster_exported")])
    assert ['"with_names":true' in line for line in lines] == [False, True]


def test_who_takes_the_organisations_records_along_takes_the_roster_if_it_was_open(people: People, session: Any) -> None:
    enter(people)
    halted = Actor(**{**vars(people["cso_admin"].actor), "suspended": True})
    assert services.own_roster(halted)["observers"][0]["name"] == NAME
    assert services.own_roster(people["cso_member"].actor) == {}
    assert queries.observers_of(halted, RosterFilters()) == []


def test_a_governorate_a_district_of_elsewhere_and_a_day_to_come_are_refused(visitor: Visit) -> None:
    browser = visitor("cso_admin", lang="en")
    browser.get("/identity/observers/new")
    page = browser.submit(phone="abc")
    assert set(page.errors) == {"governorate", "sex", "phone"}
    page = browser.submit(governorate="BSR", sex="male", phone="", trained_on__day="1", trained_on__month="1", trained_on__year="2090")
    assert list(page.errors) == ["trained_on-day"] or "trained_on" in str(page.errors)
