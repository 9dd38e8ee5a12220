"""one table in which every limit is counted, and one that knows the keys of protected fields"""

import sqlalchemy as sa
from alembic import op

from portal.core import db as types

revision = "0007"
down_revision = "0006"
NAMES = {
    "pair": "sign-in-pair", "account": "sign-in-account", "network": "sign-in-address", "device": "sign-in-device",
    "forgotten": "reset-account", "forgotten-network": "reset-address", "apply": "applications-address",
}  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "core_key",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_key")),
    )
    op.create_table(
        "core_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_attempt")),
    )
    op.create_index("ix_core_attempt_counted", "core_attempt", ["scope", "at"], unique=False)
    op.create_index(op.f("ix_core_attempt_at"), "core_attempt", ["at"], unique=False)
    # Who is locked out stays so for as long as it was told.
    for before, now in NAMES.items():
        moved = "INSERT INTO core_attempt (scope, amount, at) SELECT :now || substr(scope, :start), 1, at FROM identity_attempt WHERE scope LIKE :before"
        op.execute(sa.text(moved).bindparams(sa.bindparam("now", now, sa.Text()), start=len(before) + 1, before=f"{before}:%"))
    op.drop_table("identity_attempt")
