"""An organisation shows what it wishes, to whom it wishes; by default nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from portal.audit.models import Line
from portal.core.refusal import Refusal
from portal.core.register import registers
from portal.directory.forms import ProfileForm
from portal.directory.models import ProfileConsent
from portal.directory.queries import profiles as queries
from portal.directory.queries.profiles import Filter
from portal.directory.services import profiling
from portal.directory.services.profiling import Told
from portal.directory.vocabulary import profiles as words
from portal.directory.vocabulary.profiles import Consent, Field
from portal.identity import queries as identity
from portal.identity.models import OrganisationName, Suspension
from tests.directory.making import SINGLE, keep
from tests.people import Somebody
from tests.visiting import Visitor

People = dict[str, Somebody]
Visit = Callable[..., Visitor]
SHOWN, DONORS = Consent.ORGANISATIONS, Consent.DONORS


def found(**wanted: str) -> set[int]:
    return {row.organisation_id for row in queries.listed_page(Filter(**wanted), None).rows}


def test_an_organisation_is_not_listed_until_it_consents(session: Any, people: People) -> None:
    actor = people["cso_admin"].actor
    keep(actor, website=DONORS, phone=SHOWN)
    assert found() == set() and queries.shown_of(queries.entry_of(people["cso_admin"].organisation_id), "directory", "ar") == {}
    keep(actor, listed=SHOWN)
    assert found() == {actor.organisation_id}
    assert queries.shown_of(queries.entry_of(people["cso_admin"].organisation_id), "directory", "ar") == {}, "only its name"


def test_only_what_was_consented_is_seen_by_other_organisations_and_the_commission(visitor: Visit, people: People, arrange: Any) -> None:
    arrange(keep, people["cso_admin"].actor, listed=SHOWN, website=SHOWN, description=DONORS, governorates=SHOWN)
    for reader in ("other_member", "case_officer", "cso_member"):
        page = visitor(reader).get("/directory/profiles/O-2026-nahrain")
        assert "https://nahrain.example" in page and "شبكة تراقب الانتخابات." in page and "البصرة" in page
        assert not any(str(SINGLE[field]) in page for field in (Field.PHONE, Field.EMAIL, Field.FOCAL_POINT, Field.FOUNDED))
    assert visitor("suspended_member").get("/directory/profiles/O-2026-nahrain").status == 404


def test_what_is_hidden_cannot_be_guessed_by_a_filter(session: Any, people: People) -> None:
    actor = people["cso_admin"].actor
    keep(actor, listed=SHOWN)
    assert found(governorate="BSR") == found(work="observation") == found(kind="organisation") == set()
    keep(actor, listed=SHOWN, governorates=SHOWN, work=SHOWN, organisation_kind=SHOWN)
    assert found(governorate="BSR") == found(work="observation") == found(kind="organisation") == {actor.organisation_id}
    assert found(governorate="NIN") == found(work="legal") == found(kind="coalition") == set()


@pytest.mark.parametrize("typed", ["النهرين", "منظمه النهرین", "nahrain", "NAHRAIN election", "نەهرەین"])
def test_a_name_is_found_however_it_is_spelt(session: Any, people: People, typed: str) -> None:
    keep(people["cso_admin"].actor, listed=SHOWN)
    keep(people["other_admin"].actor, listed=SHOWN)
    assert found(words=typed) == {people["cso_admin"].organisation_id}


def test_a_suspended_organisation_disappears(session: Any, people: People) -> None:
    keep(people["cso_admin"].actor, listed=DONORS)
    by, at = people["commission_admin"].person_id, session.scalar(select(Suspension.from_at))
    session.add(Suspension(organisation_id=people["cso_admin"].organisation_id, from_at=at, reason="x", reason_language="ar", by_id=by))
    session.flush()
    assert found() == set() and queries.entry("O-2026-nahrain", people["other_member"].actor) is None


def test_consent_keeps_who_gave_it_and_when_and_lines_hold_no_value(session: Any, people: People) -> None:
    actor = people["cso_admin"].actor
    keep(actor, listed=SHOWN, phone=DONORS)
    row = session.scalar(select(ProfileConsent).where(ProfileConsent.field == Field.PHONE))
    assert (row.level, row.by_id) == ("donors", actor.person_id) and row.at is not None
    keep(actor, listed=SHOWN)
    lines = session.scalars(select(Line.text).where(Line.action.like("directory.%")).order_by(Line.id)).all()
    assert len(lines) == 3 and '"phone":"donors"' in lines[1] and '"phone":"hidden"' in lines[2]
    assert not any(value in line for line in lines for value in ("770 000 0041", "سامر جلال", "nahrain.example"))
    told: dict[str, Any] = {}
    for feature_knows in registers.own_exports:
        told.update(feature_knows(actor))
    assert told["profile"]["phone"] == SINGLE[Field.PHONE], "the organisation takes its profile along"


def test_a_member_takes_along_what_the_page_of_the_profile_shows(session: Any, people: People) -> None:
    keep(people["cso_admin"].actor, listed=SHOWN, website=SHOWN)
    told = queries.exported(people["cso_member"].actor)["profile"]
    assert told["website"] == SINGLE[Field.WEBSITE] and str(Field.PHONE) not in told and not told["description"] and not told["choices"]


@pytest.mark.parametrize(
    "typed",
    [
        "https://iec.example@evil.example", "https://user:pass@evil.example/", "https://a.example\\@evil.example", 'https://a.example/"onclick=x',
        "https://a.example/'x", "https://a.exam\u202eple.moc", "https://a.example/\u200f", "https://a.example/a b", "https://a.example/\x07b", "ftp://a.example",
        "javascript://a.example/%0aalert(1)", "https://localhost", "https://127.0.0.1/", "https:///a.example", "https://a..example", "https://a.example:port/",
    ],
)  # fmt: skip
def test_a_website_that_is_no_plain_address_is_refused(app: Any, typed: str) -> None:
    assert not plain_website(app, typed)


@pytest.mark.parametrize("typed", ["https://nahrain.example", "http://a-b.example:8080/x?y=1#z", "HTTPS://WWW.A.EXAMPLE/عن_المنظمة", "https://موقع.عراق/"])
def test_plain_addresses_are_taken_in_any_script(app: Any, typed: str) -> None:
    assert plain_website(app, typed)


def plain_website(app: Any, typed: str) -> bool:
    with app.test_request_context("/en/directory/profile", method="POST", data={"website": typed}):
        form = ProfileForm()
        form.governorates.choices = []
        form.validate()
        return "website" not in form.errors


def test_two_who_write_at_the_same_moment_are_told(session: Any, people: People) -> None:
    keep(people["cso_admin"].actor, listed=SHOWN)
    with pytest.raises(Refusal) as caught:
        profiling.keep_profile(people["cso_admin"].actor, Told({}, {}, {}, {}), seen=0)
    assert caught.value.message == words.PROFILE_CHANGED


def test_a_name_is_found_by_its_parts_in_any_spelling_and_no_longer_by_what_it_was_before(session: Any, people: People) -> None:
    own = people["cso_admin"].organisation_id

    def is_called(typed: str) -> bool:
        return own in session.scalars(identity.organisations_called(typed))

    name = session.scalar(select(OrganisationName).where(OrganisationName.organisation_id == own, OrganisationName.language == "ar"))
    name.text = "منظّمة الرّاصد 100% المستقلة"
    session.flush()
    assert is_called("راصد") and is_called("مستقله منظمه") and is_called("0% ال")
    assert not is_called("راصد بغداد") and not is_called("1%0") and not is_called("رائد")
    name.text = "منظمة الشاهد"
    session.flush()
    assert is_called("شاهد") and not is_called("راصد")


def test_the_administrator_fills_in_the_form_and_sees_what_others_see(visitor: Visit) -> None:
    admin = visitor("cso_admin", lang="en")
    admin.get("/directory/profile")
    wrong = admin.submit(website="nahrain", phone="call us", founded="12")
    assert set(wrong.errors) == {"website", "phone", "founded"}
    typed = {"website": "https://nahrain.example", "phone": "+964 770 000 0041", "founded": "2014", "description_en": "We observe.", "work": ["observation"]}
    shown = admin.submit(**typed, consent_listed="organisations", consent_work="donors", consent_phone="organisations")
    assert shown.path == "/en/directory/profiles/O-2026-nahrain" and "Election observation" in shown and "+964 770 000 0041" in shown
    assert "We observe." not in shown and "https://nahrain.example" not in shown
    assert "Decided by" in admin.get("/directory/profile")
    assert visitor("other_member", lang="en").get("/directory/?q=nahrain&work=observation").all(".items > li")
    assert visitor("cso_member").get("/directory/profile").status == 403
