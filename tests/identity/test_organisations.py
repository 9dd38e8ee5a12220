"""An organisation applies, is decided on, is suspended and comes back."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.core import clock
from portal.core.refusal import Refusal
from portal.identity import queries, vocabulary
from portal.identity.models import Suspension
from portal.identity.services import deciding
from tests.identity.letters import last_link, mails
from tests.identity.making import applied, in_order
from tests.identity.test_invitations import accept
from tests.identity.test_signing_in import is_in, sign_in
from tests.people import Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]
NAME = "رابطة ضفاف"


def apply(arrange: Any, examined: bool = False, **changes: Any) -> str:
    """The reference of a new application; `examined`: with a complete checklist."""

    def do() -> str:
        made, _secret = applied(str(changes) + "once", **changes)
        if examined:
            in_order(_admin(), made)
        return made.reference

    return str(arrange(do))


def _admin() -> Any:
    here = queries.signed_in("token-commission_admin", clock.now())
    assert here is not None
    return here.actor


def test_an_organisation_is_named_in_its_title_and_in_the_voice_of_its_name(visitor: Visit, arrange: Any) -> None:
    reference = apply(arrange, names={"ckb": "ڕێکخراوی لێوار"})
    desk = visitor("commission_admin", lang="en")
    assert desk.get("/identity/organisations/").one(f"p.name a[href$='{reference}/application'] [lang]").get("lang") == "ckb"
    page = desk.get(f"/identity/organisations/{reference}")
    assert page.title.startswith("ڕێکخراوی لێوار — Organisations")
    assert not desk.get("/identity/organisations/O-2026-nahrain").all("#actions a[href$='/merge']")
    assert page.one("#actions h2").get("id") == page.one("#actions").get("aria-labelledby")


def test_applications_wait_first_in_the_list_and_the_list_costs_few_statements(visitor: Visit, arrange: Any) -> None:
    reference = apply(arrange)
    page = visitor("commission_admin", lang="en").get("/identity/organisations/")
    assert "waits since" in page
    assert page.text.index(reference) < page.text.index("O-2026-halted")
    assert len(page.statements) <= 6
    one = visitor("commission_admin").get(f"/identity/organisations/{reference}")
    assert len(one.statements) <= 11 and NAME in one and "F-77" in one


def test_an_accepted_organisation_gets_its_administrator(visitor: Visit, arrange: Any) -> None:
    reference = apply(arrange, examined=True)
    browser = visitor("commission_admin")
    browser.get(f"/identity/organisations/{reference}")
    assert browser.submit("form[action$='/acceptance']").path == f"/ar/identity/organisations/{reference}"
    accept(visitor, last_link(arrange), "suad")
    contact = visitor()
    sign_in(contact, "suad", "زورق أبيض عند الضفة")
    assert contact.get("/identity/people/").status == 200


def test_a_decision_without_a_reason_is_not_taken(visitor: Visit, arrange: Any) -> None:
    reference = apply(arrange)
    browser = visitor("commission_admin")
    browser.get(f"/identity/organisations/{reference}")
    page = browser.submit("form[action$='/rejection']", reject__text="  ")
    assert page.status == 422 and "reject-text" in page.errors


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
    page = office.get("/identity/organisations/O-2026-halted")
    led = page.one("#actions p a").get("href")
    assert led == "#appeal" and page.one(led).getnext().getnext().text_content().strip() == "نطلب رفع الإيقاف."
    office.submit("form[action$='/appeal']", refuse__text="لم يتغيّر السبب.")
    assert "لم يتغيّر السبب." in member.get("/identity/suspended")
    office.submit("form[action$='/reinstatement']", reinstate__text="زال السبب.")
    page = member.get("/identity/suspended")
    assert page.status == 200 and page.h1 == "رُفع إيقاف منظمتكم" and "نطلب رفع الإيقاف." in page and "زال السبب." in page
    assert not page.all("main form[id]") and page.one("main a.btn").get("href") == "/ar/"
    assert "/ar/identity/suspended" not in member.get("/").links
    run_jobs()
    told = [to for to, _subject, _text in mails(arrange)]
    assert told.count("suspended_member@example.org") == 2


def test_there_is_no_such_page_for_an_organisation_that_was_never_suspended(visitor: Visit) -> None:
    for who, status in (("cso_member", 404), ("cso_admin", 404), ("case_officer", 403)):
        assert visitor(who).get("/identity/suspended").status == status


def test_the_officer_is_told_whether_a_mail_went_out(visitor: Visit, arrange: Any) -> None:
    for number, (email, decision, fields, words) in enumerate((
        ("office@example.org", "acceptance", {}, "invited by mail"),
        (None, "acceptance", {}, "no mail was sent: its administrator's account is opened at the private link"),
        ("office@example.org", "rejection", {"reject__text": "ناقص"}, "The reason was mailed"),
        (None, "rejection", {"reject__text": "ناقص"}, "no mail was sent: the reason stands at the private link"),
    )):
        reference = apply(arrange, examined=True, email=email, names={"ar": f"رابطة {number}"})
        browser = visitor("commission_admin", lang="en")
        browser.get(f"/identity/organisations/{reference}")
        assert words in browser.submit(f"form[action$='/{decision}']", **fields).one(".told").text_content()


def test_what_a_suspension_closes_says_so_and_leads_to_the_reason(visitor: Visit) -> None:
    member = visitor("suspended_member", lang="en")
    page = member.get("/library/")
    assert page.status == 403 and page.h1 == "This is closed while your organisation is suspended"
    assert member.follow("To the reason of the suspension").path == "/en/identity/suspended"
    assert visitor("cso_member", lang="en").get("/identity/staff/").h1 == "You may not do this"


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
