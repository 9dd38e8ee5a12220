"""An accepted organisation whose contact person misses the invitation is not locked out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import current_app
from sqlalchemy import func, select, update

from portal.audit.models import Line
from portal.core import clock
from portal.core.db import db
from portal.core.limits import TooManyError
from portal.core.refusal import Refusal
from portal.identity import queries, vocabulary
from portal.identity.models import OneTimeKey
from portal.identity.services import deciding, limits
from portal.identity.vocabulary import applying as words
from tests.identity.letters import last_link, mails
from tests.identity.making import accepted, applied
from tests.identity.test_invitations import accept
from tests.identity.test_signing_in import is_in, sign_in
from tests.people import Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]
PASSWORD = "زورق أبيض عند الضفة"


def an_accepted_one(arrange: Any, people: People) -> tuple[str, str]:
    """Its reference, and its private address."""

    def do() -> tuple[str, str]:
        made, secret = applied()
        accepted(people["commission_admin"].actor, made)
        return made.reference, f"/apply/{made.reference}/{secret}"

    return arrange(do)


def end_invitations() -> None:
    db.session.execute(update(OneTimeKey).values(ends_at=clock.now() - timedelta(minutes=1)))


def revoke_invitations() -> None:
    """As a restore does."""
    db.session.execute(update(OneTimeKey).values(revoked_at=clock.now()))


MISSED = [end_invitations, revoke_invitations]


@pytest.mark.parametrize("miss", MISSED, ids=["ended by time", "ended by a restore"])
def test_the_commission_invites_the_contact_person_again(visitor: Visit, arrange: Any, people: People, miss: Any) -> None:
    reference, _private = an_accepted_one(arrange, people)
    before = last_link(arrange)
    office = visitor("commission_admin", lang="en")
    assert "can be used until" in office.get(f"/identity/organisations/{reference}")
    arrange(miss)
    assert "ended on" in office.get(f"/identity/organisations/{reference}")
    page = office.submit("form[action$='/invitation']")
    assert "A new invitation was mailed" in " ".join(page.notices) and "can be used until" in page
    again = last_link(arrange)
    assert again != before and visitor().get(before).status == 410
    assert arrange(lambda: db.session.scalar(select(func.count()).select_from(Line).where(Line.action == "identity.invited"))) == 2
    accept(visitor, again, "suad")
    assert not office.get(f"/identity/organisations/{reference}").all("form[action$='/invitation']"), "somebody leads it now"
    assert office.post(f"/identity/organisations/{reference}/invitation").status == 409


@pytest.mark.parametrize("miss", MISSED, ids=["ended by time", "ended by a restore"])
def test_the_account_is_opened_at_the_private_address_once_the_invitation_has_ended(visitor: Visit, arrange: Any, people: People, miss: Any) -> None:
    _reference, private = an_accepted_one(arrange, people)
    guest = visitor(lang="en")
    page = guest.get(private)
    assert not page.all("form[action$='/account']") and "The invitation ends on" in page
    assert guest.post(f"{private}/account").status == 409
    arrange(miss)
    assert "ask the commission to invite the contact person again" in guest.get(private)
    guest.submit("form[action$='/account']")
    guest.submit(user_name="suad", password=PASSWORD, again=PASSWORD)
    assert "Its people sign in" in guest.get(private) and guest.post(f"{private}/account").status == 409
    contact = visitor()
    sign_in(contact, "suad", PASSWORD)
    assert is_in(contact)


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_a_dead_link_says_what_the_contact_person_does_next(visitor: Visit, lang: str) -> None:
    page = visitor(lang=lang).get("/invitation/none")
    assert page.status == 410 and page.all("a[href$='/apply/link']")


def test_nobody_is_invited_where_it_would_not_help(people: People, session: Any) -> None:
    admin = people["commission_admin"].actor
    record = lambda made: queries.organisation(made.reference, admin)  # noqa: E731
    waiting, _secret = applied("waits")
    without, _other = applied("no mail", "192.0.2.2", email=None)
    accepted(admin, without)
    suspended, _third = applied("suspended", "192.0.2.3", email="third@riverbank.example")
    deciding.suspend(admin, record(accepted(admin, suspended)), "سبب", "ar")
    refused = {waiting: vocabulary.NOT_TO_INVITE, without: vocabulary.NO_CONTACT_EMAIL, suspended: vocabulary.NOT_TO_INVITE}
    for made, sentence in refused.items():
        with pytest.raises(Refusal) as found:
            deciding.invite_contact(admin, record(made))
        assert found.value.message is sentence
    mine = queries.organisation_by_id(people["cso_admin"].actor.organisation_id, admin)
    with pytest.raises(Refusal) as found:
        deciding.invite_contact(admin, mine)
    assert found.value.message is words.HAS_ACCOUNT


def test_invitations_again_are_counted(people: People, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    admin = people["commission_admin"].actor
    made, _secret = applied()
    record = queries.organisation(accepted(admin, made).reference, admin)
    monkeypatch.setitem(current_app.config["LIMITS"], limits.INVITATIONS.name, 1)
    with pytest.raises(TooManyError):
        deciding.invite_contact(admin, record)


def test_only_the_commissions_administrator_invites(visitor: Visit, arrange: Any, people: People) -> None:
    reference, _private = an_accepted_one(arrange, people)
    sent = len(mails(arrange))
    for who in ("case_officer", "cso_admin", "auditor"):
        assert visitor(who).post(f"/identity/organisations/{reference}/invitation").status == 404
    assert len(mails(arrange)) == sent
