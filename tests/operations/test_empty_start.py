"""A portal that was started without the demo comes to work by its commands alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

import config
from portal.core import clock
from portal.core.access import SYSTEM, Actor
from portal.core.db import begin_write, db
from portal.core.refusal import Refusal
from portal.identity import queries as identity
from portal.identity.services import founding, inviting
from portal.identity.vocabulary import OrganisationKind, Role
from portal.violations import queries
from portal.violations.vocabulary import telling
from tests.elections.test_importing import SMALL
from tests.operations.copies import elsewhere
from tests.operations.copies import run as operations
from tests.violations.making import make_report

PASSWORD = "نخلة وسدرة وظل طويل"


def run(app: Flask, *arguments: str, typed: str = "") -> None:
    outcome = app.test_cli_runner().invoke(args=list(arguments), input=typed)
    assert outcome.exit_code == 0, outcome.output


def member() -> Actor:
    body = founding.found_organisation(SYSTEM, OrganisationKind.ORGANISATION, {"ar": "منظمة شط العرب"}, clock.now())
    founding.settle(SYSTEM, body, clock.now())
    person = founding.found_person(SYSTEM, "نور", "nur", None, "ar", Role.CSO_MEMBER, organisation_id=body.id)
    return Actor(person.id, "نور", frozenset({Role.CSO_MEMBER}), organisation_id=body.id)


def officer(governorate: str) -> Actor:
    """Invited by the commission's administrator, as on the page."""
    [admin] = identity.officers(Role.COMMISSION_ADMIN)
    by = Actor(admin, "سهى", frozenset({Role.COMMISSION_ADMIN}), office_id=identity.national_office_id(), office_is_national=True)
    mail = f"{governorate.lower()}@commission.example"
    row = inviting.invite(by, "رنا جاسم", mail, "ar", Role.CASE_OFFICER, office_id=identity.office_of(governorate))
    person = inviting.accept(row, "رنا جاسم", f"rana.{governorate.lower()}", PASSWORD)
    return Actor(person.id, "رنا جاسم", frozenset({Role.CASE_OFFICER}), office_id=row.office_id, governorates=frozenset({governorate} if governorate else ()))


def test_an_election_and_an_office_are_enough_for_a_report_to_reach_its_officer(empty_app: Flask, tmp_path: Path) -> None:
    (tmp_path / "election.yaml").write_text(SMALL, encoding="utf-8")
    run(empty_app, "identity", "create-admin", "--name", "سهى", "--user-name", "suha", "--email", "", "--password-stdin", typed=f"{PASSWORD}\n")
    run(empty_app, "elections", "import", str(tmp_path / "election.yaml"))
    run(empty_app, "identity", "found-office", "--governorate", "BSR")
    run(empty_app, "identity", "found-office", "--governorate", "NIN")
    with empty_app.app_context():
        begin_write()
        report = make_report(member(), governorate="BSR")
        here, elsewhere = officer("BSR"), officer("NIN")
        assert [line.reference for line in queries.inbox(here, queries.Filters(), None).rows] == [report.reference]
        assert queries.case(report.reference, here) and queries.case(report.reference, elsewhere) is None
        db.session.commit()


def test_before_an_election_is_entered_filing_says_what_is_missing(empty_app: Flask) -> None:
    with empty_app.app_context():
        begin_write()
        with pytest.raises(Refusal) as told:
            make_report(member())
        assert told.value.message is telling.NO_ELECTION


LEFT_OUT = ("tests", "bench", "portal/operations/demo", "docs/screens")


def bare(folder: Path) -> Path:
    """What docs/operating.md puts on a server: the files without those that only make samples and tests."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(listed, cwd=config.TOP, capture_output=True, check=True, text=True).stdout.split("\0"):
        if name and not name.startswith(LEFT_OUT):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(config.TOP / name, folder / name)
    return folder


@pytest.mark.engine("sqlite")
def test_a_server_needs_neither_samples_nor_tests(tmp_path: Path) -> None:
    top = bare(tmp_path / "app")
    places = {"PORTAL_DATA_DIR": f"{tmp_path}/data", "PORTAL_KEY_DIR": f"{tmp_path}/keys", "PYTHONSAFEPATH": "1", "PYTHONPATH": str(top)}

    def flask(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
        return subprocess.run(command, cwd=top, env={**os.environ, **places, **more}, capture_output=True, text=True, timeout=120)

    with_demo = flask("operations", "prepare", DEMO="1")
    assert with_demo.returncode == 1 and with_demo.stderr.strip() == "Error: This installation was made without the demo: set DEMO=0."
    prepared = flask("operations", "prepare", DEMO="0")
    assert prepared.returncode == 0, prepared.stderr
    checked = flask("operations", "check", DEMO="0")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Error: This installation was made without the demo" in flask("translations", "export", f"{tmp_path}/sheet", DEMO="0").stderr
    page = "import wsgi; print(wsgi.app.test_client().get('/en/sign-in').status)"
    opened = subprocess.run([sys.executable, "-c", page], cwd=top, env={**os.environ, **places, "DEMO": "0"}, capture_output=True, text=True, timeout=60)
    assert opened.stdout.startswith("200"), opened.stderr


def test_a_check_without_tables_or_without_a_database_is_one_sentence(empty_app: Flask) -> None:
    with elsewhere(empty_app) as other:
        [told] = operations(other, "check", code=1).splitlines()
        assert told.startswith("Error: The database is empty: run `flask --app wsgi operations prepare`")
    with elsewhere(empty_app, engine="sqlite", SQLALCHEMY_DATABASE_URI="sqlite:////proc/none/portal.db") as away:
        [told] = operations(away, "check", code=1).splitlines()
        assert told.startswith("Error: The database cannot be reached: ")


def test_a_file_that_is_no_backup_is_told_so(empty_app: Flask, tmp_path: Path) -> None:
    for content in (b"", b"a text", b"x" * 4096):
        (tmp_path / "file").write_bytes(content)
        assert "This is no backup of the portal" in operations(empty_app, "restore", str(tmp_path / "file"), "--verify-only", code=1)
