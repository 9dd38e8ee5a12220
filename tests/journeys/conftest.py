"""Every journey is gone in each of the three languages, on the one portal that the browser's tests share."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browsing import PortalServer
from tests.journeys.reader import Reader

# These are short and about languages themselves; the others are gone in Arabic in `make test`, and in all languages in `make test-all`.
IN_EVERY_LANGUAGE = {"test_a_report_is_filed_by_keyboard_alone_and_mistakes_are_found", "test_a_change_of_language_keeps_what_was_typed"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "lang" not in metafunc.fixturenames:
        return
    marks = [] if metafunc.function.__name__ in IN_EVERY_LANGUAGE else [pytest.mark.long]
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
