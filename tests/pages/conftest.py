"""The walk through the demo, one a run, whatever is asked about its pages."""

import pytest

from tests.crawling import ROLES, Crawl
from tests.pages import busy
from tests.workshop import Workshop


@pytest.fixture(scope="session")
def walked(portal_workshop: Workshop) -> Crawl:
    portal_workshop.bring("demo")
    found = Crawl(portal_workshop.app, busy.begin(portal_workshop))
    found.walk((None, *ROLES))
    busy.suspend(portal_workshop)
    found.walk((busy.MEMBER,), ", after the suspension")
    busy.appeal(portal_workshop)
    found.walk((busy.MEMBER, busy.OFFICE), ", after the appeal")
    return found
