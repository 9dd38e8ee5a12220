"""How others speak of a mail that was refused."""

from collections.abc import Iterable

from flask import url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Subject


def _nothing(ids: Iterable[int], language: str) -> dict[int, str]:
    return {}


SUBJECTS = (Subject("mail", _l("Mail"), _nothing, lambda reference: url_for("notifications.refused")),)
