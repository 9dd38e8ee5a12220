"""whether a file was searched for viruses"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    with op.batch_alter_table("core_file") as table:
        table.add_column(sa.Column("scan", sa.String(length=16), nullable=False, server_default="waiting"))
        table.create_index("ix_core_file_scan", ["scan"])
    op.execute("UPDATE core_file SET scan = 'own' WHERE original_id IS NOT NULL")
