"""What tests of the second factor prepare: an app that is set up, its codes at a time, and who is required to have one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pyotp
from flask import Flask
from sqlalchemy import select

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.identity import queries
from portal.identity.models import TotpFactor
from portal.identity.services import apps
from tests.people import PASSWORD
from tests.visiting import Page, Visitor


@contextmanager
def rule(app: Flask, words: str) -> Iterator[None]:
    """The setting PORTAL_SECOND_FACTOR for a while."""
    before = app.config["PORTAL_SECOND_FACTOR"]
    app.config["PORTAL_SECOND_FACTOR"] = words
    try:
        yield
    finally:
        app.config["PORTAL_SECOND_FACTOR"] = before


def with_app(actor: Actor, name: str = "هاتف المكتب") -> tuple[str, list[str]]:
    """The secret of a confirmed app, and the recovery codes; inside an app context. Its first code was of a while ago."""
    apps.propose(actor)
    proposed = queries.proposed_app(actor.person_id)
    assert proposed is not None
    secret = apps.secret_of(proposed)
    codes = apps.confirm(actor, pyotp.TOTP(secret).at(clock.now()), name)
    factor = db.session.scalars(select(TotpFactor).where(TotpFactor.person_id == actor.person_id)).one()
    factor.last_step -= 5
    return secret, codes


def code_now(secret: str, steps: int = 0, moment: datetime | None = None) -> str:
    return str(pyotp.TOTP(secret).at(moment or clock.now(), counter_offset=steps))


def password_given(browser: Visitor, account: str, password: str = PASSWORD, query: str = "") -> Page:
    browser.get(f"/sign-in{query}")
    return browser.submit(account=account, password=password)
