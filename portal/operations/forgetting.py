"""The retention times of all features, told in one table and kept by one job."""

from datetime import timedelta

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import SYSTEM
from portal.core.db import begin_write, db
from portal.core.locale import in_language
from portal.core.register import Retention, registers

MOST_AT_ONCE = 500
HEAD = """# What is kept, and for how long

Written by `flask --app wsgi operations retention --write`; a test says when it is out of date. A daily job removes what is
older (`flask --app wsgi operations purge` does it at once); the chain of the audit still verifies afterwards. What is not named
here is kept as long as the commission must keep electoral records: reports that were sent, published reports, documents,
decisions, lines of the audit.

| what | days | why |
|---|---|---|
"""


def rules() -> list[tuple[str, Retention]]:
    return sorted(registers.retentions.items())


def table() -> str:
    with in_language("en"):
        return HEAD + "".join(f"| {rule.what} | {rule.days} | {rule.why} |\n" for _name, rule in rules())


def purge() -> dict[str, int]:
    """How much went by each rule. In short transactions, so that nobody waits for it; one line says what went."""
    removed = {name: _purge_one(rule) for name, rule in rules()}
    gone = {name: number for name, number in removed.items() if number}
    if gone:
        begin_write()
        audit.record(SYSTEM, "operations.purged", "portal", "portal", after=gone)
        db.session.commit()
    return removed


def _purge_one(rule: Retention) -> int:
    before, removed = clock.now() - timedelta(days=rule.days), 0
    while True:
        begin_write()
        number = rule.purge(before, MOST_AT_ONCE)
        db.session.commit()
        removed += number
        if number < MOST_AT_ONCE:
            return removed
