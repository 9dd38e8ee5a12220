"""A backup as the audit names it: by the first signs of its hash. It has no page; its address is the way in."""

from collections.abc import Iterable

from flask import url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Subject

KIND = "backup"
SIGNS = 16


def titles(ids: Iterable[int], language: str) -> dict[int, str]:
    return {}


def address(reference: str) -> str:
    return url_for("home.index")


SUBJECTS = (Subject(KIND, _l("Backup"), titles, address),)
