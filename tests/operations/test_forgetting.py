"""Retention times: told in one table, kept by one job."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

import config
from portal.audit import services as audit
from portal.audit.models import Beside, Line
from portal.core import clock
from portal.core.db import db
from portal.core.jobs import Job
from portal.core.register import registers
from portal.operations import forgetting
from portal.violations.models import ProtectedNames, Violation
from tests.people import Somebody
from tests.violations.making import make_election, make_report


def test_the_table_of_retention_times_is_that_of_the_code(app: Any) -> None:
    with app.app_context():
        assert (config.TOP / "docs" / "privacy.md").read_text(encoding="utf-8") == forgetting.table()


def test_every_rule_removes_what_is_old_and_the_chain_still_verifies(
    app: Any, arrange: Any, people: dict[str, Somebody], monkeypatch: Any
) -> None:
    actor = people["cso_member"].actor

    def fill() -> None:
        make_election()
        old = make_report(actor, names={"witness": "شاهد"})
        old.state, old.updated_at = "closed", clock.now() - timedelta(days=1100)
        new = make_report(actor, names={"witness": "شاهد آخر"})
        new.state = "closed"
        audit.record(actor, "identity.signed_in", "person", actor.person_id, personal={"network": "192.0.2.7"})
        db.session.add(Job(name="x", payload={}, state="done", due_at=clock.now(), made_at=clock.now(), done_at=clock.now() - timedelta(days=31)))

    arrange(fill)
    with app.app_context():
        gone = forgetting.purge()
    assert gone["violations.protected_names"] == 1 and gone["operations.jobs"] == 1
    assert gone["audit.personal"] == 0 and set(gone) == set(registers.retentions)
    assert arrange(lambda: db.session.scalar(select(func.count()).select_from(ProtectedNames))) == 1
    assert arrange(lambda: db.session.scalar(select(func.count()).select_from(Violation))) == 2
    assert arrange(lambda: db.session.scalar(select(Line.text).order_by(Line.id.desc()).limit(1))).count("violations.protected_names") == 1
    later = clock.now() + timedelta(days=731)
    monkeypatch.setattr(clock, "now", lambda: later)
    with app.app_context():
        forgetting.purge()
    assert arrange(lambda: db.session.scalar(select(func.count()).select_from(Beside))) == 0
    assert arrange(audit.first_broken_line) is None
