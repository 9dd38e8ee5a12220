"""The page of a report: officers decide and answer, the organisation follows, adds and withdraws."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from portal.audit.models import Line
from portal.core import clock
from portal.core.db import db
from portal.core.jobs import Job
from portal.country import queries as country
from portal.notifications.models import Mail, Notice
from portal.violations import services
from portal.violations.models import Message, Violation
from portal.violations.vocabulary import Verb
from tests.people import Somebody
from tests.violations.making import details, make_election, make_report, photo, upload
from tests.visiting import Visitor

Filed = Callable[..., str]
Visit = Callable[..., Visitor]
SECRET = "كلمة لا ترد في أي مكان آخر"


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_an_officer_takes_up_asks_and_concludes_and_the_organisation_reads_it(visitor: Visit, filed: Filed, lang: str) -> None:
    path = f"/violations/{filed()}"
    officer, member = visitor("case_officer", lang=lang), visitor("cso_member", lang=lang)
    officer.get(path)
    officer.submit("#form-change-take_up")
    officer.submit("#form-change-ask", **{"ask-reason": "ما المسافة بين اللافتات والباب؟"})
    page = member.get(path)
    assert "ما المسافة بين اللافتات والباب؟" in next(iter(page.notices))
    assert "مصطفى" not in page.source
    member.submit("#form-add", text="نحو عشرين متراً", files=[(io.BytesIO(photo()), "الباب.jpg")])
    page = officer.get(path)
    assert "نحو عشرين متراً" in page and "الباب.jpg" in page and len(page.statements) <= 10
    conclusion = {"conclude-outcome": "partly_confirmed", "conclude-reason": "ثبت وجود اللافتات"}
    assert officer.submit("#form-change-conclude", **conclusion).status == 200
    page = member.get(path)
    assert "ثبت وجود اللافتات" in page and len(page.statements) <= 10


@pytest.mark.parametrize(("precision", "told"), [
    ("exact", ", 16:20 The time is exact"), ("about", ", about 16:20"), ("day", " Only the day is known"), ("unsure", " The day is not certain"),
])  # fmt: skip
def test_a_time_is_told_as_exactly_as_it_is_known(visitor: Visit, filed: Filed, precision: str, told: str) -> None:
    page = visitor("cso_member", lang="en").get(f"/violations/{filed(happened_time='16:20', precision=precision)}")
    when = next(pair for pair in page.all("dl.pairs > div") if pair.cssselect("dt")[0].text_content() == "When")
    assert " ".join(when.cssselect("dd")[0].text_content().split()).endswith(f"{clock.today().year}{told}")


def test_a_case_is_named_by_its_own_title_and_else_by_its_kind(visitor: Visit, filed: Filed) -> None:
    own, plain = filed(title="لافتات عند باب المدرسة"), filed()
    for who in ("case_officer", "cso_member"):
        reader = visitor(who, lang="en")
        assert reader.get(f"/violations/{own}").h1 == "لافتات عند باب المدرسة"
        kind = reader.get(f"/violations/{plain}").h1
        links = " | ".join(link.text_content() for link in reader.get("/violations/").all("main a"))
        assert kind and kind in links and "لافتات عند باب المدرسة" in links


def test_officers_actions_stand_before_the_evidence(visitor: Visit, filed: Filed) -> None:
    page = visitor("case_officer", lang="en").get(f"/violations/{filed()}")
    assert page.source.index('id="actions"') < page.source.index('id="what"') < page.source.index('id="evidence"')


def test_a_change_without_its_reason_opens_its_form_again_with_what_was_typed(visitor: Visit, filed: Filed) -> None:
    path = f"/violations/{filed()}"
    officer = visitor("case_officer", lang="en")
    officer.get(path)
    officer.submit("#form-change-take_up")
    page = officer.submit("#form-change-refer", **{"refer-referred_to": "Integrity Commission"})
    assert page.status == 422 and set(page.errors) == {"refer-reason"}
    assert page.one("#refer-referred_to").get("value") == "Integrity Commission"
    page = officer.submit("#form-change-ask")
    assert page.errors == {"ask-reason": "What do you need from the organisation? Write what the organisation should tell or send."}
    page = officer.submit("#form-change-refer", **{"refer-referred_to": "Integrity Commission"})
    assert page.one("details.ask[open] form").get("id") == "form-change-refer"


def test_a_change_that_another_made_meanwhile_is_refused_in_words(visitor: Visit, filed: Filed) -> None:
    path = f"/violations/{filed()}"
    late, early = visitor("case_officer", lang="en"), visitor("basra_officer", lang="en")
    late.get(path)
    early.get(path)
    early.submit("#form-change-not_take_up", **{"not_take_up-reason": "خارج الاختصاص"})
    page = late.submit("#form-change-take_up", **{"take_up-reason": "نفحصه"})
    assert page.status == 422 and "Meanwhile the report has become: Not taken up" in page
    assert page.one("#take_up-reason").text.strip() == "نفحصه"
    assert late.submit("#form-change-take_up").status == 422


def test_a_change_that_is_still_possible_is_decided_anew_after_another_officers_change(visitor: Visit, filed: Filed) -> None:
    path = f"/violations/{filed()}"
    late, early = visitor("case_officer", lang="en"), visitor("basra_officer", lang="en")
    late.get(path)
    early.get(path)
    early.submit("#form-change-take_up")
    page = late.submit("#form-change-not_take_up", **{"not_take_up-reason": "خارج الاختصاص"})
    assert page.status == 422 and "Meanwhile the report has become: Taken up for examination" in page
    assert late.submit("#form-change-not_take_up").status == 200
    assert "Not taken up" in late.get(path)


def test_an_internal_note_is_read_by_officers_only(visitor: Visit, filed: Filed) -> None:
    path = f"/violations/{filed()}"
    officer = visitor("case_officer", lang="en")
    officer.get(path)
    officer.submit("#form-answer", text=SECRET, audience="internal")
    assert SECRET in visitor("basra_officer", lang="en").get(path)
    assert SECRET not in visitor("cso_member", lang="en").get(path).source


def test_a_message_to_the_organisation_is_read_by_it_and_sent_once(visitor: Visit, filed: Filed, arrange: Callable) -> None:
    path = f"/violations/{filed()}"
    officer = visitor("case_officer", lang="en")
    before = officer.get(path)
    officer.submit("#form-answer", text="شكراً لبلاغكم")
    officer.page = before
    officer.submit("#form-answer", text="شكراً لبلاغكم")
    assert "شكراً لبلاغكم" in visitor("cso_member", lang="en").get(path)
    assert arrange(lambda: db.session.query(Message).count()) == 1


def test_protected_names_open_for_a_reason_that_the_organisation_reads(visitor: Visit, filed: Filed, arrange: Callable) -> None:
    path = f"/violations/{filed(names={'witness': 'سلوى حميد'})}"
    officer, member = visitor("case_officer", lang="en"), visitor("cso_member", lang="en")
    assert "سلوى حميد" not in officer.get(path).source and "سلوى حميد" not in member.get(path).source
    refused = officer.submit("#form-reason-names")
    assert refused.status == 422 and "سلوى حميد" not in refused.source
    opened = officer.submit("#form-reason-names", **{"names-reason": "للاتصال بالشاهدة"})
    assert opened.status == 200 and "سلوى حميد" in opened
    assert "سلوى حميد" not in officer.get(path).source
    assert "للاتصال بالشاهدة" in member.get(path)
    assert arrange(lambda: db.session.query(Line).filter_by(action="violations.names_opened").count()) == 1


def test_the_same_form_twice_opens_names_with_one_line_and_on_another_report_with_its_own(
    visitor: Visit, filed: Filed, arrange: Callable, people: dict[str, Somebody]
) -> None:
    one, two = (filed(names={"witness": "سلوى حميد"}) for _ in range(2))
    officer = visitor("case_officer", lang="en")

    def lines() -> int:
        return arrange(lambda: db.session.query(Line).filter_by(action="violations.names_opened").count())

    sent = {"names-reason": "للاتصال بالشاهدة", "names-once": "k" * 24}
    for reference, counted in ((one, 1), (one, 1), (two, 2)):
        assert "سلوى حميد" in officer.post(f"/violations/{reference}/names", **sent) and lines() == counted
    assert "سلوى حميد" in visitor("basra_officer", lang="en").post(f"/violations/{one}/names", **sent) and lines() == 3
    page = officer.get(f"/violations/{one}")
    page = officer.submit("#form-reason-names", **{"names-reason": "مرة ثانية"})
    assert page.one("input[name=names-once]").get("value") not in (None, "k" * 24) and not page.one("#names-reason").text.strip() and lines() == 4


def test_of_several_files_added_later_the_good_ones_are_sent_and_the_wrong_one_is_named(visitor: Visit, filed: Filed) -> None:
    path = f"/violations/{filed()}"
    member = visitor("cso_member", lang="en")
    member.get(path)
    page = member.submit("#form-add", text="صورة أخرى", files=[(io.BytesIO(b"MZ\x90\x00" * 50), "bad.exe"), (io.BytesIO(photo()), "good.jpg")])
    assert page.status == 422 and "bad.exe" in page.errors["files"]
    assert "good.jpg" in page and "صورة أخرى" in page


def test_with_only_a_wrong_file_nothing_is_sent(visitor: Visit, filed: Filed, arrange: Callable) -> None:
    path = f"/violations/{filed()}"
    member = visitor("cso_member", lang="en")
    member.get(path)
    page = member.submit("#form-add", files=[(io.BytesIO(b"MZ\x90\x00" * 50), "bad.exe")])
    assert page.status == 422 and "bad.exe" in page.errors["files"]
    assert arrange(lambda: db.session.query(Message).count()) == 0


def test_an_empty_addition_is_refused(visitor: Visit, filed: Filed) -> None:
    member = visitor("cso_member", lang="en")
    member.get(f"/violations/{filed()}")
    assert set(member.submit("#form-add").errors) == {"text"}


def test_a_withdrawal_needs_a_reason_and_stands_on_record(visitor: Visit, filed: Filed) -> None:
    path = f"/violations/{filed()}"
    member = visitor("cso_member", lang="en")
    member.get(path)
    assert set(member.submit("#form-reason-withdraw").errors) == {"withdraw-reason"}
    page = member.submit("#form-reason-withdraw", **{"withdraw-reason": "أرسل سهواً"})
    assert "أرسل سهواً" in page and not page.all("#form-reason-withdraw")
    assert "أرسل سهواً" in visitor("case_officer", lang="en").get(path)


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_a_receipt_names_reference_time_and_the_hash_of_each_file(visitor: Visit, arrange: Callable, people: dict[str, Somebody], lang: str) -> None:
    def work() -> tuple[str, str]:
        make_election()
        report = make_report(people["cso_member"].actor, [(upload(photo()), "صورة")])
        return report.reference, db.session.query(Violation).one().reference

    reference, _same = arrange(work)
    page = visitor("cso_member", lang=lang).get(f"/violations/{reference}/receipt")
    assert reference in page and [code for code in page.all(".code") if len(code.text_content()) == 64]
    assert page.all("main time") and len(page.statements) <= 10
    assert any({"ar": "بتوقيت بغداد", "ckb": "بە کاتی بەغدا", "en": "Baghdad time"}[lang] in dd.text_content() for dd in page.all("main .pairs dd"))


def test_urgent_reports_reach_officers_with_their_own_notice(desk: Any, people: dict[str, Somebody]) -> None:
    make_report(people["cso_member"].actor, timing="occurring")
    officer = people["case_officer"].person_id
    assert [notice.kind for notice in desk.query(Notice).filter_by(person_id=officer)] == ["violations.urgent"]


def test_no_notice_mail_or_audit_line_holds_a_text_of_the_case(arrange: Callable, people: dict[str, Somebody], run_jobs: Callable[[], int]) -> None:
    member, officer = people["cso_member"].actor, people["case_officer"].actor

    def work() -> None:
        make_election()
        report = make_report(member, narrative=SECRET, title=SECRET, place=SECRET, names={"witness": SECRET})
        services.change(officer, report, Verb.TAKE_UP, reason=SECRET, language="ar")
        services.change(officer, report, Verb.ASK, reason=SECRET, language="ar")
        services.add(member, report, SECRET, "ar", [upload(photo(), f"{SECRET}.jpg")])
        services.answer(officer, report, SECRET, "ar", internal=True)
        services.answer(officer, report, SECRET, "ar")
        services.open_names(officer, report, SECRET, "ar")
        services.withdraw(member, report, SECRET, "ar")

    arrange(work)
    run_jobs()

    def told() -> str:
        lines = [line.text for line in db.session.query(Line)]
        notices = [str(notice.params) for notice in db.session.query(Notice)]
        mails = [mail.subject + mail.body for mail in db.session.query(Mail)]
        assert lines and notices and mails
        return "\n".join([*lines, *notices, *mails])

    assert SECRET not in arrange(told)


def test_a_record_of_the_past_keeps_its_own_moments_and_sends_no_mail(desk: Any, people: dict[str, Somebody]) -> None:
    past = clock.now() - timedelta(days=20)
    member, officer = people["cso_member"].actor, people["case_officer"].actor
    report = services.file_report(member, None, details(happened_on=past.date()), at=past)
    services.change(officer, report, Verb.TAKE_UP, at=past + timedelta(hours=2))
    assert report.received_at == past and report.updated_at == past + timedelta(hours=2)
    assert desk.query(Job).filter_by(name="notifications.mail").count() == 0


@pytest.mark.parametrize("who", ["cso_member", "case_officer"])
def test_the_facts_under_the_title_have_names(visitor: Visit, filed: Filed, who: str) -> None:
    reference = filed()
    meta = " ".join(visitor(who, lang="en").get(f"/violations/{reference}").one(".title .meta").text_content().split())
    assert meta.startswith("Status: Received") and f"Reference number: {reference}" in meta and "Governorate: Basra" in meta


@pytest.mark.parametrize("lang", ["ar", "ckb"])
def test_governorate_and_district_are_parted_by_the_comma_of_the_language(visitor: Visit, filed: Filed, lang: str) -> None:
    district = country.districts("BSR")[0]
    page = visitor("cso_member", lang=lang).get(f"/violations/{filed(district=district.code)}")
    assert f"، {district.name(lang)}" in page and f", {district.name(lang)}" not in page
