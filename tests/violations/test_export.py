"""An organisation's own records as plain data."""

import json
from typing import Any

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
    exported = queries.export_of(people["cso_member"].organisation_id)
    text = json.dumps(exported, ensure_ascii=False)
    assert [one["state"] for one in exported] == ["taken_up", "draft"]
    assert all(words in text for words in ("سلوى حميد", "رسالة إلى المنظمة", "صورة السياج", report.reference))
    assert "ملاحظة داخلية" not in text and "نص منظمة أخرى" not in text
    assert len(exported[0]["evidence"][0]["sha256"]) == 64
