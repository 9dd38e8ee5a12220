"""Every journey is gone in each of the three languages, on the one portal that the browser's tests share."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browsing import PortalServer
from tests.journeys.reader import Reader

# The longest journeys are gone in Arabic in `make test`, and in all languages in `make test-all`.
LONGEST = {
    "test_an_organisation_is_questioned_accepted_signs_reports_is_suspended_and_reinstated",
    "test_a_coalition_of_three_is_formed",
    "test_an_invited_officer_sets_up_a_passkey_before_anything_else_opens_and_signs_in_with_it",
    "test_a_document_is_published_corrected_and_withdrawn",
    "test_a_colleague_comes_by_link_and_a_volunteer_by_code_until_removed",
    "test_an_auditor_follows_a_report_from_its_beginning_to_its_last_line",
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "lang" not in metafunc.fixturenames:
        return
    marks = [pytest.mark.long] if metafunc.function.__name__ in LONGEST else []
    metafunc.parametrize("lang", ["ar", *(pytest.param(code, marks=marks) for code in ("ckb", "en"))])


@pytest.fixture
def person(browser: Callable[..., Any], portal_server: PortalServer, lang: str) -> Callable[..., Reader]:
    """person("staff@nahrain.example") comes in through the sign-in page; person() is a stranger."""

    def make(login: str | None = None, password: str | None = None, **how: Any) -> Reader:
        reader = Reader(browser(**how), portal_server.address, lang)
        if login:
            reader.sign_in(login, password)
        return reader

    return make
