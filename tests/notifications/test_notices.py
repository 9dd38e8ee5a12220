"""What a person is told, on the page."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from portal.core.db import db
from portal.notifications import services
from portal.notifications.models import Notice
from portal.violations import services as violations
from portal.violations.vocabulary import Verb
from tests.people import Somebody
from tests.reports.making import published
from tests.violations.making import make_election, make_report
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


def tell(arrange: Any, person: Somebody, number: int = 1, name: str = "ئاڤان کەریم") -> None:
    arrange(lambda: [services.tell([person.person_id], "identity.joined", "person", person.user_name, {"name": name}, mail=False) for _ in range(number)])


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_a_notice_speaks_the_readers_language_and_names_keep_their_direction(visitor: Visit, people: People, arrange: Any, lang: str) -> None:
    tell(arrange, people["cso_admin"])
    page = visitor("cso_admin", lang=lang).get("/notifications/")
    link = page.one("ul.items a")
    assert (lang == "en") == ("your invitation" in link.text_content())
    assert [name.text for name in link.cssselect("bdi")] == ["ئاڤان کەریم"]


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_a_notice_names_organisation_and_title_each_in_its_language(visitor: Visit, people: People, arrange: Any, lang: str) -> None:
    arrange(lambda: published(people["other_member"].actor, "تقرير عن الاقتراع", summary="ملخص") and None)
    link = visitor("cso_admin", lang=lang).get("/notifications/").one("ul.items a")
    body, title = link.cssselect("bdi")
    assert people["other_member"].actor.body_name in body.text if lang == "ar" else body.text
    assert title.text == "تقرير عن الاقتراع" and title.get("lang") == (None if lang == "ar" else "ar")


def test_a_step_in_a_case_is_told_by_its_state(visitor: Visit, people: People, arrange: Any) -> None:
    def work() -> str:
        make_election()
        report = make_report(people["cso_member"].actor)
        violations.change(people["case_officer"].actor, report, Verb.TAKE_UP)
        return report.reference

    reference = arrange(work)
    assert f"Your report {reference} is now: Taken up for examination." in visitor("cso_member", lang="en").get("/notifications/")


def test_a_name_cannot_bring_markup_along(visitor: Visit, people: People, arrange: Any) -> None:
    tell(arrange, people["cso_admin"], name="<script>alert(1)</script>%(x)s")
    assert "<script>alert(1)" not in visitor("cso_admin").get("/notifications/").source


def test_unread_notices_are_counted_until_they_are_followed(visitor: Visit, people: People, arrange: Any) -> None:
    tell(arrange, people["cso_admin"], 2)
    browser = visitor("cso_admin")
    page = browser.get("/notifications/")
    assert len(page.all("ul.items .tag")) == 2
    page = browser.get(page.all("ul.items a")[0].get("href"))
    assert page.path == "/ar/identity/account"
    assert len(browser.get("/notifications/").all("ul.items .tag")) == 1


def test_all_are_marked_as_read_but_none_that_came_later(visitor: Visit, people: People, arrange: Any) -> None:
    tell(arrange, people["cso_admin"], 2)
    browser = visitor("cso_admin")
    browser.get("/notifications/")
    tell(arrange, people["cso_admin"])
    page = browser.submit("form[action$='/read']")
    assert len(page.all("ul.items .tag")) == 1


def test_somebody_elses_notice_does_not_exist(visitor: Visit, people: People, arrange: Any) -> None:
    tell(arrange, people["cso_admin"])
    key = visitor("cso_admin").get("/notifications/").one("ul.items a").get("href").rpartition("/")[2]
    assert len(key) == 32 and not key.isdigit(), "no number of the portal's own stands in the address"
    for tried in (key, key[:-4] + "AAAA", str(arrange(lambda: db.session.scalar(select(Notice.id))))):
        assert visitor("cso_member").get(f"/notifications/to/{tried}").status == 404
    visitor("cso_member").post("/notifications/read", up_to=key)
    assert arrange(lambda: db.session.scalar(select(Notice.read_at))) is None


def test_the_list_pages_by_key_in_few_statements(visitor: Visit, people: People, arrange: Any) -> None:
    tell(arrange, people["cso_admin"], 45)
    browser = visitor("cso_admin", lang="en")
    seen, page = [], browser.get("/notifications/")
    while True:
        assert len(page.statements) <= 6
        seen += [link.get("href") for link in page.all("ul.items a")]
        if not page.all(".pager a[rel=next]"):
            break
        page = browser.follow("Next page")
    assert len(seen) == len(set(seen)) == 45


def test_a_kind_that_no_feature_knows_any_more_still_shows(visitor: Visit, people: People, arrange: Any) -> None:
    arrange(lambda: services.tell([people["cso_admin"].person_id], "gone.kind", "gone", "x", {"name": "y"}, mail=False))
    browser = visitor("cso_admin")
    page = browser.get("/notifications/")
    assert browser.get(page.one("ul.items a").get("href")).path == "/ar/notifications/"


def test_nonsense_in_the_address_is_no_error(visitor: Visit) -> None:
    browser = visitor("cso_admin")
    for query in ("?after=x", "?after=-1", "?after=99999999999999999999"):
        assert browser.get(f"/notifications/{query}").status == 200
    assert browser.post("/notifications/read", up_to="x").status == 303


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_notices_that_say_the_same_are_told_apart_by_their_links(visitor: Visit, people: People, arrange: Any, lang: str) -> None:
    tell(arrange, people["cso_admin"], number=3)
    tell(arrange, people["cso_admin"], name="Sara")
    links = [link.text_content() for link in visitor("cso_admin", lang=lang).get("/notifications/").all("ul.items a")]
    assert len(set(links)) == 4 and sum(link.endswith(")") for link in links) == 3
