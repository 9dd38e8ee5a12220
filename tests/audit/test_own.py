"""An organisation reads what happened to its own records."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from portal.audit import services
from portal.violations import services as violations
from portal.violations.vocabulary import Verb
from tests.people import Somebody
from tests.violations.making import make_election, make_report
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


@pytest.fixture
def reference(arrange: Any, people: People) -> str:
    def work() -> str:
        make_election()
        make_report(people["other_member"].actor)
        report = make_report(people["cso_member"].actor, names={"witness": "شاهد"})
        officer = people["case_officer"].actor
        violations.change(officer, report, Verb.TAKE_UP)
        violations.answer(officer, report, "ملاحظة داخلية", "ar", internal=True)
        violations.open_names(officer, report, "سبب", "ar")
        return str(report.reference)

    return str(arrange(work))


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_looks_at_protected_names_are_told_with_office_and_role_and_not_with_the_officers_name(
    visitor: Visit, people: People, reference: str, lang: str
) -> None:
    page = visitor("cso_admin", lang=lang).get("/audit/own")
    rows = [row.text_content() for row in page.all("tbody tr")]
    assert reference in rows[0] and people["case_officer"].name not in page
    assert people["cso_member"].name in page and people["other_member"].name not in page
    if lang == "en":
        assert "opened the protected names" in rows[0] and "Protected" in rows[0] and "Case officer" in rows[0]
        assert "internal note" not in " ".join(rows)
    assert len(page.statements) <= 7


def test_one_record_and_one_action_are_found(visitor: Visit, people: People, reference: str) -> None:
    browser = visitor("cso_admin", lang="en")
    page = browser.get(f"/violations/{reference}")
    page = browser.follow("Everything that happened to this record")
    assert page.path == "/en/audit/own" and {reference in row.text_content() for row in page.all("tbody tr")} == {True}
    assert len(browser.get("/audit/own?action=violations.names_opened").all("tbody tr")) == 1
    assert browser.get("/audit/own?action=violations.noted").all("tbody tr") == []
    assert browser.get("/audit/own?record=V-2026-0000-0000").all("tbody tr") == []


def test_an_administrator_reads_it_and_nobody_else(visitor: Visit, reference: str) -> None:
    for who, status in {"cso_member": 403, "case_officer": 403, "auditor": 403, "commission_admin": 403, "other_admin": 200}.items():
        page = visitor(who, examined=False).get("/audit/own")
        assert page.status == status and reference not in page


def test_a_suspended_organisation_reads_on(visitor: Visit, people: People, arrange: Any) -> None:
    own = people["suspended_admin"].actor
    arrange(
        lambda: services.record(
            people["commission_admin"].actor, "identity.suspended", "organisation", own.organisation_id, organisation_id=own.organisation_id
        )
    )
    browser = visitor("suspended_admin", lang="en")
    assert "Suspended an organisation" in browser.get("/audit/own")
    assert browser.get("/audit/seal").status == 200


def test_the_auditor_follows_one_record_from_its_beginning(visitor: Visit, people: People, reference: str) -> None:
    browser = visitor("auditor", lang="en")
    browser.get(f"/audit/?record={reference.lower()}")
    browser.follow("started a violation report")
    page = browser.follow("The whole life of this record")
    told = [row.text_content() for row in page.all("tbody tr")]
    assert "started a violation report" in told[0] and "opened the protected names" in told[-1] and people["case_officer"].name in told[-1]
    assert "internal note" in " ".join(told)
    page = browser.follow("started a violation report")
    assert browser.follow("Line after").path != page.path
    assert browser.get("/audit/records/violation/V-2026-0000-0000").status == 404


def test_an_administrator_who_is_no_case_holder_is_not_told_who_filed_a_report(visitor: Visit, people: People, reference: str, arrange: Any) -> None:
    """other_admin leads an organisation whose other_member has filed a report and hands it over by leaving."""
    own = people["other_admin"].organisation_id
    arrange(
        lambda: [
            services.record(people["other_member"].actor, action, "person", people["other_member"].person_id, organisation_id=own)
            for action in ("violations.left", "identity.signed_in")
        ]
    )
    browser = visitor("other_admin", lang="en")
    page = browser.get("/audit/own")
    told = " ".join(row.text_content() for row in page.all("tbody tr"))
    assert "Signed in" in told and "report" not in told and "V-2026" not in page
    assert not page.all("option[value='violations']") and page.all("option[value='reports']")
    assert browser.get("/audit/own?action=violations.started").all("tbody tr") == []


def test_no_number_that_only_the_portal_knows_stands_on_the_page_or_in_its_addresses(visitor: Visit, people: People, arrange: Any) -> None:
    person, own = people["cso_member"].person_id, people["cso_admin"].organisation_id
    about = (("person", person), ("invitation", 77_123), ("organisation", own))
    arrange(lambda: [services.record(people["cso_admin"].actor, "identity.role_changed", kind, number, organisation_id=own) for kind, number in about])
    browser = visitor("cso_admin", lang="en")
    page = browser.get("/audit/own")
    links = [link.get("href") for link in page.all("tbody a")]
    assert len(links) == 3 and not [link for link in links if "record=" in link] and "77123" not in page.source
    assert not [link for link in links if re.search(rf"\b({person}|{own})\b", link)]
    one = browser.follow(f"Person {people['cso_member'].name}")
    assert len(one.all("tbody tr")) == 1 and "Person" in one.title
    for forged in ("x" * 32, "=" * 32, "1"):
        assert len(browser.get(f"/audit/own?kind=person&of={forged}").all("tbody tr")) == 3
