"""An auditor follows one record's whole life; its organisation reads who did what; both prove that nothing was altered."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from portal.audit.vocabulary import VERIFIER
from tests.journeys import written
from tests.journeys.filing import file_report
from tests.journeys.photographs import Photograph
from tests.journeys.reader import Reader

STARTED, WROTE = "started a violation report", "wrote to the organisation about a violation report"


def test_an_auditor_follows_a_report_from_its_beginning_to_its_last_line(person: Callable[..., Reader], tmp_path: Path, lang: str) -> None:
    reference = file_report(person("staff@nahrain.example"), [Photograph("door.jpg", (160, 40, 30))])
    _writes_to_the_organisation(person("cases@commission.example"), reference)
    auditor = person("auditor@commission.example")
    _follows(auditor, reference)
    head = _proves_a_file(auditor, reference, tmp_path)
    administrator = person("admin@nahrain.example")
    _reads_what_concerns_the_own_records(administrator, reference)
    _asks_whether_the_seal_stands(administrator, head)


def _writes_to_the_organisation(officer: Reader, reference: str) -> None:
    officer.go(f"/violations/{reference}")
    officer.decide("Take up for examination")
    officer.unfold("Write a message or a note")
    officer.fill("Message", written.THANKS[officer.lang])
    officer.press("Send")


def _follows(auditor: Reader, reference: str) -> None:
    auditor.follow("Audit", within="nav.menu")
    auditor.unfold("Filter the lines")
    auditor.fill("Number of the record", reference)
    auditor.press("Apply")
    newest = auditor.page.locator("main tbody tr").first.inner_text()
    assert auditor.says(WROTE) in newest
    auditor.follow_to("/audit/", within="main tbody")
    auditor.follow("The whole life of this record")
    rows = auditor.page.locator("main tbody tr")
    assert auditor.says(STARTED) in rows.first.inner_text()
    assert auditor.says(WROTE) in rows.last.inner_text()
    auditor.reads_words(reference)
    auditor.reads_not(written.NARRATIVE[auditor.lang], written.THANKS[auditor.lang])
    auditor.follow_to("/audit/", within="main tbody")
    auditor.reads("Seal of this line")
    auditor.follow("Line after")
    auditor.follow("Line before")


def _proves_a_file(auditor: Reader, reference: str, folder: Path) -> str:
    """Takes the lines along and proves them with the page's own program; gives the newest line as NUMBER:SEAL."""
    auditor.go(f"/audit/?record={reference}")
    auditor.unfold("Take these lines along as a file")
    auditor.press("For proving the chain (JSON Lines)")
    file_link = auditor.page.locator("main tbody tr").first.locator("a")
    for _second in range(60):
        if file_link.count():
            break
        auditor.page.wait_for_timeout(500)
        auditor.again()
    address = str(file_link.get_attribute("href"))
    file = folder / "audit.jsonl"
    file.write_bytes(auditor.page.request.get(auditor.address + address).body())
    done = subprocess.run([sys.executable, "-c", VERIFIER, str(file)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and "lines hold" in done.stdout, done.stdout + done.stderr
    return done.stdout.split()[-1]


def _reads_what_concerns_the_own_records(administrator: Reader, reference: str) -> None:
    administrator.follow("What happened", within="nav.menu")
    administrator.stands_at("What happened with our records")
    row = administrator.page.locator("main tbody tr").filter(has_text=administrator.says(WROTE)).first.inner_text()
    assert reference in row and administrator.says("Case officer") in row
    administrator.go("/notifications/refused")
    administrator.reads_words("zahra@nahrain.exmaple", "Domain not found")


def _asks_whether_the_seal_stands(administrator: Reader, head: str) -> None:
    number, seal = head.split(":")
    administrator.follow("Seal of the record", within="footer")
    for typed, answer in ((seal, "This seal stands in the record"), (seal[::-1], "This seal does not stand in the record")):
        administrator.fill("Number of the line", number)
        administrator.fill("Seal", typed)
        administrator.press("Look it up")
        administrator.reads(answer)
