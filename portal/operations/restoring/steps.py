"""The whole way of a restore, and of a move to another database, which is the same without files."""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import upgrade

from portal.core import files
from portal.core.db import db
from portal.core.keys import ring
from portal.operations.archive.container import PIECE, Damaged, Member
from portal.operations.archive.reading import Archive, Contents, Head
from portal.operations.restoring import finishing, ground, loading

Say = Callable[[str], None]


class OtherKey(Damaged):
    """The key at hand is not the one under which the archive's protected fields were sealed."""


def examine(archive: Archive, say: Say, any_key: bool = False) -> Contents:
    """Everything in the archive is read and compared before anything here is touched. Raises Damaged."""
    with archive.opened() as (head, _rest):
        _fits(head, any_key)
    say(f"Backup of {head.taken_at[:19].replace('T', ' ')} UTC, release {head.release}, taken on {head.engine}.")
    say("Reading it through …")
    contents = archive.verify()
    say(f"  {sum(contents.rows.values()):,} rows and {contents.files:,} files, every hash holds.")
    return contents


def _fits(head: Head, any_key: bool) -> None:
    known = {script.revision for script in ScriptDirectory(str(current_app.config["MIGRATIONS"])).walk_revisions()}
    if head.revision not in known:
        raise Damaged(f"the archive is of a newer release ({head.release}): install that one, then restore")
    if not _keys_at_hand(head) and not any_key:
        held = ", ".join(key.id for key in ring.ring()) or "none"
        raise OtherKey(
            f"the keys of the protected fields at hand ({held}) are not the archive's ({', '.join(head.keys)}).\n"
            "Put the archive's own fields.key into PORTAL_KEY_DIR first. With --without-its-key everything but protected names and evidence comes back"
        )


def _keys_at_hand(head: Head) -> bool:
    return set(head.keys) <= {key.id for key in ring.ring()}


def bring_back(archive: Archive, contents: Contents, say: Say) -> list[str]:
    """Into an empty portal. Broken off, it leaves the mark, and begins again from nothing the next time. Returns what did
    not hold in the end, in words: such a portal serves all the same, as the one did of which it is a copy."""
    ground.set_mark(archive.path)
    with_key = _keys_at_hand(contents.head)
    _load(archive, contents, say, with_files=True)
    if not with_key:
        finishing.go_on_without_its_keys()
    say("Ending what was open …")
    sign_ins, keys, links = finishing.end_what_was_open()
    say(f"  {sign_ins:,} sign-ins and {keys:,} links, codes and invitations ended, and {links:,} private links of applications.")
    finishing.leave_line("operations.restored", _hash_of(archive.path), contents)
    say("Comparing …")
    faults = [*_compare_files(contents, with_key), *finishing.compare(contents.head)]
    ground.mark().unlink()
    return faults


def move_in(archive: Archive, contents: Contents, say: Say) -> list[str]:
    """Into the empty database of the present app; files, sign-ins and keys stay as they are."""
    _load(archive, contents, say, with_files=False)
    finishing.leave_line("operations.moved", _hash_of(archive.path), contents)
    say("Comparing …")
    return list(finishing.compare(contents.head))


def _load(archive: Archive, contents: Contents, say: Say, with_files: bool) -> None:
    ground.clear(with_files)
    migrations = str(current_app.config["MIGRATIONS"])
    upgrade(directory=migrations, revision=contents.head.revision)
    say("Rows …")
    with archive.opened() as (head, members):
        _take(head, members, contents, say, with_files)
    upgrade(directory=migrations)
    say("The search …")
    finishing.index(say)


def _take(head: Head, members: Iterator[Member], contents: Contents, say: Say, with_files: bool) -> None:
    """Rows in one transaction, which is closed before the first file; files follow the rows in an archive."""
    rows, waiting = dict.fromkeys(head.tables, 0), None
    with loading.ready_for(db.engine, head) as connection:
        for member in members:
            if not member.name.startswith("tables/"):
                waiting = member
                break
            name = member.name.split("/")[1]
            rows[name] += loading.put(connection, name, head.tables[name], member)
        if rows != contents.rows:
            raise Damaged("not every row of the archive has come")
    say(f"  {sum(rows.values()):,} rows in {len(rows)} tables")
    count = 0
    while with_files and waiting is not None:
        if waiting.name.startswith("files/"):
            _write(waiting)
            count += 1
        waiting = next(members, None)
    os.sync()
    if with_files:
        say(f"  {count:,} files")


def _write(member: Member) -> None:
    """The bytes as they stood on the disk: what was sealed stays sealed."""
    key = member.name.removeprefix("files/")
    if not key.isalnum():
        raise Damaged(f"{key!r} is no name of a file")
    path = files.path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while piece := member.read(PIECE):
            file.write(piece)


def _compare_files(contents: Contents, with_key: bool) -> Iterator[str]:
    """Against their rows; sealed ones are opened for it, where the key is at hand."""
    absent = set(contents.absent)
    for key, sha256, size, sealed in finishing.files_of_rows():
        if key in absent or (sealed and not with_key):
            continue
        fault = files.fault_of(files.Received(key, sha256, size, "", "", sealed))
        if fault:
            yield f"File {key} {fault}."


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def newest_revision() -> str | None:
    return ScriptDirectory(str(current_app.config["MIGRATIONS"])).get_current_head()


def another_app(url: str) -> Any:
    """The same portal on another database."""
    settings = {**current_app.config, "SQLALCHEMY_DATABASE_URI": url, "PORTAL_DATABASE_URL": url, "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": True}}
    return current_app.extensions["make"](settings)
