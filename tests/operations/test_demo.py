"""The demo: as much as the README promises, with work under way that readers do not see."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.core.db import db
from portal.identity.models import Organisation
from portal.library.models import Document
from portal.reports.models import Report
from portal.violations.models import Violation
from tests.crawling import demo_tokens
from tests.visiting import Visitor, signed_in

DRAFT, CORRECTED = "procedure-badges-2026", "guide-violation-reporting-2026"


@pytest.fixture
def enter(demo_app: Flask) -> Callable[[str], Visitor]:
    tokens = demo_tokens(demo_app)
    return lambda login: signed_in(demo_app, tokens[login])


def test_it_holds_what_was_promised(demo_app: Flask) -> None:
    with demo_app.app_context():
        assert db.session.query(Organisation).count() == 7
        assert db.session.query(Document).filter_by(publication="published").count() == 14
        assert db.session.query(Violation).filter(Violation.state != "draft").count() == 40
        assert db.session.query(Report).count() == 6


def test_a_reader_meets_neither_the_draft_document_nor_the_words_of_an_open_correction(enter: Callable[[str], Visitor]) -> None:
    reader = enter("staff@nahrain.example")
    assert reader.get(f"/library/{DRAFT}").status == 404
    assert not any(DRAFT in link for page in ("/library/?q=باجات", "/library/regulation-3-2026/article-9") for link in reader.get(page).links)
    guide = reader.get(f"/library/{CORRECTED}")
    assert "إضافة أدلة في أي وقت" in guide and "حتى إغلاق القضية" not in guide


def test_the_publishing_officer_finds_both_at_the_desk(enter: Callable[[str], Visitor]) -> None:
    officer = enter("publisher@commission.example")
    desk = officer.get("/library/desk/")
    assert all(any(slug in link for link in desk.links) for slug in (DRAFT, CORRECTED))
    assert "حتى إغلاق القضية" in officer.get(f"/library/desk/{CORRECTED}/preview")


def test_a_member_goes_on_with_a_draft_of_a_violation_report_and_with_a_correction_of_an_observation_report(enter: Callable[[str], Visitor]) -> None:
    member = enter("staff@nahrain.example")
    member.get("/ar/")
    assert "منحدر خشبي" in member.follow("منحدر مؤقت لا يصل إلى باب المركز")
    assert "منهم 61 امرأة" in member.get("/reports/nahrain-interim-report-2026/edit")
    assert "منهم 61 امرأة" not in enter("admin@commission.example").get("/reports/nahrain-interim-report-2026")
