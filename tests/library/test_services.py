"""What may happen to a document."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session
from werkzeug.datastructures import FileStorage

from portal.audit.models import Line
from portal.core import search
from portal.core.refusal import Refusal
from portal.library import queries, services, vocabulary
from portal.library.models import Attachment, Document, DocumentText, Provision, Relation, Version
from portal.notifications.models import Notice
from tests.library.making import LAW_AR, LAW_CKB, TITLE_AR, TITLE_CKB, draft, facts, published
from tests.people import Somebody

Session = scoped_session[Any]
People = dict[str, Somebody]


@pytest.fixture
def officer(people: People) -> Any:
    return people["publishing_officer"].actor


def found(query: str) -> list[str]:
    hits = search.find("document", query)
    slugs = queries.slugs_of(hit.owner_id for hit in hits.items)
    return [slugs[hit.owner_id] for hit in hits.items]


def test_a_new_document_is_a_draft_with_an_address_from_its_number(session: Session, officer: Any) -> None:
    document = services.create(officer, facts(), TITLE_AR)
    assert (document.slug, document.publication, document.identity) == ("law-12-2018", "draft", "federal/law/12/2018")


@pytest.mark.parametrize(
    ("changes", "slug"),
    [
        ({"jurisdiction": "kurdistan", "number": "1", "year": 2011}, "kr-law-1-2011"),
        ({"kind": "board_decision", "number": "12", "year": 2026, "minutes_number": "31", "minutes_year": 2026}, "board-decision-12-minutes-31-2026"),
        ({"kind": "resolution", "number": "A/RES/72/164", "year": 2017, "jurisdiction": "international"}, "int-resolution-a-res-72-164-2017"),
        ({"slug": "constitution", "kind": "constitution", "number": None, "year": 2005}, "constitution"),
    ],
)
def test_addresses_can_be_read(session: Session, officer: Any, changes: dict[str, Any], slug: str) -> None:
    assert services.create(officer, facts(**changes), TITLE_AR).slug == slug


def test_a_second_document_of_the_same_number_and_year_is_refused_at_the_number(session: Session, officer: Any) -> None:
    published(officer)
    with pytest.raises(Refusal) as refused:
        services.create(officer, facts(number="(١٢)".strip("()").translate(str.maketrans("١٢", "12"))), "آخر")
    assert refused.value.field == "number" and refused.value.message is vocabulary.SAME_IDENTITY


def test_the_same_number_in_another_year_kind_or_region_is_another_document(session: Session, officer: Any) -> None:
    slugs = {services.create(officer, facts(**changes)).slug for changes in ({}, {"year": 2019}, {"kind": "regulation"}, {"jurisdiction": "kurdistan"})}
    assert len(slugs) == 4


def test_board_decisions_are_told_apart_by_their_minutes(session: Session, officer: Any) -> None:
    decision = {"kind": "board_decision", "number": "10", "year": 2025, "minutes_year": 2025}
    first = services.create(officer, facts(**decision, minutes_number="30"))
    second = services.create(officer, facts(**decision, minutes_number="31"))
    assert first.id != second.id
    with pytest.raises(Refusal) as refused:
        services.create(officer, facts(**decision))
    assert refused.value.field == "minutes_number"


def test_the_same_form_sent_twice_makes_one_document(session: Session, officer: Any) -> None:
    assert services.create(officer, facts(), once="key-1") is services.create(officer, facts(), once="key-1")
    assert session.scalar(select(func.count(Document.id))) == 1


def test_publishing_makes_it_found_in_every_language_and_tells_the_organisations_once(session: Session, officer: Any, people: People) -> None:
    document = draft(officer)
    services.set_text(officer, document, "ckb", title=TITLE_CKB, source=LAW_CKB, origin="translated")
    assert found("المصطلحات") == []
    services.publish(officer, document, once="p1")
    services.publish(officer, document, once="p1")
    assert found("المصطلحات") == found("متمانەپێدان") == found("12/2018") == ["law-12-2018"]
    told = {row.person_id for row in session.scalars(select(Notice).where(Notice.kind == "library.published"))}
    assert people["cso_member"].person_id in told and people["other_member"].person_id in told and officer.person_id not in told
    assert session.scalar(select(func.count(Notice.id))) == len(told)


def test_a_draft_without_text_is_not_published(session: Session, officer: Any) -> None:
    document = services.create(officer, facts())
    with pytest.raises(Refusal) as refused:
        services.publish(officer, document)
    assert refused.value.message is vocabulary.NO_TEXT


def test_one_text_is_the_authentic_one(session: Session, officer: Any) -> None:
    document = draft(officer)
    services.set_text(officer, document, "ckb", title=TITLE_CKB, source=LAW_CKB, authentic=True)
    marks = dict(session.execute(select(DocumentText.language, DocumentText.authentic)).all())
    assert marks == {"ar": False, "ckb": True}


def test_a_text_is_authentic_only_when_an_officer_says_so(session: Session, officer: Any) -> None:
    document = services.create(officer, facts())
    services.set_text(officer, document, "ar", title=TITLE_AR, source=LAW_AR)
    services.publish(officer, document)
    read = queries.reading(document, "ar")
    assert read and not any(text.authentic for text in read.texts)


def test_a_correction_needs_a_note_and_leaves_the_earlier_version_readable(session: Session, officer: Any) -> None:
    document = published(officer)
    services.begin_correction(officer, document)
    services.set_text(officer, document, "ar", title=TITLE_AR, source=LAW_AR.replace("عبر البوابة", "ورقياً"), authentic=True)
    assert found("ورقيا") == []
    with pytest.raises(Refusal) as refused:
        services.publish(officer, document)
    assert refused.value.field == "note"
    services.publish(officer, document, note="صُححت المادة (3).")
    assert found("ورقيا") == ["law-12-2018"]
    old = queries.reading(document, "ar", number=1)
    new = queries.reading(document, "ar")
    assert old and new and "عبر البوابة" in old.provisions[-1].body and "ورقياً" in new.provisions[-1].body
    assert new.version is not None and new.version.correction and new.version.note == "صُححت المادة (3)."


def test_a_further_language_says_itself_what_was_added(session: Session, officer: Any) -> None:
    document = published(officer)
    services.begin_correction(officer, document)
    services.set_text(officer, document, "ckb", title=TITLE_CKB, source=LAW_CKB, origin="translated")
    services.publish(officer, document, note_language="ar")
    read = queries.reading(document, "ckb")
    assert read and read.version and read.version.note and not read.version.correction
    assert document.languages == ",ar,ckb,"


def test_a_dropped_correction_leaves_no_trace_in_the_texts(session: Session, officer: Any) -> None:
    document = published(officer)
    services.begin_correction(officer, document)
    services.drop_correction(officer, document)
    assert document.draft_version_id is None
    assert session.scalar(select(func.count(Version.id))) == session.scalar(select(func.count(DocumentText.id))) == 1


def test_a_withdrawn_document_is_not_found_and_keeps_its_reason(session: Session, officer: Any) -> None:
    document = published(officer)
    with pytest.raises(Refusal):
        services.withdraw(officer, document, "  ", "ar")
    services.begin_correction(officer, document)
    services.withdraw(officer, document, "نُشر قبل أوانه.", "ar")
    services.withdraw(officer, document, "نُشر قبل أوانه.", "ar")
    with pytest.raises(Refusal):
        services.publish(officer, document, note="عودة")
    assert found("المصطلحات") == [] and document.withdrawal_reason == "نُشر قبل أوانه."


def test_two_editors_at_once_are_noticed(session: Session, officer: Any, people: People) -> None:
    document = draft(officer)
    seen = queries.draft_text(document, "ar").lock_version  # type: ignore[union-attr]
    services.set_text(officer, document, "ar", title=TITLE_AR, source="نص أول.", seen=seen)
    with pytest.raises(Refusal) as refused:
        services.set_text(officer, document, "ar", title=TITLE_AR, source="نص ثان.", seen=seen)
    assert refused.value.message is vocabulary.CHANGED_MEANWHILE
    services.set_text(officer, document, "ar", title=TITLE_AR, source="نص أول.", seen=seen)


def test_facts_saved_from_an_old_form_are_refused(session: Session, officer: Any) -> None:
    document = draft(officer)
    seen = document.lock_version
    services.change_facts(officer, document, facts(state="amended"), seen=seen)
    with pytest.raises(Refusal):
        services.change_facts(officer, document, facts(state="repealed"), seen=seen)
    services.change_facts(officer, document, facts(state="amended"), seen=seen)
    assert document.state == "amended"


def test_a_discarded_draft_is_gone_with_everything_of_it(session: Session, officer: Any) -> None:
    document = draft(officer)
    services.relate(officer, document, "cites", published(officer, number="1"))
    services.discard(officer, document)
    assert session.scalar(select(func.count(Document.id))) == 1
    assert session.scalar(select(func.count(Relation.id))) == 0
    with pytest.raises(Refusal):
        services.discard(officer, session.scalar(select(Document)))


def test_relations_are_seen_from_both_ends_down_to_the_article(session: Session, officer: Any) -> None:
    law = published(officer)
    change = published(officer, kind="amendment_law", number="4", year=2023, title="قانون التعديل الثالث")
    assert services.relate(officer, change, "amends", law, source_key="article-1", target_key="article-2")
    assert services.relate(officer, change, "amends", law.slug, source_key="article-1", target_key="article-2") is None
    [forward], [back] = queries.links(change, "ar"), queries.links(law, "ar")
    assert (forward.kind, forward.back, forward.slug, forward.key) == ("amends", False, "law-12-2018", "article-2")
    assert (back.back, back.slug, back.own_key, back.key) == (True, change.slug, "article-2", "article-1")


@pytest.mark.parametrize(("target", "key", "field"), [("nowhere", "", "target"), ("law-12-2018", "article-99", "target_key")])
def test_a_relation_to_nothing_is_refused_at_its_field(session: Session, officer: Any, target: str, key: str, field: str) -> None:
    published(officer)
    change = published(officer, kind="amendment_law", number="4", year=2023)
    with pytest.raises(Refusal) as refused:
        services.relate(officer, change, "amends", target, target_key=key)
    assert refused.value.field == field


def test_one_clause_can_be_suspended_while_the_law_stays_in_force(session: Session, officer: Any) -> None:
    law = published(officer)
    court = published(officer, kind="judgment", number="7", year=2024, title="أمر ولائي")
    services.set_provision_state(officer, law, "article-1-2", "suspended", from_on="2024-05", by=court, notes={"ar": "أُوقف البند."})
    read = queries.reading(law, "ar")
    assert read is not None and law.state == "in_force"
    state = read.states["article-1-2"]
    assert (state.state, state.from_on, state.by_slug, state.note) == ("suspended", "2024-05", court.slug, "أُوقف البند.")


def test_files_belong_to_the_version_in_which_they_were_added(session: Session, officer: Any) -> None:
    document = draft(officer)
    upload = FileStorage(BytesIO("استمارة".encode()), "استمارة الطلب.txt")
    [first] = services.attach(officer, document, [upload], language="ar", once="f1")
    assert services.attach(officer, document, [upload], language="ar", once="f1") == []
    services.publish(officer, document)
    services.begin_correction(officer, document)
    copied = session.scalar(select(Attachment).where(Attachment.version_id == document.draft_version_id))
    assert copied is not None and copied.file_id == first.file_id
    services.detach(officer, document, copied.id)
    assert session.scalar(select(func.count(Attachment.id))) == 1


def test_a_tree_of_provisions_is_kept_with_its_ids(session: Session, officer: Any) -> None:
    document = services.create(officer, facts())
    tree = [
        {"kind": "clause", "id": "sample-note", "label": "نص توضيحي", "heading": "", "text": "نموذج.", "children": []},
        {"kind": "article", "id": "article-9", "label": "المادة (9)", "heading": "", "text": "للمراقب:", "children": [
            {"kind": "clause", "id": "article-9-1", "label": "أولاً", "heading": "", "text": "الدخول.", "children": []}]},
    ]  # fmt: skip
    text = services.set_text(officer, document, "ar", title=TITLE_AR, provisions=tree, authentic=True)
    assert list(session.scalars(select(Provision.key).order_by(Provision.place))) == ["sample-note", "article-9", "article-9-1"]
    source = queries.draft_text(document, "ar").source  # type: ignore[union-attr]
    again = services.set_text(officer, document, "ar", title="عنوان آخر", source=source, authentic=True)
    assert again.id == text.id
    assert list(session.scalars(select(Provision.key).order_by(Provision.place))) == ["sample-note", "article-9", "article-9-1"]


def test_every_change_is_audited_without_the_text_itself(session: Session, officer: Any) -> None:
    published(officer)
    lines = list(session.scalars(select(Line).where(Line.subject_kind == "document")))
    assert [line.action for line in lines] == ["library.created", "library.text_saved", "library.published"]
    assert not any("المصطلحات" in line.text for line in lines)
