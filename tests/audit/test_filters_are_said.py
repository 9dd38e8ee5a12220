"""Whoever applies filters hears first what the list is narrowed to."""

from typing import Any


def test_the_title_and_a_line_say_which_filters_are_set_and_lead_to_the_results(visitor: Any) -> None:
    auditor = visitor("auditor", lang="en")
    assert auditor.get("/audit/").title.startswith("Audit —")
    page = auditor.get("/audit/?action=identity.suspended&since-day=1&since-month=11&since-year=2026")
    assert page.title.startswith("Audit: Suspended an organisation, 1 November 2026")
    assert page.all("[role=status] a[href='#results']") and "Filtered by: Suspended an organisation" in page
    assert page.all("#results")
    own = visitor("suspended_admin", lang="en").get("/audit/own?action=identity.suspended")
    assert "Suspended an organisation" in own.title
