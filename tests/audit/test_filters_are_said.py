"""The filters of the lines: what they offer and find, and that whoever applies them hears first what the list is narrowed to."""

from typing import Any

import pytest
from sqlalchemy import select

from portal.audit import services
from portal.audit.models import Line
from portal.audit.queries import Filter, conditions
from portal.core.db import db
from portal.core.register import registers
from tests.crawling import Visit, demo_tokens
from tests.pages.test_every_page import FIRST_VIEW, first_view
from tests.visiting import signed_in

FORM = "form#form-filter"


def test_the_title_and_a_line_say_which_filters_are_set_and_lead_to_the_results(visitor: Any) -> None:
    auditor = visitor("auditor", lang="en")
    assert auditor.get("/audit/").title.startswith("Audit —")
    page = auditor.get("/audit/?action=identity.suspended&since-day=1&since-month=11&since-year=2026")
    assert page.title.startswith("Audit: Suspended an organisation, 1 November 2026")
    assert page.all("[role=status] a[href='#results']") and "Filtered by: Suspended an organisation" in page
    assert page.all("#results")
    own = visitor("suspended_admin", lang="en").get("/audit/own?action=identity.suspended")
    assert "Suspended an organisation" in own.title


def test_every_action_stands_in_one_part_of_the_portal(app: Any) -> None:
    assert sorted(action for area in registers.areas.values() for action in area.actions) == sorted(registers.actions)


def _fill(people: Any) -> None:
    member = people["cso_admin"]
    for action in ("identity.signed_in", "identity.signed_out", "library.published", "elections.changed"):
        services.record(member.actor, action, "person", member.person_id, organisation_id=member.organisation_id)


@pytest.mark.parametrize(("who", "address"), [("auditor", "/audit/"), ("cso_admin", "/audit/own")])
def test_a_part_of_the_portal_is_chosen_first_and_then_one_of_its_actions(visitor: Any, people: Any, arrange: Any, who: str, address: str) -> None:
    arrange(_fill, people)
    browser = visitor(who, lang="en")
    page = browser.get(address)
    assert not page.all("select[name=action]") and len(page.all("tbody tr")) == 4
    page = browser.submit(FORM, area="people")
    assert "Filtered by: People." in page and len(page.all("tbody tr")) == 2
    assert {option.get("value").partition(".")[0] for option in page.all("select[name=action] option")} == {"", "identity"}
    page = browser.submit(FORM, action="identity.signed_out")
    assert "Filtered by: People, Signed out." in page and len(page.all("tbody tr")) == 1
    page = browser.submit(FORM, area="library")
    assert "Filtered by: Legal library." in page and len(page.all("tbody tr")) == 1 and "Signed out" not in page
    assert len(browser.submit(FORM, area="").all("tbody tr")) == 4


def test_a_file_holds_the_lines_of_the_chosen_part(arrange: Any, people: Any) -> None:
    def found() -> list[str]:
        _fill(people)
        wanted = Filter.from_plain(Filter(area="people").plain())
        return sorted(db.session.scalars(select(Line.action).where(*conditions(wanted))))

    assert arrange(found) == ["identity.signed_in", "identity.signed_out"]


def test_the_longest_choice_of_actions_leaves_the_page_light(demo_app: Any) -> None:
    who = "auditor@commission.example"
    token = demo_tokens(demo_app, (who,), " choice")[who]
    area = max(registers.areas, key=lambda code: len(registers.areas[code].actions))
    for lang in ("ar", "ckb", "en"):
        page = signed_in(demo_app, token, lang, examined=True).get(f"/audit/?area={area}")
        assert len(page.all("tbody tr")) == 24 and page.all("select[name=action]")
        assert first_view(demo_app, Visit(who, lang, "audit.index", page.path, page, True))[0] <= FIRST_VIEW
