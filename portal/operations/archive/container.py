"""A tar written and read member by member, strictly: a single changed byte anywhere is found, and the place is named.

After every thousand members stands `hashes/<number>` in the shape of `sha256sum`; then `manifest.json` with the hash of
those, and last `manifest.sha256`. An unpacked archive is checked by hand with `cat hashes/* | sha256sum -c`."""

import hashlib
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

BLOCK = 512
PIECE = 256 * 1024
HASHES_EVERY = 1000
ENDING = b"\0" * (2 * BLOCK)
MANIFEST, SEAL = "manifest.json", "manifest.sha256"


class Damaged(Exception):  # noqa: N818 - said to people as it stands
    """The archive is not what was written; the text names where."""


class Reading(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Writing(Protocol):
    def write(self, data: bytes, /) -> object: ...


@dataclass
class Writer:
    """Members in the order in which they are added; `close` ends the archive with what proves it."""

    out: Writing
    members: int = 0
    _waiting: list[str] = field(default_factory=list)
    _parts: int = 0
    _all: Any = field(default_factory=hashlib.sha256)

    def add(self, name: str, data: bytes) -> None:
        self._whole(name, data)
        self._note(name, hashlib.sha256(data).hexdigest())

    def add_stream(self, name: str, source: Reading, size: int) -> None:
        """Raises EOFError when `source` ends before `size`: the archive is then useless."""
        self._head(name, size)
        counted, left = hashlib.sha256(), size
        while left:
            piece = source.read(min(PIECE, left))
            if not piece:
                raise EOFError(f"{name} became shorter while it was read")
            counted.update(piece)
            self.out.write(piece)
            left -= len(piece)
        self._pad(size)
        self._note(name, counted.hexdigest())

    def close(self, manifest: dict[str, Any]) -> None:
        self._write_hashes()
        whole = {**manifest, "members": self.members, "hashes": self._all.hexdigest()}
        body = json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode()
        seal = f"{hashlib.sha256(body).hexdigest()}  {MANIFEST}\n"
        for name, data in ((MANIFEST, body), (SEAL, seal.encode())):
            self._whole(name, data)
        self.out.write(ENDING)

    def _whole(self, name: str, data: bytes) -> None:
        self._head(name, len(data))
        self.out.write(data)
        self._pad(len(data))

    def _note(self, name: str, sha256: str) -> None:
        self.members += 1
        self._waiting.append(f"{sha256}  {name}\n")
        if len(self._waiting) == HASHES_EVERY:
            self._write_hashes()

    def _write_hashes(self) -> None:
        if not self._waiting:
            return
        self._parts += 1
        data = "".join(self._waiting).encode()
        self._waiting.clear()
        self._all.update(data)
        self._whole(f"hashes/{self._parts:06}", data)

    def _head(self, name: str, size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self.out.write(info.tobuf(tarfile.GNU_FORMAT, "ascii", "strict"))

    def _pad(self, size: int) -> None:
        self.out.write(b"\0" * (-size % BLOCK))


class Member:
    """One member as it is read; what was not read of it is passed over by the next."""

    def __init__(self, source: Reading, name: str, size: int) -> None:
        self.name, self.size = name, size
        self._source, self._left, self.hash = source, size, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        data = _exactly(self._source, wanted, self.name)
        self._left -= len(data)
        self.hash.update(data)
        return data

    def finish(self) -> None:
        while self._left:
            self.read(PIECE)
        if any(_exactly(self._source, -self.size % BLOCK, self.name)):
            raise Damaged(f"{self.name}: the filling behind it is not empty")


def members(source: Reading) -> Iterator[Member]:
    """Every member but the two that prove the rest, in order; compares all of them with their hashes on the way.
    Raises Damaged. Whoever stops early has proved nothing."""
    waiting: list[tuple[str, str]] = []
    counted, number, before = hashlib.sha256(), 0, "its beginning"
    while (member := _next(source, before)).name != MANIFEST:
        if member.name.startswith("hashes/"):
            data = member.read()
            _compare(waiting, data, member.name)
            counted.update(data)
            waiting.clear()
            member.finish()
        else:
            yield member
            member.finish()
            waiting.append((member.name, member.hash.hexdigest()))
            number += 1
        before = member.name
    _prove(source, member, number, counted.hexdigest(), bool(waiting))


def _next(source: Reading, before: str) -> Member:
    try:
        info = tarfile.TarInfo.frombuf(_exactly(source, BLOCK, f"the head after {before}"), "ascii", "strict")
    except (tarfile.HeaderError, UnicodeError) as error:
        raise Damaged(f"the head of the member after {before} cannot be read") from error
    return Member(source, info.name, info.size)


def _compare(found: list[tuple[str, str]], data: bytes, where: str) -> None:
    """Each line is held against the member of its place."""
    lines = data.decode("utf-8", "replace").splitlines()
    for (name, sha256), line in zip(found, lines, strict=False):
        if line != f"{sha256}  {name}":
            raise Damaged(f"{name} is not what its line in {where} says")
    if len(lines) != len(found):
        raise Damaged(f"{where} speaks of {len(lines)} members, and {len(found)} stand before it")


def _prove(source: Reading, member: Member, number: int, hashes: str, unproved: bool) -> None:
    body = member.read()
    member.finish()
    seal = _next(source, MANIFEST)
    if seal.read().decode("ascii", "replace") != f"{hashlib.sha256(body).hexdigest()}  {MANIFEST}\n":
        raise Damaged(f"{MANIFEST} is not what {SEAL} says")
    seal.finish()
    manifest = json.loads(body)
    if unproved or manifest["members"] != number or manifest["hashes"] != hashes:
        raise Damaged(f"{MANIFEST} does not fit the members before it")
    rest = _exactly(source, len(ENDING), "the end")
    while rest:
        if any(rest):
            raise Damaged("the end of the archive is not empty")
        rest = source.read(PIECE)


def _exactly(source: Reading, size: int, where: str) -> bytes:
    """A pipe gives less than it is asked for."""
    pieces, left = [], size
    while left:
        piece = source.read(left)
        if not piece:
            raise Damaged(f"the archive ends within {where}")
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
