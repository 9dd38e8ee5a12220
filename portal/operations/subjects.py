"""How others speak of a piece of background work, and of a backup: by the first signs of its hash. A backup has no page;
its address is the way in."""

from collections.abc import Iterable

from flask import url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Subject

KIND = "backup"
SIGNS = 16


def _nothing(ids: Iterable[int], language: str) -> dict[int, str]:
    return {}


SUBJECTS = (
    Subject(KIND, _l("Backup"), _nothing, lambda reference: url_for("home.index")),
    Subject("job", _l("Background work"), _nothing, lambda reference: url_for("operations.waiting")),
)
