"""What the demo does not show by itself: letters on their way, a long law, an organisation that is suspended."""

import io
import re
from typing import Any

from werkzeug.datastructures import FileStorage

from portal.core import clock, files, jobs
from portal.core.access import SYSTEM, Actor
from portal.core.db import db
from portal.identity import queries
from portal.identity.services import accounts, applying, apps, deciding, exporting, founding, inviting
from portal.identity.vocabulary import Role
from portal.library import services
from portal.notifications.models import Mail
from portal.reports.services import publishing
from tests.crawling import LANGUAGES, demo_tokens
from tests.identity.making import accepted, applied, begun, in_order, make_renewal
from tests.identity.second_factors import with_app
from tests.library.making import long_law, published
from tests.reports import making as reports
from tests.reports.making import with_file
from tests.workshop import Workshop

ENDING = "admin@ufuq.example"
MEMBER, OFFICE, PUBLISHER = "admin@nahrain.example", "admin@commission.example", "publisher@commission.example"
READERS = {"ar": "staff@nahrain.example", "ckb": "staff@zagros.example", "en": "auditor@commission.example"}
REASON = "نُشرت نتائج قبل إعلانها من المفوضية."


def begin(workshop: Workshop) -> list[str]:
    """Returns the addresses that stand in the letters, and the one that follows the form of forgotten passwords."""
    actors = _actors(workshop, "begin", MEMBER, OFFICE, PUBLISHER, ENDING)
    workshop.run(lambda: make_renewal(actors[ENDING]) and None)
    workshop.run(_write_letters, actors)
    workshop.run(_publish, actors)
    for login, actor in _actors(workshop, "factors", MEMBER, READERS["ar"], READERS["en"]).items():
        workshop.run(with_app, actor, f"app of {login}")
    workshop.run(lambda: apps.propose(actors[OFFICE]))
    workshop.run(jobs.work)
    return workshop.run(_links) + [f"/{language}/password/sent" for language in LANGUAGES]


def suspend(workshop: Workshop) -> None:
    actors = _actors(workshop, "suspend", MEMBER, OFFICE)
    workshop.run(lambda: deciding.suspend(actors[OFFICE], _organisation(actors), REASON, "ar"))


def appeal(workshop: Workshop) -> None:
    """The organisation appeals, and asks for its export."""
    actors = _actors(workshop, "appeal", MEMBER, OFFICE)

    def do() -> None:
        suspension = queries.own_suspension(actors[MEMBER])
        deciding.appeal(actors[MEMBER], suspension, "نطلب إعادة النظر.", "ar")
        exporting.ask_for_organisation(actors[MEMBER])
        exporting.ask_for_self(actors[MEMBER])

    workshop.run(do)
    workshop.run(jobs.work)


def _actors(workshop: Workshop, when: str, *logins: str) -> dict[str, Actor]:
    tokens = demo_tokens(workshop.app, logins, f" {when}")
    return {str(login): workshop.run(_actor, token) for login, token in tokens.items()}


def _actor(token: str) -> Actor:
    here = queries.signed_in(token, clock.now())
    assert here is not None
    return here.actor


def _organisation(actors: dict[str, Actor]) -> Any:
    reference = queries.organisation_reference(actors[MEMBER].organisation_id or 0)
    return queries.organisation(str(reference), actors[OFFICE])


def _write_letters(actors: dict[str, Actor]) -> None:
    own, office = actors[MEMBER], actors[OFFICE]
    for language in LANGUAGES:
        inviting.invite(own, "دينا", f"{language}@nahrain.example", language, Role.CSO_MEMBER, organisation_id=own.organisation_id)
        inviting.invite(office, "ليث", f"{language}@commission.example", language, Role.CASE_OFFICER, office_id=office.office_id)
        made, _secret = applied(language * 12, email=f"{language}@riverbank.example", language=language)
        _begin_draft(language)
        if language == "ar":
            in_order(office, made)
        elif language == "ckb":
            deciding.reject(office, queries.organisation(made.reference, office), "لم تكتمل الوثائق.", "ar")
        elif language == "en":
            accepted(office, made)
        accounts.send_password_link(READERS[language])
    founding.found_person(SYSTEM, "ئارام", "aram", None, "ckb", Role.CASE_OFFICER, office_id=office.office_id)


def _begin_draft(language: str) -> None:
    """Of a coalition, with a document and a member that is named."""
    found, _secret = begun(f"draft {language}", email=f"draft.{language}@riverbank.example", language=language, kind="coalition")
    scan = FileStorage(io.BytesIO(b"%PDF-1.4\ntrailer<<>>\n%%EOF\n"), filename="certificate.pdf")
    received = files.take_in([scan], files.EVIDENCE - files.MEDIA, sealed=True)[0]
    assert isinstance(received, files.Received)
    applying.keep_documents(found, {"federal": received})
    applying.save_registrations(found, ({"authority": "federal", "number": "F-78", "issued_on": None, "expires_on": None},))
    applying.name_member(found, "Zagros Organisation for Election Observation", clock.today(), None)


def _publish(actors: dict[str, Actor]) -> None:
    services.begin_correction(actors[PUBLISHER], published(actors[PUBLISHER], long_law(), number="99"))
    with_file(actors[MEMBER], reports.draft(actors[MEMBER]))
    report = reports.draft(actors[MEMBER])
    with_file(actors[MEMBER], report)
    publishing.publish(actors[MEMBER], report)


def _links() -> list[str]:
    bodies = db.session.scalars(db.select(Mail.body)).all()
    return [path for body in bodies for path in re.findall(r"^http://localhost:\d+(/\S+)$", body, re.MULTILINE)]
