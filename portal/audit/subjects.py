"""What audit adds to a person's own copy."""

from flask import Flask

from portal.audit import queries
from portal.core.register import registers


def register(app: Flask) -> None:
    if queries.personal not in registers.personal:
        registers.personal.append(queries.personal)
