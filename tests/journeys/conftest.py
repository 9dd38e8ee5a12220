"""Every journey is gone in each of the three languages, on the one portal that the browser's tests share."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browsing import PortalServer
from tests.journeys.reader import Reader


@pytest.fixture(params=["ar", "ckb", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def person(browser: Callable[..., Any], portal_server: PortalServer, lang: str) -> Callable[..., Reader]:
    """person("staff@nahrain.example") comes in through the sign-in page; person() is a stranger."""

    def make(login: str | None = None, password: str | None = None, **how: Any) -> Reader:
        reader = Reader(browser(**how), portal_server.address, lang)
        if login:
            reader.sign_in(login, password)
        return reader

    return make
