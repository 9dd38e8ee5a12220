"""What tests of mails may ask for."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.notifications.post import Office, post_office


@pytest.fixture
def post(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A mail server, and the portal told of it."""
    with post_office() as office:
        monkeypatch.setitem(app.config, "PORTAL_MAIL_URL", office.address)
        yield office
