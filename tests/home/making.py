"""A desk with something on it."""

from typing import Any

from portal.violations import services as violations
from portal.violations.vocabulary import Verb
from tests.elections.making import make as make_election
from tests.reports.making import draft, published
from tests.violations.making import make_report


def fill(people: Any) -> None:
    """Something for everybody: cases that wait for officers and for the organisation, drafts, published reports."""
    mine, other, officer = people["cso_member"].actor, people["other_member"].actor, people["case_officer"].actor
    make_election()
    for number in range(3):
        draft(mine, f"مسودة تقرير {number}")
        published(other, f"تقرير زاكروس {number}")
        make_report(mine, governorate="BSR")
        make_report(other, governorate="NIN")
    asked = make_report(mine, governorate="BSR")
    violations.change(officer, asked, Verb.TAKE_UP, reason="", language="ar")
    violations.change(officer, asked, Verb.ASK, reason="متى بدأ الحادث؟", language="ar")
    violations.start(mine, None, "CAM-01", "ar")
