"""Who may read what they were told."""

from typing import Any

from portal.core.access import Actor


def may_read_own(actor: Actor, notice: Any = None) -> bool:
    """Which notices are one's own the query says; while an organisation is suspended its people read the suspension only."""
    return not actor.suspended


def may_see_refused(actor: Actor, mail: Any = None) -> bool:
    """Mails that a server refused: of the own address, and of the addresses that this person mends. To nobody else is an
    address shown."""
    if mail is None:
        return True
    return bool(mail.refused) and (mail.person_id == actor.person_id or mends(actor, mail.organisation_id))


def mends(actor: Actor, organisation_id: int | None) -> bool:
    """Administrators, each of the own body; the commission's also mend what belongs to none."""
    if organisation_id is None:
        return actor.is_commission and "commission_admin" in actor.roles
    return organisation_id == actor.organisation_id and "cso_admin" in actor.roles
