"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from selon.store.migrations.frozen import search_0001 as search

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")
RECORD = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table("changes",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("at", WORD, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("subject", WORD, nullable=False),
        sa.Column("others", RECORD, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_changes")
    )

    op.create_index("ix_changes_subject", "changes", ["subject"])
    op.create_table("claim_facets",
        sa.Column("facet", WORD, nullable=False),
        sa.Column("value", WORD, nullable=False),
        sa.Column("day", WORD, nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.PrimaryKeyConstraint("facet", "value", "day", "id", name="pk_claim_facets"),
        sqlite_with_rowid=False
    )

    op.create_table("claim_keys",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "day", "serial", name="pk_claim_keys"),
        sqlite_with_rowid=False
    )

    op.create_table("coders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", WORD, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_coders"),
        sa.UniqueConstraint("name", name="uq_coders_name")
    )

    op.create_table("decisions",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("first", WORD, nullable=False),
        sa.Column("second", WORD, nullable=False),
        sa.Column("verdict", WORD, nullable=False),
        sa.Column("by", WORD, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", WORD, nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_decisions")
    )

    op.create_index("ix_decisions_first_second", "decisions", ["first", "second"])
    op.create_index("ix_decisions_second", "decisions", ["second"])
    op.create_table("event_facets",
        sa.Column("facet", WORD, nullable=False),
        sa.Column("value", WORD, nullable=False),
        sa.Column("day", WORD, nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.PrimaryKeyConstraint("facet", "value", "day", "id", name="pk_event_facets"),
        sqlite_with_rowid=False
    )

    op.create_table("events",
        sa.Column("id", WORD, nullable=False),
        sa.Column("type", WORD, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("time", WORD),
        sa.Column("day", WORD, nullable=False),
        sa.Column("place", WORD),
        sa.Column("place_country", WORD),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("facets", RECORD, nullable=False),
        sa.Column("record", RECORD, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events")
    )

    op.create_index("ix_events_day_id", "events", ["day", "id"])
    op.create_index("ix_events_origins_id", "events", ["origins", "id"])
    op.create_index("ix_events_reports_id", "events", ["reports", "id"])
    op.create_table("report_keys",
        sa.Column("key", WORD, nullable=False),
        sa.Column("report_id", WORD, nullable=False),
        sa.PrimaryKeyConstraint("key", "report_id", name="pk_report_keys"),
        sqlite_with_rowid=False
    )

    op.create_table("states",
        sa.Column("kind", WORD, nullable=False),
        sa.Column("name", WORD, nullable=False),
        sa.Column("state", RECORD, nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name="pk_states")
    )

    op.create_table("texts",
        sa.Column("hash", WORD, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_texts")
    )

    op.create_table("voices",
        sa.Column("role", WORD, nullable=False),
        sa.Column("name", WORD, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("country", WORD, nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("role", "name", "kind", "country", name="pk_voices"),
        sqlite_with_rowid=False
    )

    op.create_index("ix_voices_role_claims", "voices", ["role", "claims"])
    op.create_table("reports",
        sa.Column("id", WORD, nullable=False),
        sa.Column("text_hash", WORD, nullable=False),
        sa.Column("language", WORD, nullable=False),
        sa.Column("url", WORD),
        sa.Column("publisher", WORD),
        sa.Column("title", sa.Text()),
        sa.Column("published", WORD),
        sa.Column("authors", RECORD, nullable=False),
        sa.Column("agency", WORD),
        sa.Column("origin_kind", WORD),
        sa.Column("origin", WORD),
        sa.Column("origin_why", sa.Text()),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("replaced_by", WORD),
        sa.Column("details", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", WORD, nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coders.id"], name="fk_reports_coder_id"),
        sa.ForeignKeyConstraint(["text_hash"], ["texts.hash"], name="fk_reports_text_hash"),
        sa.PrimaryKeyConstraint("id", name="pk_reports")
    )

    op.create_index("ix_reports_published_id", "reports", ["published", "id"])
    op.create_index("ix_reports_replaced_by", "reports", ["replaced_by"])
    op.create_index("ix_reports_text_hash", "reports", ["text_hash"])
    op.create_index("ix_reports_url", "reports", ["url"])
    op.create_table("claims",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("report_id", WORD, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("event_id", WORD),
        sa.Column("type", WORD, nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("polarity", WORD, nullable=False),
        sa.Column("certainty", WORD, nullable=False),
        sa.Column("foreground", sa.SmallInteger(), nullable=False),
        sa.Column("origin", WORD),
        sa.Column("time", WORD),
        sa.Column("day", WORD, nullable=False),
        sa.Column("place", WORD),
        sa.Column("place_country", WORD),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("facets", RECORD, nullable=False),
        sa.Column("record", RECORD, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_claims_report_id"),
        sa.PrimaryKeyConstraint("serial", name="pk_claims"),
        sa.UniqueConstraint("id", name="uq_claims_id")
    )

    op.create_index("ix_claims_day_id", "claims", ["day", "id"])
    op.create_index("ix_claims_event_id", "claims", ["event_id"])
    op.create_index("ix_claims_report_id", "claims", ["report_id"])
    op.create_table("copies",
        sa.Column("first", WORD, nullable=False),
        sa.Column("second", WORD, nullable=False),
        sa.ForeignKeyConstraint(["first"], ["reports.id"], name="fk_copies_first", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["second"], ["reports.id"], name="fk_copies_second", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("first", "second", name="pk_copies"),
        sqlite_with_rowid=False
    )

    op.create_index("ix_copies_second", "copies", ["second"])
    op.create_table("report_cards",
        sa.Column("report_id", WORD, nullable=False),
        sa.Column("card", sa.LargeBinary(), nullable=False),
        sa.Column("keys", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_report_cards_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", name="pk_report_cards"),
        sqlite_with_rowid=False
    )

    op.create_table("claim_cards",
        sa.Column("claim_id", WORD, nullable=False),
        sa.Column("card", sa.LargeBinary(), nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name="fk_claim_cards_claim_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id", name="pk_claim_cards"),
        sqlite_with_rowid=False
    )

    op.create_table("links",
        sa.Column("first", WORD, nullable=False),
        sa.Column("second", WORD, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["first"], ["claims.id"], name="fk_links_first", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["second"], ["claims.id"], name="fk_links_second", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("first", "second", name="pk_links"),
        sqlite_with_rowid=False
    )

    op.create_index("ix_links_second", "links", ["second"])
    op.create_table("participants",
        sa.Column("claim_id", WORD, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", WORD, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("country", WORD),
        sa.Column("sectors", WORD, nullable=False),
        sa.Column("wikidata", WORD),
        sa.Column("mention", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name="fk_participants_claim_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id", "role", "position", name="pk_participants"),
        sqlite_with_rowid=False
    )

    op.create_table("sources",
        sa.Column("claim_id", WORD, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", WORD, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("named", sa.SmallInteger(), nullable=False),
        sa.Column("country", WORD),
        sa.Column("stance", WORD, nullable=False),
        sa.Column("quote", WORD, nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name="fk_sources_claim_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id", "position", name="pk_sources"),
        sqlite_with_rowid=False
    )
    for statement in search.SQLITE if op.get_bind().dialect.name == "sqlite" else search.POSTGRESQL:
        op.execute(sa.text(statement.replace(":", r"\:")))
