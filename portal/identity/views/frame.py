"""The feature's one blueprint, and who is at the browser."""

import ipaddress

from flask import Blueprint, current_app, request
from flask_login import UserMixin

from portal.identity.queries import Here
from portal.identity.services.passkeys import Site

# Where the browser's session keeps the token of the challenge that a passkey is to sign.
CEREMONY = "ceremony"
bp = Blueprint("identity", __name__, url_prefix="/<lang:lang>")


class Reader(UserMixin):
    """Flask-Login's user. Its id is the token of the sign-in, which the signed cookie carries."""

    def __init__(self, token: str, here: Here) -> None:
        self.token, self.here = token, here
        self.actor, self.unread, self.theme, self.demo = here.actor, here.unread, here.theme, here.demo

    def get_id(self) -> str:
        return self.token


def network() -> str:
    """Whom attempts are counted for: an address; of IPv6 the /64, because whoever has one address there has them all."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network(f"{address}/64", strict=False))
    return str(address)


def browser() -> str:
    """A few words for the list of sign-ins, such as 'Firefox, Android'."""
    agent = request.user_agent.string
    names = (
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    )
    systems = (
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    )
    found = [next((name for sign, name in known if sign in agent), "") for known in (names, systems)]
    return ", ".join(word for word in found if word) or ""


def sign_in_limits() -> tuple[int, int]:
    """Minutes without use, and hours in all, after which a sign-in ends."""
    return int(current_app.config["IDLE_MINUTES"]), int(current_app.config["SIGN_IN_HOURS"])


def site() -> Site:
    """What passkeys of this portal are bound to. Without a public name it is served to this machine only (TRUSTED_HOSTS)."""
    name = str(current_app.config["PORTAL_SERVER_NAME"])
    return Site(name.rsplit(":", 1)[0], f"https://{name}") if name else Site("localhost", f"{request.scheme}://{request.host}")


def passkeys_at() -> str | None:
    """Where passkeys work, when this address is not the one: browsers refuse them at 127.0.0.1."""
    host, port = request.host.rpartition(":")[::2] if request.host.rpartition(":")[2].isdigit() else (request.host, "")
    if host == site().name:
        return None
    return f"{request.scheme}://{site().name}{':' + port if port else ''}{request.path}"


def rule_of_factors() -> str:
    return str(current_app.config["PORTAL_SECOND_FACTOR"])
