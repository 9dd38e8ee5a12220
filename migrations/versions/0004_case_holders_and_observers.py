"""case-holders, who works on a violation report, and the roster of observers"""

import sqlalchemy as sa
from alembic import op

from portal.core import db as types

revision = "0004"
down_revision = "0003"

ADMIN, HOLDER = "cso_admin", "cso_case_holder"


def upgrade() -> None:
    _several_roles_in_an_invitation()
    _case_holders()
    _who_works_on_a_report()
    _roster()


def _several_roles_in_an_invitation() -> None:
    with op.batch_alter_table("identity_one_time_key") as batch_op:
        batch_op.alter_column("role", new_column_name="roles", existing_type=sa.String(32), type_=sa.String(120), existing_nullable=True)
    key = sa.table("identity_one_time_key", sa.column("roles", sa.String))
    op.execute(key.update().where(key.c.roles == ADMIN).values(roles=f"{HOLDER} {ADMIN}"))


def _case_holders() -> None:
    """Who administers an organisation saw all its reports until now, and goes on seeing them."""
    columns = ("person_id", "organisation_id", "from_at", "to_at")
    held = sa.table("identity_membership", *(sa.column(name) for name in columns), sa.column("role", sa.String))
    admins = sa.select(held.c.person_id, held.c.organisation_id, sa.literal(HOLDER), held.c.from_at)
    now = admins.where(held.c.role == ADMIN, held.c.to_at.is_(None), held.c.organisation_id.is_not(None))
    op.execute(held.insert().from_select(["person_id", "organisation_id", "role", "from_at"], now))


def _who_works_on_a_report() -> None:
    # In one statement that both engines know: SQLite would otherwise make the table anew, which others point at.
    reference = "CONSTRAINT fk_violations_violation_holder_id REFERENCES identity_person (id)"
    op.execute(f"ALTER TABLE violations_violation ADD COLUMN holder_id INTEGER {reference}")
    op.create_index("ix_violations_violation_author", "violations_violation", ["filed_by_id", "arrival"])
    op.create_index("ix_violations_violation_holder", "violations_violation", ["holder_id", "arrival"])
    report = sa.table("violations_violation", *(sa.column(name, sa.Integer) for name in ("filed_by_id", "holder_id", "organisation_id")))
    held = sa.table("identity_membership", *(sa.column(name, sa.Integer) for name in ("person_id", "organisation_id")), sa.column("to_at"))
    still = sa.and_(held.c.person_id == report.c.filed_by_id, held.c.organisation_id == report.c.organisation_id, held.c.to_at.is_(None))
    op.execute(report.update().where(sa.select(held.c.person_id).where(still).correlate(report).exists()).values(holder_id=report.c.filed_by_id))


def _roster() -> None:
    op.create_table(
        "identity_observer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("governorate", sa.String(8), nullable=False),
        sa.Column("district", sa.String(16), nullable=True),
        sa.Column("sex", sa.String(8), nullable=False),
        sa.Column("training", sa.String(16), nullable=False),
        sa.Column("trained_on", sa.Date(), nullable=True),
        sa.Column("badge", sa.String(40), nullable=True),
        sa.Column("sealed_name", sa.Text(), nullable=True),
        sa.Column("sealed_phone", sa.Text(), nullable=True),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("updated_at", types.UtcDateTime(), nullable=False),
        sa.Column("ended_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_identity_observer_organisation_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["identity_person.id"], name=op.f("fk_identity_observer_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_observer")),
        sa.UniqueConstraint("organisation_id", "code", name=op.f("uq_identity_observer_organisation_id_code")),
    )
    op.create_index("ix_identity_observer_place", "identity_observer", ["organisation_id", "governorate", "id"])
    op.create_table(
        "identity_roster_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(24), nullable=False),
        sa.Column("once", sa.String(64), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("ignored", types.Json, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("rows", "fresh", "changed", "same", "bad", "uncoded", "done_rows")),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.Column("ended_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["identity_organisation.id"], name=op.f("fk_identity_roster_import_organisation_id")),
        sa.ForeignKeyConstraint(["by_id"], ["identity_person.id"], name=op.f("fk_identity_roster_import_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_roster_import")),
        sa.UniqueConstraint("reference", name=op.f("uq_identity_roster_import_reference")),
        sa.UniqueConstraint("once", name=op.f("uq_identity_roster_import_once")),
    )
    op.create_index(op.f("ix_identity_roster_import_organisation_id"), "identity_roster_import", ["organisation_id"])
    op.create_table(
        "identity_roster_row",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fate", sa.String(8), nullable=False),
        sa.Column("code", sa.String(40), nullable=True),
        sa.Column("told", types.Json, nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["identity_roster_import.id"], name=op.f("fk_identity_roster_row_import_id")),
        sa.PrimaryKeyConstraint("import_id", "number", name=op.f("pk_identity_roster_row")),
    )
