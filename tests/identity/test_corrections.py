"""What the officer sees of an application that was corrected, and of registrations that are out of date."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from portal.core import clock
from portal.identity import queries
from portal.identity.services import answering, examining
from portal.identity.services.applying import Contact, save_people
from tests.identity.making import applied, in_order
from tests.identity.test_applying import PDF, begin, write
from tests.people import Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_the_officer_sees_what_was_corrected_after_the_question(visitor: Visit, lang: str) -> None:
    guest = visitor()
    begin(guest)
    private = write(guest).path.removesuffix("/check")
    guest.submit("form#form-button")
    office = visitor("commission_admin", lang=lang)
    at = f"/identity/organisations/{private.split('/')[3]}/application"
    assert not office.get(at).all("#corrected-h"), "nothing was asked yet"
    office.submit("form#form-ask-ask", ask__text="ما رقم التسجيل؟")
    page = office.get(at)
    assert page.all("#corrected-h") and not page.all("#corrected")
    guest.get(f"{private}/form/registration")
    expires = {"federal_expires__day": "5", "federal_expires__month": "1", "federal_expires__year": "2030"}
    guest.submit(federal_number="F-78", federal_document=(io.BytesIO(PDF + b"%new"), "جديدة.pdf"), **expires)
    guest.get(f"{private}/form/work")
    guest.submit(governorates=["BSR"])
    told = [[cell.text_content().strip() for cell in row] for row in office.get(at).all("#corrected tbody tr")]
    assert ["F-77", "F-78"] in [row[1:] for row in told] and len(told) == 4, told
    assert not any("جديدة" in cell for row in told for cell in row), "of a document only that it is another one"


def test_without_a_correction_the_page_says_so(people: People, session: Any) -> None:
    admin = people["commission_admin"].actor
    made, secret = applied()
    found = lambda: queries.dossier(made.reference, admin)  # noqa: E731
    assert queries.corrections(found()) is None
    examining.ask(admin, found(), "سؤال")
    assert queries.corrections(found()) == []
    save_people(queries.application(made.reference, secret), Contact("سعاد كريم", "suad@riverbank.example", "+964 770 999 9999"), [])
    session.expire_all()
    answering.answer(queries.application(made.reference, secret), "جواب")
    assert ("phone", "+964 770 000 0000", "+964 770 999 9999") in queries.corrections(found())
    assert ("focal_0_name", "كريم", None) in queries.corrections(found())
    examining.ask(admin, found(), "سؤال آخر")
    assert queries.corrections(found()) == [], "counted from the last question"


def test_a_day_of_issue_in_the_future_is_refused_with_words(visitor: Visit) -> None:
    guest = visitor(lang="en")
    begin(guest)
    guest.submit(name_ar="رابطة ضفاف")
    later = clock.today() + timedelta(days=2)
    parts = {"federal_issued__day": str(later.day), "federal_issued__month": str(later.month), "federal_issued__year": str(later.year)}
    page = guest.submit(federal_number="F-77", **parts)
    assert page.status == 422 and "lies in the future" in str(page.errors)


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_an_ended_registration_warns_the_applicant_and_stands_beside_the_checklist(visitor: Visit, arrange: Any, people: People, lang: str) -> None:
    guest = visitor(lang=lang)
    begin(guest)
    guest.submit(name_ar="رابطة ضفاف")
    guest.submit(federal_number="F-77", federal_expires__day="5", federal_expires__month="1", federal_expires__year="2020")
    check = guest.page.path.rpartition("/form/")[0] + "/check"
    assert len(guest.get(check).all(".notice[data-tone=warn]")) >= 1
    yesterday = (clock.today() - timedelta(days=1)).isoformat()

    def apply(expires: str | None, once: str) -> str:
        rows = ({"authority": "federal", "number": "F-1", "issued_on": "2020-01-05", "expires_on": expires},)
        made, _secret = applied(once, registrations=rows)
        in_order(people["commission_admin"].actor, made)
        return made.reference

    office = visitor("commission_admin", lang=lang)
    ended, lasting = arrange(lambda: (apply(yesterday, "ended"), apply(None, "lasting")))
    warned = office.get(f"/identity/organisations/{ended}/application").all("#checklist-h + .notice[data-tone=warn]")
    assert len(warned) == 1
    assert not office.get(f"/identity/organisations/{lasting}/application").all("#checklist-h + .notice")
