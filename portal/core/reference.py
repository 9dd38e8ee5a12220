"""Identifiers of private records: random, speakable, with a check character."""

import secrets

# 29 characters, a prime: without those that look or sound alike (0 O, 1 I L, 2 Z, V U).
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXY"
LOOKALIKES = str.maketrans({"Z": "2", "U": "V"})


def new_reference(prefix: str, year: int) -> str:
    """`V-2026-7K3D-9QH4`: seven random characters (29^7, over 17 thousand million) and one check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(7))
    full = body + _check_character(prefix, year, body)
    return f"{prefix}-{year}-{full[:4]}-{full[4:]}"


def normal_reference(typed: str) -> str | None:
    """The reference as stored, from what a person typed or spoke; None when its check character is wrong."""
    parts = "".join(c for c in typed.upper() if c.isascii() and c.isalnum())
    prefix, year, body = parts[:1], parts[1:5], parts[5:].translate(LOOKALIKES)
    if len(body) != 8 or not year.isdigit() or any(c not in ALPHABET for c in body):
        return None
    if _check_character(prefix, int(year), body[:7]) != body[7]:
        return None
    return f"{prefix}-{year}-{body[:4]}-{body[4:]}"


def _check_character(prefix: str, year: int, body: str) -> str:
    """Weights that differ by place, modulo a prime: every wrong character and every swap of two is found."""
    total = sum(place * ALPHABET.index(character) for place, character in enumerate(body, start=2))
    return ALPHABET[-(total + ord(prefix) + year) % len(ALPHABET)]
