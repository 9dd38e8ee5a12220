"""A sign-in on a browser that was not known before is told to the person: it may have been somebody else."""

from portal.core import clock, letters
from portal.identity import queries
from portal.identity.models import Person
from portal.notifications import services as notifications


def tell_of_new(person: Person, browser: str, network: str) -> None:
    """A notice, and a mail that says which browser, from where and when, and what to do."""
    seen = {"browser": browser or "?", "network": queries.network_range(network)}
    notifications.tell([person.id], "identity.new_device", "person", "own", seen, mail=False)
    if person.email:
        link = letters.absolute(f"/{person.language}/identity/account") + "#sign-ins-h"
        subject, text = letters.letter("new_device", person.language, name=person.name, at=clock.now(), link=link, **seen)
        notifications.write_mail(person.email, person.language, subject, text)
