"""Mails are written, each in its reader's language."""

from typing import Any

from portal.audit import queries as audit
from portal.audit import services as chain
from portal.core import letters
from portal.core.jobs import daily, job
from portal.core.register import registers
from portal.notifications import services


@job("notifications.mail")
def write(payload: dict[str, Any]) -> None:
    """A mail for each person with an address, in that person's language. It says that something waits and where; what
    it is about is read in the portal."""
    subject = registers.subjects.get(payload["subject_kind"])
    for person, (address, language) in sorted(registers.people(payload["people"]).items()):
        with letters.speaking(language):
            link = letters.absolute(subject.address(payload["subject_ref"]) if subject else f"/{language}/notifications/")
        title, text = letters.letter("waiting", language, link=link)
        services.write_mail(address, language, title, text, key=f"{payload['key']}-{person}", person_id=person)


@daily("notifications.seal")
def seal(_payload: dict[str, Any]) -> None:
    """The head of the audit chain is kept for the day, and sent to those who asked for it."""
    head = chain.seal_day()
    if head is None:
        return
    for person, (address, language) in sorted(registers.people(audit.head_readers()).items()):
        title, text = letters.letter("seal", language, head=head, link=letters.absolute(f"/{language}/audit/seal"))
        services.write_mail(address, language, title, text, key=f"seal-{head.day}-{person}", person_id=person)
