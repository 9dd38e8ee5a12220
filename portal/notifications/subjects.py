"""How others speak of a mail that was refused, and what notifications add to a person's own copy."""

from collections.abc import Iterable

from flask import Flask, url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Subject, registers
from portal.notifications import queries, services


def _nothing(ids: Iterable[int], language: str) -> dict[int, str]:
    return {}


SUBJECTS = (Subject("mail", _l("Mail"), _nothing, lambda reference: url_for("notifications.refused")),)


def register(app: Flask) -> None:
    if queries.personal not in registers.personal:
        registers.personal.append(queries.personal)
        registers.movers.append(services.MOVER)
