"""Passwords: hashed one at a time, compared at the same cost whether there is an account or not, and refused when
they are short, well known or made of the person's own names."""

import base64
import re
import secrets
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from portal.core.hashing import alone
from portal.core.refusal import Refusal
from portal.identity import vocabulary
from portal.identity.services import breached

LEAST, MOST = vocabulary.PASSWORD_LEAST, vocabulary.PASSWORD_MOST
NEED_OF_ITS_OWN = 8
COMMON = Path(__file__).parents[1] / "common_passwords.txt"
PORTAL_WORDS = (
    "electoral partnership portal",
    "electoralpartnershipportal",
    "electoral",
    "partnership",
    "portal",
    "بوابة الشراكة الانتخابية",
    "دەروازەی هاوبەشیی هەڵبژاردن",
)
DEMO_PASSWORD = "demo-Pass-2026"
LEET = str.maketrans("@431!05$7", "aaeiiosst")
_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)


def configure(cost: dict[str, int] | None) -> None:
    """Another cost than 64 MiB and three passes: for slower machines, and for tests."""
    global _hasher
    if cost:
        _hasher = PasswordHasher(time_cost=cost["time_cost"], memory_cost=cost["memory_cost"], parallelism=1)
        _dummy.cache_clear()


def hash_password(password: str) -> str:
    return alone(_hasher.hash, plain(password))


def matches(password_hash: str | None, password: str, known: bool = False) -> bool:
    """Takes as long for an account that does not exist or has no password yet. `known`: the browser has signed in before,
    and need not wait behind strangers."""
    try:
        return alone(_hasher.verify, password_hash or _dummy(), plain(password[: 4 * MOST]), known=known) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    return _hasher.check_needs_rehash(password_hash)


def check(password: str, own_words: Iterable[str | None] = (), demo: bool = False) -> None:
    """Raises Refusal for a password that would soon be guessed. `own_words`: names and addresses of the person."""
    chosen = plain(password)
    if len(chosen) < LEAST:
        raise Refusal(vocabulary.TOO_SHORT, "password", 422)
    if len(chosen) > MOST:
        raise Refusal(vocabulary.TOO_LONG, "password", 422)
    if chosen == DEMO_PASSWORD and not demo:
        raise Refusal(vocabulary.TOO_COMMON, "password", 422)
    if _is_common(chosen) or breached.holds(chosen):
        raise Refusal(vocabulary.TOO_COMMON, "password", 422)
    if _is_own(chosen, own_words):
        raise Refusal(vocabulary.TOO_CLOSE, "password", 422)


def plain(password: str) -> str:
    """The same keys on two keyboards give one password."""
    return unicodedata.normalize("NFKC", password)


@cache
def _dummy() -> str:
    """Of the present cost, and of no password: made up, because hashing one would make the first stranger wait twice."""
    salt, digest = (base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m={_hasher.memory_cost},t={_hasher.time_cost},p={_hasher.parallelism}${salt}${digest}"


@cache
def _common() -> frozenset[str]:
    return frozenset(line for line in COMMON.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))


def _is_common(password: str) -> bool:
    """The list holds words and runs of keys; what is only one of them, with digits and signs around it or said several
    times, falls as soon as the word alone."""
    low = password.casefold()
    if len(set(low)) < 5 or _is_run(low):
        return True
    tight = re.sub(r"[\W_]+", "", low)
    bare = (low, tight, _core(low), _core(tight))
    forms = {*bare, *(_core(text.translate(LEET)) for text in bare)}
    return any(form in _common() or _unit(form) in _common() for form in forms if form) or not _core(low) and _is_number(low)


def _core(text: str) -> str:
    """Without the digits, signs and spaces at both ends."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)


def _unit(text: str) -> str:
    """What the text repeats: `abcabc` is `abc`."""
    return next(
        (text[:size] for size in range(1, len(text) // 2 + 1) if len(text) % size == 0 and text[:size] * (len(text) // size) == text),
        text,
    )


def _is_run(text: str) -> bool:
    steps = {ord(b) - ord(a) for a, b in zip(text, text[1:], strict=False)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


def _is_number(text: str) -> bool:
    """Mostly digits: telephone numbers, dates and rows of keys, unless there are many of them."""
    digits = sum(character.isdigit() for character in text)
    return len(text) <= 2 * digits < 36


def _is_own(password: str, own_words: Iterable[str | None]) -> bool:
    rest = password.casefold()
    words = {part for word in (*own_words, *PORTAL_WORDS) if word for part in (word.casefold(), *re.split(r"[\s@._-]+", word.casefold()))}
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= 4:
            rest = rest.replace(word, "")
    return rest != password.casefold() and len(_core(rest)) < NEED_OF_ITS_OWN
