"""The page of work under way tells by itself when it has ended, under the portal's own Trusted Types."""

from pathlib import Path
from typing import Any


def test_the_end_of_a_check_is_shown_without_being_asked_for(tab: Any, tmp_path: Path) -> None:
    file = tmp_path / "centres.csv"
    file.write_text("code,name,governorate,number,voters\n1,مدرسة النخيل,NOWHERE,,\n", encoding="utf-8")
    admin = tab("admin@commission.example", lang="en")
    page = admin.page
    page.goto(f"{admin.address}/en/elections/sample-cor-2026/places")
    page.set_input_files("input[type=file]", str(file))
    page.get_by_role("button", name="Send and check").click()
    page.locator("#progress.told[role=status]:focus", has_text="corrected").wait_for(timeout=40_000)
    page.get_by_role("heading", name="to be corrected").wait_for(timeout=40_000)
    assert "corrected" in page.title()
