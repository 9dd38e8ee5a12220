"""How often one may try to come in.

An account alone never locks anybody out: while it is attacked from everywhere, each unknown address merely gets fewer
tries. A browser on which the person has signed in before has a count of its own."""

from portal.core import limits
from portal.core.limits import DAY, HOUR, QUARTER, Limit, Per, attempt, declare, scope, take_back

__all__ = ["attempt", "scope", "take_back"]

PAIR = declare(Limit("sign-in-pair", "failed sign-ins, or codes, from a browser that the account does not know", Per.PAIR, 5, QUARTER))
PAIR_ATTACKED = declare(Limit("sign-in-attacked", "the same, while the account is under attack", Per.PAIR, 2, QUARTER))
ACCOUNT = declare(Limit("sign-in-account", "failed sign-ins from everywhere, after which the account counts as under attack", Per.ACCOUNT, 30, HOUR))
# A carrier puts thousands of people behind one address, and on election day many of them sign in at once.
NETWORK = declare(Limit("sign-in-address", "failed sign-ins from browsers that the accounts do not know", Per.ADDRESS, 300, QUARTER))
DEVICE = declare(Limit("sign-in-device", "failed sign-ins, or old passwords, of a person on a browser of before", Per.DEVICE, 10, QUARTER))
FORGOTTEN = declare(Limit("reset-account", "password links asked for", Per.ACCOUNT, 3, HOUR))
FORGOTTEN_NETWORK = declare(Limit("reset-address", "password links asked for", Per.ADDRESS, 60, HOUR))
LINKS = declare(Limit("link-account", "new private links of applications asked for", Per.ACCOUNT, 5, HOUR))
# A carrier puts many behind one address; a draft costs little and goes when nobody touches it.
APPLICATIONS = declare(Limit("applications-address", "applications of organisations begun", Per.ADDRESS, 20, DAY))
INVITATIONS = declare(Limit("invitations-person", "invitations mailed", Per.PERSON, 100, HOUR))
INVITATIONS_OF_ALL = declare(Limit("invitations-organisation", "invitations mailed", Per.ORGANISATION, 1000, DAY))
ADDRESSES = declare(Limit("address-person", "changes of an e-mail address asked for", Per.PERSON, 10, DAY))
EXPORTS = declare(Limit("own-records-person", "copies of the organisation's own records asked for", Per.PERSON, 10, DAY))

SECOND_PAIR = declare(Limit("second-step-pair", "wrong codes and passkeys after the right password", Per.PAIR, 5, QUARTER))
# Only who knows the password comes so far: this count locks nobody out whom a stranger dislikes.
SECOND_ANYWHERE = declare(Limit("second-step-account", "wrong codes and passkeys after the right password, from everywhere", Per.ACCOUNT, 20, HOUR))
SECOND_DEVICE = declare(Limit("second-step-device", "wrong codes and passkeys on a browser of before", Per.DEVICE, 10, QUARTER))
PASSKEYS = declare(Limit("passkey-address", "sign-ins begun with a passkey", Per.ADDRESS, 300, QUARTER))


def attempt_sign_in(account: str, network: str, device_id: int | None) -> list[int]:
    """The attempts counted for this sign-in; `forgive` takes them back when it succeeds."""
    if device_id is not None:
        return attempt((DEVICE, scope(DEVICE, device_id)))
    everywhere = scope(ACCOUNT, account)
    attacked = limits.used(ACCOUNT, everywhere) >= ACCOUNT.allowed
    pair, address = scope(PAIR, account, network), scope(NETWORK, network)
    counted = attempt((PAIR_ATTACKED if attacked else PAIR, pair), (NETWORK, address))
    return [*counted, limits.note(everywhere)]


def forgive(attempts: list[int], account: str, network: str, device_id: int | None) -> None:
    """The person came in: the failures before it are forgotten."""
    take_back(attempts, scope(PAIR, account, network) if device_id is None else scope(DEVICE, device_id))
