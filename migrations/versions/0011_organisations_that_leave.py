"""when an organisation asked to leave the portal, and when its data was deleted"""

import sqlalchemy as sa
from alembic import op

from portal.core import db as types

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    with op.batch_alter_table("identity_organisation") as table:
        table.add_column(sa.Column("leaving_at", types.UtcDateTime(), nullable=True))
        table.add_column(sa.Column("left_at", types.UtcDateTime(), nullable=True))
