"""Agreements: drafted, published for good, signed once for an organisation, and asked for again with a new version."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.audit.models import Line
from portal.core import clock
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity.models import AgreementVersion, Signature
from portal.identity.queries import agreements as queries
from portal.identity.queries import organisation_facts
from portal.identity.services.agreements import drafting, signing
from portal.identity.vocabulary import agreements as words
from portal.notifications.models import Notice
from tests.identity.agreements import CODE, TEXTS, draft, overdue, published, signed
from tests.identity.letters import mails
from tests.people import Somebody
from tests.visiting import Visitor

People = dict[str, Somebody]
Visit = Callable[..., Visitor]
ADDRESS = "/identity/agreements/code_of_conduct"


def test_a_draft_is_previewed_published_and_then_never_changed(visitor: Visit, people: People, arrange: Any) -> None:
    admin, member = visitor("commission_admin", lang="en"), visitor("cso_member", lang="en")
    admin.get("/identity/agreements/")
    admin.submit(form=f"form[action$='{ADDRESS}/drafts']")
    typed = {f"{part}_{code}": value for code, both in TEXTS.items() for part, value in zip(("title", "body"), both, strict=True)}
    preview = admin.submit(**typed, authentic="ckb")
    assert "This is a preview" in preview and preview.h1 == "Code of conduct" and member.get(f"{ADDRESS}/1").status == 404
    admin.follow("Publish")
    assert "sign_by-day" in admin.submit().errors
    day = clock.today() + timedelta(days=14)
    shown = admin.submit(sign_by__day=str(day.day), sign_by__month=str(day.month), sign_by__year=str(day.year))
    assert "The version is published. Organisations have been asked to sign." in shown.notices
    assert member.get(f"{ADDRESS}/1").status == 200 and "Kurdish (Sorani)" in member.get(f"{ADDRESS}/1?text=ar")
    assert "cannot be changed any more" in admin.get(f"{ADDRESS}/1/draft")

    def change() -> None:
        version = queries.agreement("code_of_conduct", 1, people["commission_admin"].actor)
        assert version is not None
        with pytest.raises(Refusal):
            drafting.change_version(people["commission_admin"].actor, version, TEXTS, "ar", version.lock_version)

    arrange(change)


def test_the_hash_is_computed_again_from_the_text_that_anybody_downloads(visitor: Visit, people: People, arrange: Any) -> None:
    number = arrange(lambda: published(people["commission_admin"].actor).hash)
    answer = visitor("suspended_member").answer("GET", f"/ar{ADDRESS}/1/canonical")
    assert hashlib.sha256(answer.response.get_data()).hexdigest() == number
    assert number in visitor("cso_member").get(f"{ADDRESS}/1")


def test_no_text_can_pass_for_two_languages(session: Any, people: People) -> None:
    version = draft(people["commission_admin"].actor)
    honest = drafting.hash_of(version)
    for row in version.texts:
        row.body = row.body.replace("\n", "\n\nen\n")
    assert drafting.hash_of(version) != honest and queries.canonical_text(version).count("\nen\n") == 1


def test_only_a_whole_text_with_a_day_ahead_is_published(session: Any, people: People) -> None:
    admin = people["commission_admin"].actor
    made = drafting.begin_version(admin, CODE)
    assert drafting.begin_version(admin, CODE) is made
    drafting.change_version(admin, made, {"ar": TEXTS["ar"]}, "ar", made.lock_version)
    for day, refusal in ((clock.today(), words.TEXTS_MISSING), (clock.today() - timedelta(days=1), words.SIGN_BY_PAST)):
        with pytest.raises(Refusal) as caught:
            drafting.publish_version(admin, made, day, made.lock_version)
        assert caught.value.message == refusal
        session.refresh(made)


def test_an_administrator_signs_in_the_language_that_was_read(visitor: Visit, people: People, arrange: Any, run_jobs: Any) -> None:
    arrange(lambda: published(people["commission_admin"].actor).id)
    run_jobs()
    assert people["cso_admin"].email in [to for to, _subject, _text in mails(arrange)]
    admin = visitor("cso_admin", lang="en")
    desk = admin.get("/en/")
    assert "Waits for your signature" in desk and "1 thing waits for you." in desk
    admin.follow("Read and sign")
    admin.get(f"{ADDRESS}/1/signing?text=ckb")
    wrong = admin.submit(name="علي")
    assert wrong.status == 422 and set(wrong.errors) == {"read", "authority", "name", "position"} and "بێلایەنی" in wrong
    record = admin.submit(name="علي كاظم محسن", position="المدير التنفيذي", read=True, authority=True)
    assert record.path.startswith("/en/identity/signatures/S-") and "بێلایەنی" in record and "Kurdish (Sorani)" in record and "Baghdad time" in record
    assert all(piece in record for piece in ("علي كاظم محسن", "المدير التنفيذي", "Nahrain Election Observation Organisation"))
    assert "Waits for your signature" not in admin.get("/en/")
    assert admin.get(f"{ADDRESS}/1/signing").path == record.path, "who signs again is led to what stands"
    for reader, status in (("cso_member", 200), ("case_officer", 200), ("other_admin", 404), ("suspended_admin", 404)):
        assert visitor(reader).get(record.path.removeprefix("/en")).status == status, reader
    assert "has signed" in visitor("commission_admin", lang="en").get("/notifications/")
    assert "علي كاظم محسن" in visitor("commission_admin", lang="en").get(f"{ADDRESS}/1/signatures?show=signed")


def test_members_and_the_suspended_do_not_sign(visitor: Visit, people: People, arrange: Any) -> None:
    arrange(lambda: published(people["commission_admin"].actor).id)
    for reader in ("cso_member", "suspended_admin", "commission_admin"):
        assert visitor(reader).get(f"{ADDRESS}/1/signing").status == 403, reader


def test_an_organisation_signs_a_version_once_and_the_line_holds_no_name(session: Any, people: People) -> None:
    actor, version = people["cso_admin"].actor, published(people["commission_admin"].actor)
    first = signed(actor, version)
    assert signed(actor, version, "en") is first and (first.language, first.hash) == ("ar", version.hash)
    assert session.scalar(select(func.count(Signature.id))) == 1
    line = session.scalar(select(Line).where(Line.action == "identity.agreement_signed"))
    assert version.hash in line.text and first.name not in line.text and first.position not in line.text
    assert organisation_facts(actor.organisation_id, whole=True)["signatures"][0]["hash"] == version.hash


def test_a_new_version_asks_everybody_again_and_ends_the_signing_of_the_old_one(session: Any, people: People) -> None:
    admin, actor = people["commission_admin"].actor, people["cso_admin"].actor
    first = published(admin)
    signed(actor, first)
    assert queries.to_sign(actor) == []
    second = published(admin)
    assert [one.number for one in queries.to_sign(actor)] == [2] == [one.number for one in queries.to_sign(people["other_admin"].actor)]
    assert queries.to_sign(people["cso_member"].actor) == []
    with pytest.raises(Refusal) as caught:
        signed(people["other_admin"].actor, first)
    assert caught.value.message == words.NOT_THE_CURRENT
    assert session.scalar(select(func.count(Notice.id)).where(Notice.kind == "identity.agreement_published")) == 4
    assert queries.signature_counts(first) == (1, 1) and queries.signature_counts(second) == (0, 2)


def test_who_has_not_signed_is_reminded_a_week_and_a_day_before_and_only_then(session: Any, people: People) -> None:
    version = published(people["commission_admin"].actor, days=14)
    signed(people["cso_admin"].actor, version)
    told = []
    for days in (0, 6, 7, 7, 10, 13, 14, 15):
        with clock.at(clock.now() + timedelta(days=days)):
            signing.remind_of_signatures()
            told.append(session.scalar(select(func.count(Notice.id)).where(Notice.kind == "identity.agreement_reminder")))
    assert told == [0, 0, 1, 1, 1, 2, 2, 2]
    reminded = set(session.scalars(select(Notice.person_id).where(Notice.kind == "identity.agreement_reminder")))
    assert reminded == {people["other_admin"].person_id}, "the suspended cannot sign and are left alone"


def test_a_signature_is_missing_only_after_a_last_day_and_a_new_version_helps_nobody_who_had_not_signed(session: Any, people: People) -> None:
    admin, nahrain, zagros = people["commission_admin"].actor, people["cso_admin"], people["other_admin"]
    assert queries.signature_missing(nahrain.organisation_id) is None
    version = overdue(admin)
    with clock.at(clock.now() - timedelta(days=25)):
        assert queries.signature_missing(nahrain.organisation_id) is None
        signed(nahrain.actor, version)
    assert queries.signature_missing(nahrain.organisation_id) is None
    assert queries.signature_missing(zagros.organisation_id) is version
    newer = published(admin)
    assert queries.signature_missing(nahrain.organisation_id) is None, "a new version gives its time to those who had signed"
    assert queries.signature_missing(zagros.organisation_id).id == newer.id, "and is no way out for those who had not"
    signed(zagros.actor, newer)
    assert queries.signature_missing(zagros.organisation_id) is None
    assert db.session.scalar(select(func.count(AgreementVersion.id))) == 2


def test_the_text_is_read_in_another_language_and_what_was_typed_stays(visitor: Visit, people: People, arrange: Any) -> None:
    arrange(lambda: published(people["commission_admin"].actor).id)
    admin = visitor("cso_admin", lang="en")
    page = admin.get(f"{ADDRESS}/1/signing")
    way = page.one(".tabs button[formaction*='text=ckb']")
    assert page.one("main form").get("id") == way.get("form") and page.one("main form").get("data-guard") == ""
    token = page.one("main form input[name=csrf_token]").get("value")
    typed = {"name": "علي كاظم", "read": "y", "language": "en", "csrf_token": token, way.get("name"): way.get("value")}
    page = admin.send(way.get("formaction"), typed)
    assert page.status == 200 and page.path.startswith("/en/") and not page.errors and "بێلایەنی" in page
    assert page.one("input[name=name]").get("value") == "علي كاظم" and page.one("input[name=read]").get("checked") is not None
    assert page.one("input[name=language]").get("value") == "ckb" and page.one("main form").get("data-guard") == "back"
    assert "Kurdish (Sorani)" in admin.submit(position="المدير", authority=True)


def test_nothing_typed_is_nothing_to_ask_about(visitor: Visit, people: People, arrange: Any) -> None:
    """A form that came back untouched, after the switch of languages or empty with its mistakes, is left without a question."""
    arrange(lambda: published(people["commission_admin"].actor).id)
    admin = visitor("cso_admin", lang="en")
    admin.get(f"{ADDRESS}/1/signing")
    assert admin.submit().one("main form").get("data-guard") == ""
    assert admin.submit(name="علي").one("main form").get("data-guard") == "back"
