"""The form of a report, page by page, as a person without JavaScript fills it in."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from portal.core import clock
from tests.violations.making import NARRATIVE, photo
from tests.visiting import Page, Visitor

Filed = Callable[..., str]
Visit = Callable[..., Visitor]


def start(visitor: Visitor, kind: str = "CAM-01") -> Page:
    visitor.get("/violations/new")
    visitor.get(f"/violations/new?group={kind.split('-')[0]}")
    return visitor.submit("#form-kind", category=kind)


def when_and_where(visitor: Visitor, **changes: Any) -> Page:
    today = clock.today()
    typed = {
        "timing": "occurred",
        "happened_on__day": str(today.day),
        "happened_on__month": str(today.month),
        "happened_on__year": str(today.year),
    }
    return visitor.submit(
        "#form-where", **{**typed, "happened_time": "٧:٤٥", "precision": "exact", "governorate": "BSR", **changes}
    )


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_a_member_files_a_report_with_a_photo_and_gets_a_receipt(visitor: Visit, filed: Filed, lang: str) -> None:
    member = visitor("cso_member", lang=lang)
    start(member)
    when_and_where(member)
    member.submit("#form-what", narrative=NARRATIVE, title="لافتات")
    member.submit("#form-people", source="observer", observer_code="OBS-7", affected_women="12", witness="سلوى حميد")
    member.submit("#form-evidence", files=[(io.BytesIO(photo()), "صورة.jpg")])
    member.submit("#form-evidence", description_1="اللافتات عند الباب")
    assert "07:45" in member.page and NARRATIVE in member.page and "سلوى حميد" in member.page
    receipt = member.submit("#form-plain")
    assert receipt.path.endswith("/receipt")
    assert len([code for code in receipt.all(".code") if len(code.text_content()) == 64]) == 1
    officer = visitor("case_officer", lang=lang)
    inbox = officer.get("/violations/")
    assert len(inbox.statements) <= 6
    case = officer.get(receipt.path.removesuffix("/receipt").removeprefix(f"/{lang}"))
    assert case.status == 200 and NARRATIVE in case and "سلوى حميد" not in case.source
    assert len(case.statements) <= 10
    own = member.get(case.path)
    assert len(own.statements) <= 10
