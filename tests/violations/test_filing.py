"""The form of a report, page by page, as a person without JavaScript fills it in."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.crypto import MARK
from portal.core.db import db
from portal.violations.models import ProtectedNames, Step, Violation
from tests.violations.making import NARRATIVE, photo
from tests.visiting import Page, Visitor

Filed = Callable[..., str]
Visit = Callable[..., Visitor]


def start(visitor: Visitor, kind: str = "CAM-01") -> Page:
    visitor.get("/violations/new")
    visitor.get(f"/violations/new?group={kind.split('-')[0]}")
    return visitor.submit("#form-kind", category=kind)


def when_and_where(visitor: Visitor, **changes: str) -> Page:
    today = clock.today()
    day = {"happened_on__day": today.day, "happened_on__month": today.month, "happened_on__year": today.year}
    typed = {"timing": "occurred", "happened_time": "٧:٤٥", "precision": "exact", "governorate": "BSR", **changes}
    return visitor.submit("#form-where", **{**{name: str(part) for name, part in day.items()}, **typed})


def complete(visitor: Visitor, **people: str) -> Page:
    """Up to the check, without files."""
    start(visitor)
    when_and_where(visitor)
    visitor.submit("#form-what", narrative=NARRATIVE)
    visitor.submit("#form-people", **people)
    return visitor.submit("#form-evidence")


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_a_member_files_a_report_with_a_photo_and_gets_a_receipt(visitor: Visit, filed: Filed, lang: str) -> None:
    member = visitor("cso_member", lang=lang)
    start(member)
    when_and_where(member, district="IQG02Q01")
    member.submit("#form-what", narrative=NARRATIVE, title="لافتات")
    member.submit("#form-people", source="observer", observer_code="OBS-7", affected_women="12", witness="سلوى حميد")
    member.submit("#form-evidence", files=[(io.BytesIO(photo()), "صورة.jpg")])
    check = member.submit("#form-evidence", description_1="اللافتات عند الباب")
    assert "07:45" in check and NARRATIVE in check and "سلوى حميد" in check
    receipt = member.submit("#form-plain")
    assert receipt.path.endswith("/receipt")
    assert len([code for code in receipt.all(".code") if len(code.text_content()) == 64]) == 2, "of the report as it was sent, and of its file"
    officer = visitor("case_officer", lang=lang)
    assert len(officer.get("/violations/").statements) <= 6
    case = officer.get(receipt.path.removesuffix("/receipt"))
    assert case.status == 200 and NARRATIVE in case and "سلوى حميد" not in case.source
    assert len(case.statements) <= 10 and len(member.get(case.path).statements) <= 10


def test_the_first_page_says_that_this_is_no_formal_complaint_who_may_file_one_and_until_when(visitor: Visit, filed: Filed) -> None:
    page = visitor("cso_member", lang="en").get("/violations/new")
    notice = next(words for words in page.notices if "not a formal complaint" in words)
    assert "الناخب والمرشح" in notice and "until" in notice and "Baghdad time" in notice


@pytest.mark.parametrize("words", ["دعاية", "بانگەشە", "campaign", "  CAMPAIGN  "])
def test_a_kind_is_found_by_words_of_any_language(visitor: Visit, filed: Filed, words: str) -> None:
    page = visitor("cso_member", lang="en").get(f"/violations/new?q={words}")
    offered = [radio.get("value") for radio in page.all("input[type=radio]")]
    assert offered and any(code.startswith("CAM-") for code in offered)


def test_words_that_no_kind_has_lead_back_to_the_groups(visitor: Visit, filed: Filed) -> None:
    page = visitor("cso_member", lang="en").get("/violations/new?q=zzzqqq")
    assert "No kind of violation was found" in page and len(page.all("a[href*='group=']")) == 14


def test_what_is_wrong_is_named_at_its_field_and_everything_typed_is_kept(visitor: Visit, filed: Filed) -> None:
    member = visitor("cso_member", lang="en")
    start(member)
    page = when_and_where(member, happened_on__day="", governorate="", happened_time="99:99", place="مدرسة النخيل")
    assert page.status == 422
    assert set(page.errors) == {"happened_on-day", "governorate", "happened_time"}
    assert page.one("#place").get("value") == "مدرسة النخيل"
    assert page.one("input[value=occurred]").get("checked") is not None


def test_a_district_of_another_governorate_is_refused_at_its_field(visitor: Visit, filed: Filed) -> None:
    member = visitor("cso_member", lang="en")
    start(member)
    page = when_and_where(member, governorate="NIN", district="IQG02Q01")
    assert page.status == 422 and set(page.errors) == {"district"}


@pytest.mark.parametrize(("timing", "days"), [("occurred", 1), ("will_occur", -1), ("occurred", -4000)])
def test_a_day_that_does_not_fit_is_refused(visitor: Visit, filed: Filed, timing: str, days: int) -> None:
    member = visitor("cso_member", lang="en")
    start(member)
    day = clock.today() + timedelta(days=days)
    typed = {"happened_on__day": str(day.day), "happened_on__month": str(day.month), "happened_on__year": str(day.year)}
    page = when_and_where(member, timing=timing, **typed)
    assert page.status == 422 and set(page.errors) == {"happened_on-day"}


def test_an_unfinished_page_is_saved_as_a_draft_and_asked_for_before_sending(visitor: Visit, filed: Filed) -> None:
    member = visitor("cso_member", lang="en")
    path = start(member).path
    page = member.submit("#form-where", button="Save draft", place="مدرسة النخيل")
    assert page.path.endswith("/violations/")
    assert member.get(path).one("#place").get("value") == "مدرسة النخيل"
    member.get(path.replace("/where", "/people"))
    assert member.submit("#form-people", button="Save draft", visibility="summary").path.endswith("/violations/")
    check = member.get(path.replace("/edit/where", "/check"))
    missing = {link.text_content() for link in check.all(".notice[data-tone=bad] a")}
    assert missing == {"Time and place", "What happened", "Persons concerned"}


def test_what_is_wrong_is_wrong_in_a_draft_too(visitor: Visit, filed: Filed) -> None:
    member = visitor("cso_member", lang="en")
    start(member)
    page = member.submit("#form-where", button="Save draft", happened_time="at night")
    assert page.status == 422
    assert page.errors == {"happened_time": "Time: Enter the time as hours and minutes, such as 14:30"}


def test_a_wrong_number_of_people_says_whose(visitor: Visit, filed: Filed) -> None:
    member = visitor("cso_member", lang="en")
    start(member)
    when_and_where(member)
    member.submit("#form-what", narrative=NARRATIVE)
    page = member.submit("#form-people", affected_men="many", affected_pwd="-1")
    assert list(page.errors) == ["affected_men", "affected_pwd"]
    assert page.errors["affected_pwd"] == "Persons with disabilities: Enter a number, or leave the field empty."


def test_a_change_of_language_keeps_what_was_typed(visitor: Visit, filed: Filed) -> None:
    member = visitor("cso_member", lang="en")
    start(member)
    page = when_and_where(member)
    button = next(one for one in page.all("button[formaction]") if one.get("value") == "ckb")
    data = {"narrative": "ثلاث لافتات", "switch_language": "ckb", "csrf_token": page.all("[name=csrf_token]")[0].get("value")}
    switched = member.send(button.get("formaction"), data)
    assert switched.status == 200 and switched.one("html").get("lang") == "ckb"
    assert switched.one("#narrative").text_content().strip() == "ثلاث لافتات"


def test_a_summary_is_asked_for_when_others_may_see_one(visitor: Visit, filed: Filed) -> None:
    member = visitor("cso_member", lang="en")
    start(member)
    when_and_where(member)
    member.submit("#form-what", narrative=NARRATIVE)
    page = member.submit("#form-people", visibility="summary", witness="سلوى حميد")
    assert page.status == 422 and set(page.errors) == {"summary"}
    assert page.one("#witness").text_content().strip() == "سلوى حميد"


def test_the_same_first_page_sent_twice_makes_one_draft(visitor: Visit, filed: Filed, arrange: Callable) -> None:
    member = visitor("cso_member", lang="en")
    member.get("/violations/new?group=CAM")
    first = member.page
    assert first is not None
    one = member.submit("#form-kind", category="CAM-01")
    member.page = first
    two = member.submit("#form-kind", category="CAM-01")
    assert one.path == two.path
    assert arrange(lambda: db.session.query(Violation).count()) == 1


def test_a_report_sent_twice_is_received_once(visitor: Visit, filed: Filed, arrange: Callable) -> None:
    member = visitor("cso_member", lang="en")
    check = complete(member)
    one = member.submit("#form-plain")
    member.page = check
    two = member.submit("#form-plain")
    assert one.path == two.path and two.path.endswith("/receipt")
    assert arrange(lambda: db.session.query(Step).count()) == 1


def test_an_incomplete_draft_says_what_is_missing_and_is_not_sent(visitor: Visit, filed: Filed) -> None:
    member = visitor("cso_member", lang="en")
    reference = start(member).path.split("/")[3]
    page = member.get(f"/violations/{reference}/check")
    assert "cannot be sent yet" in page and not [b for b in page.all("main button") if "Send the report" in b.text_content()]
    refused = member.post(f"/violations/{reference}/check")
    assert refused.status == 422


def test_the_check_says_what_the_commission_will_miss_and_sends_all_the_same(visitor: Visit, filed: Filed) -> None:
    member = visitor("cso_member", lang="en")
    check = complete(member)
    wishes = next(words for words in check.notices if "will miss" in words)
    assert "no photo" in wishes and "how you know" in wishes
    assert member.submit("#form-plain").path.endswith("/receipt")


def test_a_change_from_the_check_leads_back_to_it(visitor: Visit, filed: Filed) -> None:
    member = visitor("cso_member", lang="en")
    check = complete(member)
    link = next(a.get("href") for a in check.all(".pairs a") if "/edit/what" in a.get("href"))
    member.get(link)
    assert member.submit("#form-what", narrative="نص آخر").path.endswith("/check")


def test_neither_a_case_holder_nor_an_officer_sees_somebody_elses_draft(visitor: Visit, filed: Filed) -> None:
    path = start(visitor("cso_member", lang="en")).path
    reference = path.split("/")[3]
    for who in ("cso_case_holder", "case_officer"):
        assert visitor(who, lang="en").get(f"/violations/{reference}").status == 404
        assert reference not in visitor(who, lang="en").get("/violations/")
    assert visitor("cso_case_holder", lang="en").get(path).status == 404


def test_a_draft_is_deleted_with_everything_in_it(visitor: Visit, filed: Filed, arrange: Callable) -> None:
    member = visitor("cso_member", lang="en")
    complete(member, witness="سلوى حميد")
    page = member.submit("main form[action$='/discard']")
    assert page.path.endswith("/violations/")
    assert arrange(lambda: db.session.query(Violation).count() + db.session.query(ProtectedNames).count()) == 0


def test_what_was_sent_can_no_longer_be_changed(visitor: Visit, filed: Filed) -> None:
    reference = filed()
    member = visitor("cso_member", lang="en")
    page = member.get(f"/violations/{reference}/edit/what")
    assert page.path.endswith(reference) and "already sent" in page
    assert member.post(f"/violations/{reference}/discard").status == 403


def test_protected_names_stand_encrypted_in_the_database(visitor: Visit, filed: Filed, arrange: Callable) -> None:
    complete(visitor("cso_member", lang="en"), witness="سلوى حميد")
    sealed = arrange(lambda: db.session.query(ProtectedNames.sealed).scalar())
    assert "سلوى" not in sealed and MARK.match(sealed)


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_the_form_says_beforehand_when_the_day_is_needed(visitor: Visit, filed: Filed, lang: str) -> None:
    page = start(visitor("cso_member", lang=lang))
    hint = page.one("#happened_on-hint").text_content()
    assert "22 11 2026" in hint and (lang == "en") == hint.startswith("Needed unless it is happening now.")


def test_the_numbers_of_people_are_one_group_and_optional_each(visitor: Visit, filed: Filed) -> None:
    member = visitor("cso_member", lang="en")
    start(member)
    when_and_where(member)
    page = member.submit("#form-what", narrative=NARRATIVE)
    group = page.one("[role=group][aria-labelledby=affected-h]")
    labels = [label.text_content() for label in group.cssselect("label")]
    assert len(labels) == 4 and all(label.endswith("(optional)") for label in labels)
