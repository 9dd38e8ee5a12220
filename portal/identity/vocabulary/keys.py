"""Kinds of single-use keys."""

from enum import StrEnum


class KeyKind(StrEnum):
    INVITATION = "invitation"
    PASSWORD = "password"  # noqa: S105 - the name of a kind
    CODE = "code"
    ADDRESS = "address"
