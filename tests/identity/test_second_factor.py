"""The second factor: asked for after the password, set up where a role needs it, and lost without a dead end."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.audit.models import Turned
from portal.core import clock
from portal.core.crypto import MARK, seal_text
from portal.core.db import begin_write, db
from portal.core.refusal import Refusal
from portal.identity import policy, queries
from portal.identity.models import RecoveryCode, SignIn, TotpFactor, Waiting
from portal.identity.services import accounts, apps, factors, keys, limits, passkeys, second_step
from portal.identity.vocabulary import KeyKind
from portal.notifications.models import Notice
from tests.identity.second_factors import code_now, password_given, rule, with_app
from tests.identity.test_signing_in import is_in
from tests.people import PASSWORD, Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


def test_after_the_password_nothing_is_open_before_the_code(visitor: Visit, people: People, arrange: Any) -> None:
    secret, _codes = arrange(with_app, people["case_officer"].actor)
    browser = visitor(lang="en")
    page = password_given(browser, "case_officer", query="?next=/en/identity/account")
    assert page.path == "/en/sign-in/second" and not is_in(browser)
    page = browser.submit(code=code_now(secret))
    assert page.path == "/en/identity/account" and is_in(browser)


def test_the_code_may_be_half_a_minute_early_or_late_and_written_in_arabic_digits(people: People, session: Any) -> None:
    person = people["cso_member"].actor
    secret, _codes = with_app(person)
    late = code_now(secret, -1).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert apps.use(person.person_id, f" {late[:3]} {late[3:]} ")
    assert apps.use(person.person_id, code_now(secret, 1))
    assert not apps.use(person.person_id, code_now(secret, 2))


def test_a_code_works_once_and_none_before_it(people: People, session: Any) -> None:
    person = people["cso_member"].actor
    secret, _codes = with_app(person)
    assert apps.use(person.person_id, code_now(secret))
    assert not apps.use(person.person_id, code_now(secret))
    assert not apps.use(person.person_id, code_now(secret, -1))


def test_the_code_that_confirmed_the_app_does_not_sign_in(people: People, session: Any) -> None:
    person = people["cso_member"].actor
    apps.propose(person)
    proposed = queries.proposed_app(person.person_id)
    assert proposed is not None and MARK.match(proposed.secret)
    code = code_now(apps.secret_of(proposed))
    apps.confirm(person, code, "app")
    assert not apps.use(person.person_id, code)


def test_a_recovery_code_opens_once_and_the_person_is_told(visitor: Visit, people: People, arrange: Any) -> None:
    _secret, codes = arrange(with_app, people["cso_admin"].actor)
    browser = visitor()
    password_given(browser, "cso_admin")
    page = browser.submit(code=codes[0].lower().replace("-", " "))
    assert page.path == "/ar/" and "دخلتم برمز استرداد، ولم يعد صالحاً. لديكم 9 رموز استرداد غير مستعملة." in page.one(".told").text_content()
    again = visitor()
    password_given(again, "cso_admin")
    assert again.submit(code=codes[0]).status == 422 and not is_in(again)
    told = arrange(lambda: db.session.scalars(select(Notice.kind).where(Notice.person_id == people["cso_admin"].person_id)).all())
    assert "identity.recovery_used" in told
    kept = arrange(lambda: db.session.scalars(select(RecoveryCode.code_hash)).all())
    assert len(kept) == 10 and not {codes[0], codes[0].replace("-", "")} & set(kept)


def test_guessing_is_limited_and_noted_and_the_pending_sign_in_is_not_the_measure(visitor: Visit, people: People, arrange: Any) -> None:
    secret, _codes = arrange(with_app, people["case_officer"].actor)
    answers = []
    for _ in range(2):
        browser = visitor(lang="en", examined=False)
        password_given(browser, "case_officer")
        answers += [browser.submit(code=f"00000{number}").status for number in range(3)]
    assert answers == [422] * 5 + [429]
    assert browser.submit(code=code_now(secret)).status == 429, "not even the right one"
    turned = arrange(lambda: db.session.scalars(select(Turned.action)).all())
    assert turned.count("identity.second_step_failed") == 5


def test_the_count_of_guesses_holds_over_processes(app: Flask, visitor: Visit, people: People, arrange: Any, portal_workshop: Any) -> None:
    arrange(with_app, people["case_officer"].actor)
    other = Visitor(app.extensions["make"](portal_workshop._settings()), "ar")
    answers = []
    for browser in (visitor(), other):
        password_given(browser, "case_officer")
        answers += [browser.submit(code="123456").status for _ in range(3)]
    assert answers == [422] * 5 + [429]
    with other.client.application.app_context():
        db.engine.dispose()


def test_of_two_who_send_one_code_at_the_same_moment_one_comes_in(app: Flask, people: People, arrange: Any) -> None:
    person = people["case_officer"].actor
    secret, codes = arrange(with_app, person)
    started = Barrier(2)

    def send(use: Callable[..., bool], code: str) -> bool:
        with app.app_context():
            started.wait(10)
            begin_write()
            right = use(person.person_id, code)
            db.session.commit()
            return right

    with ThreadPoolExecutor(2) as pool:
        for use, code in ((apps.use, code_now(secret)), (factors.use_code, codes[0])):
            assert sorted(pool.map(send, [use] * 2, [code] * 2)) == [False, True]


def test_from_everywhere_together_guessing_is_limited_too(people: People, session: Any) -> None:
    with_app(people["case_officer"].actor)
    now = clock.now()
    marks = {"kind": "second", "browser": "", "made_at": now, "ends_at": now, "person_id": people["case_officer"].person_id, "token_hash": "x"}
    with pytest.raises(Refusal) as refused:
        for number in range(30):
            second_step.attempt(Waiting(network=f"198.51.100.{number}", **marks))
    assert refused.value.status == 429 and number == limits.SECOND_ANYWHERE.most


def test_a_waiting_sign_in_ends_after_ten_minutes(visitor: Visit, people: People, arrange: Any) -> None:
    secret, _codes = arrange(with_app, people["cso_member"].actor)
    browser = visitor(lang="en")
    password_given(browser, "cso_member")
    arrange(lambda: db.session.execute(update(Waiting).values(ends_at=clock.now() - timedelta(seconds=1))))
    page = browser.submit(code=code_now(secret))
    assert page.path == "/en/sign-in" and any("took too long" in notice for notice in page.notices)


def test_the_token_of_a_waiting_sign_in_is_no_sign_in_and_changes_when_it_becomes_one(visitor: Visit, people: People, arrange: Any) -> None:
    """Session fixation: neither what stood in the browser before, nor the token that waited, is worth anything later."""
    secret, _codes = arrange(with_app, people["cso_member"].actor)
    browser = visitor()
    browser.get("/sign-in")
    with browser.client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    browser.submit(account="cso_member", password=PASSWORD)
    with browser.client.session_transaction() as cookie:
        assert "planted" not in cookie and "_user_id" not in cookie
        token, before = cookie["waiting"], dict(cookie)
        cookie["_user_id"] = token
    assert not is_in(browser)
    with browser.client.session_transaction() as cookie:
        cookie.pop("_user_id", None)
        cookie["waiting"] = token
    browser.get("/sign-in/second")
    browser.submit(code=code_now(secret))
    with browser.client.session_transaction() as cookie:
        assert "waiting" not in cookie and cookie["_user_id"] != token and cookie.get("csrf_token") != before.get("csrf_token")
    copy = visitor()
    with copy.client.session_transaction() as cookie:
        cookie.update(before)
    assert copy.get("/sign-in/second").path == "/ar/sign-in"


def test_a_password_link_does_not_go_round_the_second_factor(visitor: Visit, people: People, arrange: Any) -> None:
    secret, _codes = arrange(with_app, people["case_officer"].actor)
    waiting = visitor()
    password_given(waiting, "case_officer")
    new = "زورق أبيض عند الضفة"
    arrange(lambda: accounts.set_by_link(keys.make(KeyKind.PASSWORD, person_id=people["case_officer"].person_id)[0], new))
    assert waiting.submit(code=code_now(secret)).path == "/ar/sign-in", "who came in with the old password waits in vain"
    browser = visitor()
    assert password_given(browser, "case_officer", new).path == "/ar/sign-in/second" and not is_in(browser)


def test_a_form_sent_after_the_sign_in_ended_survives_the_second_step(visitor: Visit, people: People, arrange: Any) -> None:
    secret, _codes = arrange(with_app, people["commission_admin"].actor)
    browser = visitor("commission_admin", lang="en")
    browser.get("/identity/organisations/O-2026-nahrain")
    arrange(lambda: db.session.execute(update(SignIn).values(ended_at=clock.now())))
    browser.submit("form[action$='/suspension']", suspend__text="نشرت نتائج قبل إعلانها")
    page = browser.submit(account="commission_admin", password=PASSWORD)
    assert page.path == "/en/sign-in/second" and "What you typed is kept" in page
    stored = arrange(lambda: db.session.scalars(select(Waiting.kept)).one())
    assert MARK.match(stored) and "نشرت" not in stored
    page = browser.submit(code=code_now(secret))
    assert "نشرت نتائج قبل إعلانها" in page and page.h1 == "You can send what you typed now"
    assert "Suspended" in browser.submit(button="Send it now")


def test_who_needs_one() -> None:
    needs = policy.needs_second_factor
    assert needs("commission", {"case_officer"}, False) and not needs("commission", {"cso_admin"}, False)
    assert needs("all", {"cso_member"}, False) and not needs("none", {"commission_admin"}, False)
    assert needs("cso_admin, auditor", {"cso_admin"}, False) and not needs("cso_admin,auditor", {"case_officer"}, False)
    assert not needs("all", {"commission_admin"}, True), "an account of the demo"


def test_an_officer_without_one_sets_up_an_app_on_the_way_in(app: Flask, visitor: Visit, people: People, arrange: Any) -> None:
    browser = visitor(lang="en")
    with rule(app, "commission"):
        page = password_given(browser, "case_officer", query="?next=/en/notifications/")
        assert page.path == "/en/sign-in/second" or page.path == "/en/sign-in/enrol"
        assert not is_in(browser) and browser.get("/sign-in/enrol").h1 == "Set up a second factor"
        page = browser.submit("form[action$='/app/new']")
        secret = page.one(".secret").text_content().replace(" ", "")
        picture = browser.answer("GET", "/en/sign-in/enrol/qr.svg")
        assert picture.status == 200 and picture.headers["Cache-Control"] == "no-store" and page.one("main img").get("alt")
        assert secret in page.one("a[href^='otpauth:']").get("href")
        assert browser.submit("form#form-app", code="000000").status == 422
        page = browser.submit("form#form-app", code=code_now(secret))
        codes = [item.text_content() for item in page.all("ol.items li")]
        assert len(codes) == 10 and all(code in browser.answer("GET", "/en/sign-in/enrol/codes.txt") for code in codes)
        assert not is_in(browser)
        assert browser.submit("form[action$='/done']").path == "/en/notifications/"
    assert is_in(browser)
    assert arrange(lambda: queries.unused_codes(people["case_officer"].person_id)) == 10


def test_who_learned_the_password_cannot_add_a_factor_beside_the_owners(app: Flask, visitor: Visit, people: People, arrange: Any) -> None:
    thief = visitor()
    with rule(app, "commission"):
        password_given(thief, "case_officer")
        thief.get("/sign-in/enrol")
        page = thief.submit("form[action$='/app/new']")
        secret = page.one(".secret").text_content().replace(" ", "")
        arrange(lambda: _another_app(people["case_officer"].person_id))
        assert thief.submit("form#form-app", code=code_now(secret)).status == 422
        thief.post("/sign-in/enrol/done")
        assert not is_in(thief)


def _another_app(person_id: int) -> None:
    now = clock.now()
    db.session.add(TotpFactor(reference="F-2026-AAAA-AAAA", person_id=person_id, name="x", secret=seal_text("x"), made_at=now, confirmed_at=now, last_step=0))


def test_in_the_account_an_app_is_added_named_and_removed(visitor: Visit, people: People, arrange: Any) -> None:
    browser = visitor("cso_member", lang="en")
    browser.get("/identity/account/second-factor/")
    page = browser.submit("form[action$='/app/new']")
    secret = page.one(".secret").text_content().replace(" ", "")
    page = browser.submit("form#form-app", code=code_now(secret), name="Office phone")
    assert page.path.endswith("/codes") and len(page.all("ol.items li")) == 10
    page = browser.get("/identity/account/second-factor/")
    assert "10 unused recovery codes" in page
    assert browser.get("/identity/account/second-factor/codes").path.endswith("/second-factor/"), "they were shown once"
    browser.follow("Office phone")
    assert "Red phone" in browser.submit("form#form-name", name="Red phone")
    browser.follow("Red phone")
    page = browser.submit("form[action$='/removal']")
    assert "No second factor yet" in page
    assert arrange(lambda: queries.unused_codes(people["cso_member"].person_id)) == 0
    told = arrange(lambda: db.session.scalars(select(Notice.kind)).all())
    assert {"identity.factor_added", "identity.factor_removed"} <= set(told)


def test_the_last_factor_of_somebody_who_needs_one_stays(app: Flask, visitor: Visit, people: People, arrange: Any) -> None:
    arrange(with_app, people["case_officer"].actor)
    browser = visitor("case_officer", lang="en")
    reference = arrange(lambda: queries.factors_of(people["case_officer"].person_id)[0].reference)
    with rule(app, "case_officer"):
        browser.get(f"/identity/account/second-factor/{reference}")
        page = browser.submit("form[action$='/removal']")
    assert any("Add another one before" in notice for notice in page.notices)
    assert arrange(lambda: len(queries.factors_of(people["case_officer"].person_id))) == 1


def test_old_waiting_sign_ins_and_challenges_are_forgotten(people: People, session: Any) -> None:
    now = clock.now()
    session.add(Waiting(token_hash="x", person_id=people["auditor"].person_id, kind="second", browser="", network="", made_at=now, ends_at=now))
    session.flush()
    passkeys.forget_ended()
    assert session.query(Waiting).count() == 0


def test_new_recovery_codes_kill_those_of_before(people: People, session: Any) -> None:
    person = people["auditor"].actor
    _secret, old = with_app(person)
    new = factors.make_codes(person)
    assert not factors.use_code(person.person_id, old[0]) and factors.use_code(person.person_id, new[0])
    assert not factors.use_code(people["case_officer"].person_id, new[1]), "of nobody else"
