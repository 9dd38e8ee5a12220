"""Writing a report before it is published."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from portal.audit.models import Line
from portal.core import files
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.notifications.models import Notice
from portal.reports import policy, queries, vocabulary
from portal.reports.models import Attachment, Report, ReportText, Version
from portal.reports.services import attaching, correcting, drafting, publishing
from tests.reports.making import SUMMARY, TEXT, TITLE, draft, with_file
from tests.violations.making import photo


def test_a_draft_belongs_to_the_organisation_and_is_seen_by_nobody_else(session: Any, people: Any) -> None:
    made = draft(people["cso_member"].actor)
    assert made.state == "draft" and made.organisation_id == people["cso_member"].organisation_id
    for key, somebody in people.items():
        seen = queries.report(made.slug, somebody.actor) is not None
        assert seen == policy.may_view(somebody.actor, made) == key.startswith("cso_"), key


def test_the_address_is_readable_and_never_changes(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    latin = draft(actor, "Opening of polling stations in Al-Zubair, 22 November")
    arabic = draft(actor)
    again = draft(actor)
    assert latin.slug == "nahrain-opening-of-polling-stations-in-al-zubair-22-november"
    assert re.fullmatch(r"nahrain-preliminary-statement-\d{4}", arabic.slug)
    assert again.slug == f"{arabic.slug}-2"
    drafting.write_text(actor, latin, "ar", "عنوان آخر", SUMMARY, TEXT, seen=1)
    assert latin.slug.startswith("nahrain-opening")


@pytest.mark.parametrize("title", ["../../etc/passwd and more", "new", "💥💥", "a" * 300, "'; DROP TABLE x --", "%%__ %% __"])
def test_any_title_makes_a_plain_address(title: str, session: Any, people: Any) -> None:
    assert re.fullmatch(r"nahrain-[a-z0-9]+(-[a-z0-9]+)*", draft(people["cso_member"].actor, title).slug)


def test_the_same_form_sent_twice_makes_one_draft(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    one = drafting.draft(actor, "once-1", "final", "ar", TITLE)
    two = drafting.draft(actor, "once-1", "final", "ar", TITLE)
    assert one.id == two.id
    assert len(list(db.session.scalars(select(Report)))) == 1


def test_a_key_of_another_organisation_does_not_lead_into_its_draft(session: Any, people: Any) -> None:
    mine = drafting.draft(people["cso_member"].actor, "once-1", "final", "ar", TITLE)
    with pytest.raises(Exception, match="(?i)unique"):
        drafting.draft(people["other_member"].actor, "once-1", "final", "ar", TITLE)
    db.session.rollback()
    assert mine is not None


def test_only_members_of_an_organisation_draft(session: Any, people: Any) -> None:
    assert [key for key, somebody in people.items() if policy.may_write(somebody.actor)] == [
        "cso_member", "cso_case_holder", "cso_admin", "other_member", "other_admin",
    ]  # fmt: skip
    with pytest.raises(ValueError):
        drafting.draft(people["case_officer"].actor, "x", "final", "ar", TITLE)


def test_versions_in_other_languages_stand_side_by_side(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = draft(actor)
    drafting.write_text(actor, made, "ckb", "ڕاپۆرتی سەرەتایی", "پوختە", "دەق", translated=True)
    texts = queries.texts(queries.own_report(made.slug, actor).draft)
    assert [(row.language, row.origin) for row in texts] == [("ar", "written"), ("ckb", "translated")]


def test_a_text_without_anything_in_it_is_taken_out(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = draft(actor)
    drafting.write_text(actor, made, "en", "Title", "Summary", "Text")
    drafting.write_text(actor, made, "en", "", "", "", seen=1)
    assert [row.language for row in queries.texts(queries.own_report(made.slug, actor).draft)] == ["ar"]


def test_whoever_saves_over_a_colleague_is_told_first(session: Any, people: Any) -> None:
    member, admin = people["cso_member"].actor, people["cso_admin"].actor
    made = draft(member)
    drafting.write_text(admin, made, "ar", TITLE, SUMMARY, "نص المدير", seen=1)
    with pytest.raises(Refusal) as told:
        drafting.write_text(member, made, "ar", TITLE, SUMMARY, "نص العضو", seen=1)
    assert told.value.message is vocabulary.CHANGED_MEANWHILE
    drafting.write_text(member, made, "ar", TITLE, SUMMARY, "نص العضو", seen=2)
    assert db.session.scalars(select(ReportText.source)).one() == "نص العضو"


def test_saving_the_same_twice_is_no_conflict(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = draft(actor)
    drafting.write_text(actor, made, "ar", TITLE, SUMMARY, "نص", seen=1)
    drafting.write_text(actor, made, "ar", TITLE, SUMMARY, "نص", seen=1)


def test_a_text_needs_a_title(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = draft(actor)
    with pytest.raises(Refusal) as told:
        drafting.write_text(actor, made, "en", "", "Summary", "Text")
    assert told.value.field == "title"


def test_type_and_places_change_with_the_draft(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = draft(actor)
    drafting.change_facts(actor, made, "thematic", "women", ["NIN", "BGD"], seen=0)
    found = queries.own_report(made.slug, actor)
    assert (found.type, found.theme, found.draft.governorates) == ("thematic", "women", "BGD NIN")
    with pytest.raises(Refusal):
        drafting.change_facts(people["cso_admin"].actor, made, "final", None, [], seen=0)


def test_a_subject_belongs_to_thematic_reports_only(session: Any, people: Any) -> None:
    assert draft(people["cso_member"].actor, type="final", theme="women").theme is None


def test_the_same_file_is_attached_once(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = draft(actor)
    first, second = with_file(actor, made), with_file(actor, made)
    assert first == second
    assert len(list(db.session.scalars(select(Attachment)))) == 1


def test_a_file_of_a_strange_kind_is_refused_at_its_field(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = draft(actor)
    with pytest.raises(Refusal) as told:
        with_file(actor, made, "photo.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    assert told.value.field == "files"


def test_a_picture_is_attached_without_its_place_and_device(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = draft(actor)
    with_file(actor, made, "صورة.jpg", photo(with_place=True))
    stored = queries.attachments(queries.own_report(made.slug, actor).draft)[0].file
    with files.open_stored(stored) as file:
        data = file.read()
    assert stored.original_id is not None and b"SECRETPHONE" in photo(with_place=True) and b"SECRETPHONE" not in data
    assert with_file(actor, made, "صورة.jpg", photo(with_place=True)) == stored.key


def test_files_are_limited_in_number(session: Any, people: Any, monkeypatch: Any) -> None:
    actor = people["cso_member"].actor
    made = draft(actor)
    monkeypatch.setattr(attaching, "MOST_FILES", 1)
    with_file(actor, made)
    with pytest.raises(Refusal):
        with_file(actor, made, data=b"another\n")


def test_a_file_is_taken_out_of_the_draft(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = draft(actor)
    key = with_file(actor, made)
    attaching.detach(actor, made, key)
    attaching.detach(actor, made, key)
    assert queries.attachments(queries.own_report(made.slug, actor).draft) == []


def test_a_discarded_draft_is_gone_with_everything(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = draft(actor)
    with_file(actor, made)
    assert correcting.discard(actor, made)
    for model in (Report, Version, ReportText, Attachment):
        assert not list(db.session.scalars(select(model)))


def test_every_change_leaves_an_audit_line_without_the_text(session: Any, people: Any) -> None:
    actor = people["cso_member"].actor
    made = draft(actor)
    with_file(actor, made)
    publishing.publish(actor, made)
    lines = list(db.session.scalars(select(Line).where(Line.subject_kind == "report").order_by(Line.id)))
    assert [line.action for line in lines] == ["reports.drafted", "reports.changed", "reports.attached", "reports.published"]
    assert all(line.organisation_id == actor.organisation_id for line in lines)
    assert not any(TITLE in line.text or "المنهجية" in line.text for line in lines)


def test_drafting_tells_nobody(session: Any, people: Any) -> None:
    draft(people["cso_member"].actor)
    assert not list(db.session.scalars(select(Notice)))
