"""`flask elections import`: an election as an operator enters it."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask

from portal.audit.models import Line
from portal.core import clock
from portal.core.access import SYSTEM
from portal.core.db import db
from portal.elections import queries
from portal.elections.importing import read
from portal.elections.models import Deadline, Election
from portal.operations.demo.content import FOLDER

SMALL = """
key: governorate-councils-2027
kind: governorate_councils
names: {ar: انتخابات مجالس المحافظات 2027}
voting_days:
  - {kind: general, day: 2027-11-15, opens: 07:00, closes: 18:00}
phases:
  - {code: campaign, from: {day: 2027-10-10, time: 00:00}, to: {day: 2027-11-14, time: 07:00}}
constituencies:
  - {number: 1, governorates: [BSR], seats: 22}
deadlines:
  - {code: CMP_POLL, names: {ar: شكوى على الاقتراع}, who: {ar: الناخب}, end: {day: 2027-11-16, time: 15:00}, certainty: A}
  - {code: BOC_REPLY, names: {ar: جواب المجلس}, who: {ar: المجلس}, end: null, length_days: 7}
"""
BAD = [
    ("kind: governorate_councils", "kind: song", "kind: song is not known; known are: council_of_representatives"),
    ("kind: governorate_councils\n", "", "kind: is missing"),
    ("key: governorate-councils-2027", "key: Governorate Councils", "key: Governorate Councils cannot be"),
    ("names: {ar: انتخابات", "names: {ku: انتخابات", "names, ku: is not known; known are: ar, ckb, en"),
    ("day: 2027-11-15", "day: '12'", "voting_days, 1, day: days counted from today are for samples only"),
    ("day: 2027-11-16", "day: -3", "deadlines, 1, end, day: days counted from today are for samples only"),
    ("day: 2027-11-15", "day: 2027-02-30", "voting_days, 1, day: 2027-02-30 is no day"),
    ("closes: 18:00", "closes: 06:00", "voting_days, 1, closes: is not after opens"),
    ("closes: 18:00", "closes: 24:00", "voting_days, 1, closes: 24:00 cannot be"),
    ("code: campaign", "code: breakfast", "phases, 1, code: breakfast is not known"),
    ("day: 2027-10-10", "day: 2028-10-10", "phases, 1, to: is not after from"),
    ("[BSR]", "[BSR, XYZ]", "constituencies, 1, governorates, 2: XYZ is not known"),
    ("[BSR]", "BSR", "constituencies, 1, governorates: it must be a list"),
    ("seats: 22", "seats: many", "constituencies, 1, seats: many cannot be"),
    ("BOC_REPLY", "CMP_POLL", "deadlines, 2, code: CMP_POLL stands twice"),
    ("deadlines:", "deadline:", "deadline: is not known; known are: key"),
    ("{ar: الناخب}", "{ar: '\u200b'}", "deadlines, 1, who, ar: it must be a text"),
    ("  - {code: BOC_REPLY", "  - {code: [BOC_REPLY", "line 13: "),
]


def run(app: Flask, file: Path, text: str | bytes) -> Any:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return app.test_cli_runner().invoke(args=["elections", "import", str(file)])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "election.yaml"


def test_an_imported_election_is_the_current_one_with_everything_the_file_says(empty_app: Flask, file: Path) -> None:
    outcome = run(empty_app, file, SMALL)
    assert outcome.exit_code == 0 and "1 voting days, 1 phases, 1 constituencies, 2 deadlines" in outcome.output
    with empty_app.app_context():
        election = queries.election(str(queries.current_slug()), SYSTEM)
        assert election is not None and election.slug == "governorate-councils-2027" and not election.sample
        assert [(day.day.isoformat(), day.opens, day.closes) for day in election.days] == [("2027-11-15", "07:00", "18:00")]
        ends = {limit.code: limit.ends_at and clock.local(limit.ends_at).isoformat() for limit in election.deadlines}
        assert ends == {"CMP_POLL": "2027-11-16T15:00:00+03:00", "BOC_REPLY": None}
        assert [line.actor_id for line in db.session.scalars(db.select(Line).where(Line.action == "elections.created"))] == [None]


def test_a_known_election_is_named_and_stays_as_it_is(empty_app: Flask, file: Path) -> None:
    run(empty_app, file, SMALL)
    outcome = run(empty_app, file, SMALL.replace("15:00", "12:00"))
    assert outcome.exit_code == 0 and "known as governorate-councils-2027" in outcome.output
    outcome = run(empty_app, file, SMALL.replace("key: governorate-councils-2027", "key: another-key"))
    assert outcome.exit_code == 1 and "The election governorate-councils-2027 has one of these names" in outcome.output
    with empty_app.app_context():
        assert db.session.scalar(db.select(db.func.count(Election.id))) == 1
        assert db.session.scalar(db.select(db.func.count(Deadline.id))) == 2


@pytest.mark.parametrize(("good", "bad", "told"), BAD, ids=[told for _good, _bad, told in BAD])
def test_what_is_wrong_is_told_with_its_place_and_nothing_is_stored(empty_app: Flask, file: Path, good: str, bad: str, told: str) -> None:
    assert good in SMALL
    outcome = run(empty_app, file, SMALL.replace(good, bad, 1))
    assert outcome.exit_code == 1 and any(line.startswith(told) for line in outcome.output.splitlines()), outcome.output
    with empty_app.app_context():
        assert queries.current_slug() is None


def test_all_mistakes_of_a_file_are_told_at_once(empty_app: Flask, file: Path) -> None:
    outcome = run(empty_app, file, SMALL.replace("[BSR]", "[XYZ]").replace("07:00", "7").replace("governorate_councils", "song"))
    assert len(outcome.output.splitlines()) == 5, outcome.output


@pytest.mark.parametrize("content", [b"", b"- one\n- two\n", b"\xff\xfe\x00", b"key: \x07", b"just words"])
def test_a_file_that_describes_no_election_says_so(empty_app: Flask, file: Path, content: bytes) -> None:
    outcome = run(empty_app, file, content)
    assert outcome.exit_code == 1 and "was not imported" in outcome.output and "Traceback" not in outcome.output


def test_the_demo_is_read_by_the_same_reader() -> None:
    told = read(FOLDER / "election.yaml")
    rows = yaml.safe_load((FOLDER / "election.yaml").read_text(encoding="utf-8"))
    assert told["sample"] and [row["code"] for row in told["deadlines"]] == [row["code"] for row in rows["deadlines"]]
