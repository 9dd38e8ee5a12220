"""An archive on the disk, as restore and move meet it."""

import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage

from portal.operations.archive.columns import Columns
from portal.operations.archive.container import Damaged, Member, members
from portal.operations.archive.crossing import decrypted, is_encrypted

FORMAT = 1
HEAD = "head.json"


@dataclass(frozen=True)
class Head:
    """What must be known before the first row: `revision` of the schema, `keys` the fingerprints of the keys of the
    protected fields, `tables` with their columns, `searchable` how many owners each collection of the search had."""

    taken_at: str
    release: str
    revision: str
    engine: str
    keys: list[str]
    tables: dict[str, Columns]
    searchable: dict[str, int]


@dataclass
class Contents:
    """What a whole reading found. `rows` by table; `absent` are keys of files whose bytes were not there."""

    head: Head
    rows: dict[str, int]
    files: int
    absent: list[str]


class Archive:
    def __init__(self, path: Path, identities: Sequence[Any] = ()) -> None:
        self.path, self._identities = path, identities

    @contextmanager
    def opened(self) -> Iterator[tuple[Head, Iterator[Member]]]:
        """The head, and the members after it. Raises Damaged."""
        with self.path.open("rb") as file:
            if not is_encrypted(file):
                yield _begun(members(file))
                return
            if not self._identities:
                raise Damaged("the archive is encrypted: say where its private key is with --identity KEYFILE")
            with decrypted(file, self._identities) as plain:
                yield _begun(members(plain))

    def verify(self) -> Contents:
        """Reads everything once. Raises Damaged with the name of what does not hold."""
        with self.opened() as (head, rest):
            contents = Contents(head, dict.fromkeys(head.tables, 0), 0, [])
            for member in rest:
                kind, _, name = member.name.partition("/")
                if kind == "tables":
                    contents.rows[name.split("/")[0]] += sum(1 for _line in lines_of(member))
                elif kind == "files":
                    contents.files += 1
                elif kind == "absent":
                    contents.absent += member.read().decode().split()
        return contents


def _begun(found: Iterator[Member]) -> tuple[Head, Iterator[Member]]:
    try:
        first = next(found, None)
    except Damaged as error:
        raise Damaged("this is no backup of the portal, or its beginning is damaged") from error
    if first is None or first.name != HEAD:
        raise Damaged("this is no backup of the portal")
    try:
        told = json.loads(first.read())
    except ValueError as error:
        raise Damaged(f"{HEAD} cannot be read") from error
    if told.pop("format", None) != FORMAT:
        raise Damaged("the archive has a format that this release does not know")
    told["tables"] = {name: [(key, kind) for key, kind in columns] for name, columns in told["tables"].items()}
    return Head(**told), found


def lines_of(member: Member) -> list[str]:
    """Of one piece of a table, which is small. The hash of the piece is compared when it has been passed: broken bytes
    show themselves here already."""
    try:
        return gzip.decompress(member.read()).decode().removesuffix("\n").split("\n")
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise Damaged(f"{member.name} is damaged") from error


def identities_in(path: Path) -> list[Any]:
    """Every age private key in a file as `age-keygen` writes it."""
    keys = [line.strip() for line in path.read_text().splitlines() if line.strip() and not line.startswith("#")]
    try:
        return [pyrage.x25519.Identity.from_str(key) for key in keys]
    except pyrage.IdentityError as error:
        raise Damaged(f"{path} holds no age private key (AGE-SECRET-KEY-…)") from error
