"""Polling centres and stations as an operator enters them."""

from pathlib import Path
from typing import Any

from flask import Flask

from portal.core.db import begin_write, db
from portal.elections import queries
from tests.elections.making import make
from tests.elections.test_places import FIRST


def test_an_operator_takes_over_a_table_by_command(empty_app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "centres.csv"
    with empty_app.app_context():
        begin_write()
        make()
        db.session.commit()

    def run(text: str, *more: str) -> Any:
        file.write_text(text, encoding="utf-8")
        return empty_app.test_cli_runner().invoke(args=["elections", "import-places", "sample-2026", str(file), *more])

    file.write_bytes(FIRST.encode("cp1256", "replace"))
    outcome = empty_app.test_cli_runner().invoke(args=["elections", "import-places", "sample-2026", str(file)])
    assert outcome.exit_code == 1 and "In Excel choose “Save as”, then “CSV UTF-8”." in outcome.output
    outcome = run(FIRST + "8,,مدرسة,,XXX,,,,,\n")
    assert outcome.exit_code == 1 and "line 7, governorate: XXX No governorate has this code or name." in outcome.output
    only_told = run(FIRST, "--check").output
    assert "This would come of it:" in only_told and "2 centres added" in only_told and "Nothing was changed" in only_told
    outcome = run(FIRST)
    assert outcome.exit_code == 0 and "taken over" in outcome.output, outcome.output
    with empty_app.app_context():
        found = queries.place("330044")
        assert found is not None and found.stations == 2
