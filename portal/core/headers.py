"""Headers of every answer, the request's id, compression, and which hosts and proxies are believed."""

import gzip
import ipaddress
import re
import secrets
from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request
from werkzeug.exceptions import SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wsgi import get_host

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
# Everything that a page could ask of the device, switched off; a recording may fill the screen, and passkeys are asked for.
NEVER = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "compute-pressure",
    "cross-origin-isolated", "display-capture", "encrypted-media", "gamepad", "geolocation", "gyroscope", "hid",
    "identity-credentials-get", "idle-detection", "interest-cohort", "keyboard-map", "local-fonts", "magnetometer",
    "microphone", "midi", "otp-credentials", "payment", "picture-in-picture", "private-state-token-issuance", "private-state-token-redemption",
    "screen-wake-lock", "serial", "storage-access", "sync-xhr", "unload", "usb",
    "window-management", "xr-spatial-tracking",
)  # fmt: skip
OURS = ("fullscreen", "publickey-credentials-create", "publickey-credentials-get")
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}
OF_PAGES = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": ", ".join([*(f"{name}=()" for name in NEVER), *(f"{name}=(self)" for name in OURS)]),
}
# At sign-out. Not "cookies": that would take the device's cookie too, which spares its person while others attack the
# account, and the chosen language; the session's cookie is emptied by the answer itself.
FORGET = '"cache", "storage"'
PORT = re.compile(r":\d*$")
COMPRESSED = ("text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml", "application/json", "text/plain")


def register(app: Flask) -> None:
    proxies = int(app.config["PORTAL_PROXIES"])
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)  # type: ignore[method-assign]
    app.before_request(_name_request)
    app.before_request(_refuse_other_sites)
    app.after_request(_harden)
    app.after_request(_compress)


def _name_request() -> None:
    g.request_id = secrets.token_hex(5)
    if "\x00" in request.path or any("\x00" in value for _name, value in request.args.items(multi=True)):
        abort(404)  # no address of ours holds NUL, and PostgreSQL refuses to look for it


def host_name(host: str) -> str:
    """Without the port; an IPv6 address keeps its brackets."""
    return PORT.sub("", host).lower()


def refuse_other_hosts(environ: "WSGIEnvironment", hosts: Collection[str]) -> None:
    """An address that was made from a forged Host header would lead the reader of a mail elsewhere."""
    if host_name(get_host(environ)) not in hosts:
        raise SecurityError("not a name of this portal")


def clear_site(response: Response) -> Response:
    """The browser forgets what it kept of pages that somebody has just left."""
    response.headers["Clear-Site-Data"] = FORGET
    return response


def _refuse_other_sites() -> None:
    """A second lock behind the form tokens: browsers say from which site a form was sent."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    origin = request.headers.get("Origin")
    if request.headers.get("Sec-Fetch-Site") == "cross-site" or origin and urlsplit(origin).netloc != request.host:
        abort(403)


def refuse_strangers_of_the_demo() -> None:
    """Demo accounts have a published password: nobody but this machine may reach them."""
    try:
        local = ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        local = False
    if not local or host_name(request.host) not in ("localhost", "127.0.0.1", "[::1]"):
        abort(403)


def _harden(response: Response) -> Response:
    for name, value in (FIXED | OF_PAGES if response.mimetype == "text/html" else FIXED).items():
        response.headers.setdefault(name, value)
    secure = "; upgrade-insecure-requests" if current_app.config["PORTAL_SERVER_NAME"] else ""
    response.headers.setdefault("Content-Security-Policy", POLICY + secure)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    hsts = current_app.config["PORTAL_HSTS"]
    below = current_app.config["PORTAL_HSTS_SUBDOMAINS"] == "1"
    if hsts != "0":
        response.headers["Strict-Transport-Security"] = f"max-age={hsts}{'; includeSubDomains' if below else ''}"
    return response


def _compress(response: Response) -> Response:
    """Level 1 costs a millisecond and saves three quarters; answers with a secret of the form vary by their one-time keys.
    Static files are the same for everybody: packed as small as can be, once a process."""
    wanted = "gzip" in request.headers.get("Accept-Encoding", "")
    if not wanted or response.direct_passthrough or response.status_code < 200 or "Content-Encoding" in response.headers:
        return response
    if response.mimetype not in COMPRESSED or response.status_code in (204, 206, 304):
        return response
    body = response.get_data()
    if len(body) < 500:
        return response
    response.set_data(_packed(body) if request.endpoint == "static" else gzip.compress(body, 1, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.get_data()))
    response.vary.add("Accept-Encoding")
    return response


@lru_cache(maxsize=16)
def _packed(file: bytes) -> bytes:
    return gzip.compress(file, 9, mtime=0)
