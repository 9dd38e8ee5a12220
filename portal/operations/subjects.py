"""How others speak of a piece of background work."""

from collections.abc import Iterable

from flask import url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Subject


def _nothing(ids: Iterable[int], language: str) -> dict[int, str]:
    return {}


SUBJECTS = (Subject("job", _l("Background work"), _nothing, lambda reference: url_for("operations.waiting")),)
