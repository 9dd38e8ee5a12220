"""How much one may upload. A photograph is 4 MB, a video up to the limit of one file; on election day an organisation's
five hundred observers send theirs at once."""

from portal.core.access import Actor
from portal.core.limits import HOUR, Limit, Per, attempt, count, declare, scope

FILES = declare(Limit("uploads-person", "files uploaded", Per.PERSON, 300, HOUR))
FILES_OF_ALL = declare(Limit("uploads-organisation", "files uploaded", Per.ORGANISATION, 10_000, HOUR))
MEGABYTES = declare(Limit("megabytes-person", "megabytes uploaded", Per.PERSON, 2_000, HOUR))
MEGABYTES_OF_ALL = declare(Limit("megabytes-organisation", "megabytes uploaded", Per.ORGANISATION, 50_000, HOUR))
# Applicants, who have no account; many of them stand behind one address of a carrier.
OF_STRANGERS = declare(Limit("uploads-address", "files uploaded by applicants", Per.ADDRESS, 200, HOUR))
MEGABYTES_OF_STRANGERS = declare(Limit("megabytes-address", "megabytes uploaded by applicants", Per.ADDRESS, 1_000, HOUR))
MEGABYTE = 1024 * 1024


def count_uploads(actor: Actor, number: int, size: int) -> None:
    """Before anything is read from the stream. Raises TooManyError."""
    count(actor, FILES, FILES_OF_ALL, amount=number)
    count(actor, MEGABYTES, MEGABYTES_OF_ALL, amount=-(-size // MEGABYTE))


def count_uploads_of_strangers(network: str, number: int, size: int) -> None:
    """Before anything is read from the stream. Raises TooManyError."""
    attempt((OF_STRANGERS, scope(OF_STRANGERS, network)), amount=number)
    attempt((MEGABYTES_OF_STRANGERS, scope(MEGABYTES_OF_STRANGERS, network)), amount=-(-size // MEGABYTE))
