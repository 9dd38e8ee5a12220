"""what an application's form said when the commission asked last"""

import sqlalchemy as sa
from alembic import op

from portal.core import db as types

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    with op.batch_alter_table("identity_application") as table:
        table.add_column(sa.Column("facts_when_asked", types.Json, nullable=True))
    # Both are done with everything else that has had its time, since this release.
    op.execute("DELETE FROM core_job WHERE name IN ('identity.purge_drafts', 'identity.forget_rosters')")
