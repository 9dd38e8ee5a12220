"""docs/limits.md and docs/access.md say what the portal does; `make access-table` writes them anew."""

from typing import Any

from flask import Flask

from portal.operations import limits
from tests.house import access_table
from tests.house.sources import TOP

ANEW = "make access-table"


def test_the_published_limits_are_those_of_the_code(portal_app: Flask) -> None:
    with portal_app.app_context():
        assert (TOP / "docs" / "limits.md").read_text(encoding="utf-8") == limits.table(), ANEW


def test_the_published_table_of_who_may_what_is_what_the_policies_say(portal_workshop: Any) -> None:
    published = (TOP / "docs" / "access.md").read_text(encoding="utf-8").splitlines()
    asked = access_table.table(portal_workshop).splitlines()
    assert sorted(set(asked) ^ set(published)) == [], ANEW
    assert asked == published, ANEW
