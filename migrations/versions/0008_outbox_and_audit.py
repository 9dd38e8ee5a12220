"""what waits and why, mails that an address refuses, the heads of the audit chain and its files"""

import sqlalchemy as sa
from alembic import op

from portal.core import db as types

revision = "0008"
down_revision = "0007"

LINE_INDEXES = {
    "ix_audit_line_at": ["at", "id"],
    "ix_audit_line_actor": ["actor_id", "at", "id"],
    "ix_audit_line_action": ["action", "at", "id"],
    "ix_audit_line_organisation": ["organisation_id", "at", "id"],
    "ix_audit_line_kind": ["subject_kind", "at", "id"],
    "ix_audit_line_subject": ["subject_kind", "subject_id", "at", "id"],
}


def upgrade() -> None:
    _jobs()
    _mails()
    _audit()


def _jobs() -> None:
    with op.batch_alter_table("core_job") as batch:
        batch.drop_index("ix_core_job_due_at")
        batch.drop_index("ix_core_job_state")
        batch.alter_column("due_at", existing_type=types.UtcDateTime(), nullable=True)
        batch.add_column(sa.Column("stalled", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("reason", sa.String(length=32), nullable=True))
    op.execute("UPDATE core_job SET due_at = NULL WHERE state IN ('done', 'failed')")
    # Mails are no longer given up: those that were go out at last.
    op.execute("UPDATE core_job SET state = 'waiting', due_at = made_at, attempts = 0 WHERE state = 'failed' AND name = 'notifications.send'")
    op.create_index("ix_core_job_due", "core_job", ["due_at", "id"])
    op.create_index("ix_core_job_state", "core_job", ["state", "id"])
    op.create_index("ix_core_job_name", "core_job", ["name", "state", "due_at"])
    op.create_table(
        "core_worker",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("started_at", types.UtcDateTime(), nullable=False),
        sa.Column("seen_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_core_worker")),
    )
    op.create_index(op.f("ix_core_worker_seen_at"), "core_worker", ["seen_at"])


def _mails() -> None:
    with op.batch_alter_table("notifications_notice") as batch:
        batch.add_column(sa.Column("key", sa.String(length=64), nullable=True))
        batch.create_unique_constraint(op.f("uq_notifications_notice_person_id_key"), ["person_id", "key"])
    with op.batch_alter_table("notifications_mail") as batch:
        batch.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("organisation_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("refused", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("refusal", sa.String(length=500), nullable=True))
    op.create_index("ix_notifications_mail_refused", "notifications_mail", ["refused", "organisation_id", "id"])
    op.create_index("ix_notifications_mail_own", "notifications_mail", ["refused", "person_id", "id"])


def _audit() -> None:
    for name in ("ix_audit_line_action", "ix_audit_line_actor_id", "ix_audit_line_organisation_id", "ix_audit_line_subject"):
        op.drop_index(name, table_name="audit_line")
    for name, columns in LINE_INDEXES.items():
        op.create_index(name, "audit_line", columns)
    for name in ("ix_audit_turned_at", "ix_audit_turned_person_id"):
        op.drop_index(name, table_name="audit_turned")
    op.create_index("ix_audit_turned_at", "audit_turned", ["at", "id"])
    op.create_index("ix_audit_turned_person", "audit_turned", ["person_id", "at", "id"])
    op.create_table(
        "audit_head",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "audit_head_reader",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_audit_head_reader")),
    )
    op.create_table(
        "audit_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", types.UtcDateTime(), nullable=False),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("wanted", types.Json, nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("done_at", types.UtcDateTime(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["core_file.id"], name=op.f("fk_audit_export_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_export")),
    )
    op.create_index("ix_audit_export_own", "audit_export", ["asked_by_id", "id"])
