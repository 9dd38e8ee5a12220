"""An organisation's own records as plain data."""

import json
from typing import Any

from portal.core.access import Actor
from portal.violations import queries, services
from portal.violations.vocabulary import Verb
from tests.people import Somebody
from tests.violations.making import make_report, photo, upload


def test_an_export_holds_everything_of_its_own_and_nothing_of_others(desk: Any, people: dict[str, Somebody]) -> None:
    member, officer = people["cso_member"].actor, people["case_officer"].actor
    report = make_report(member, [(upload(photo()), "صورة السياج")], names={"witness": "سلوى حميد"})
    make_report(people["other_member"].actor, narrative="نص منظمة أخرى")
    services.change(officer, report, Verb.TAKE_UP)
    services.answer(officer, report, "رسالة إلى المنظمة", "ar")
    services.answer(officer, report, "ملاحظة داخلية", "ar", internal=True)
    services.start(member, None, "REG-01", "ar")
    desk.expire_all()
    exported = queries.export_of(member)
    text = json.dumps(exported, ensure_ascii=False)
    assert [one["state"] for one in exported] == ["taken_up", "draft"]
    assert all(words in text for words in ("سلوى حميد", "رسالة إلى المنظمة", "صورة السياج", report.reference))
    assert "ملاحظة داخلية" not in text and "نص منظمة أخرى" not in text
    assert len(exported[0]["evidence"][0]["sha256"]) == 64


def test_a_case_holder_takes_all_along_but_others_drafts_and_a_colleague_nothing(desk: Any, people: dict[str, Somebody]) -> None:
    member, holder = people["cso_member"].actor, people["cso_case_holder"].actor
    report = make_report(member, names={"witness": "سلوى حميد"})
    services.start(member, None, "REG-01", "ar")
    desk.expire_all()
    exported = queries.export_of(holder)
    assert [(one["reference"], one["protected_names"]) for one in exported] == [(report.reference, {"witness": "سلوى حميد"})]
    colleague = Actor(**{**vars(holder), "roles": frozenset({"cso_member"})})
    services.hand_over(people["cso_admin"].actor, report, "cso_case_holder")
    handed = queries.export_of(colleague)
    assert [(one["reference"], one["protected_names"]) for one in handed] == [(report.reference, {})]
