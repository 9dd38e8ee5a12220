"""What the pages of the form say and keep: files beside mistakes, ways back to the check, groups, languages, dead links."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from portal.core.db import db
from portal.core.files import StoredFile
from portal.core.refusal import Refusal
from portal.identity import queries
from portal.identity.services import answering, applying, deciding, examining
from portal.identity.vocabulary import applying as words_of_applying
from tests.examiner import text
from tests.identity.letters import last_link, mails
from tests.identity.making import applied
from tests.identity.test_applying import PDF, begin, write
from tests.identity.test_examining import reject, sent
from tests.people import Somebody
from tests.visiting import Page, Visitor

Visit = Callable[..., Visitor]
LANGUAGES = ("ar", "ckb", "en")
WRONG_DAY = {"federal_issued__day": "31", "federal_issued__month": "2", "federal_issued__year": "2020"}


def at(visitor: Visit, step: str, lang: str = "en") -> tuple[Visitor, str]:
    guest = visitor(lang=lang)
    private = begin(guest).path.removesuffix("/form/names")
    guest.get(f"{private}/form/{step}")
    return guest, private


def names_of_files(arrange: Any) -> list[str]:
    return sorted(arrange(lambda: list(db.session.scalars(select(StoredFile.name)))))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_document_is_kept_although_something_else_is_wrong(visitor: Visit, arrange: Any, lang: str) -> None:
    guest, private = at(visitor, "registration", lang)
    page = guest.submit(federal_number="F-7", federal_document=(io.BytesIO(PDF), "licence.pdf"), **WRONG_DAY)
    assert list(page.errors) == ["federal_issued-day"] and "licence.pdf" in text(page.one(".notice.errors"))
    assert names_of_files(arrange) == ["licence.pdf"]
    guest.submit(federal_issued__month="1")
    assert "licence.pdf" in guest.get(f"{private}/check")


def test_a_document_that_comes_without_its_number_waits_for_it(visitor: Visit, arrange: Any) -> None:
    guest, private = at(visitor, "registration")
    page = guest.submit(federal_number="", kurdistan_number="K-1", federal_document=(io.BytesIO(PDF), "licence.pdf"))
    assert list(page.errors) == ["federal_number"]
    assert list(guest.submit(federal_number="", kurdistan_number="K-1").errors) == ["federal_number"], "it is not dropped in silence"
    assert "/form/registration" in str(guest.get(private).links), "without its number nothing can be sent"
    guest.get(f"{private}/form/registration")
    guest.submit(federal_drop=True, kurdistan_number="K-1")
    assert names_of_files(arrange) == [] and "K-1" in guest.get(f"{private}/check")


def test_a_kurdistan_document_asks_for_its_number_too(visitor: Visit) -> None:
    guest, _private = at(visitor, "registration")
    page = guest.submit(federal_number="F-1", kurdistan_document=(io.BytesIO(PDF), "licence.pdf"))
    assert list(page.errors) == ["kurdistan_number"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_change_of_language_keeps_the_document_and_says_so(visitor: Visit, arrange: Any, lang: str) -> None:
    guest, private = at(visitor, "registration", lang)
    data = {"csrf_token": guest._token(), "switch_language": "en", "federal_document": (io.BytesIO(PDF), "licence.pdf")}
    page = guest.send(f"/en/{private.split('/', 2)[2]}/form/registration", data)
    assert page.status == 200 and "licence.pdf" in text(page.one(".notice.told")) and names_of_files(arrange) == ["licence.pdf"]


def test_a_file_that_is_no_document_is_refused_beside_another_mistake_and_says_what_is_taken(visitor: Visit, arrange: Any) -> None:
    guest, _private = at(visitor, "registration")
    page = guest.submit(federal_number="F-7", federal_document=(io.BytesIO(b"MZ\x00\x01program"), "a.pdf"), **WRONG_DAY)
    assert list(page.errors) == ["federal_issued-day", "federal_document"]
    assert "PDF" in page.errors["federal_document"] and "video" not in page.errors["federal_document"]
    assert names_of_files(arrange) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_check_warns_of_a_registration_without_document(visitor: Visit, lang: str) -> None:
    guest = visitor(lang=lang)
    begin(guest)
    page = write(guest, upload=False)
    assert page.one(".notice[data-tone=warn] a[href*='/form/registration']").get("href").endswith("?back=check#federal_document")
    assert page.all("form#form-button button"), "it can be sent all the same"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_change_leads_from_the_check_to_the_field_and_back(visitor: Visit, lang: str) -> None:
    guest = visitor(lang=lang)
    begin(guest)
    check = write(guest)
    links = check.all(".pairs .do a")
    said = [text(link) for link in links]
    assert len(said) == len(set(said)), "no two links say the same"
    for link in links:
        address, field = link.get("href").split("#")
        assert address.endswith("?back=check") and guest.get(address).all(f"main form #{field}"), link.get("href")
    guest.get(f"{check.path.removesuffix('/check')}/form/people?back=check")
    assert list(guest.submit(phone="").errors) == ["phone"]
    assert guest.submit(phone="+964 770 999 8888").path == check.path


def test_steps_say_what_is_complete_and_lead_there(visitor: Visit) -> None:
    guest, private = at(visitor, "declarations")
    page = guest.page
    assert page is not None and not page.all(".steps .done")
    guest.get(f"{private}/form/people")
    page = guest.submit(contact_name="سعاد كريم", phone="+964 770 123 4567")
    assert [text(step) for step in page.all(".steps .done")] == ["Contact persons (done)"]
    assert {link.get("href") for link in page.all(".steps a")} == {
        f"{private}/{where}" for where in ("form/names", "form/registration", "form/work", "form/people", "check")
    }


@pytest.mark.parametrize("given", ["second_phone", "third_duty"])
def test_who_has_no_name_is_asked_for_it(visitor: Visit, given: str) -> None:
    guest, _private = at(visitor, "people")
    page = guest.submit(contact_name="سعاد كريم", phone="+964 770 123 4567", **{given: "+964 770 000 1111"})
    assert list(page.errors) == [f"{given.split('_')[0]}_name"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_groups_say_that_one_is_needed_and_carry_their_mistake(visitor: Visit, lang: str) -> None:
    guest, _private = at(visitor, "work", lang)
    page = guest.page
    assert page is not None and all("(" in text(legend) for legend in page.all("main form legend"))
    page = guest.submit(about="")
    for group in page.all("main form fieldset"):
        assert group.get("aria-describedby", "").endswith("-error")
        ticks = group.cssselect("input")
        assert all(tick.get("aria-invalid") == "true" and tick.get("aria-describedby") is None for tick in ticks)
    assert page.title.split(":")[0] in ("خطأ", "هەڵە", "Error")


def test_a_required_tick_says_so_and_its_mistake_reads_as_one_sentence(visitor: Visit) -> None:
    guest, _private = at(visitor, "declarations")
    page = guest.submit(interests="none", declared_by="x", declared_as="y")
    assert page.one("#non_partisan").get("required") is not None and ".:" not in page.errors["non_partisan"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_are_written_in_the_voice_of_their_language(visitor: Visit, lang: str) -> None:
    guest, _private = at(visitor, "names", lang)
    assert guest.page is not None
    written = {field.get("name"): (field.get("lang"), field.get("dir")) for field in guest.page.all("input[name^=name_]")}
    assert written == {"name_ar": ("ar", "rtl"), "name_ckb": ("ckb", "rtl"), "name_en": ("en", "ltr")}
    assert all(field.get("aria-describedby") for field in guest.page.all("input[name^=name_]"))


def test_a_page_of_several_forms_is_titled_as_wrong_too(visitor: Visit) -> None:
    guest, private, reference = sent(visitor, "en")
    guest.get(private)
    assert guest.submit("form#form-say-difficulty", difficulty__text="").title.startswith("Error:")
    office = visitor("commission_admin", lang="en")
    office.get(f"/identity/organisations/{reference}/application")
    assert office.submit("form#form-ask-ask", ask__text="").title.startswith("Error:")
    office.get(f"/identity/organisations/{reference}")
    assert office.submit("form[action$='/rejection']", reject__text="").title.startswith("Error:")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_applicant_reads_again_what_was_sent(visitor: Visit, lang: str) -> None:
    guest, private, _reference = sent(visitor, lang)
    page = guest.get(private)
    for words in ("F-77", "شهادة.pdf", "نراقب الانتخابات منذ عام 2010.", "كريم عبد", "رئيسة الرابطة"):
        assert words in page, words
    assert not page.all(".pairs .do")


def test_a_question_waits_for_you_and_not_for_the_applicant(visitor: Visit) -> None:
    guest, private, reference = sent(visitor, "en")
    office = visitor("commission_admin", lang="en")
    office.get(f"/identity/organisations/{reference}/application")
    office.submit("form#form-ask-ask", ask__text="Until when?")
    page = guest.get(private)
    assert "Waiting for your answer" in page and "applicant" not in text(page.one(".facts"))
    assert "Keep the address of this page" in page


def test_who_has_appealed_is_not_told_to_appeal(visitor: Visit) -> None:
    guest, private, reference = sent(visitor, "en")
    reject(visitor, reference)
    assert "If you disagree" in guest.get(private)
    assert "If you disagree" not in guest.submit("form#form-say-appeal", appeal__text="It was renewed.")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_dead_private_link_leads_to_a_new_one(visitor: Visit, lang: str) -> None:
    guest, private = at(visitor, "names", lang)
    page = guest.get(f"{private[:-3]}xyz")
    assert page.status == 404 and f"/{lang}/apply/link" in page.links


def test_a_new_link_needs_the_mail_address_only(visitor: Visit, arrange: Any) -> None:
    guest = visitor(lang="en")
    old = begin(guest).path.removesuffix("/form/names")
    begin(guest, email="other@riverbank.example")
    guest.get("/apply/link")
    guest.submit(email="suad@riverbank.example")
    assert len(mails(arrange)) == 3 and mails(arrange)[-1][0] == "suad@riverbank.example"
    assert guest.get(old).status == 404 and guest.get(last_link(arrange)).status == 200


def test_an_accepted_application_gets_no_new_link_without_its_number(session: Any, people: dict[str, Somebody]) -> None:
    made, _secret = applied()
    made.state, before = "accepted", made.secret_hash
    applying.renew_link("", made.email or "", "192.0.2.1")
    assert made.secret_hash == before


def test_an_answer_waits_until_the_form_is_whole(session: Any, people: dict[str, Somebody]) -> None:
    admin = people["commission_admin"].actor
    made, secret = applied()
    examining.ask(admin, queries.dossier(made.reference, admin), "؟")
    made.registrations[0].number = ""
    session.flush()
    with pytest.raises(Refusal) as refused:
        answering.answer(queries.application(made.reference, secret), "نعم")
    assert refused.value.message is words_of_applying.INCOMPLETE


def test_every_page_of_the_form_says_where_difficulties_are_told(visitor: Visit) -> None:
    guest, private = at(visitor, "names")
    for step in ("names", "registration", "work", "people", "declarations"):
        assert guest.get(f"{private}/form/{step}").all(f"a[href='{private}#difficulty-h']")


def _organisations(visitor: Visit, lang: str) -> Page:
    return visitor("commission_admin", lang=lang).get("/identity/organisations/")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_of_organisations_parts_what_waits_for_whom(visitor: Visit, arrange: Any, people: dict[str, Somebody], lang: str) -> None:
    admin = people["commission_admin"].actor

    def make() -> list[str]:
        asked, _ = applied("asked")
        examining.ask(admin, queries.dossier(asked.reference, admin), "؟")
        refused, secret = applied("refused")
        deciding.reject(admin, queries.organisation(refused.reference, admin), "ناقصة", "ar")
        answering.appeal(queries.application(refused.reference, secret), "نعترض")
        answering.tell_difficulty(queries.application(refused.reference, secret), "صعب")
        return [asked.reference, refused.reference]

    asked, refused = arrange(make)
    page = _organisations(visitor, lang)
    buttons = [text(button) for button in page.all("main .line a.btn")]
    assert len(buttons) == len(set(buttons)) and all(words.count(":") == 2 for words in buttons)
    tables = page.all("main table")
    assert len(tables) == 2 and asked in text(tables[0]) and asked not in text(tables[1]) and refused in text(tables[1])
