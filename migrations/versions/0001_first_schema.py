"""first schema"""

import sqlalchemy as sa
from alembic import op

from portal.core import db as types
from portal.core import search

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "audit_line",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject_kind", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_line")),
    )
    with op.batch_alter_table("audit_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_line_action"), ["action"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_line_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_line_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index("ix_audit_line_subject", ["subject_kind", "subject_id"], unique=False)

    op.create_table(
        "audit_turned",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("network", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_turned")),
    )
    with op.batch_alter_table("audit_turned", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_turned_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_turned_person_id"), ["person_id"], unique=False)

    op.create_table(
        "core_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("original_id", sa.Integer(), nullable=True),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["original_id"], ["core_file.id"], name=op.f("fk_core_file_original_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_file")),
        sa.UniqueConstraint("key", name=op.f("uq_core_file_key")),
    )
    with op.batch_alter_table("core_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_core_file_original_id"), ["original_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_core_file_sha256"), ["sha256"], unique=False)

    op.create_table(
        "core_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("payload", types.Json, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", types.UtcDateTime(), nullable=False),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.Column("done_at", types.UtcDateTime(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_job")),
    )
    with op.batch_alter_table("core_job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_core_job_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_core_job_state"), ["state"], unique=False)

    op.create_table(
        "elections_election",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections_election")),
        sa.UniqueConstraint("slug", name=op.f("uq_elections_election_slug")),
    )
    with op.batch_alter_table("elections_election", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_elections_election_state"), ["state"], unique=False)

    op.create_table(
        "identity_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_attempt")),
    )
    with op.batch_alter_table("identity_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_identity_attempt_counted", ["scope", "at"], unique=False)

    op.create_table(
        "identity_office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("governorate", sa.String(length=8), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["identity_office.id"], name=op.f("fk_identity_office_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_office")),
        sa.UniqueConstraint("governorate", name=op.f("uq_identity_office_governorate")),
    )
    op.create_table(
        "identity_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("user_name", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.Column("closed_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_person")),
        sa.UniqueConstraint("email", name=op.f("uq_identity_person_email")),
        sa.UniqueConstraint("user_name", name=op.f("uq_identity_person_user_name")),
    )
    op.create_table("library_issuer", sa.Column("id", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("id", name=op.f("pk_library_issuer")))
    op.create_table(
        "library_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_topic")),
        sa.UniqueConstraint("code", name=op.f("uq_library_topic_code")),
    )
    op.create_table(
        "notifications_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("to", sa.String(length=320), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.Column("sent_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications_mail")),
        sa.UniqueConstraint("key", name=op.f("uq_notifications_mail_key")),
    )
    with op.batch_alter_table("notifications_mail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notifications_mail_sent_at"), ["sent_at"], unique=False)

    op.create_table(
        "notifications_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("subject_kind", sa.String(length=32), nullable=False),
        sa.Column("subject_ref", sa.String(length=160), nullable=False),
        sa.Column("params", types.Json, nullable=False),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.Column("read_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications_notice")),
    )
    with op.batch_alter_table("notifications_notice", schema=None) as batch_op:
        batch_op.create_index("ix_notifications_notice_person", ["person_id", "id"], unique=False)
        batch_op.create_index("ix_notifications_notice_unread", ["person_id", "read_at"], unique=False)

    op.create_table(
        "audit_beside",
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("data", types.Json, nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["audit_line.id"], name=op.f("fk_audit_beside_line_id")),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_audit_beside")),
    )
    op.create_table(
        "elections_constituency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("governorates", sa.String(length=64), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["election_id"], ["elections_election.id"], name=op.f("fk_elections_constituency_election_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections_constituency")),
        sa.UniqueConstraint("election_id", "code", name=op.f("uq_elections_constituency_election_id_code")),
    )
    op.create_table(
        "elections_deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("starts_at", types.UtcDateTime(), nullable=True),
        sa.Column("ends_at", types.UtcDateTime(), nullable=True),
        sa.Column("length_days", sa.Integer(), nullable=True),
        sa.Column("certainty", sa.String(length=1), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=True),
        sa.Column("lock_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["election_id"], ["elections_election.id"], name=op.f("fk_elections_deadline_election_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections_deadline")),
        sa.UniqueConstraint("election_id", "code", name=op.f("uq_elections_deadline_election_id_code")),
    )
    op.create_table(
        "elections_election_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["election_id"], ["elections_election.id"], name=op.f("fk_elections_election_name_election_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections_election_name")),
        sa.UniqueConstraint("election_id", "language", name=op.f("uq_elections_election_name_election_id_language")),
    )
    op.create_table(
        "elections_phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("from_at", types.UtcDateTime(), nullable=False),
        sa.Column("to_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["election_id"], ["elections_election.id"], name=op.f("fk_elections_phase_election_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections_phase")),
        sa.UniqueConstraint("election_id", "code", name=op.f("uq_elections_phase_election_id_code")),
    )
    op.create_table(
        "elections_voting_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opens", sa.String(length=5), nullable=False),
        sa.Column("closes", sa.String(length=5), nullable=False),
        sa.ForeignKeyConstraint(["election_id"], ["elections_election.id"], name=op.f("fk_elections_voting_day_election_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections_voting_day")),
    )
    with op.batch_alter_table("elections_voting_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_elections_voting_day_election_id"), ["election_id"], unique=False)

    op.create_table(
        "identity_device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["identity_person.id"], name=op.f("fk_identity_device_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_device")),
    )
    with op.batch_alter_table("identity_device", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_device_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_identity_device_token_hash"), ["token_hash"], unique=False)

    op.create_table(
        "identity_office_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["identity_office.id"], name=op.f("fk_identity_office_name_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_office_name")),
        sa.UniqueConstraint("office_id", "language", name=op.f("uq_identity_office_name_office_id_language")),
    )
    op.create_table(
        "identity_organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=24), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.Column("secret_hash", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("women_led", sa.Boolean(), nullable=False),
        sa.Column("of_persons_with_disabilities", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("contact_name", sa.String(length=200), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("about_language", sa.String(length=8), nullable=True),
        sa.Column("applied_at", types.UtcDateTime(), nullable=False),
        sa.Column("decided_at", types.UtcDateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reason_language", sa.String(length=8), nullable=True),
        sa.Column("difficulty", sa.Text(), nullable=True),
        sa.Column("difficulty_language", sa.String(length=8), nullable=True),
        sa.Column("difficulty_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["identity_person.id"], name=op.f("fk_identity_organisation_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_organisation")),
        sa.UniqueConstraint("once", name=op.f("uq_identity_organisation_once")),
        sa.UniqueConstraint("reference", name=op.f("uq_identity_organisation_reference")),
    )
    with op.batch_alter_table("identity_organisation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_organisation_state"), ["state"], unique=False)

    op.create_table(
        "identity_sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("browser", sa.String(length=200), nullable=False),
        sa.Column("network", sa.String(length=64), nullable=False),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.Column("seen_at", types.UtcDateTime(), nullable=False),
        sa.Column("ended_at", types.UtcDateTime(), nullable=True),
        sa.Column("theme", sa.String(length=8), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["identity_person.id"], name=op.f("fk_identity_sign_in_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_identity_sign_in_token_hash")),
    )
    with op.batch_alter_table("identity_sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_sign_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "library_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("identity", sa.String(length=200), nullable=True),
        sa.Column("jurisdiction", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("minutes_kind", sa.String(length=32), nullable=True),
        sa.Column("minutes_number", sa.String(length=60), nullable=True),
        sa.Column("minutes_year", sa.Integer(), nullable=True),
        sa.Column("meeting_on", types.PartialDate(), nullable=True),
        sa.Column("issuer_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("state_from", types.PartialDate(), nullable=True),
        sa.Column("passed_on", types.PartialDate(), nullable=True),
        sa.Column("ratified_on", types.PartialDate(), nullable=True),
        sa.Column("published_on", types.PartialDate(), nullable=True),
        sa.Column("in_force_on", types.PartialDate(), nullable=True),
        sa.Column("gazette_number", sa.String(length=60), nullable=True),
        sa.Column("gazette_on", types.PartialDate(), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("publication", sa.String(length=32), nullable=False),
        sa.Column("languages", sa.String(length=40), nullable=False),
        sa.Column("order_key", sa.BigInteger(), nullable=False),
        sa.Column("current_version_id", sa.Integer(), nullable=True),
        sa.Column("draft_version_id", sa.Integer(), nullable=True),
        sa.Column("published_at", types.UtcDateTime(), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", types.UtcDateTime(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.Column("withdrawal_language", sa.String(length=8), nullable=True),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", types.UtcDateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("lock_version", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["issuer_id"], ["library_issuer.id"], name=op.f("fk_library_document_issuer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_document")),
        sa.UniqueConstraint("identity", name=op.f("uq_library_document_identity")),
        sa.UniqueConstraint("once", name=op.f("uq_library_document_once")),
        sa.UniqueConstraint("slug", name=op.f("uq_library_document_slug")),
    )
    with op.batch_alter_table("library_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_document_issuer_id"), ["issuer_id"], unique=False)
        batch_op.create_index("ix_library_document_kind", ["publication", "kind", "order_key"], unique=False)
        batch_op.create_index("ix_library_document_list", ["publication", "order_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_library_document_published_by_id"), ["published_by_id"], unique=False)
        batch_op.create_index("ix_library_document_state", ["publication", "state", "order_key"], unique=False)
        batch_op.create_index("ix_library_document_year", ["publication", "year", "order_key"], unique=False)

    op.create_table(
        "library_issuer_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issuer_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["issuer_id"], ["library_issuer.id"], name=op.f("fk_library_issuer_name_issuer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_issuer_name")),
        sa.UniqueConstraint("issuer_id", "language", name=op.f("uq_library_issuer_name_issuer_id_language")),
    )
    with op.batch_alter_table("library_issuer_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_issuer_name_folded"), ["folded"], unique=False)

    op.create_table(
        "library_topic_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["topic_id"], ["library_topic.id"], name=op.f("fk_library_topic_name_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_topic_name")),
        sa.UniqueConstraint("topic_id", "language", name=op.f("uq_library_topic_name_topic_id_language")),
    )
    with op.batch_alter_table("library_topic_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_topic_name_folded"), ["folded"], unique=False)

    op.create_table(
        "elections_deadline_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("who", sa.String(length=300), nullable=False),
        sa.Column("counted_from", sa.String(length=300), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["deadline_id"], ["elections_deadline.id"], name=op.f("fk_elections_deadline_name_deadline_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections_deadline_name")),
        sa.UniqueConstraint("deadline_id", "language", name=op.f("uq_elections_deadline_name_deadline_id_language")),
    )
    op.create_table(
        "identity_area",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("governorate", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_identity_area_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "governorate", name=op.f("pk_identity_area")),
    )
    op.create_table(
        "identity_coalition_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("coalition_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("from_at", types.UtcDateTime(), nullable=False),
        sa.Column("to_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["coalition_id"], ["identity_organisation.id"], name=op.f("fk_identity_coalition_member_coalition_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_identity_coalition_member_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_coalition_member")),
    )
    with op.batch_alter_table("identity_coalition_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_coalition_member_coalition_id"), ["coalition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_identity_coalition_member_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "identity_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", types.UtcDateTime(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["identity_person.id"], name=op.f("fk_identity_export_asked_by_id")),
        sa.ForeignKeyConstraint(["file_id"], ["core_file.id"], name=op.f("fk_identity_export_file_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_identity_export_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_export")),
    )
    with op.batch_alter_table("identity_export", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_export_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "identity_membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("from_at", types.UtcDateTime(), nullable=False),
        sa.Column("to_at", types.UtcDateTime(), nullable=True),
        sa.CheckConstraint("(organisation_id IS NULL) <> (office_id IS NULL)", name=op.f("ck_identity_membership_one_body")),
        sa.ForeignKeyConstraint(["office_id"], ["identity_office.id"], name=op.f("fk_identity_membership_office_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_identity_membership_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["identity_person.id"], name=op.f("fk_identity_membership_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_membership")),
    )
    with op.batch_alter_table("identity_membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_membership_office_id"), ["office_id"], unique=False)
        batch_op.create_index("ix_identity_membership_organisation", ["organisation_id", "to_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_identity_membership_person_id"), ["person_id"], unique=False)

    op.create_table(
        "identity_one_time_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=32), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.Column("ends_at", types.UtcDateTime(), nullable=False),
        sa.Column("used_at", types.UtcDateTime(), nullable=True),
        sa.Column("revoked_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["identity_person.id"], name=op.f("fk_identity_one_time_key_made_by_id")),
        sa.ForeignKeyConstraint(["office_id"], ["identity_office.id"], name=op.f("fk_identity_one_time_key_office_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_identity_one_time_key_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["identity_person.id"], name=op.f("fk_identity_one_time_key_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_one_time_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_identity_one_time_key_token_hash")),
    )
    with op.batch_alter_table("identity_one_time_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_one_time_key_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_identity_one_time_key_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_identity_one_time_key_person_id"), ["person_id"], unique=False)

    op.create_table(
        "identity_organisation_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_identity_organisation_name_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_organisation_name")),
        sa.UniqueConstraint("organisation_id", "language", name=op.f("uq_identity_organisation_name_organisation_id_language")),
    )
    op.create_table(
        "identity_registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("authority", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("issued_on", sa.String(length=10), nullable=True),
        sa.Column("expires_on", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_identity_registration_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_registration")),
        sa.UniqueConstraint("organisation_id", "authority", name=op.f("uq_identity_registration_organisation_id_authority")),
    )
    op.create_table(
        "identity_suspension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("from_at", types.UtcDateTime(), nullable=False),
        sa.Column("to_at", types.UtcDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reason_language", sa.String(length=8), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("appeal", sa.Text(), nullable=True),
        sa.Column("appeal_language", sa.String(length=8), nullable=True),
        sa.Column("appealed_at", types.UtcDateTime(), nullable=True),
        sa.Column("appealed_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_language", sa.String(length=8), nullable=True),
        sa.Column("answered_at", types.UtcDateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by_id"], ["identity_person.id"], name=op.f("fk_identity_suspension_answered_by_id")),
        sa.ForeignKeyConstraint(["appealed_by_id"], ["identity_person.id"], name=op.f("fk_identity_suspension_appealed_by_id")),
        sa.ForeignKeyConstraint(["by_id"], ["identity_person.id"], name=op.f("fk_identity_suspension_by_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_identity_suspension_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_suspension")),
    )
    with op.batch_alter_table("identity_suspension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_suspension_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "library_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["library_document.id"], name=op.f("fk_library_alias_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_alias")),
        sa.UniqueConstraint("slug", name=op.f("uq_library_alias_slug")),
    )
    with op.batch_alter_table("library_alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_alias_document_id"), ["document_id"], unique=False)

    op.create_table(
        "library_document_topic",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["library_document.id"], name=op.f("fk_library_document_topic_document_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["library_topic.id"], name=op.f("fk_library_document_topic_topic_id")),
        sa.PrimaryKeyConstraint("document_id", "topic_id", name=op.f("pk_library_document_topic")),
    )
    with op.batch_alter_table("library_document_topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_document_topic_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "library_provision_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("from_on", types.PartialDate(), nullable=True),
        sa.Column("until_on", types.PartialDate(), nullable=True),
        sa.Column("by_document_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_document_id"], ["library_document.id"], name=op.f("fk_library_provision_state_by_document_id")),
        sa.ForeignKeyConstraint(["document_id"], ["library_document.id"], name=op.f("fk_library_provision_state_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_provision_state")),
        sa.UniqueConstraint("document_id", "key", "from_on", "state", name=op.f("uq_library_provision_state_document_id_key_from_on_state")),
    )
    with op.batch_alter_table("library_provision_state", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_provision_state_by_document_id"), ["by_document_id"], unique=False)

    op.create_table(
        "library_relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("target_key", sa.String(length=100), nullable=False),
        sa.Column("target_reference", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["library_document.id"], name=op.f("fk_library_relation_source_id")),
        sa.ForeignKeyConstraint(["target_id"], ["library_document.id"], name=op.f("fk_library_relation_target_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_relation")),
        sa.UniqueConstraint(
            "source_id", "source_key", "kind", "target_id", "target_key", name=op.f("uq_library_relation_source_id_source_key_kind_target_id_target_key")
        ),
    )
    with op.batch_alter_table("library_relation", schema=None) as batch_op:
        batch_op.create_index("ix_library_relation_target", ["target_id"], unique=False)

    op.create_table(
        "library_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("correction", sa.Boolean(), nullable=False),
        sa.Column("effective_on", types.PartialDate(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("note_language", sa.String(length=8), nullable=True),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", types.UtcDateTime(), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["library_document.id"], name=op.f("fk_library_version_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_version")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_library_version_document_id_number")),
        sa.UniqueConstraint("once", name=op.f("uq_library_version_once")),
    )
    op.create_table(
        "reports_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=True),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("theme", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("lock_version", sa.Integer(), nullable=False),
        sa.Column("current_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.BigInteger(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", types.UtcDateTime(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reason_language", sa.String(length=8), nullable=True),
        sa.ForeignKeyConstraint(["election_id"], ["elections_election.id"], name=op.f("fk_reports_report_election_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["identity_person.id"], name=op.f("fk_reports_report_made_by_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_reports_report_organisation_id")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["identity_person.id"], name=op.f("fk_reports_report_withdrawn_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports_report")),
        sa.UniqueConstraint("once", name=op.f("uq_reports_report_once")),
        sa.UniqueConstraint("place", name=op.f("uq_reports_report_place")),
        sa.UniqueConstraint("slug", name=op.f("uq_reports_report_slug")),
    )
    with op.batch_alter_table("reports_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reports_report_election_id"), ["election_id"], unique=False)
        batch_op.create_index("ix_reports_report_own", ["organisation_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_reports_report_state"), ["state"], unique=False)

    op.create_table(
        "violations_violation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=24), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("filed_by_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("category_group", sa.String(length=8), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("phase", sa.String(length=16), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=True),
        sa.Column("narrative", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("governorate", sa.String(length=8), nullable=True),
        sa.Column("district", sa.String(length=16), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=True),
        sa.Column("timing", sa.String(length=16), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("happened_time", sa.String(length=5), nullable=True),
        sa.Column("precision", sa.String(length=16), nullable=True),
        sa.Column("affected_women", sa.Integer(), nullable=True),
        sa.Column("affected_men", sa.Integer(), nullable=True),
        sa.Column("affected_pwd", sa.Integer(), nullable=True),
        sa.Column("affected_displaced", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=16), nullable=True),
        sa.Column("observer_code", sa.String(length=40), nullable=True),
        sa.Column("about_staff", sa.Boolean(), nullable=False),
        sa.Column("visibility", sa.String(length=16), nullable=False),
        sa.Column("summary", sa.String(length=600), nullable=True),
        sa.Column("summary_language", sa.String(length=8), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("unanswered", sa.Boolean(), nullable=False),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.Column("received_at", types.UtcDateTime(), nullable=True),
        sa.Column("updated_at", types.UtcDateTime(), nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=True),
        sa.Column("share_key", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["election_id"], ["elections_election.id"], name=op.f("fk_violations_violation_election_id")),
        sa.ForeignKeyConstraint(["filed_by_id"], ["identity_person.id"], name=op.f("fk_violations_violation_filed_by_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_violations_violation_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_violations_violation")),
        sa.UniqueConstraint("once", name=op.f("uq_violations_violation_once")),
        sa.UniqueConstraint("reference", name=op.f("uq_violations_violation_reference")),
    )
    with op.batch_alter_table("violations_violation", schema=None) as batch_op:
        batch_op.create_index("ix_violations_violation_group", ["category_group", "turn"], unique=False)
        batch_op.create_index("ix_violations_violation_group_office", ["category_group", "governorate", "about_staff", "turn"], unique=False)
        batch_op.create_index("ix_violations_violation_group_state", ["category_group", "state", "turn"], unique=False)
        batch_op.create_index("ix_violations_violation_office", ["governorate", "about_staff", "turn"], unique=False)
        batch_op.create_index("ix_violations_violation_office_state", ["governorate", "about_staff", "state", "turn"], unique=False)
        batch_op.create_index("ix_violations_violation_own", ["organisation_id", "arrival"], unique=False)
        batch_op.create_index("ix_violations_violation_own_state", ["organisation_id", "state", "arrival"], unique=False)
        batch_op.create_index(batch_op.f("ix_violations_violation_share_key"), ["share_key"], unique=False)
        batch_op.create_index("ix_violations_violation_state", ["state", "turn"], unique=False)
        batch_op.create_index("ix_violations_violation_state_governorate", ["state", "governorate", "turn"], unique=False)
        batch_op.create_index(batch_op.f("ix_violations_violation_turn"), ["turn"], unique=False)

    op.create_table(
        "library_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["core_file.id"], name=op.f("fk_library_attachment_file_id")),
        sa.ForeignKeyConstraint(["version_id"], ["library_version.id"], name=op.f("fk_library_attachment_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_attachment")),
        sa.UniqueConstraint("version_id", "place", name=op.f("uq_library_attachment_version_id_place")),
    )
    with op.batch_alter_table("library_attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_attachment_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_library_attachment_once"), ["once"], unique=False)

    op.create_table(
        "library_provision_state_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["state_id"], ["library_provision_state.id"], name=op.f("fk_library_provision_state_note_state_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_provision_state_note")),
        sa.UniqueConstraint("state_id", "language", name=op.f("uq_library_provision_state_note_state_id_language")),
    )
    op.create_table(
        "library_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=600), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_hash", sa.String(length=64), nullable=True),
        sa.Column("authentic", sa.Boolean(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("lock_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["version_id"], ["library_version.id"], name=op.f("fk_library_text_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_text")),
        sa.UniqueConstraint("version_id", "language", name=op.f("uq_library_text_version_id_language")),
    )
    with op.batch_alter_table("library_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_text_source_hash"), ["source_hash"], unique=False)

    op.create_table(
        "reports_governorate",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("governorate", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports_report.id"], name=op.f("fk_reports_governorate_report_id")),
        sa.PrimaryKeyConstraint("report_id", "governorate", name=op.f("pk_reports_governorate")),
    )
    with op.batch_alter_table("reports_governorate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reports_governorate_governorate"), ["governorate"], unique=False)

    op.create_table(
        "reports_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("theme", sa.String(length=32), nullable=True),
        sa.Column("governorates", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("note_language", sa.String(length=8), nullable=True),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.Column("published_at", types.UtcDateTime(), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["published_by_id"], ["identity_person.id"], name=op.f("fk_reports_version_published_by_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports_report.id"], name=op.f("fk_reports_version_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports_version")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_reports_version_report_id_number")),
    )
    op.create_table(
        "violations_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("violation_id", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["identity_person.id"], name=op.f("fk_violations_message_by_id")),
        sa.ForeignKeyConstraint(["office_id"], ["identity_office.id"], name=op.f("fk_violations_message_office_id")),
        sa.ForeignKeyConstraint(["violation_id"], ["violations_violation.id"], name=op.f("fk_violations_message_violation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_violations_message")),
        sa.UniqueConstraint("once", name=op.f("uq_violations_message_once")),
    )
    with op.batch_alter_table("violations_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_violations_message_violation_id"), ["violation_id"], unique=False)

    op.create_table(
        "violations_protected_names",
        sa.Column("violation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["violation_id"], ["violations_violation.id"], name=op.f("fk_violations_protected_names_violation_id")),
        sa.PrimaryKeyConstraint("violation_id", "kind", name=op.f("pk_violations_protected_names")),
    )
    op.create_table(
        "violations_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("violation_id", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.Column("verb", sa.String(length=24), nullable=False),
        sa.Column("from_state", sa.String(length=32), nullable=False),
        sa.Column("to_state", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("referred_to", sa.String(length=300), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["identity_person.id"], name=op.f("fk_violations_step_by_id")),
        sa.ForeignKeyConstraint(["office_id"], ["identity_office.id"], name=op.f("fk_violations_step_office_id")),
        sa.ForeignKeyConstraint(["violation_id"], ["violations_violation.id"], name=op.f("fk_violations_step_violation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_violations_step")),
        sa.UniqueConstraint("once", name=op.f("uq_violations_step_once")),
    )
    with op.batch_alter_table("violations_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_violations_step_violation_id"), ["violation_id"], unique=False)

    op.create_table(
        "library_provision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("parent", sa.String(length=100), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["library_text.id"], name=op.f("fk_library_provision_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_provision")),
        sa.UniqueConstraint("text_id", "key", name=op.f("uq_library_provision_text_id_key")),
    )
    op.create_table(
        "reports_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(length=500), nullable=False),
        sa.Column("description_language", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["core_file.id"], name=op.f("fk_reports_attachment_file_id")),
        sa.ForeignKeyConstraint(["version_id"], ["reports_version.id"], name=op.f("fk_reports_attachment_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports_attachment")),
        sa.UniqueConstraint("version_id", "file_id", name=op.f("uq_reports_attachment_version_id_file_id")),
    )
    with op.batch_alter_table("reports_attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reports_attachment_file_id"), ["file_id"], unique=False)

    op.create_table(
        "reports_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("lock_version", sa.Integer(), nullable=False),
        sa.Column("saved_at", types.UtcDateTime(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["saved_by_id"], ["identity_person.id"], name=op.f("fk_reports_text_saved_by_id")),
        sa.ForeignKeyConstraint(["version_id"], ["reports_version.id"], name=op.f("fk_reports_text_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports_text")),
        sa.UniqueConstraint("version_id", "language", name=op.f("uq_reports_text_version_id_language")),
    )
    op.create_table(
        "violations_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("violation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.Column("stored_id", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("description", sa.String(length=300), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["identity_person.id"], name=op.f("fk_violations_evidence_added_by_id")),
        sa.ForeignKeyConstraint(["message_id"], ["violations_message.id"], name=op.f("fk_violations_evidence_message_id")),
        sa.ForeignKeyConstraint(["picture_id"], ["core_file.id"], name=op.f("fk_violations_evidence_picture_id")),
        sa.ForeignKeyConstraint(["stored_id"], ["core_file.id"], name=op.f("fk_violations_evidence_stored_id")),
        sa.ForeignKeyConstraint(["violation_id"], ["violations_violation.id"], name=op.f("fk_violations_evidence_violation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_violations_evidence")),
        sa.UniqueConstraint("violation_id", "number", name=op.f("uq_violations_evidence_violation_id_number")),
    )
    search.create_tables(op.get_bind())
