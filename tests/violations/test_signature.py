"""Where the commission demands it, an organisation that has not signed the code of conduct keeps drafts and sends nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.core.refusal import Refusal
from portal.violations import services
from portal.violations.vocabulary import telling
from tests.identity.agreements import overdue, signed
from tests.people import Somebody
from tests.violations.making import details, make_election
from tests.visiting import Visitor


@pytest.fixture
def demanded(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "PORTAL_SIGNATURE_REQUIRED", "1")


def draft(person: Somebody) -> Any:
    report = services.start(person.actor, None, "CAM-01", "ar")
    for part in ("where", "what", "people"):
        services.save(person.actor, report, part, details())
    return report


def test_a_report_waits_for_the_signature_and_is_sent_after_it(session: Any, people: dict[str, Somebody], demanded: None) -> None:
    make_election()
    version, report = overdue(people["commission_admin"].actor), draft(people["cso_member"])
    with pytest.raises(Refusal) as caught:
        services.send(people["cso_member"].actor, report)
    assert caught.value.message == telling.UNSIGNED and report.received_at is None
    signed(people["cso_admin"].actor, version)
    services.send(people["cso_member"].actor, report)
    assert report.received_at is not None


def test_without_the_setting_nobody_is_held_up(session: Any, people: dict[str, Somebody]) -> None:
    make_election()
    overdue(people["commission_admin"].actor)
    report = draft(people["other_member"])
    services.send(people["other_member"].actor, report)
    assert report.received_at is not None


def test_the_page_says_what_to_do_and_where(visitor: Callable[..., Visitor], people: dict[str, Somebody], arrange: Any, demanded: None) -> None:
    arrange(make_election)
    arrange(lambda: overdue(people["commission_admin"].actor).id)
    reference = arrange(lambda: draft(people["cso_member"]).reference)
    member = visitor("cso_member", lang="en")
    page = member.get(f"/violations/{reference}/check")
    assert "Your organisation has not signed the code of conduct" in page and "/en/identity/agreements/" in page.links
    refused = member.submit(form="main form[method=post]#form-plain", button="Send the report")
    assert refused.status == 422 and "under Agreements; then the report can be sent" in refused
