"""polling centres and stations, their files, drafts of elections, and who may act in a deadline"""

import sqlalchemy as sa
from alembic import op

from portal.core import db as types

revision = "0005"
down_revision = "0004"

Word = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
Code = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")
# Who may act in the deadlines that were known before the column was; all others concern organisations.
PARTIES = {
    "contestants": ("CMP_POLL", "CMP_POLL_SPECIAL", "CMP_CAMPAIGN", "APPEAL_BOC", "REMOVE_POSTERS", "PAY_REMOVAL"),
    "commission": ("BOC_REPLY",),
    "judiciary": ("EJP_DECIDE",),
    "everybody": ("SILENCE",),
}


def upgrade() -> None:
    _elections()
    _places()
    _imports()


def _elections() -> None:
    """Columns and an index only: SQLite would make a table anew for a constraint, which what refers to it forbids."""
    op.add_column("elections_election", sa.Column("once", sa.String(length=64), nullable=True))
    op.add_column("elections_election", sa.Column("lock_version", sa.Integer(), server_default="0", nullable=False))
    op.create_index(op.f("ix_elections_election_once"), "elections_election", ["once"], unique=True)
    op.add_column("elections_deadline", sa.Column("party", sa.String(length=16), server_default="organisations", nullable=False))
    deadline = sa.table("elections_deadline", sa.column("code", sa.String), sa.column("party", sa.String))
    for party, codes in PARTIES.items():
        op.execute(deadline.update().where(deadline.c.code.in_(codes)).values(party=party))


def _places() -> None:
    op.create_table(
        "elections_centre",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("code", Code, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("governorate", sa.String(length=8), nullable=False),
        sa.Column("district", sa.String(length=16), nullable=True),
        sa.Column("subdistrict", sa.String(length=200), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("accessible", sa.String(length=8), nullable=False),
        sa.Column("voters", sa.Integer(), nullable=True),
        sa.Column("closed_at", types.UtcDateTime(), nullable=True),
        sa.Column("changed_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["election_id"], ["elections_election.id"], name=op.f("fk_elections_centre_election_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections_centre")),
        sa.UniqueConstraint("election_id", "code", name=op.f("uq_elections_centre_election_id_code")),
    )
    with op.batch_alter_table("elections_centre", schema=None) as batch_op:
        batch_op.create_index("ix_elections_centre_where", ["election_id", "governorate", "district", "code"], unique=False)
    op.create_table(
        "elections_centre_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["elections_centre.id"], name=op.f("fk_elections_centre_name_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections_centre_name")),
        sa.UniqueConstraint("centre_id", "language", name=op.f("uq_elections_centre_name_centre_id_language")),
    )
    op.create_table(
        "elections_centre_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("word", Word, nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["elections_centre.id"], name=op.f("fk_elections_centre_word_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections_centre_word")),
    )
    with op.batch_alter_table("elections_centre_word", schema=None) as batch_op:
        batch_op.create_index("ix_elections_centre_word_beginning", ["election_id", "word", "centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_elections_centre_word_centre_id"), ["centre_id"], unique=False)
    op.create_table(
        "elections_station",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("voters", sa.Integer(), nullable=True),
        sa.Column("voters_of", sa.String(length=8), nullable=False),
        sa.Column("closed_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["elections_centre.id"], name=op.f("fk_elections_station_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections_station")),
        sa.UniqueConstraint("centre_id", "number", name=op.f("uq_elections_station_centre_id_number")),
    )


def _imports() -> None:
    op.create_table(
        "elections_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=24), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("all_rows", sa.Integer(), nullable=False),
        sa.Column("done_rows", sa.Integer(), nullable=False),
        sa.Column("counts", types.Json, nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", types.UtcDateTime(), nullable=False),
        sa.Column("checked_at", types.UtcDateTime(), nullable=True),
        sa.Column("done_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["election_id"], ["elections_election.id"], name=op.f("fk_elections_import_election_id")),
        sa.ForeignKeyConstraint(["file_id"], ["core_file.id"], name=op.f("fk_elections_import_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections_import")),
        sa.UniqueConstraint("once", name=op.f("uq_elections_import_once")),
        sa.UniqueConstraint("reference", name=op.f("uq_elections_import_reference")),
    )
    with op.batch_alter_table("elections_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_elections_import_election_id"), ["election_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_elections_import_file_id"), ["file_id"], unique=False)
    op.create_table(
        "elections_import_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("centre", sa.String(length=40), nullable=False),
        sa.Column("station", sa.Integer(), nullable=True),
        sa.Column("column", sa.String(length=16), nullable=False),
        sa.Column("before", sa.String(length=200), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("more", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["elections_import.id"], name=op.f("fk_elections_import_line_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections_import_line")),
    )
    with op.batch_alter_table("elections_import_line", schema=None) as batch_op:
        batch_op.create_index("ix_elections_import_line_kind", ["import_id", "kind", "id"], unique=False)
