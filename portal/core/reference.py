"""Identifiers of private records: random, speakable, with a check character."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "", "0": "", "I": "", "1": "", "L": "", "U": "V"})


def new_reference(prefix: str, year: int) -> str:
    """`V-2026-7K3D-9QH4`: seven random characters (30^7, over 20 thousand million) and one check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(7))
    full = body + _check_character(f"{prefix}{year}{body}")
    return f"{prefix}-{year}-{full[:4]}-{full[4:]}"


def normal_reference(typed: str) -> str | None:
    """The reference as stored, from what a person typed or spoke; None when its check character is wrong."""
    parts = "".join(c for c in typed.upper() if c.isalnum())
    prefix = parts.rstrip(ALPHABET + "01OIL") if not parts[:1].isalpha() else parts[:1]
    year, body = parts[len(prefix) : len(prefix) + 4], parts[len(prefix) + 4 :].translate(_LOOKALIKES)
    if len(body) != 8 or not year.isdigit() or any(c not in ALPHABET for c in body):
        return None
    if _check_character(f"{prefix}{year}{body[:7]}") != body[7]:
        return None
    return f"{prefix}-{year}-{body[:4]}-{body[4:]}"


def _check_character(text: str) -> str:
    """Weights that differ by place find every single wrong character and most swaps."""
    total = sum((place * 2 + 1) * ord(character) for place, character in enumerate(text, start=1))
    return ALPHABET[total % 29]
