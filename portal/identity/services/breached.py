"""Passwords that were stolen elsewhere and published: 1.4 million of twelve characters and more, each as four bytes of its
SHA-256 in lower case. A good password is taken for one of them once in three thousand times.

The file: 65,537 places (four bytes), then two bytes for each password, grouped by the two bytes before them."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

LIST = Path(__file__).parents[1] / "breached_passwords.bin"
GROUPS = 65_536
PLACE, REST = 4, 2


def holds(password: str) -> bool:
    """Two short reads; nothing is kept in memory."""
    group, rest = _parted(password)
    with LIST.open("rb") as file:
        file.seek(group * PLACE)
        places = file.read(2 * PLACE)
        begin, end = (int.from_bytes(places[at : at + PLACE], "big") for at in (0, PLACE))
        file.seek((GROUPS + 1) * PLACE + begin * REST)
        found = file.read((end - begin) * REST)
    return rest in {found[at : at + REST] for at in range(0, len(found), REST)}


def packed(several: Iterable[str]) -> bytes:
    groups: list[set[bytes]] = [set() for _ in range(GROUPS)]
    for password in several:
        group, rest = _parted(password)
        groups[group].add(rest)
    places, at = bytearray(PLACE), 0
    for group_of_rests in groups:
        at += len(group_of_rests)
        places += at.to_bytes(PLACE, "big")
    return bytes(places) + b"".join(b"".join(sorted(rests)) for rests in groups)


def _parted(password: str) -> tuple[int, bytes]:
    digest = hashlib.sha256(password.casefold().encode()).digest()
    return int.from_bytes(digest[:REST], "big"), digest[REST : 2 * REST]
