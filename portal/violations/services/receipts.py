"""The receipt of a report: a hash over what the organisation sent, kept with it, so that nobody changes that unnoticed."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import select

from portal.core.crypto import open_text
from portal.core.db import db
from portal.core.files import StoredFile
from portal.core.register import Finding
from portal.violations.models import Evidence, ProtectedNames, Violation
from portal.violations.services import finding

AT_ONCE = 200
SENT = (
    "reference", "election_id", "organisation_id", "filed_by_id", "received_at", "category", "title", "narrative", "language", "governorate",
    "district", "place", "timing", "happened_on", "happened_time", "precision", "affected_women", "affected_men", "affected_pwd",
    "affected_displaced", "source", "observer_code",
)  # fmt: skip


def receipt_of(violation: Violation) -> str:
    """Over the columns that nobody changes once it is sent, and the files that came with it. Names of people at risk are
    sealed, and prove themselves."""
    sent: dict[str, Any] = {name: getattr(violation, name) for name in SENT}
    sent |= {name: sent[name].isoformat() for name in ("received_at", "happened_on") if sent[name] is not None}
    came = select(Evidence.number, StoredFile.sha256).join(StoredFile, StoredFile.id == Evidence.stored_id)
    came = came.where(Evidence.violation_id == violation.id, Evidence.message_id.is_(None)).order_by(Evidence.number)
    sent["files"] = [list(row) for row in db.session.execute(came)]
    return hashlib.sha256(json.dumps(sent, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def received() -> Iterator[Violation]:
    """Every report that was sent, some at a time."""
    last = 0
    wanted = select(Violation).where(Violation.received_at.is_not(None)).order_by(Violation.id).limit(AT_ONCE)
    while some := list(db.session.scalars(wanted.where(Violation.id > last))):
        yield from some
        last = some[-1].id
        db.session.expunge_all()


def check() -> Iterator[Finding]:
    """Receipts against content, and whether the sealed names open."""
    count = 0
    for violation in received():
        count += 1
        if violation.receipt != receipt_of(violation):
            yield Finding.fault(f"Violation report {violation.reference} is not what its receipt says: its content or the receipt was changed.")
    sealed = select(Violation.reference, ProtectedNames.sealed).join(Violation, Violation.id == ProtectedNames.violation_id).order_by(Violation.id)
    for reference, names in db.session.execute(sealed.execution_options(yield_per=AT_ONCE)):
        if not _opens(names):
            yield Finding.fault(f"Protected names of violation report {reference} do not open: they were changed, or the key is another.")
    yield Finding.ok(f"{count:,} receipts of violation reports were compared.")


def _opens(sealed: str) -> bool:
    try:
        return open_text(sealed) is not None
    except (InvalidTag, ValueError):
        return False


def index_again() -> Iterator[int]:
    for violation in received():
        finding.index(violation)
        yield violation.id
