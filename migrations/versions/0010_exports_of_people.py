"""exports about a person beside those of organisations, with their progress"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("identity_export") as table:
        table.alter_column("organisation_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("done", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("total", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_identity_export_person_id", "identity_person", ["person_id"], ["id"])
        table.create_index("ix_identity_export_person_id", ["person_id"])
        table.create_check_constraint("one_owner", "(organisation_id IS NULL) <> (person_id IS NULL)")
