"""Every setting of the portal, read from the environment, each with its reason.

`flask operations settings` prints them with their values (secrets hidden)."""

import base64
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parent
NUMBERS = (
    "PORT", "PORTAL_PROXIES", "PORTAL_HSTS", "PORTAL_UPLOAD_LIMIT_MB", "PORTAL_UPLOAD_FILES", "PORTAL_WEB_WORKERS", "PORTAL_WEB_THREADS",
    "PORTAL_IDLE_MINUTES", "PORTAL_SIGN_IN_HOURS",
)  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """One environment variable: its default as written there, and why it exists."""

    name: str
    default: str
    reason: str
    secret: bool = False


SETTINGS = (
    Setting("PORT", "8000", "the port the web server listens on"),
    Setting("HOST", "127.0.0.1", "the address it listens on; with demo accounts present anything but loopback is refused"),
    Setting("DEMO", "1", "1 fills a new database with sample data and demo accounts; 0 starts empty"),
    Setting("PORTAL_DATA_DIR", str(TOP / "var"), "database (if embedded), stored files, outgoing mail, job queue"),
    Setting("PORTAL_DATABASE_URL", "", "SQLAlchemy address of the database; empty: SQLite in the data folder"),
    Setting("PORTAL_QUEUE_URL", "", "redis:// or postgresql:// for the queue that wakes the worker; empty: a file in the data folder"),
    Setting("PORTAL_SECRET_KEY", "", "signs session cookies; empty: made once and kept in the key folder", secret=True),
    Setting("PORTAL_KEY_DIR", str(TOP / ".keys"), "keys of sessions and protected fields; outside the data folder, and named when that is"),
    Setting("PORTAL_FIELD_KEY", "", "the protected fields' keys (32 bytes as base64, commas between; the first writes) instead of their file", secret=True),
    Setting("PORTAL_COUNTRY", "iq", "which country pack is loaded"),
    Setting("PORTAL_SERVER_NAME", "", "the public name, such as portal.example.org; other host names are refused, and cookies need HTTPS"),
    Setting("PORTAL_PROXIES", "0", "how many proxies in front set X-Forwarded-For and -Proto; 0 trusts none"),
    Setting("PORTAL_HSTS", "0", "seconds of Strict-Transport-Security; only once HTTPS works for good"),
    Setting("PORTAL_HSTS_SUBDOMAINS", "0", "1: every name below PORTAL_SERVER_NAME speaks HTTPS only too"),
    Setting("PORTAL_MAIL_URL", "", "smtp://user:password@host:port or smtps://…; empty: mails are written to outbox/ in the data folder", secret=True),
    Setting("PORTAL_MAIL_FROM", "portal@localhost", "the sender of mails"),
    Setting("PORTAL_CLAMD", "", "clamd's socket (/run/clamav/clamd.ctl) or host:port: files that people send are searched for viruses; empty: they are not"),
    Setting("PORTAL_PLAINTEXT", "0", "1: database, queue, mail server and scanner on other machines may be spoken to without TLS (a private tunnel encrypts)"),
    Setting("PORTAL_UPLOAD_LIMIT_MB", "25", "the largest single file; a polling station's video must fit"),
    Setting("PORTAL_UPLOAD_FILES", "10", "the most files in one form"),
    Setting("PORTAL_WEB_WORKERS", "2", "web processes; one for each core pays"),
    Setting("PORTAL_WEB_THREADS", "12", "threads of each web process; half of them may be held by strangers at the sign-in"),
    Setting("PORTAL_LIMITS", "", "other numbers than those of docs/limits.md, such as violations-person=200,uploads-person=500"),
    Setting("PORTAL_IDLE_MINUTES", "60", "a sign-in ends after so long without use"),
    Setting("PORTAL_SIGN_IN_HOURS", "12", "a sign-in ends after so long in any case"),
    Setting("PORTAL_BACKUP_RECIPIENT", "", "age1… public keys, parted by spaces: backups are encrypted to them; their private keys lie elsewhere"),
    Setting("PORTAL_SIGNATURE_REQUIRED", "0", "1: without a signed code of conduct, after a last day for it, an organisation sends no violation report"),
    Setting(
        "PORTAL_SECOND_FACTOR", "commission", "who needs a second factor: commission, all, none, or roles with commas between; never accounts of the demo"
    ),
    Setting("PORTAL_LOG_LEVEL", "INFO", "how much is logged"),
)


def read(environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The Flask configuration. Creates the data folder and missing keys."""
    env = os.environ if environment is None else environment
    value = {setting.name: env.get(setting.name) or _credential(env, setting.name) or setting.default for setting in SETTINGS}
    _whole_numbers(value)
    data = Path(value["PORTAL_DATA_DIR"]).resolve()
    keys = Path(value["PORTAL_KEY_DIR"]).resolve()
    if keys == data or data in keys.parents:
        raise SystemExit(f"PORTAL_KEY_DIR ({keys}) must lie outside PORTAL_DATA_DIR ({data}).")
    if data != TOP / "var" and not env.get("PORTAL_KEY_DIR") and not (value["PORTAL_SECRET_KEY"] and value["PORTAL_FIELD_KEY"]):
        raise SystemExit(f"PORTAL_DATA_DIR is {data}: name a folder for its own keys as well, with PORTAL_KEY_DIR; {keys} holds those of {TOP / 'var'}.")
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    limit = int(value["PORTAL_UPLOAD_LIMIT_MB"]) * 1024 * 1024
    return {
        **value,
        "DATA": data,
        "TRANSLATIONS": TOP / "translations",
        "MIGRATIONS": TOP / "migrations",
        "SECRET_KEY": value["PORTAL_SECRET_KEY"] or _kept_key(keys / "session.key"),
        "FIELD_KEY": value["PORTAL_FIELD_KEY"],
        "FIELD_KEY_FILE": keys / "fields.key",
        "SQLALCHEMY_DATABASE_URI": value["PORTAL_DATABASE_URL"] or f"sqlite:///{data / 'portal.db'}",
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": True} if value["PORTAL_DATABASE_URL"] else {},
        "DEMO_WANTED": value["DEMO"] == "1",
        "UPLOAD_LIMIT": limit,
        "UPLOAD_FILES": int(value["PORTAL_UPLOAD_FILES"]),
        "MAX_CONTENT_LENGTH": limit * int(value["PORTAL_UPLOAD_FILES"]) + 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
        "MAX_FORM_PARTS": 2000,
        "SESSION_COOKIE_NAME": "__Host-portal" if value["PORTAL_SERVER_NAME"] else "portal",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": bool(value["PORTAL_SERVER_NAME"]),
        "HOSTS": (value["PORTAL_SERVER_NAME"].lower(),) if value["PORTAL_SERVER_NAME"] else ("localhost", "127.0.0.1", "[::1]"),
        "WTF_CSRF_TIME_LIMIT": None,
        "HELD_SECONDS": 1.0,  # how long a refused sign-in is held back
        "LIMITS": _limits(value["PORTAL_LIMITS"]),
        "IDLE_MINUTES": int(value["PORTAL_IDLE_MINUTES"]),
        "SIGN_IN_HOURS": int(value["PORTAL_SIGN_IN_HOURS"]),
    }


def _credential(env: Mapping[str, str], name: str) -> str:
    """A setting that systemd has decrypted into a folder which only this process may read."""
    folder = env.get("CREDENTIALS_DIRECTORY")
    path = Path(folder) / name if folder else None
    return path.read_text().strip() if path and path.is_file() else ""


def _whole_numbers(value: Mapping[str, str]) -> None:
    wrong = [name for name in NUMBERS if not (value[name].isascii() and value[name].isdigit())]
    if wrong:
        raise SystemExit(" ".join(f"{name} needs a whole number, not {value[name]!r}." for name in wrong))


def _limits(written: str) -> dict[str, int]:
    """Which names there are, the portal knows; `flask operations limits` shows what came of it."""
    pairs = [pair.partition("=") for pair in written.replace(",", " ").split()]
    wrong = [name for name, _, number in pairs if not (number.isascii() and number.isdigit())]
    if wrong:
        raise SystemExit(f"PORTAL_LIMITS: {', '.join(wrong)} needs a whole number, as in violations-person=200.")
    return {name: int(number) for name, _, number in pairs}


def _kept_key(path: Path) -> str:
    """The key in `path` (base64url, 32 bytes), made with the owner's rights only when it is missing."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(key)
        except FileExistsError:
            pass
    return path.read_text().strip()
