"""Who did what: for the auditor everything, for an organisation what concerns it, for everybody the seal."""

from flask import Flask

from portal.audit import policy, vocabulary
from portal.audit.views import exporting, frame, own, reading, sealing
from portal.audit.views.frame import bp, life_of
from portal.core.access import current_actor
from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import MenuEntry

__all__ = ["exporting", "own", "reading", "sealing"]
blueprints = (bp,)
MENU = (
    # NOTE: menu entry: who did what
    MenuEntry(_l("Audit"), "audit.index", policy.may_read_audit, 70),
    MenuEntry(_l("What happened"), "audit.own", policy.may_read_own, 71, keeping=True),
)


def record_life(kind: str, number: object, organisation_id: int | None = None, own: bool = False) -> str | None:
    """For the page of a record: where its whole life is read, by whom it may be read. `own`: the page is the owners' only."""
    actor = current_actor()
    if actor is None:
        return None
    if policy.may_read_audit(actor):
        return life_of(kind, number)
    if kind.startswith(vocabulary.OF_REPORTS) and not policy.may_read_of_all_reports(actor):
        return None
    if policy.may_read_own(actor) and (own or organisation_id == actor.organisation_id):
        return frame.own_life_of(kind, str(number))
    return None


def register(app: Flask) -> None:
    app.jinja_env.globals.update(record_life=record_life)
