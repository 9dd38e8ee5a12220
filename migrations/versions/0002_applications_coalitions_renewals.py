"""Applications page by page with documents, checklist and talk; requests for membership; renewals; mergers."""

import sqlalchemy as sa
from alembic import op

from portal.core import db as types

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "identity_application",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("link_sent_to", sa.String(length=320), nullable=True),
        sa.Column("begun_at", types.UtcDateTime(), nullable=False),
        sa.Column("touched_at", types.UtcDateTime(), nullable=False),
        sa.Column("work", types.Json, nullable=False),
        sa.Column("target_groups", types.Json, nullable=False),
        sa.Column("non_partisan", sa.Boolean(), nullable=False),
        sa.Column("interests", sa.Text(), nullable=True),
        sa.Column("interests_language", sa.String(length=8), nullable=True),
        sa.Column("endorses_2005", sa.Boolean(), nullable=False),
        sa.Column("endorses_2012", sa.Boolean(), nullable=False),
        sa.Column("declared_by", sa.String(length=200), nullable=True),
        sa.Column("declared_as", sa.String(length=200), nullable=True),
        sa.Column("declared_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_identity_application_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_identity_application")),
    )
    with op.batch_alter_table("identity_application", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_application_touched_at"), ["touched_at"], unique=False)

    op.create_table(
        "identity_application_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answers_id"], ["identity_application_message.id"], name=op.f("fk_identity_application_message_answers_id")),
        sa.ForeignKeyConstraint(["by_id"], ["identity_person.id"], name=op.f("fk_identity_application_message_by_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_identity_application_message_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_application_message")),
        sa.UniqueConstraint("answers_id", name=op.f("uq_identity_application_message_answers_id")),
    )
    with op.batch_alter_table("identity_application_message", schema=None) as batch_op:
        batch_op.create_index("ix_identity_application_message_thread", ["organisation_id", "kind"], unique=False)

    op.create_table(
        "identity_check",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=24), nullable=False),
        sa.Column("result", sa.String(length=16), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["identity_person.id"], name=op.f("fk_identity_check_by_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_identity_check_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "item", name=op.f("pk_identity_check")),
    )
    op.create_table(
        "identity_coalition_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.String(length=16), nullable=False),
        sa.Column("coalition_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", types.UtcDateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by_id"], ["identity_person.id"], name=op.f("fk_identity_coalition_call_answered_by_id")),
        sa.ForeignKeyConstraint(["coalition_id"], ["identity_organisation.id"], name=op.f("fk_identity_coalition_call_coalition_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["identity_person.id"], name=op.f("fk_identity_coalition_call_made_by_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_identity_coalition_call_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_coalition_call")),
        sa.UniqueConstraint("handle", name=op.f("uq_identity_coalition_call_handle")),
    )
    with op.batch_alter_table("identity_coalition_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_coalition_call_coalition_id"), ["coalition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_identity_coalition_call_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "identity_focal_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("duty", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_identity_focal_point_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_focal_point")),
        sa.UniqueConstraint("organisation_id", "place", name=op.f("uq_identity_focal_point_organisation_id_place")),
    )
    op.create_table(
        "identity_renewal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("facts", types.Json, nullable=False),
        sa.Column("asked_at", types.UtcDateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", types.UtcDateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reason_language", sa.String(length=8), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["identity_person.id"], name=op.f("fk_identity_renewal_asked_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["identity_person.id"], name=op.f("fk_identity_renewal_decided_by_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_identity_renewal_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_renewal")),
        sa.UniqueConstraint("once", name=op.f("uq_identity_renewal_once")),
    )
    with op.batch_alter_table("identity_renewal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_renewal_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "identity_renewal_registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("renewal_id", sa.Integer(), nullable=False),
        sa.Column("authority", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("issued_on", sa.String(length=10), nullable=True),
        sa.Column("expires_on", sa.String(length=10), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["core_file.id"], name=op.f("fk_identity_renewal_registration_document_id")),
        sa.ForeignKeyConstraint(["renewal_id"], ["identity_renewal.id"], name=op.f("fk_identity_renewal_registration_renewal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_renewal_registration")),
        sa.UniqueConstraint("renewal_id", "authority", name=op.f("uq_identity_renewal_registration_renewal_id_authority")),
    )
    _bring_applications()
    with op.batch_alter_table("identity_organisation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("valid_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("reminded", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("merged_at", types.UtcDateTime(), nullable=True))
        batch_op.create_index(batch_op.f("ix_identity_organisation_valid_until"), ["valid_until"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_identity_organisation_merged_into_id"), "identity_organisation", ["merged_into_id"], ["id"])
        batch_op.drop_column("difficulty")
        batch_op.drop_column("difficulty_language")
        batch_op.drop_column("difficulty_at")

    with op.batch_alter_table("identity_registration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("document_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_identity_registration_document_id"), "core_file", ["document_id"], ["id"])


def _bring_applications() -> None:
    """Every organisation of before has its application, and the difficulty that it reported becomes the first of its talk."""
    op.execute(
        "INSERT INTO identity_application (organisation_id, link_sent_to, begun_at, touched_at, work, target_groups, non_partisan, endorses_2005, endorses_2012)"
        " SELECT id, email, applied_at, applied_at, '[]', '[]', false, false, false FROM identity_organisation"
    )
    op.execute(
        "INSERT INTO identity_application_message (organisation_id, kind, text, language, at)"
        " SELECT id, 'difficulty', difficulty, coalesce(difficulty_language, language), coalesce(difficulty_at, applied_at)"
        " FROM identity_organisation WHERE difficulty IS NOT NULL"
    )
