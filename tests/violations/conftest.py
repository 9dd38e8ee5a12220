"""An election for reports to belong to, and shorthands for the two ways of working: in the session, or for visitors."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.people import Somebody
from tests.violations.making import make_election, make_report


@pytest.fixture
def desk(session: Any) -> Any:
    """The session, with a current election."""
    make_election()
    return session


@pytest.fixture
def filed(arrange: Callable[..., Any], people: dict[str, Somebody]) -> Callable[..., str]:
    """filed(who, **details): the reference of a report that `who` has sent; for tests that visit pages."""
    arrange(make_election)

    def file(who: str = "cso_member", **details: Any) -> str:
        return str(arrange(lambda: make_report(people[who].actor, **details).reference))

    return file
