"""What the house's laws need to know of this feature."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.core.access import Actor
from portal.core.db import db
from portal.violations import policy, queries, services
from portal.violations.models import Evidence, Violation
from portal.violations.vocabulary import Verb
from tests.house.registry import Records
from tests.violations.making import SOUND, make_election, make_report, photo, upload


def make(people: dict[str, Any]) -> None:
    """Reports of three organisations, one of them suspended, in several states and governorates, some with files."""
    make_election()
    mine, other, officer = people["cso_member"].actor, people["other_member"].actor, people["case_officer"].actor
    halted = Actor(**{**vars(people["suspended_member"].actor), "suspended": False})
    services.start(mine, None, "CAM-01", "ar")
    left = services.start(people["cso_case_holder"].actor, None, "CAM-02", "ar")
    left.holder_id = None
    services.hand_over(people["cso_admin"].actor, make_report(people["cso_admin"].actor, governorate="NIN"), "cso_member")
    make_report(
        mine,
        [(upload(photo()), "صورة")],
        governorate="BSR",
        visibility="summary",
        summary="ملخص",
        summary_language="ar",
    )
    make_report(mine, governorate="BSR", about_staff=True)
    make_report(other, governorate="NIN")
    make_report(mine, governorate="DHK")
    make_report(other, governorate="DHK", about_staff=True)
    make_report(other, [(upload(photo("red")), "")], governorate="BSR", timing="occurring")
    make_report(mine, [(upload(SOUND, "صوت.mp3"), "")], governorate="BSR")
    make_report(halted, governorate="BGD")
    closed = make_report(other, governorate="NIN", about_staff=True)
    services.change(officer, closed, Verb.NOT_TAKE_UP, reason="خارج الاختصاص", language="ar")
    services.withdraw(other, make_report(other, governorate="BSR"), "أرسل سهواً", "ar")


def every() -> list[Violation]:
    return list(db.session.scalars(select(Violation).options(selectinload(Violation.evidence)).order_by(Violation.id)))


def seen(actor: Actor) -> set[Any]:
    return set(db.session.scalars(select(Violation.id).where(queries.visible_to(actor))))


def addresses(violation: Violation) -> dict[str, dict[str, Any]]:
    one = {"reference": violation.reference}
    found: dict[str, dict[str, Any]] = {
        **{f"violations.{name}": one for name in ("show", "check", "discard", "add", "withdraw", "answer", "names", "hand_over", "own_names")},
        "violations.edit": {**one, "part": "where"},
        "violations.change": {**one, "verb": "take_up"},
    }
    if violation.state != "draft":
        found["violations.receipt"] = one
    for evidence in violation.evidence:
        found |= _of_file(one, evidence)
    return found


def _of_file(one: dict[str, Any], evidence: Evidence) -> dict[str, dict[str, Any]]:
    numbered = {**one, "number": evidence.number}
    return {"violations.shown" if evidence.picture_id else "violations.played": numbered, "violations.original": numbered}


RECORDS = [Records("violation", make, every, seen, policy.may_view, addresses)]
