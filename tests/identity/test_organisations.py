"""An organisation applies, is decided on, is suspended and comes back."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity import queries, vocabulary
from portal.identity.models import Organisation, Suspension
from portal.identity.services import applying, deciding
from tests.identity.house import an_application
from tests.identity.letters import last_link, mails
from tests.identity.test_invitations import accept
from tests.identity.test_signing_in import is_in, sign_in
from tests.people import Somebody
from tests.visiting import Page, Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]
NAME = "رابطة ضفاف"


def fill(browser: Visitor, **changes: Any) -> Page:
    browser.get("/apply")
    typed: dict[str, Any] = {
        "name_ar": NAME, "name_en": "Riverbank Association", "governorates": ["BSR", "DHQ"], "about": "نراقب الانتخابات منذ عام 2010.",
        "federal_number": "F-77", "federal_issued__day": "5", "federal_issued__month": "1", "federal_issued__year": "2020",
        "contact_name": "سعاد كريم", "email": "Suad@Riverbank.example", "phone": "+964 770 123 4567", "women_led": True,
    }  # fmt: skip
    return browser.submit(**(typed | changes))


def apply(arrange: Any, **changes: Any) -> str:
    """The reference of a new application."""
    return str(arrange(lambda: applying.apply(an_application(**changes), "192.0.2.1", str(changes) + "once")[0].reference))


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_a_stranger_applies_and_follows_the_application_at_a_private_address(visitor: Visit, arrange: Any, lang: str) -> None:
    guest = visitor(lang=lang)
    page = fill(guest)
    assert page.status == 200 and page.path.startswith(f"/{lang}/apply/O-2026-")
    assert page.path.split("/")[3] in page
    to, _subject, text = mails(arrange)[0]
    assert to == "suad@riverbank.example" and last_link(arrange) == page.path and NAME in text or lang == "en"
    assert visitor(lang="en").get("/en" + page.path[len(lang) + 1 :]).status == 200


def test_a_strangers_name_brings_no_lines_and_no_address_into_the_mail(visitor: Visit, arrange: Any) -> None:
    fill(visitor(lang="en"), contact_name="Dear victim\r\nYour account is locked:\u2028 http://evil.example/login\u2069")
    _to, _subject, text = mails(arrange)[0]
    assert text.startswith("Dear \u2068Dear victim Your account is locked: http: //evil.example/login\u2069,\n")
    assert "\nYour account" not in text and "http://evil" not in text


def test_the_same_form_twice_is_one_application(visitor: Visit, arrange: Any) -> None:
    guest = visitor()
    first = fill(guest)
    guest.get("/apply")
    once = guest.page.one("input[name=once]").get("value") if guest.page else ""
    data = {"csrf_token": guest._token(), "once": once, "name_ar": NAME, "kind": "organisation", "federal_number": "F-78", "governorates": ["BSR"]}
    data |= {"about": "x", "contact_name": "y", "email": "a@b.example", "phone": "+9647700000"}
    second, third = (guest.answer("POST", "/ar/apply", data=data).headers["Location"] for _ in range(2))
    assert second == third != first.path
    assert arrange(lambda: db.session.scalar(select(func.count()).select_from(Organisation).where(Organisation.state == "applied"))) == 2
    # Who knows the used key is not led to the page of its applicant.
    stranger = visitor()
    with_the_key = stranger.answer("POST", "/ar/apply", data={**data, "csrf_token": stranger._token()}).headers["Location"]
    assert with_the_key.split("/")[3] not in (*second.split("/"), *first.path.split("/"))


def test_what_is_wrong_is_named_and_nothing_typed_is_lost(visitor: Visit) -> None:
    guest = visitor(lang="en")
    page = fill(
        guest,
        name_ar="",
        name_en="",
        federal_number="",
        email="not an address",
        phone="call me",
        governorates=[],
        federal_issued__day="31",
        federal_issued__month="2",
    )
    assert page.status == 422
    assert list(page.errors) == ["name_ar", "governorates", "federal_number", "federal_issued-day", "email", "phone"]
    assert page.errors["federal_issued-day"].startswith("Federal registration: issued on: ")
    assert page.one("textarea[name=about]").text.strip() == "نراقب الانتخابات منذ عام 2010."
    assert page.one("input[name=email]").get("value") == "not an address"


def test_an_organisation_is_named_in_its_title_and_in_the_voice_of_its_name(visitor: Visit, arrange: Any) -> None:
    reference = apply(arrange, names={"ckb": "ڕێکخراوی لێوار"})
    desk = visitor("commission_admin", lang="en")
    assert desk.get("/identity/organisations/").one(f"p.name a[href$='{reference}'] [lang]").get("lang") == "ckb"
    page = desk.get(f"/identity/organisations/{reference}")
    assert page.title.startswith("ڕێکخراوی لێوار — Organisations")
    assert page.one("#actions h2").get("id") == page.one("#actions").get("aria-labelledby")


def test_a_registration_does_not_end_before_it_begins(visitor: Visit) -> None:
    page = fill(visitor(), federal_expires__day="4", federal_expires__month="1", federal_expires__year="2020")
    assert "federal_expires-day" in page.errors


def test_applications_from_one_address_are_limited(visitor: Visit) -> None:
    guest = visitor()
    assert [fill(guest).status for _ in range(7)] == [200] * 6 + [429]


def test_without_the_secret_the_application_does_not_exist(visitor: Visit) -> None:
    page = fill(visitor())
    reference = page.path.split("/")[3]
    assert visitor().get(f"/apply/{reference}/wrong").status == 404
    assert visitor().get("/apply/O-2026-2222-2222/wrong").status == 404


def test_the_secret_stands_nowhere_in_the_database(visitor: Visit, arrange: Any) -> None:
    secret = fill(visitor()).path.split("/")[4]
    found = arrange(lambda: db.session.scalar(select(Organisation).order_by(Organisation.id.desc()).limit(1)).__dict__.copy())
    assert secret not in str(found)


def test_a_difficulty_is_told_once_and_reaches_the_commission(visitor: Visit, arrange: Any) -> None:
    guest = visitor()
    fill(guest)
    page = guest.submit(text="لم نجد مكاناً لاسم التحالف.")
    assert "لم نجد مكاناً" in page and not page.all("main form")
    assert NAME in visitor("commission_admin").get("/notifications/")


def test_applications_wait_first_in_the_list_and_the_list_costs_few_statements(visitor: Visit, arrange: Any) -> None:
    reference = apply(arrange)
    page = visitor("commission_admin", lang="en").get("/identity/organisations/")
    assert page.text.index(reference) < page.text.index("O-2026-halted")
    assert len(page.statements) <= 6
    one = visitor("commission_admin").get(f"/identity/organisations/{reference}")
    assert len(one.statements) <= 10 and NAME in one and "F-77" in one


def test_an_accepted_organisation_gets_its_administrator(visitor: Visit, arrange: Any) -> None:
    reference = apply(arrange)
    browser = visitor("commission_admin")
    browser.get(f"/identity/organisations/{reference}")
    assert browser.submit("form[action$='/acceptance']").path == f"/ar/identity/organisations/{reference}"
    accept(visitor, last_link(arrange), "suad")
    contact = visitor()
    sign_in(contact, "suad", "زورق أبيض عند الضفة")
    assert contact.get("/identity/people/").status == 200


def test_a_rejected_applicant_reads_the_reason_and_how_to_object(visitor: Visit, arrange: Any) -> None:
    guest = visitor()
    private = fill(guest).path
    reference = private.split("/")[3]
    browser = visitor("commission_admin")
    browser.get(f"/identity/organisations/{reference}")
    browser.submit("form[action$='/rejection']", reject__text="شهادة التسجيل منتهية.")
    to, _subject, text = mails(arrange)[-1]
    assert to == "suad@riverbank.example" and "شهادة التسجيل منتهية." in text and reference in text
    assert "شهادة التسجيل منتهية." in visitor().get(private)


def test_a_decision_without_a_reason_is_not_taken(visitor: Visit, arrange: Any) -> None:
    reference = apply(arrange)
    browser = visitor("commission_admin")
    browser.get(f"/identity/organisations/{reference}")
    page = browser.submit("form[action$='/rejection']", reject__text="  ")
    assert page.status == 422 and "reject-text" in page.errors


def test_who_objected_with_success_is_accepted_after_all(people: People, session: Any) -> None:
    admin = people["commission_admin"].actor
    made, _secret = applying.apply(an_application(), "192.0.2.1", "once")
    deciding.reject(admin, queries.organisation(made.reference, admin), "ناقصة", "ar")
    deciding.accept(admin, queries.organisation(made.reference, admin))
    assert made.state == "accepted"


@pytest.mark.parametrize("step", ["accept", "reject"])
def test_what_was_decided_is_not_decided_again(people: People, session: Any, step: str) -> None:
    admin = people["commission_admin"].actor
    record = queries.organisation("O-2026-nahrain", admin)
    with pytest.raises(Refusal) as refused:
        deciding.accept(admin, record) if step == "accept" else deciding.reject(admin, record, "x", "ar")
    assert refused.value.message is vocabulary.NOT_WAITING


def suspend(visitor: Visit, key: str = "nahrain") -> Visitor:
    browser = visitor("commission_admin")
    browser.get(f"/identity/organisations/O-2026-{key}")
    page = browser.submit("form[action$='/suspension']", suspend__text="مخالفة مدونة السلوك في البصرة.")
    assert page.status == 200, page.errors
    return browser


def test_suspending_ends_all_sign_ins_at_once(visitor: Visit) -> None:
    member, admin, other = visitor("cso_member"), visitor("cso_admin"), visitor("other_member")
    suspend(visitor)
    assert not is_in(member) and not is_in(admin) and is_in(other)


def test_afterwards_its_people_read_the_reason_and_nothing_else_is_open_but_their_account(visitor: Visit) -> None:
    suspend(visitor)
    member = visitor()
    page = sign_in(member, "cso_member")
    assert page.path == "/ar/identity/suspended" and "مخالفة مدونة السلوك في البصرة." in page
    assert member.get("/").path == "/ar/identity/suspended"
    assert "/ar/identity/account" in page.links and member.get("/identity/account").status == 200
    for closed in ("/notifications/", "/identity/people/", "/library/"):
        assert member.get(closed).status == 403, closed


def test_one_appeal_for_each_suspension_reaches_the_commission(visitor: Visit, people: People, session: Any) -> None:
    actor = people["suspended_member"].actor
    suspension = queries.own_suspension(actor)
    assert suspension is not None
    deciding.appeal(actor, suspension, "نطلب رفع الإيقاف.", "ar")
    with pytest.raises(Refusal) as refused:
        deciding.appeal(actor, suspension, "مرة أخرى", "ar")
    assert refused.value.message is vocabulary.APPEALED_ALREADY


def test_the_appeal_is_answered_and_the_suspension_lifted(visitor: Visit, run_jobs: Any, arrange: Any) -> None:
    member = visitor("suspended_member")
    member.get("/identity/suspended")
    page = member.submit("form#form-appeal", text="نطلب رفع الإيقاف.")
    assert "نطلب رفع الإيقاف." in page and not page.all("form#form-appeal")
    office = visitor("commission_admin")
    assert "مرصد الضفاف" in office.get("/notifications/")
    office.get("/identity/organisations/O-2026-halted")
    office.submit("form[action$='/appeal']", refuse__text="لم يتغيّر السبب.")
    assert "لم يتغيّر السبب." in member.get("/identity/suspended")
    office.submit("form[action$='/reinstatement']", reinstate__text="زال السبب.")
    assert member.get("/identity/suspended").status == 403
    assert member.get("/identity/account").status == 200
    run_jobs()
    told = [to for to, _subject, _text in mails(arrange)]
    assert told.count("suspended_member@example.org") == 2


def test_mails_about_a_suspension_do_not_tell_its_reason(visitor: Visit, run_jobs: Any, arrange: Any) -> None:
    suspend(visitor)
    run_jobs()
    texts = [text for to, _subject, text in mails(arrange) if to == "cso_member@example.org"]
    assert texts and not any("مخالفة" in text for text in texts)
    assert "/ar/identity/suspended" in texts[0]


def test_only_the_commissions_administrator_decides(visitor: Visit) -> None:
    for who in ("cso_admin", "case_officer", "publishing_officer", "auditor"):
        browser = visitor(who, examined=False)
        assert browser.get("/identity/organisations/").status == 403
        assert browser.post("/identity/organisations/O-2026-nahrain/suspension", suspend__text="x").status == 404


def test_a_second_suspension_at_the_same_time_is_refused(people: People, session: Any) -> None:
    admin = people["commission_admin"].actor
    first, second = queries.organisation("O-2026-nahrain", admin), queries.organisation("O-2026-nahrain", admin)
    deciding.suspend(admin, first, "أ", "ar")
    with pytest.raises(Refusal) as refused:
        deciding.suspend(admin, second, "ب", "ar")
    assert refused.value.message is vocabulary.SUSPENDED_ALREADY
    assert session.scalar(select(func.count()).select_from(Suspension).where(Suspension.organisation_id == people["cso_admin"].organisation_id)) == 1
