"""What is kept about people and organisations can be taken along, and what need not stay goes."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.audit import services as audit
from portal.audit.models import Beside, Line
from portal.core import clock
from portal.core.db import db
from portal.core.files import storing
from portal.core.refusal import Refusal
from portal.identity import queries, vocabulary
from portal.identity.models import Export, Membership, Person, SignIn
from portal.identity.services import erasing
from portal.notifications.models import Notice
from tests.identity.test_signing_in import is_in
from tests.people import Somebody
from tests.violations.making import make_election, make_report, photo, upload
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]
WITNESS = "شاهد اسمه سري"


def unpacked(data: bytes) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The members of an archive, and the facts in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        members = {name: archive.read(name) for name in archive.namelist()}
    return members, next(json.loads(content) for name, content in members.items() if name.endswith(".json"))


def file_with_photo(people: People, who: str = "suspended_member") -> str:
    make_election()
    actor = people[who].actor
    free = type(actor)(**{**vars(actor), "suspended": False})
    return make_report(free, [(upload(photo()), "لافتة")], once=f"own-{who}", names={"witness": WITNESS}).reference


def prepare(browser: Visitor, which: str, run_jobs: Any) -> bytes:
    browser.get("/identity/data")
    browser.submit(f"form[action$='{which}']")
    page = browser.get("/identity/data")
    assert "It is being prepared" in page.text and page.one("#progress").get("data-under-way") is not None
    assert page.one("#progress").get("data-word").endswith(" is being prepared.") and page.all("script[src*=progress]")
    run_jobs()
    page = browser.get("/identity/data")
    assert page.one("#progress").get("data-under-way") is None and page.one("#progress").get("data-word").endswith(" is ready.")
    assert " is ready." in page.title
    assert page.all(f"a[href$='{which}']")
    return browser.answer("GET", f"/en{which}").response.data


def test_an_organisation_takes_all_its_records_and_files_along_also_while_suspended(visitor: Visit, run_jobs: Any, arrange: Any, people: People) -> None:
    reference = arrange(file_with_photo, people)
    browser = visitor("suspended_admin", lang="en")
    members, told = unpacked(prepare(browser, "/identity/data/organisation/export", run_jobs))
    assert told["organisation"]["reference"] == "O-2026-halted"
    assert told["violations"][0]["protected_names"] == {"witness": WITNESS}
    originals = [name for name in members if f"violations/{reference}/1-" in name]
    assert len(originals) == 1 and members[originals[0]][:3] == b"\xff\xd8\xff"
    listed = next(content.decode("utf-8-sig") for name, content in members.items() if name.endswith("files.csv"))
    assert told["violations"][0]["evidence"][0]["sha256"] in listed and "present" in listed


def test_a_plain_member_takes_along_no_people_no_contact_and_no_registrations(visitor: Visit, run_jobs: Any, people: People) -> None:
    _members, told = unpacked(prepare(visitor("suspended_member", lang="en"), "/identity/data/organisation/export", run_jobs))
    assert set(told["organisation"]) == {"reference", "kind", "state", "names", "governorates"}
    assert not {"people", "suspensions", "signatures"} & set(told) and people["suspended_admin"].name not in json.dumps(told, ensure_ascii=False)
    _members, whole = unpacked(prepare(visitor("suspended_admin", lang="en"), "/identity/data/organisation/export", run_jobs))
    assert whole["people"] and {"contact_name", "registrations"} <= set(whole["organisation"])


def test_a_copy_lies_encrypted_and_goes_after_a_week(visitor: Visit, run_jobs: Any, arrange: Any, people: People) -> None:
    browser = visitor("cso_member", lang="en")
    prepare(browser, "/identity/data/export", run_jobs)

    def on_disk() -> bytes:
        stored = queries.export_about_self(people["cso_member"].actor).file
        return storing.path_of(stored.key).read_bytes()

    assert arrange(on_disk)[:4] == b"PF2\n"
    arrange(lambda: erasing.drop_exports(clock.now() + timedelta(seconds=1), 10))
    assert browser.get("/en/identity/data/export").status == 404


def test_a_copy_about_a_person_holds_what_the_features_know_and_no_secret(visitor: Visit, run_jobs: Any) -> None:
    _members, told = unpacked(prepare(visitor("cso_member", lang="en"), "/identity/data/export", run_jobs))
    assert told["account"]["user_name"] == "cso_member" and told["sign_ins"]
    assert {"notices", "audit", "violations_filed", "memberships"} <= set(told)
    assert "argon2" not in json.dumps(told) and "token" not in json.dumps(told)


def test_a_missing_file_is_named_and_the_rest_comes_along(visitor: Visit, run_jobs: Any, arrange: Any, people: People) -> None:
    arrange(file_with_photo, people)
    arrange(lambda: [path.unlink() for path in storing.path_of("abcd").parents[2].glob("??/??/*")])
    members, _told = unpacked(prepare(visitor("suspended_admin", lang="en"), "/identity/data/organisation/export", run_jobs))
    assert "missing" in next(content.decode("utf-8-sig") for name, content in members.items() if name.endswith("files.csv"))


def test_nobody_takes_the_copy_of_another(visitor: Visit, run_jobs: Any) -> None:
    prepare(visitor("suspended_admin", lang="en"), "/identity/data/organisation/export", run_jobs)
    for who in ("suspended_member", "other_admin", "cso_member"):
        assert visitor(who).answer("GET", "/ar/identity/data/organisation/export").status == 404
    for who in ("case_officer", "auditor"):
        assert visitor(who).answer("GET", "/ar/identity/data/organisation/export").status == 403


def test_a_person_deletes_the_own_account_and_what_was_done_stays_without_the_name(visitor: Visit, arrange: Any, people: People) -> None:
    reference = arrange(file_with_photo, people, "cso_member")
    browser, number = visitor("cso_member", lang="en"), people["cso_member"].actor.person_id
    browser.get("/identity/data")
    assert "not your user name" in browser.submit("form[action$='/data/delete']", user_name="somebody").text
    browser.get("/identity/data")
    assert "have been deleted" in browser.submit("form[action$='/data/delete']", user_name="cso_member").text
    assert not is_in(browser)

    def left() -> tuple[Any, ...]:
        person = db.session.get_one(Person, number)
        about = db.session.scalars(select(Line.action).join(Beside).where(Line.actor_id == number)).all()
        rows = [db.session.scalars(select(model).where(model.person_id == number)).all() for model in (SignIn, Notice)]
        return person.name, person.email, person.password_hash, about, *rows

    assert arrange(left) == ("", None, None, ["identity.erased"], [], [])
    assert arrange(audit.first_broken_line) is None
    page = visitor("case_officer", lang="en").get(f"/violations/{reference}")
    assert page.status == 200 and people["cso_member"].actor.name not in page.text and "Former member" in page.text


def test_the_only_administrator_stays_until_there_is_another(session: Any, people: People) -> None:
    with pytest.raises(Refusal) as told:
        erasing.close_own(people["cso_admin"].actor)
    assert told.value.message == vocabulary.ONLY_ADMIN


def test_staff_of_the_commission_cannot_take_their_name_from_their_decisions(visitor: Visit) -> None:
    browser = visitor("case_officer", lang="en", examined=False)
    assert not browser.get("/identity/data").all("form[action$='/data/delete']")
    assert browser.post("/identity/data/delete", user_name="case_officer").status == 403


def test_people_who_left_keep_their_name_for_a_year(session: Any, people: People) -> None:
    person = session.get_one(Person, people["cso_member"].actor.person_id)
    for row in session.scalars(select(Membership).where(Membership.person_id == person.id)):
        row.to_at = clock.now() - timedelta(days=300)
    assert erasing.erase_left(clock.now() - timedelta(days=365), 10) == 0 and person.name
    assert erasing.erase_left(clock.now() - timedelta(days=299), 10) == 1 and not person.name
    assert erasing.erase_left(clock.now() - timedelta(days=299), 10) == 0
    assert session.scalar(select(Export.id)) is None
