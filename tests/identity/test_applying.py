"""A stranger fills in the application page by page, keeps it behind a private address, and sends it."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.core import clock
from portal.core.db import db
from portal.core.files import StoredFile
from portal.identity import queries
from portal.identity.models import Application, Call, Organisation
from portal.identity.services import applying, deciding, departing, ending, limits
from portal.operations import forgetting
from tests.identity.letters import last_link, mails
from tests.identity.making import applied, begun
from tests.visiting import Page, Visitor

Visit = Callable[..., Visitor]
NAME = "رابطة ضفاف"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def begin(guest: Visitor, email: str = "suad@riverbank.example") -> Page:
    guest.get("/apply")
    return guest.submit(way="email" if email else "shown", email=email)


def write(guest: Visitor, upload: bool = True, **names: Any) -> Page:
    """From the first page to "check and send"."""
    guest.submit(**({"name_ar": NAME, "name_en": "Riverbank Association"} | names))
    registration: dict[str, Any] = {"federal_number": "F-77", "federal_issued__day": "5", "federal_issued__month": "1", "federal_issued__year": "2020"}
    guest.submit(**registration, **({"federal_document": (io.BytesIO(PDF), "شهادة.pdf")} if upload else {}))
    guest.submit(work=["observation"], about="نراقب الانتخابات منذ عام 2010.", target_groups=["women", "youth"], governorates=["BSR", "DHQ"])
    guest.submit(contact_name="سعاد كريم", phone="+964 770 123 4567", second_name="كريم عبد", second_phone="+964 770 000 1111")
    if guest.page and guest.page.path.endswith("/members"):
        return guest.page
    return declare(guest)


def declare(guest: Visitor) -> Page:
    return guest.submit(non_partisan=True, interests="لا شيء", endorses_2012=True, declared_as="رئيسة الرابطة")


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_a_stranger_writes_page_by_page_checks_and_sends(visitor: Visit, arrange: Any, lang: str) -> None:
    guest = visitor(lang=lang)
    first = begin(guest)
    assert first.path.endswith("/form/names") and first.all(".notice.told .code")
    to, _subject, text = mails(arrange)[0]
    private = last_link(arrange)
    assert to == "suad@riverbank.example" and first.path.startswith(private) and "suad" not in text
    check = write(guest)
    assert check.path == f"{private}/check"
    for words in (NAME, "F-77", "شهادة.pdf", "نراقب الانتخابات منذ عام 2010.", "كريم عبد", "رئيسة الرابطة", "suad@riverbank.example"):
        assert words in check, words
    sent = guest.submit("form#form-button")
    assert sent.path == private and not sent.all("a[href*='/form/']")
    assert visitor(lang="en").get("/en" + private[len(lang) + 1 :]).status == 200
    assert guest.get(f"{private}/form/names").path == private
    assert NAME in visitor("commission_admin").get("/notifications/")


def test_the_declaring_person_and_the_address_are_not_asked_twice(visitor: Visit) -> None:
    guest = visitor()
    begin(guest)
    write(guest)
    private = guest.page.path.removesuffix("/check") if guest.page else ""
    assert guest.get(f"{private}/form/people").one("input[name=email]").get("value") == "suad@riverbank.example"
    assert guest.get(f"{private}/form/declarations").one("input[name=declared_by]").get("value") == "سعاد كريم"


def test_without_mail_the_link_is_shown_until_something_is_saved(visitor: Visit, arrange: Any) -> None:
    guest = visitor()
    first = begin(guest, email="")
    link = first.one(".notice.told input[readonly]")
    assert link.get("value").endswith(first.path.removesuffix("/form/names")) and first.one(f"label[for={link.get('id')}]").text
    assert first.one(f"button[data-copy={link.get('id')}]").get("data-done") and first.one(".notice.told a").get("href") == link.get("value")
    assert guest.get(first.path).all(".notice.told input[readonly]") and mails(arrange) == []
    assert guest.submit(name_ar="").all(".notice[data-tone=good] input[readonly]"), "after a mistake too"
    assert not guest.submit(name_ar=NAME).all(".notice.told") and not guest.get(first.path).all(".notice.told")


def test_what_is_wrong_is_named_and_what_is_missing_keeps_it_from_being_sent(visitor: Visit) -> None:
    guest = visitor(lang="en")
    assert list(begin(guest, email="not an address").errors) == ["email"]
    first = begin(guest)
    private = first.path.removesuffix("/form/names")
    assert list(guest.submit(name_ar="").errors) == ["name_ar"]
    guest.get(f"{private}/form/registration")
    page = guest.submit(federal_number="", federal_issued__day="31", federal_issued__month="2", federal_issued__year="2020")
    assert list(page.errors) == ["federal_number", "federal_issued-day"]
    for part in ("day", "month", "year"):
        one = page.one(f"input[name=federal_issued-{part}]")
        assert (one.get("aria-invalid"), one.get("aria-describedby")) == ("true", "federal_issued-error"), part
    assert all(hint.text_content().count(" MB") <= 1 for hint in page.all(".hint"))
    page = guest.submit(federal_number="F-1", federal_issued__day="5", federal_expires__day="4", federal_expires__month="2", federal_expires__year="2020")
    assert list(page.errors) == ["federal_expires-day"]
    guest.get(f"{private}/form/people")
    assert list(guest.submit(contact_name="x", phone="call me", email="wrong").errors) == ["phone", "email"]
    guest.get(f"{private}/form/declarations")
    assert list(guest.submit(interests="none", declared_by="x", declared_as="y").errors) == ["non_partisan"]
    check = guest.get(f"{private}/check")
    assert not check.all("main button:contains('Send the application')") and len(check.all(".notice[data-tone=bad] li")) == 5
    assert len(guest.get(private).all("main ul a[href*='/form/']")) == 5


def test_a_file_that_is_no_document_is_refused_and_a_new_one_takes_the_place_of_the_old(visitor: Visit, arrange: Any) -> None:
    guest = visitor(lang="en")
    private = begin(guest).path.removesuffix("/form/names")
    guest.get(f"{private}/form/registration")
    page = guest.submit(federal_number="F-1", federal_document=(io.BytesIO(b"MZ\x00\x01program"), "a.pdf"))
    assert "federal_document" in page.errors
    for number in range(2):
        guest.get(f"{private}/form/registration")
        guest.submit(federal_number="F-1", federal_document=(io.BytesIO(PDF + bytes([48 + number])), f"{number}.pdf"))
    assert arrange(lambda: [(row.name, row.sealed) for row in db.session.scalars(select(StoredFile))]) == [("1.pdf", True)]
    answer = guest.answer("GET", f"{private}/documents/federal")
    assert answer.status == 200 and answer.response.data == PDF + b"1"
    assert visitor().get(f"{private[:-3]}xyz/documents/federal").status == 404


def test_the_same_form_twice_is_one_draft_and_drafts_from_one_address_are_limited(visitor: Visit, arrange: Any) -> None:
    guest = visitor()
    guest.get("/apply")
    once = guest.page.one("input[name=once]").get("value") if guest.page else ""
    data = {"csrf_token": guest._token(), "once": once, "way": "shown"}
    first, second = (guest.answer("POST", "/ar/apply", data=data).headers["Location"] for _ in range(2))
    assert first == second
    stranger = visitor()
    elsewhere = stranger.answer("POST", "/ar/apply", data={**data, "csrf_token": stranger._token()}).headers["Location"]
    assert elsewhere.split("/")[3] != first.split("/")[3]
    arrange(lambda: [limits.attempt((limits.APPLICATIONS, limits.scope(limits.APPLICATIONS, "127.0.0.1"))) for _ in range(17)] and None)
    assert [begin(guest).status for _ in range(2)] == [200, 429]


def test_without_the_secret_the_application_does_not_exist_and_the_secret_stands_nowhere(visitor: Visit, arrange: Any) -> None:
    reference, secret = begin(visitor()).path.split("/")[3:5]
    for path in (f"/apply/{reference}/wrong", "/apply/O-2026-2222-2222/wrong", f"/apply/{reference}/wrong/form/names"):
        assert visitor().get(path).status == 404
    assert secret not in arrange(lambda: str(db.session.scalar(select(Organisation).order_by(Organisation.id.desc()).limit(1)).__dict__))
    assert visitor("commission_admin").get(f"/identity/organisations/{reference}").status == 404, "a draft is its writer's own"


def test_who_lost_the_link_gets_a_new_one_and_the_old_is_dead(visitor: Visit, arrange: Any) -> None:
    guest = visitor(lang="en")
    old = begin(guest).path.removesuffix("/form/names")
    for email in ("somebody@else.example", "suad@riverbank.example"):
        guest.get("/apply/link")
        assert guest.submit(reference=old.split("/")[3].lower(), email=email).status == 200
    assert len(mails(arrange)) == 2
    assert guest.get(old).status == 404 and guest.get(last_link(arrange)).status == 200


def test_a_restore_ends_the_private_links_that_can_be_sent_anew(session: Any) -> None:
    written_to, old = begun("mailed")
    shown_once, kept = begun("shown", email=None)
    assert ending.end_all()[2] == 1 and ending.end_all()[2] == 0
    session.expire_all()
    assert queries.application(written_to.organisation.reference, old) is None
    assert queries.application(shown_once.organisation.reference, kept) is not None
    applying.renew_link(written_to.organisation.reference, "suad@riverbank.example", "192.0.2.1")
    assert written_to.organisation.secret_hash


def test_who_was_to_be_reached_is_forgotten_a_year_after_a_rejection(people: Any, visitor: Visit, arrange: Any) -> None:
    def rejected() -> tuple[str, str, int]:
        made, secret = applied()
        deciding.reject(people["commission_admin"].actor, queries.organisation(made.reference, people["commission_admin"].actor), "سبب", "ar")
        return made.reference, secret, made.id

    reference, secret, number = arrange(rejected)
    soon = clock.now() + timedelta(minutes=1)
    assert arrange(departing.forget_rejected, soon - timedelta(days=1), 9) == 0
    assert [arrange(departing.forget_rejected, soon, 9) for _ in range(2)] == [1, 0]
    told = arrange(lambda: repr([db.session.get(Organisation, number).__dict__, db.session.get(Application, number).__dict__]))
    assert "suad" not in told and "سعاد" not in told and "+964" not in told
    assert visitor().get(f"/apply/{reference}/{secret}").status == 404
    office = visitor("commission_admin")
    pages = [office.get(f"/identity/organisations/{reference}{part}") for part in ("", "/application")]
    assert [page.status for page in pages] == [200, 200] and not any("سعاد" in page.text for page in pages)


def test_a_draft_is_deleted_by_its_writer_or_after_ninety_days(visitor: Visit, arrange: Any) -> None:
    guest = visitor()
    begin(guest)
    private = write(guest).path.removesuffix("/check")
    guest.submit("form[action$='/discarding']")
    assert guest.get(private).status == 404
    arrange(lambda: begun("second", email="other@riverbank.example")[1])
    with guest.client.application.app_context(), clock.at(clock.now() + timedelta(days=91)):
        assert forgetting.purge()["identity.drafts"] == 1
    assert arrange(lambda: db.session.scalar(select(func.count()).select_from(Application))) == 0
    assert arrange(lambda: db.session.scalar(select(func.count()).select_from(StoredFile))) == 0


def test_a_draft_that_is_touched_stays(session: Any) -> None:
    found, _secret = begun()
    with clock.at(clock.now() + timedelta(days=89)):
        applying.save_names(found, {"ar": "أ"}, "organisation", False, False)
    with clock.at(clock.now() + timedelta(days=100)):
        assert applying.purge(clock.now() - timedelta(days=90), 9) == 0


def test_a_coalition_names_accepted_members_who_are_asked_only_when_it_is_sent(visitor: Visit, arrange: Any) -> None:
    guest = visitor(lang="en")
    begin(guest)
    page = write(guest, kind="coalition")
    assert page.path.endswith("/form/members")
    days = {"from_on__day": "1", "from_on__month": "3", "from_on__year": "2026"}
    assert "member" in guest.submit("form#form-member", member="Zagros", **days).errors, "a part of a name gives strangers no list"
    guest.submit("form#form-member", member="Zagros Network for Democracy", **days)
    assert "member" in guest.submit("form#form-member", member="o-2026-zagros", **days).errors
    guest.submit("form[action$='/removal']")
    for member in ("O-2026-zagros", "O-2026-nahrain"):
        guest.submit("form#form-member", member=member, **days)
    assert len(visitor("other_admin").get("/notifications/").all("ul.items li")) == 0
    guest.follow("Continue")
    declare(guest)
    guest.submit("form#form-button")
    assert len(visitor("other_admin").get("/notifications/").all("ul.items li")) == 1
    assert arrange(lambda: set(db.session.scalars(select(Call.state)))) == {"asked"}


def test_a_strangers_name_brings_no_lines_and_no_address_into_the_mail(visitor: Visit, arrange: Any, people: Any) -> None:
    name = "Dear victim\r\nYour account is locked:\u2028 http://evil.example/login\u2069"

    def ask() -> None:
        from portal.identity.services import examining

        found, _secret = begun(contact_name=name, language="en")
        applying.send(found)
        examining.ask(people["commission_admin"].actor, queries.dossier(found.organisation.reference, people["commission_admin"].actor), "؟")

    arrange(ask)
    _to, _subject, text = mails(arrange)[-1]
    assert text.startswith("Dear \u2068Dear victim Your account is locked: http: //evil.example/login\u2069,\n")
    assert "\nYour account" not in text and "http://evil" not in text
