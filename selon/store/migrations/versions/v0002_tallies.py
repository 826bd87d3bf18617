"""Counts of claims and events."""

import sqlalchemy as sa
from alembic import op

from selon.store.migrations.frozen import tallies_0002 as tallies

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table("tallies",
        sa.Column("what", WORD, nullable=False),
        sa.Column("value", WORD, nullable=False),
        sa.Column("month", WORD, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("what", "value", "month", name="pk_tallies"),
        sqlite_with_rowid=False
    )
    op.create_index("ix_tallies_what_count", "tallies", ["what", "count"])
    for statement in tallies.SQLITE if op.get_bind().dialect.name == "sqlite" else tallies.POSTGRESQL:
        op.execute(sa.text(statement.replace(":", r"\:")))
