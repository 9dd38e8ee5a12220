"""Headers of every answer, the request's id, compression, and which hosts and proxies are believed."""

import gzip
import ipaddress
import secrets
from functools import lru_cache

from flask import Flask, Response, abort, current_app, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    "X-Frame-Options": "DENY",
}
COMPRESSED = ("text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml", "application/json", "text/plain")


def register(app: Flask) -> None:
    proxies = int(app.config["PORTAL_PROXIES"])
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)  # type: ignore[method-assign]
    app.before_request(_name_request)
    app.after_request(_harden)
    app.after_request(_compress)


def _name_request() -> None:
    g.request_id = secrets.token_hex(5)
    if "\x00" in request.path or any("\x00" in value for _name, value in request.args.items(multi=True)):
        abort(404)  # no address of ours holds NUL, and PostgreSQL refuses to look for it


def refuse_strangers_of_the_demo() -> None:
    """Demo accounts have a published password: nobody but this machine may reach them."""
    try:
        local = ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        local = False
    if not local or request.host.rsplit(":", 1)[0] not in ("localhost", "127.0.0.1", "[::1]"):
        abort(403)


def _harden(response: Response) -> Response:
    for name, value in FIXED.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", POLICY)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    hsts = current_app.config["PORTAL_HSTS"]
    if hsts != "0":
        response.headers["Strict-Transport-Security"] = f"max-age={hsts}"
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
