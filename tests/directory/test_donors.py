"""The list for donors: by consent only, safe to open, and never without a trace."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from portal.audit.models import Line
from portal.core import files, jobs
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.directory.models import DonorList
from portal.directory.queries import donors as queries
from portal.directory.services import listing
from portal.directory.vocabulary.profiles import Consent, Field
from portal.identity import queries as identity
from portal.identity.services import deciding, merging
from tests.directory.making import keep
from tests.people import Somebody
from tests.visiting import Visitor

People = dict[str, Somebody]
DONORS, SHOWN = Consent.DONORS, Consent.ORGANISATIONS


def made_list(people: People, language: str = "en") -> tuple[files.StoredFile, list[list[str]], bytes]:
    made = listing.ask_donor_list(people["commission_admin"].actor, language)
    listing.write_piece(made.id, 0)
    stored = queries.file_of(made)
    assert stored is not None
    with files.open_stored(stored) as file:
        data = file.read()
    return stored, list(csv.reader(io.StringIO(data.decode("utf-8-sig")))), data


def test_it_holds_only_what_is_consented_for_donors_and_forgets_what_is_withdrawn(session: Any, people: People) -> None:
    keep(people["cso_admin"].actor, listed=DONORS, website=DONORS, phone=SHOWN, governorates=DONORS)
    keep(people["other_admin"].actor, listed=SHOWN, website=DONORS)
    _stored, rows, data = made_list(people)
    assert data.startswith(b"\xef\xbb\xbf") and len(rows) == 2 and rows[1][0] == "Nahrain Election Observation Organisation"
    assert "https://nahrain.example" in rows[1] and "Baghdad; Basra" in rows[1] and "770 000 0041" not in data.decode()
    keep(people["cso_admin"].actor, listed=DONORS)
    assert "nahrain.example" not in made_list(people)[2].decode()
    keep(people["cso_admin"].actor, listed=SHOWN, website=DONORS)
    assert len(made_list(people)[1]) == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " ="])
def test_no_cell_is_a_formula(session: Any, people: People, start: str) -> None:
    keep(people["cso_admin"].actor, {Field.FOCAL_POINT: f"{start}cmd|' /C calc'!A0"}, text=f"{start}1+1", listed=DONORS, focal_point=DONORS, description=DONORS)
    cells = made_list(people)[1][1]
    assert cells and not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in cells)


def test_the_file_is_named_in_its_language_and_lies_encrypted(session: Any, people: People) -> None:
    keep(people["cso_admin"].actor, listed=DONORS)
    for language, word in (("ar", "المنظمات"), ("ckb", "ڕێکخراوەکان"), ("en", "Organisations")):
        stored, rows, _data = made_list(people, language)
        assert word in stored.name and stored.name.endswith(".csv") and stored.sealed
        assert {"ar": "منظمة النهرين", "ckb": "ڕێکخراوی نەهرەین", "en": "Nahrain"}[language] in rows[1][0]


def test_a_long_list_is_written_in_pieces_and_says_how_far_it_is(session: Any, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PIECE", 1)
    for key in ("cso_admin", "other_admin"):
        keep(people[key].actor, listed=DONORS)
    made = listing.ask_donor_list(people["commission_admin"].actor, "en")
    with pytest.raises(Refusal):
        listing.ask_donor_list(people["commission_admin"].actor, "en")
    listing.write_piece(made.id, 0)
    listing.write_piece(made.id, 0)
    assert (made.done, made.total, made.file_id) == (1, 2, None), "a job that runs twice writes once"
    session.commit()
    jobs.work()
    made = session.scalar(select(DonorList))
    assert made.done == 2 and made.file_id is not None and made.draft == ""


def test_administrators_make_and_take_it_and_each_leaves_a_line(visitor: Callable[..., Visitor], people: People, arrange: Any, run_jobs: Any) -> None:
    arrange(keep, people["cso_admin"].actor, listed=DONORS)
    admin = visitor("commission_admin", lang="en")
    assert "1 organisation agrees to be shown to donors now." in admin.get("/directory/donors")
    assert "Being written" in admin.submit(language="ckb")
    run_jobs()
    page = admin.get("/directory/donors")
    link = next(link for link in page.links if "/donors/" in link)
    assert "Ready" in page and admin.answer("GET", link).response.get_data().startswith(b"\xef\xbb\xbf")
    lines = arrange(lines_left)
    assert lines == ["directory.donors_asked", "directory.donors_made", "directory.donors_taken"]
    for reader in ("cso_admin", "publishing_officer", "auditor"):
        assert visitor(reader).get("/directory/donors").status == 403 and visitor(reader, examined=False).answer("GET", link).status == 404


def lines_left() -> list[str]:
    return list(db.session.scalars(select(Line.action).where(Line.action.like("directory.donors%")).order_by(Line.id)))


def ready(people: People) -> DonorList:
    made = listing.ask_donor_list(people["commission_admin"].actor, "en")
    listing.write_piece(made.id, 0)
    return made


def test_lists_are_withdrawn_when_a_consent_is_taken_back_and_the_page_says_so(visitor: Callable[..., Visitor], people: People, arrange: Any) -> None:
    def fill() -> tuple[str, int]:
        keep(people["cso_admin"].actor, listed=DONORS, website=DONORS, phone=SHOWN)
        made = ready(people)
        keep(people["cso_admin"].actor, listed=DONORS, website=DONORS)
        assert made.file_id is not None, "what donors never saw withdraws nothing"
        keep(people["cso_admin"].actor, listed=DONORS, website=SHOWN)
        return made.reference, len(db.session.scalars(select(files.StoredFile)).all())

    reference, left = arrange(fill)
    admin = visitor("commission_admin", lang="en")
    page = admin.get("/directory/donors")
    row = page.one("main tbody tr").text_content()
    assert left == 0 and "Withdrawn because a consent changed" in row and not any(reference in link for link in page.links)
    assert admin.get(f"/directory/donors/{reference}").status == 404
    assert arrange(lines_left)[-1] == "directory.donors_withdrawn"
    admin.get("/directory/donors")
    assert "Being written" in admin.submit(language="en"), "a new one may be asked for at once"


def test_a_list_that_is_being_written_is_given_up_when_a_consent_changes(session: Any, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PIECE", 1)
    for key in ("cso_admin", "other_admin"):
        keep(people[key].actor, listed=DONORS, website=DONORS)
    made = ready(people)
    keep(people["cso_admin"].actor, listed=DONORS)
    listing.write_piece(made.id, made.after_id)
    assert made.file_id is None and made.draft == "" and queries.list_under_way() is None


def test_a_suspension_and_a_merger_withdraw_lists_on_which_the_organisation_may_stand(session: Any, people: People) -> None:
    admin = people["commission_admin"].actor
    keep(people["other_admin"].actor, listed=SHOWN)
    keep(people["cso_admin"].actor, listed=DONORS)
    made = ready(people)
    deciding.suspend(admin, identity.organisation("O-2026-zagros", admin), "سبب", "ar")
    assert made.file_id is not None, "it stood on none"
    deciding.reinstate(admin, identity.organisation("O-2026-zagros", admin), "انتهى", "ar")
    merging.merge(admin, identity.organisation("O-2026-nahrain", admin), identity.organisation("O-2026-zagros", admin), "O-2026-nahrain")
    assert made.file_id is None and lines_left()[-1] == "directory.donors_withdrawn"
