"""Publishing, correcting and withdrawing."""

from typing import Any

import pytest
from sqlalchemy import select

from portal.core import search
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.notifications.models import Mail, Notice
from portal.reports import policy, queries, vocabulary
from portal.reports.services import correcting, drafting, publishing
from tests.reports.making import SUMMARY, TEXT, TITLE, corrected, draft, published, with_file


def _found(words: str, actor: Any, **filters: Any) -> list[str]:
    found = queries.published(queries.Wanted(q=words, **filters), actor, "ar")
    return [entry.report.slug for entry in found.page.rows]


def test_a_published_report_is_read_by_organisations_and_the_commission(session: Any, people: Any) -> None:
    made = published(people["cso_member"].actor)
    for key, somebody in people.items():
        seen = queries.report(made.slug, somebody.actor) is not None
        assert seen == policy.may_view(somebody.actor, made) == (not key.startswith("suspended")), key


def test_a_suspended_organisation_sees_its_own_only(session: Any, people: Any) -> None:
    halted = people["suspended_member"].actor
    working = type(halted)(**{**vars(halted), "suspended": False})
    own, other = published(working), published(people["cso_member"].actor)
    assert queries.report(own.slug, halted) and not queries.report(other.slug, halted)
    assert [entry.report.slug for entry in queries.published(queries.Wanted(), halted, "ar").page.rows] == [own.slug]
    assert not policy.may_edit(halted, own) and not policy.may_write(halted)


def test_an_unfinished_text_keeps_the_report_from_being_published(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = draft(actor)
    drafting.write_text(actor, made, "en", "Title only", "", "")
    with pytest.raises(Refusal):
        publishing.publish(actor, made)
    assert made.state == "draft"


def test_a_report_without_any_text_is_not_published(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = draft(actor)
    drafting.write_text(actor, made, "ar", "", "", "", seen=1)
    with pytest.raises(Refusal) as told:
        publishing.publish(actor, made)
    assert told.value.message is vocabulary.NOTHING_WRITTEN


def test_publishing_twice_publishes_once(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = draft(actor)
    one = publishing.publish(actor, made, number=1)
    at = one.published_at
    two = publishing.publish(actor, made, number=1)
    assert one.id == two.id and two.published_at == at
    assert len({(notice.person_id, notice.kind) for notice in db.session.scalars(select(Notice))}) == len(
        list(db.session.scalars(select(Notice)))
    )


def test_a_form_of_an_earlier_version_does_not_publish_a_later_draft(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = published(actor)
    correcting.correct(actor, made)
    publishing.publish(actor, made, "ملاحظة", number=1)
    found = queries.own_report(made.slug, actor)
    assert found.draft is not None and found.current.number == 1


def test_others_are_told_on_the_page_and_not_by_mail(session: Any, people: Any) -> None:
    made = published(people["cso_member"].actor)
    told = {notice.person_id for notice in db.session.scalars(select(Notice).where(Notice.kind == "reports.published"))}
    expected = ("cso_admin", "other_member", "other_admin", "publishing_officer", "case_officer", "basra_officer")
    assert {people[key].person_id for key in expected} <= told
    assert not told & {people[key].person_id for key in ("cso_member", "nineveh_officer")}
    assert not list(db.session.scalars(select(Mail)))
    assert {notice.subject_ref for notice in db.session.scalars(select(Notice))} == {made.slug}


def test_a_correction_says_what_changed_and_leaves_the_earlier_version_readable(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = corrected(actor, published(actor), "## النتائج\nالعدد الصحيح 66.")
    found = queries.report(made.slug, people["other_member"].actor)
    first, second = found.published
    assert (first.number, second.number) == (1, 2) and found.current.id == second.id
    assert second.note == "صُحّح عدد المحطات." and first.content_hash != second.content_hash
    assert "الزبير" in queries.texts(first, whole="ar")[0].body
    assert "66" in queries.texts(second, whole="ar")[0].body


def test_a_correction_keeps_its_place_in_the_list(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    old, new = published(actor, "Old one of ours"), published(actor, "New one of ours")
    corrected(actor, old, "نص جديد")
    rows = queries.published(queries.Wanted(), actor, "ar").page.rows
    assert [entry.report.slug for entry in rows] == [new.slug, old.slug]


def test_a_correction_needs_a_note_and_a_change(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = published(actor)
    correcting.correct(actor, made)
    with pytest.raises(Refusal) as told:
        publishing.publish(actor, made, "بلا تغيير")
    assert told.value.message is vocabulary.NOTHING_CHANGED
    drafting.write_text(actor, made, "ar", TITLE, SUMMARY, "نص آخر", seen=1)
    with pytest.raises(Refusal) as told:
        publishing.publish(actor, made, " ")
    assert told.value.field == "note"


def test_correcting_twice_opens_one_draft(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = published(actor)
    assert correcting.correct(actor, made).id == correcting.correct(people["cso_admin"].actor, made).id


def test_readers_keep_type_and_places_until_the_correction_is_published(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = published(actor)
    correcting.correct(actor, made)
    drafting.change_facts(actor, made, "final", None, ["NIN"], seen=0)
    assert made.type == "preliminary" and _filtered(people, "BSR") == [made.slug] and not _filtered(people, "NIN")
    publishing.publish(actor, made, "شمل التقرير نينوى.")
    assert made.type == "final" and _filtered(people, "NIN") == [made.slug] and not _filtered(people, "BSR")


def _filtered(people: Any, governorate: str) -> list[str]:
    wanted = queries.Wanted(governorates=[governorate])
    return [entry.report.slug for entry in queries.published(wanted, people["other_member"].actor, "ar").page.rows]


def test_a_discarded_correction_leaves_the_published_report(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = published(actor)
    correcting.correct(actor, made)
    assert not correcting.discard(actor, made) and not correcting.discard(actor, made)
    found = queries.own_report(made.slug, actor)
    assert found.draft is None and found.current.number == 1


def test_a_withdrawn_report_leaves_its_trace_and_nothing_to_read(session: Any, people: Any) -> None:
    actor, other = people["cso_member"].actor, people["other_member"].actor
    made = draft(actor)
    key = with_file(actor, made)
    publishing.publish(actor, made)
    assert queries.attached_file(made.slug, key, other) is not None
    publishing.withdraw(actor, made, "أرقام غير دقيقة", "ar")
    publishing.withdraw(actor, made, "سبب ثان", "ar")
    assert made.reason == "أرقام غير دقيقة"
    assert queries.report(made.slug, other) is not None and not policy.may_read_inside(other, made)
    assert queries.attached_file(made.slug, key, other) is None and queries.attached_file(made.slug, key, actor) is not None
    assert not queries.published(queries.Wanted(), other, "ar").page.rows and not _found("المنهجية", other)


def test_a_withdrawn_report_is_not_changed_any_more(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = published(actor)
    publishing.withdraw(actor, made, "سبب", "ar")
    assert not policy.may_edit(actor, made)
    for change in (lambda: correcting.correct(actor, made), lambda: publishing.publish(actor, made)):
        with pytest.raises(Refusal):
            change()


def test_a_draft_cannot_be_withdrawn_and_a_reason_is_needed(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    with pytest.raises(Refusal):
        publishing.withdraw(actor, draft(actor), "سبب", "ar")
    with pytest.raises(Refusal) as told:
        publishing.withdraw(actor, published(actor), "  ", "ar")
    assert told.value.field == "reason"


def test_search_finds_published_words_with_their_other_forms(session: Any, people: Any) -> None:
    actor, other = people["cso_member"].actor, people["other_member"].actor
    made = published(actor)
    for words in ("المحطات", "محطة", "المَنهجيّة", "البصره", "120", "الزبير"):
        assert _found(words, other) == [made.slug], words
    assert not _found("كهرباء", other)


def test_drafts_corrections_and_foreign_words_are_not_found(session: Any, people: Any) -> None:
    actor, other = people["cso_member"].actor, people["other_member"].actor
    draft(actor, source="كلمة زعفران")
    made = published(actor)
    correcting.correct(actor, made)
    drafting.write_text(actor, made, "ar", TITLE, SUMMARY, "كلمة ياسمين", seen=1)
    for reader in (actor, other, people["case_officer"].actor, people["suspended_member"].actor):
        found = queries.published(queries.Wanted(q="زعفران"), reader, "ar")
        assert (found.total, list(found.page.rows)) == (0, [])
        assert not _found("ياسمين", reader)
    assert not _found("المنهجية", people["suspended_member"].actor)


def test_a_hit_tells_its_chapter(session: Any, people: Any) -> None:
    published(people["cso_member"].actor)
    row = queries.published(queries.Wanted(q="القرنة"), people["other_member"].actor, "en").page.rows[0]
    assert row.passage is not None and row.passage.chapter == 2 and row.text is not None and row.text.language == "ar"
    assert ("القرنة", True) in search.excerpt(row.passage.text, "القرنة")


def test_filters_and_words_narrow_together(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = published(actor)
    assert _found("محطة", actor, types=["preliminary"], governorates=["BSR"], languages=["ar"]) == [made.slug]
    for other in ({"types": ["final"]}, {"governorates": ["NIN"]}, {"languages": ["en"]}):
        assert not _found("محطة", actor, **other)
        assert not queries.published(queries.Wanted(**other), actor, "ar").page.rows


def test_lists_go_on_by_key_and_lose_nothing(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = [published(actor, f"Report number {n} of this network").slug for n in range(5)]
    seen: list[str] = []
    after = None
    while True:
        page = queries.published(queries.Wanted(after=after), actor, "ar", size=2).page
        seen += [entry.report.slug for entry in page.rows]
        after = page.next_key
        if after is None:
            break
    assert seen == made[::-1]


def test_the_export_holds_every_version_and_text(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = draft(actor)
    with_file(actor, made)
    publishing.publish(actor, made)
    corrected(actor, made, "نص مصحح")
    published(people["other_member"].actor)
    told = queries.export_of(actor.organisation_id)
    assert [row["address"] for row in told] == [made.slug]
    assert [version["number"] for version in told[0]["versions"]] == [1, 2]
    assert told[0]["versions"][0]["texts"][0]["text"] == TEXT.strip() or told[0]["versions"][0]["texts"][0]["text"] == TEXT
    assert told[0]["versions"][1]["files"][0]["name"] == "محطات.txt"
