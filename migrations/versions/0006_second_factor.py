"""The second factor: apps, passkeys, recovery codes, and sign-ins that wait for their second step."""

import sqlalchemy as sa
from alembic import op

from portal.core.db import UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("identity_sign_in") as batch:
        batch.add_column(sa.Column("proved_at", UtcDateTime(), nullable=True))
    _factors()
    _steps()


def _factors() -> None:
    op.create_table(
        "identity_totp_factor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(24), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_totp_factor")),
        sa.UniqueConstraint("reference", name=op.f("uq_identity_totp_factor_reference")),
        sa.ForeignKeyConstraint(["person_id"], ["identity_person.id"], name=op.f("fk_identity_totp_factor_person_id")),
    )
    op.create_index(op.f("ix_identity_totp_factor_person_id"), "identity_totp_factor", ["person_id"])
    op.create_table(
        "identity_passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(24), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("credential_id", sa.String(1400), nullable=False),
        sa.Column("user_handle", sa.String(100), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", sa.String(100), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_passkey")),
        sa.UniqueConstraint("reference", name=op.f("uq_identity_passkey_reference")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_identity_passkey_credential_id")),
        sa.ForeignKeyConstraint(["person_id"], ["identity_person.id"], name=op.f("fk_identity_passkey_person_id")),
    )
    op.create_index(op.f("ix_identity_passkey_person_id"), "identity_passkey", ["person_id"])
    op.create_table(
        "identity_recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_recovery_code")),
        sa.UniqueConstraint("person_id", "code_hash", name=op.f("uq_identity_recovery_code_person_id_code_hash")),
        sa.ForeignKeyConstraint(["person_id"], ["identity_person.id"], name=op.f("fk_identity_recovery_code_person_id")),
    )


def _steps() -> None:
    op.create_table(
        "identity_waiting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("browser", sa.String(200), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("wanted", sa.Text(), nullable=True),
        sa.Column("kept", sa.Text(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_waiting")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_identity_waiting_token_hash")),
        sa.ForeignKeyConstraint(["person_id"], ["identity_person.id"], name=op.f("fk_identity_waiting_person_id")),
    )
    op.create_index(op.f("ix_identity_waiting_person_id"), "identity_waiting", ["person_id"])
    op.create_table(
        "identity_ceremony",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("challenge", sa.String(100), nullable=False),
        sa.Column("user_handle", sa.String(100), nullable=True),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_ceremony")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_identity_ceremony_token_hash")),
        sa.ForeignKeyConstraint(["person_id"], ["identity_person.id"], name=op.f("fk_identity_ceremony_person_id")),
    )
    op.create_index(op.f("ix_identity_ceremony_ends_at"), "identity_ceremony", ["ends_at"])
