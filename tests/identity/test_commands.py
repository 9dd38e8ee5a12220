"""`flask identity …`, as an operator types it."""

from typing import Any

from flask import Flask

from portal.audit import services as audit
from portal.core import clock
from portal.core.db import db
from portal.identity import queries
from portal.identity.models import Office
from tests.conftest import signed_in
from tests.identity.test_signing_in import is_in, sign_in

PASSWORD = "نخلة وسدرة وظل طويل"
WHO = ["--name", "سهى عادل", "--user-name", "Suha.Adil", "--email", "suha@commission.example"]


def create(app: Flask, *more: str, typed: str = PASSWORD + "\n") -> Any:
    return app.test_cli_runner().invoke(args=["identity", "create-admin", *(more or WHO), "--password-stdin"], input=typed)


def test_the_first_administrator_of_an_empty_portal_signs_in_and_invites(empty_app: Flask) -> None:
    outcome = create(empty_app)
    assert outcome.exit_code == 0, outcome.output
    browser = signed_in(empty_app, None)
    assert sign_in(browser, "suha.adil", PASSWORD).path == "/ar/"
    assert "المكتب الوطني" in browser.get("/identity/staff/new").source
    with empty_app.app_context():
        assert audit.first_broken_line() is None


def test_the_password_is_asked_for_twice_and_not_shown(empty_app: Flask) -> None:
    outcome = empty_app.test_cli_runner().invoke(args=["identity", "create-admin", *WHO], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert outcome.exit_code == 0, outcome.output
    assert PASSWORD not in outcome.output


def test_a_weak_password_makes_nobody(empty_app: Flask) -> None:
    outcome = create(empty_app, typed="password1234\n")
    assert outcome.exit_code == 1
    assert "list of passwords that are tried first" in outcome.output
    assert create(empty_app).exit_code == 0


def test_a_taken_user_name_is_refused(empty_app: Flask) -> None:
    create(empty_app)
    outcome = create(empty_app, "--name", "x y", "--user-name", "suha.adil", "--email", "")
    assert outcome.exit_code == 1 and "taken" in outcome.output


def test_the_second_administrator_shares_the_national_office(empty_app: Flask) -> None:
    create(empty_app)
    create(empty_app, "--name", "رائد", "--user-name", "raid", "--email", "")
    with empty_app.app_context():
        assert len(queries.offices("ar")) == 1
    listed = empty_app.test_cli_runner().invoke(args=["identity", "list-admins"]).output
    assert listed == "raid\tرائد\nsuha.adil\tسهى عادل\n"


def test_the_portal_knows_whether_demo_accounts_are_in_it(empty_app: Flask) -> None:
    create(empty_app)
    with empty_app.app_context():
        assert not queries.demo_accounts_present()
        assert clock.now()


def found(app: Flask, *options: str) -> Any:
    return app.test_cli_runner().invoke(args=["identity", "found-office", *options])


def test_a_governorate_office_gets_its_names_from_the_country_pack_and_stands_below_the_national_one(empty_app: Flask) -> None:
    outcome = found(empty_app, "--governorate", "bsr")
    assert outcome.exit_code == 0 and "Basra Governorate Electoral Office" in outcome.output
    with empty_app.app_context():
        assert [name for _office, name in queries.offices("ckb")] == ["نووسینگەی نیشتمانی", "نووسینگەی هەڵبژاردنی پارێزگای بەسرە"]
        office = db.session.scalars(db.select(Office).where(Office.governorate == "BSR")).one()
        assert office.parent_id == queries.national_office_id()
        assert audit.first_broken_line() is None


def test_an_office_may_be_named_otherwise_and_is_founded_once(empty_app: Flask) -> None:
    found(empty_app, "--governorate", "BSR", "--name-ar", "مكتب انتخابات البصرة", "--name-en", "\u200b")
    again = found(empty_app, "--governorate", "BSR", "--name-en", "Another")
    assert again.exit_code == 0 and "known as Basra Governorate Electoral Office" in again.output
    with empty_app.app_context():
        assert [name for _office, name in queries.offices("ar")] == ["المكتب الوطني", "مكتب انتخابات البصرة"]


def test_an_unknown_governorate_or_an_endless_name_founds_nothing(empty_app: Flask) -> None:
    outcome = found(empty_app, "--governorate", "XYZ")
    assert outcome.exit_code == 1 and "known are: DHK, NIN" in outcome.output
    assert "longer than 300" in found(empty_app, "--governorate", "BSR", "--name-ar", "ا" * 301).output
    with empty_app.app_context():
        assert queries.offices("ar") == []


def test_an_operator_ends_the_sign_ins_of_one_person_or_of_everybody(app: Flask, visitor: Any, people: Any) -> None:
    def told(*arguments: str) -> str:
        return str(app.test_cli_runner().invoke(args=["identity", "sign-out", *arguments]).output)

    member, officer = visitor("cso_member"), visitor("case_officer")
    assert is_in(member) and is_in(officer)
    assert told("nobody.here") == "Error: Nobody is known as nobody.here.\n" and "--everybody" in told()
    assert told("cso_member") == "Sign-ins ended: 1\n" and not is_in(member) and is_in(officer)
    assert "Sign-ins ended: " in told("--everybody") and not is_in(officer)
    with app.app_context():
        assert audit.first_broken_line() is None
