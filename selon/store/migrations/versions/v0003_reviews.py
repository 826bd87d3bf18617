"""What people decide on claims, and what the machine says of those claims."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")
RECORD = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("decisions", sa.Column("together", WORD))
    op.create_table("reviews",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("together", WORD, nullable=False),
        sa.Column("claim_id", WORD, nullable=False),
        sa.Column("report_id", WORD, nullable=False),
        sa.Column("act", WORD, nullable=False),
        sa.Column("field", WORD),
        sa.Column("old", RECORD),
        sa.Column("new", RECORD),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", WORD, nullable=False),
        sa.Column("at", WORD, nullable=False),
        sa.Column("undoes", WORD),
        sa.PrimaryKeyConstraint("serial", name="pk_reviews"),
        sa.UniqueConstraint("id", name="uq_reviews_id")
    )
    for column in ("by", "claim_id", "report_id", "together"):
        op.create_index(f"ix_reviews_{column}", "reviews", [column])
    op.create_table("originals",
        sa.Column("claim_id", WORD, nullable=False),
        sa.Column("report_id", WORD, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("found", sa.SmallInteger(), nullable=False),
        sa.Column("record", RECORD),
        sa.PrimaryKeyConstraint("claim_id", name="pk_originals"),
        sqlite_with_rowid=False
    )
    op.create_index("ix_originals_report_id", "originals", ["report_id"])
