"""The auditor takes lines along, and anybody proves them without the portal."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from portal.audit import services, vocabulary
from portal.audit.models import Line
from portal.core.db import db
from tests.people import Somebody
from tests.visiting import Visitor
from tests.workshop import TOP

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


@pytest.fixture
def lines(arrange: Any, people: People) -> None:
    def work() -> None:
        for number in range(6):
            services.record(
                people["cso_admin"].actor, "identity.role_changed", "person", number, before={"roles": ["cso_member"]}, after={"roles": ["cso_admin"]}
            )
        services.record(people["other_admin"].actor, "identity.removed", "person", '=HYPERLINK("http://evil.example")', personal={"name": "دينا"})

    arrange(work)


def take(visitor: Visit, run_jobs: Any, button: str, query: str = "") -> bytes:
    browser = visitor("auditor", lang="en")
    browser.get(f"/audit/{query}")
    page = browser.submit("form[action*='/audit/exports']", button=button)
    assert "Being written" in page
    run_jobs()
    page = browser.get("/audit/exports")
    file = browser.answer("GET", page.all("tbody a")[0].get("href"))
    assert file.status == 200 and "attachment" in file.headers["Content-Disposition"]
    return bytes(file.response.get_data())


def prove(file: Path, *heads: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-c", vocabulary.VERIFIER, str(file), *heads], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def test_the_program_on_the_page_proves_the_chain_from_the_file_alone(visitor: Visit, lines: None, run_jobs: Any, arrange: Any, tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    file.write_bytes(take(visitor, run_jobs, "For proving the chain (JSON Lines)"))
    head = arrange(lambda: db.session.execute(select(Line.id, Line.hash).where(Line.id == 7)).one())
    code, words = prove(file, f"7:{head.hash}")
    assert code == 0 and words.startswith("8 lines hold; the last is 8:"), words
    assert prove(file, f"7:{'0' * 64}")[0] == 1
    rows = file.read_text().splitlines()
    altered = json.loads(rows[2])
    altered["text"] = altered["text"].replace("cso_admin", "auditor")
    file.write_text("\n".join([*rows[:2], json.dumps(altered, ensure_ascii=False), *rows[3:]]))
    assert prove(file) == (1, "Line 3: its text does not match its seal\n")


def test_the_program_in_the_papers_is_the_one_on_the_page() -> None:
    assert vocabulary.VERIFIER in (TOP / "docs" / "audit.md").read_text()
    assert len(vocabulary.VERIFIER.splitlines()) <= 20


def test_a_table_holds_the_filtered_lines_and_no_formula(visitor: Visit, lines: None, run_jobs: Any) -> None:
    text = take(visitor, run_jobs, "Table (CSV)", "?action=identity.removed").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["action"] == "identity.removed" and row["record"].startswith("'=HYPERLINK") and "دينا" not in text


def test_asking_and_downloading_leave_lines_of_their_own(visitor: Visit, people: People, lines: None, run_jobs: Any, arrange: Any) -> None:
    take(visitor, run_jobs, "Table (CSV)", "?actor=other_admin")
    told = arrange(lambda: [(row.action, json.loads(row.text)["after"]) for row in db.session.scalars(select(Line).where(Line.id > 7).order_by(Line.id))])
    assert told == [
        ("audit.export_asked", {"form": "csv", "actor_id": people["other_admin"].person_id}),
        ("audit.exported", {"lines": 1}),
    ]
    assert people["other_admin"].name in visitor("auditor", lang="en").get("/audit/?action=audit.export_asked")


def test_nothing_found_is_no_file(visitor: Visit, lines: None, run_jobs: Any, arrange: Any, people: People) -> None:
    from portal.audit.queries import Filter

    arrange(lambda: services.ask_export(people["auditor"].actor, Filter(action="nothing"), "jsonl") and None)
    run_jobs()
    assert "No line matched" in visitor("auditor", lang="en").get("/audit/exports")


def test_another_form_is_refused(visitor: Visit) -> None:
    assert visitor("auditor").post("/audit/exports", form="exe").status == 400
