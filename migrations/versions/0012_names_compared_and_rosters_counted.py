"""the comparing spelling of organisations' names, and indexes for the list and the counts of a roster"""

import sqlalchemy as sa
from alembic import op

from portal.core.search.folding import fold

revision = "0012"
down_revision = "0011"

NAMES = "identity_organisation_name"


def upgrade() -> None:
    with op.batch_alter_table(NAMES) as table:
        table.add_column(sa.Column("folded", sa.Text(), nullable=True))
    name = sa.table(NAMES, sa.column("id", sa.Integer), sa.column("text", sa.String), sa.column("folded", sa.Text))
    rows = [{"of": row.id, "spelt": fold(row.text)} for row in op.get_bind().execute(sa.select(name.c.id, name.c.text))]
    if rows:
        op.get_bind().execute(name.update().where(name.c.id == sa.bindparam("of")).values(folded=sa.bindparam("spelt")), rows)
    with op.batch_alter_table(NAMES) as table:
        table.alter_column("folded", existing_type=sa.Text(), nullable=False)
    op.create_index("ix_identity_observer_list", "identity_observer", ["organisation_id", "id"])
    op.create_index("ix_identity_observer_counts", "identity_observer", ["organisation_id", "governorate", "sex", "training", "ended_at"])
