"""The commission examines: checklist, questions back, documents, difficulties; rejection, appeal and what follows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from portal.core import clock
from portal.core.presentation import day
from portal.core.refusal import Refusal
from portal.identity import queries
from portal.identity.services import answering, applying, deciding, examining
from portal.identity.vocabulary import applying as applying_words
from portal.identity.vocabulary import checking
from portal.identity.vocabulary.checking import Item, Result
from tests.identity.letters import last_link, mails
from tests.identity.making import accepted, applied, begun, in_order, make_organisations
from tests.identity.test_applying import PDF, begin, write
from tests.people import Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


def sent(visitor: Visit, lang: str = "ar") -> tuple[Visitor, str, str]:
    """A guest who has sent an application: the private address and the reference."""
    guest = visitor(lang=lang)
    begin(guest)
    private = write(guest).path.removesuffix("/check")
    guest.submit("form#form-button")
    return guest, private, private.split("/")[3]


def test_a_question_is_answered_after_the_form_was_corrected(visitor: Visit, arrange: Any) -> None:
    guest, private, reference = sent(visitor)
    office = visitor("commission_admin")
    office.get(f"/identity/organisations/{reference}/application")
    office.submit("form#form-ask-ask", ask__text="ما تاريخ انتهاء التسجيل؟")
    to, _subject, text = mails(arrange)[-1]
    assert to == "suad@riverbank.example" and private not in text and "ما تاريخ" not in text and "/ar/apply/link" in text
    page = guest.get(private)
    assert "ما تاريخ انتهاء التسجيل؟" in page
    guest.get(f"{private}/form/registration")
    guest.submit(federal_expires__day="5", federal_expires__month="1", federal_expires__year="2030")
    guest.get(private)
    assert "حتى 2030" in guest.submit("form#form-say-answer", answer__text="حتى 2030")
    assert guest.get(f"{private}/form/names").path == private, "answered: the form is closed again"
    assert "حتى 2030" in office.get(f"/identity/organisations/{reference}/application")
    assert "رابطة ضفاف" in office.get("/notifications/")


def test_only_a_complete_checklist_lets_accept_and_says_who_found_what(visitor: Visit, arrange: Any) -> None:
    _guest, _private, reference = sent(visitor)
    office = visitor("commission_admin", lang="en")
    assert not office.get(f"/identity/organisations/{reference}").all("form[action$='/acceptance']")
    items = [item for item in Item if item != Item.MEMBERS]
    office.get(f"/identity/organisations/{reference}/application")
    office.submit("form[action$='/checklist']", **{item: Result.PASSED for item in items[1:]}, **{items[0]: Result.FAILED})
    assert not office.get(f"/identity/organisations/{reference}").all("form[action$='/acceptance']")
    page = office.get(f"/identity/organisations/{reference}/application")
    assert len([row for row in page.all("main tbody tr") if "أحمد سعدون الجبوري" in row.text_content()]) == len(items) and len(page.statements) <= 14
    office.submit("form[action$='/checklist']", **{items[0]: Result.PASSED})
    office.get(f"/identity/organisations/{reference}")
    office.submit("form[action$='/acceptance']")
    assert "/invitation/" in last_link(arrange)


def test_what_is_not_in_order_is_not_accepted(people: People, session: Any) -> None:
    admin = people["commission_admin"].actor
    made, _secret = applied()
    with pytest.raises(Refusal) as refused:
        deciding.accept(admin, queries.organisation(made.reference, admin))
    assert refused.value.message is checking.CHECKLIST_OPEN


def test_an_ended_registration_is_not_accepted(people: People, session: Any) -> None:
    admin, yesterday = people["commission_admin"].actor, (clock.today() - timedelta(days=1)).isoformat()
    made, _secret = applied(registrations=({"authority": "kurdistan", "number": "K-1", "issued_on": None, "expires_on": yesterday},))
    in_order(admin, made)
    with pytest.raises(Refusal) as refused:
        deciding.accept(admin, queries.organisation(made.reference, admin))
    assert refused.value.message is checking.REGISTRATION_ENDED


def test_documents_are_read_by_the_commissions_administrator_alone_and_every_look_leaves_a_line(visitor: Visit, arrange: Any) -> None:
    _guest, _private, reference = sent(visitor)
    path = f"/identity/organisations/{reference}/application/documents/federal"
    for who in ("cso_admin", "case_officer", "auditor", "suspended_admin"):
        assert visitor(who, examined=False).get(path).status == 404
    answer = visitor("commission_admin").answer("GET", f"/ar{path}")
    assert answer.response.data == PDF and "attachment" in answer.headers["Content-Disposition"]
    assert "اطّلع على وثيقة من طلب" in visitor("auditor").get("/audit/")
    assert visitor("commission_admin").get(path.replace("federal", "kurdistan")).status == 404


def test_difficulties_are_told_at_any_time_and_answered(visitor: Visit, people: People) -> None:
    guest = visitor()
    private = begin(guest).path.removesuffix("/form/names")
    guest.get(private)
    guest.submit("form#form-say-difficulty", difficulty__text="الملف كبير.")
    guest.submit("form#form-say-difficulty", difficulty__text="لا مكان لاسم التحالف.")
    assert not visitor("commission_admin").get("/notifications/").all("ul.items li"), "a draft is its writer's own"
    guest.get(f"{private}/form/names")
    write(guest)
    guest.submit("form#form-button")
    office, reference = visitor("commission_admin"), private.split("/")[3]
    assert office.get("/identity/organisations/").text.count(reference) >= 3
    office.get(f"/identity/organisations/{reference}/application")
    page = _answer(office)
    assert "أضفنا صفحة للأعضاء." in page
    assert "أضفنا صفحة للأعضاء." in guest.get(private)


def _answer(office: Visitor) -> Any:
    page = office.page
    assert page is not None
    form = next(form for form in page.all("main form") if str(form.get("action")).endswith("/difficulties/2"))
    data = {"csrf_token": office._token(), form.cssselect("textarea")[0].get("name"): "أضفنا صفحة للأعضاء."}
    return office.send(str(form.get("action")), data)


def test_five_difficulties_may_wait(people: People, session: Any) -> None:
    found, secret = begun()
    for number in range(5):
        answering.tell_difficulty(queries.application(found.organisation.reference, secret), f"صعوبة {number}")
    with pytest.raises(Refusal) as refused:
        answering.tell_difficulty(queries.application(found.organisation.reference, secret), "سادسة")
    assert refused.value.message is applying_words.TOO_MANY_DIFFICULTIES


def reject(visitor: Visit, reference: str) -> Visitor:
    office = visitor("commission_admin")
    office.get(f"/identity/organisations/{reference}")
    office.submit("form[action$='/rejection']", reject__text="شهادة التسجيل منتهية.")
    return office


@pytest.mark.parametrize("followed", [True, False])
def test_a_rejected_applicant_reads_why_and_appeals_once(visitor: Visit, arrange: Any, followed: bool) -> None:
    guest, private, reference = sent(visitor)
    office = reject(visitor, reference)
    to, _subject, text = mails(arrange)[-1]
    assert to == "suad@riverbank.example" and "شهادة التسجيل منتهية." in text and private not in text
    assert "شهادة التسجيل منتهية." in guest.get(private)
    page = guest.submit("form#form-say-appeal", appeal__text="جُدّدت الشهادة أمس.")
    assert not page.all("form#form-say-appeal")
    assert "جُدّدت الشهادة أمس." in office.get(f"/identity/organisations/{reference}/application")
    data = {"csrf_token": office._token(), "appeal-text": "قرأناها."}
    office.send(f"/ar/identity/organisations/{reference}/application/appeal/{'followed' if followed else 'rejected'}", data)
    page = guest.get(private)
    assert "قرأناها." in page and ("بانتظار القرار" in page) == followed
    assert not page.all("form#form-say-appeal")


def test_a_reopened_application_can_be_accepted_and_a_second_rejection_appealed_again(people: People, session: Any) -> None:
    admin = people["commission_admin"].actor
    made, secret = applied()
    for _ in range(2):
        deciding.reject(admin, queries.organisation(made.reference, admin), "ناقصة", "ar")
        answering.appeal(queries.application(made.reference, secret), "نعترض")
        with pytest.raises(Refusal) as refused:
            answering.appeal(queries.application(made.reference, secret), "نعترض")
        assert refused.value.message is applying_words.APPEALED
        examining.reopen(admin, queries.dossier(made.reference, admin), "نعم")
    assert accepted(admin, made).state == "accepted"


def test_waiting_times_are_those_of_the_last_decisions(people: People, session: Any) -> None:
    admin = people["commission_admin"].actor
    for days in (2, 4, 30):
        with clock.at(clock.now() - timedelta(days=days)):
            made, _secret = applied(f"once {days}", f"192.0.2.{days}")
        deciding.reject(admin, queries.organisation(made.reference, admin), "ناقصة", "ar")
    applied("waits")
    times = queries.waiting_times()
    assert (times.days, times.waiting) == (4, 1)


def test_appeals_and_renewals_wait_for_the_commission_too(people: People, session: Any) -> None:
    make_organisations(people)
    assert sorted(turn.what for turn in queries.turns()) == ["appeal", "applied", "difficulty", "renewal"]
    assert queries.waiting_times().waiting == 3, "a difficulty is no application"


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_since_when_something_waits_is_told_by_its_day(visitor: Visit, people: People, arrange: Any, lang: str) -> None:
    reference = arrange(lambda: applied("waits")[0].reference)
    office, today = visitor("commission_admin", lang=lang), arrange(lambda: day(clock.now(), lang))
    for address in ("/identity/organisations/", f"/identity/organisations/{reference}/application"):
        assert any(today in line.text_content() for line in office.get(address).all("main .meta span, header .meta span, .head span"))


def test_without_mail_the_account_is_opened_at_the_private_address(visitor: Visit, arrange: Any, people: People) -> None:
    guest = visitor()
    begin(guest, email="")
    private = write(guest).path.removesuffix("/check")
    guest.submit("form#form-button")
    admin = people["commission_admin"].actor

    def accept() -> None:
        accepted(admin, queries.dossier(private.split("/")[3], admin).organisation)

    arrange(accept)
    assert mails(arrange) == []
    guest.get(private)
    first = guest.submit("form[action$='/account']").path
    guest.get(private)
    page = guest.submit("form[action$='/account']")
    assert guest.get(first).status == 410, "the link of before is dead"
    guest.get(page.path)
    guest.submit(user_name="suad", password="زورق أبيض عند الضفة", again="زورق أبيض عند الضفة")
    assert guest.post(f"{private}/account").status == 409


def test_a_form_that_was_sent_is_closed(people: People, session: Any) -> None:
    found, secret = begun()
    applying.send(found)
    with pytest.raises(Refusal) as refused:
        applying.save_names(queries.application(found.organisation.reference, secret), {"ar": "أخرى"}, "organisation", False, False)
    assert refused.value.message is applying_words.NOT_OPEN


def test_an_unfinished_form_is_not_sent(people: People, session: Any) -> None:
    made, secret = applying.start("ar", "192.0.2.9", "unfinished")
    with pytest.raises(Refusal) as refused:
        applying.send(queries.application(made.reference, secret))
    assert refused.value.message is applying_words.INCOMPLETE
