"""The commitments of the charter: kept by the commission, read by everybody, with their history."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.audit.models import Line
from portal.core import clock
from portal.core.refusal import Refusal
from portal.identity.queries import commitments as queries
from portal.identity.services.agreements import committing
from portal.identity.vocabulary import agreements as words
from portal.identity.vocabulary.agreements import CommitmentState
from tests.identity.agreements import PROMISE
from tests.people import Somebody
from tests.visiting import Visitor

People = dict[str, Somebody]


def test_a_commitment_is_entered_and_its_steps_are_read_by_everybody(visitor: Callable[..., Visitor]) -> None:
    admin = visitor("commission_admin", lang="en")
    admin.get("/identity/commitments/new")
    assert "text_ar" in admin.submit(text_en="To publish decisions").errors
    typed = {"text_ar": "نشر القرارات", "text_ckb": "بڵاوکردنەوەی بڕیارەکان", "text_en": "To publish decisions"}
    shown = admin.submit(**typed, whose="commission", due_on__day="1", due_on__month="3", due_on__year="2026")
    admin.follow("Change")
    admin.submit(state="under_way", note="بدأ العمل في ستة مكاتب.")
    admin.follow("Change")
    admin.submit(state="kept", note="اكتمل العمل.")
    for reader in ("cso_member", "suspended_member", "auditor"):
        page = visitor(reader, lang="en").get(shown.path.removeprefix("/en"))
        assert [item.text_content().split("\n")[0].split("due")[0].split()[-1] for item in page.all(".line-of b")] == ["Kept", "way", "Planned"]
        assert "بدأ العمل في ستة مكاتب." in page and "Change" not in page
    listed = visitor("cso_member", lang="en").get("/identity/commitments/?state=kept&whose=commission")
    assert "To publish decisions" in listed and "اكتمل العمل." in listed and "Overdue" not in listed
    assert "To publish decisions" not in visitor("cso_member", lang="en").get("/identity/commitments/?state=planned")
    assert visitor("cso_admin").get("/identity/commitments/new").status == 403


def test_changes_leave_lines_without_the_note_and_two_who_write_at_once_are_told(session: Any, people: People) -> None:
    admin = people["commission_admin"].actor
    made = committing.commit_to(admin, PROMISE)
    later = replace(PROMISE, state=CommitmentState.NOT_KEPT, due_on=clock.today() + timedelta(days=3), note="تأخر التوريد", note_language="ar")
    committing.change_commitment(admin, made, later, 0)
    line = session.scalar(select(Line).where(Line.action == "identity.commitment_changed"))
    assert "not_kept" in line.text and "التوريد" not in line.text
    assert [step.state for step in queries.steps_of(made.id)] == ["not_kept", "planned"]
    assert queries.newest_notes([made.id])[made.id].note == "تأخر التوريد"
    with pytest.raises(Refusal) as caught:
        committing.change_commitment(admin, made, PROMISE, 0)
    assert caught.value.message == words.COMMITMENT_CHANGED
