"""The tables of a Selon database. The comments are the documentation: docs/database.md is made from them.

Identity comes from content: a report, a claim or an event has the same id in every database that holds it. What the
machine wrote can be derived again from the texts and the decisions of people; only `decisions` cannot.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(naming_convention={
    "ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"})

# Byte order in both databases: the same listing from either, and an index serves ranges and prefixes.
Word = String().with_variant(String(collation="C"), "postgresql")
Record = JSON().with_variant(JSONB(), "postgresql")

coders = Table(
    "coders", metadata,
    Column("id", Integer, primary_key=True, comment="number of this version in this database"),
    Column("name", Word, nullable=False, unique=True, comment="name and version of what coded reports: `selon 0.1.0`"),
    comment="The versions of the coder that wrote reports' claims.")

texts = Table(
    "texts", metadata,
    Column("hash", Word, primary_key=True, comment="SHA-256 of the text, hexadecimal"),
    Column("text", Text, nullable=False, comment="the text exactly as read; all offsets count its code points"),
    comment="Texts, each kept once, however many reports carry it.")

reports = Table(
    "reports", metadata,
    Column("id", Word, primary_key=True, comment="hash of publisher, URL and text without regard to white space"),
    Column("text_hash", Word, ForeignKey("texts.hash"), nullable=False, index=True, comment="its text"),
    Column("language", Word, nullable=False, comment="ISO 639-1 code"),
    Column("url", Word, index=True, comment="address, as the source gives it"),
    Column("publisher", Word, comment="who published it"),
    Column("title", Text, comment="title"),
    Column("published", Word, comment="day of publication, `2023-07-28`"),
    Column("authors", Record, nullable=False, comment="names in its byline, a list"),
    Column("agency", Word, comment="the news agency that its byline credits"),
    Column("origin_kind", Word, comment="`copy`, `cites`, `denial` or `independent`"),
    Column("origin", Word, comment="the ultimate voice behind the report as a whole"),
    Column("origin_why", Text, comment="the reason for this origin"),
    Column("coder_id", Integer, ForeignKey("coders.id"), nullable=False, comment="what coded it"),
    Column("replaced_by", Word, index=True,
           comment="id of the report with newer text at the same URL; such a report has no claims any more"),
    Column("details", LargeBinary, nullable=False,
           comment="relations, attributions, entities, places and times as JSON, deflated (zlib)"),
    Column("added_at", Word, nullable=False, comment="when it was added, UTC"),
    Index(None, "published", "id"),
    comment="Published texts, as published.")

claims = Table(
    "claims", metadata,
    Column("serial", Integer, primary_key=True, comment="row number in this database; means nothing elsewhere"),
    Column("id", Word, nullable=False, unique=True, comment="hash of report, trigger and type; survives re-coding"),
    Column("report_id", Word, ForeignKey("reports.id"), nullable=False, index=True, comment="the report that says it"),
    Column("position", Integer, nullable=False, comment="0 for the first claim of the report"),
    Column("event_id", Word, index=True, comment="the event that it is about"),
    Column("type", Word, nullable=False, comment="PLOVER type"),
    Column("status", Word, nullable=False, comment="one word for certainty, polarity and source"),
    Column("polarity", Word, nullable=False, comment="`positive` or `negative`"),
    Column("certainty", Word, nullable=False, comment="`certain`, `probable`, `possible` or `unknown`"),
    Column("foreground", SmallInteger, nullable=False, comment="1: the news of its sentence"),
    Column("origin", Word, comment="the ultimate voice behind this claim"),
    Column("time", Word, comment="when it happened, EDTF; empty: the report gives no date"),
    Column("day", Word, nullable=False,
           comment="day to sort and filter by: the first day of `time`, else the day of publication, else ''"),
    Column("place", Word, comment="name of the place"),
    Column("place_country", Word, comment="ISO 3166-1 alpha-3 code of the place"),
    Column("lat", Float, comment="latitude of the place, degrees"),
    Column("lon", Float, comment="longitude of the place, degrees"),
    Column("evidence", Text, nullable=False, comment="the sentences that say it; text search looks here"),
    Column("facets", Record, nullable=False, comment="its rows of `claim_facets`: pairs of facet and value"),
    Column("record", Record, nullable=False, comment="the whole claim as JSON, as in docs/record.md"),
    Index(None, "day", "id"),
    comment="Claims: an event as one report tells it.")

participants = Table(
    "participants", metadata,
    Column("claim_id", Word, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False, comment="the claim"),
    Column("role", Word, nullable=False, comment="`actor` or `recipient`"),
    Column("position", Integer, nullable=False, comment="0 for the first of its role"),
    Column("name", Word, nullable=False, comment="canonical English name"),
    Column("kind", Word, nullable=False, comment="person, organisation, state, group, place or thing"),
    Column("country", Word, comment="ISO 3166-1 alpha-3 or a PLOVER international code"),
    Column("sectors", Word, nullable=False, comment="PLOVER sectors at the date of the report, separated by spaces"),
    Column("wikidata", Word, comment="Wikidata item, where known"),
    Column("mention", Text, nullable=False, comment="as the report writes it"),
    PrimaryKeyConstraint("claim_id", "role", "position"),
    sqlite_with_rowid=False,
    comment="Who does it and to whom, one row each.")

sources = Table(
    "sources", metadata,
    Column("claim_id", Word, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False, comment="the claim"),
    Column("position", Integer, nullable=False, comment="0 for the outermost source of the chain"),
    Column("name", Word, nullable=False, comment="name, or a description of who it is"),
    Column("kind", Word, nullable=False, comment="what kind of source it is"),
    Column("named", SmallInteger, nullable=False, comment="1: can be looked up"),
    Column("country", Word, comment="where it speaks from"),
    Column("stance", Word, nullable=False, comment="how it stands to what it says"),
    Column("quote", Word, nullable=False, comment="`direct`, `mixed` or `indirect`"),
    Column("cue", Text, nullable=False, comment="the words that attribute"),
    PrimaryKeyConstraint("claim_id", "position"),
    sqlite_with_rowid=False,
    comment="According to whom: the chain of sources of each claim, outermost first.")

claim_facets = Table(
    "claim_facets", metadata,
    Column("facet", Word, nullable=False, comment="what it can be found by: see the list of facets"),
    Column("value", Word, nullable=False, comment="in lower case and without accents"),
    Column("day", Word, nullable=False, comment="`claims.day`"),
    Column("id", Word, nullable=False, comment="the claim"),
    PrimaryKeyConstraint("facet", "value", "day", "id"),
    sqlite_with_rowid=False,
    comment="What claims can be found by. Follows from the other tables; makes queries fast.")

voices = Table(
    "voices", metadata,
    Column("role", Word, nullable=False, comment="`source` or `participant`"),
    Column("name", Word, nullable=False, comment="name"),
    Column("kind", Word, nullable=False, comment="kind of source or of participant"),
    Column("country", Word, nullable=False, comment="country, '' where unknown"),
    Column("claims", Integer, nullable=False, comment="how many claims cite it or have it as participant"),
    PrimaryKeyConstraint("role", "name", "kind", "country"),
    Index(None, "role", "claims"),
    sqlite_with_rowid=False,
    comment="Counts of sources and participants over all claims. Follows from the other tables.")

events = Table(
    "events", metadata,
    Column("id", Word, primary_key=True, comment="stable id; a merge keeps the id of the larger event"),
    Column("type", Word, nullable=False, comment="the most frequent PLOVER type of its claims"),
    Column("title", Text, nullable=False, comment="the sentence of the claim that tells most"),
    Column("status", Word, nullable=False,
           comment="`single-origin`, `corroborated`, `disputed`, `unconfirmed` or `denied`"),
    Column("claims", Integer, nullable=False, comment="number of claims"),
    Column("reports", Integer, nullable=False, comment="number of reports"),
    Column("origins", Integer, nullable=False, comment="number of independent origins"),
    Column("time", Word, comment="when it happened, EDTF; empty: no report gives a date"),
    Column("day", Word, nullable=False,
           comment="day to sort and filter by: the first day of `time`, else of its earliest report, else ''"),
    Column("place", Word, comment="name of the place"),
    Column("place_country", Word, comment="ISO 3166-1 alpha-3 code of the place"),
    Column("lat", Float, comment="latitude of the place, degrees"),
    Column("lon", Float, comment="longitude of the place, degrees"),
    Column("facets", Record, nullable=False, comment="its rows of `event_facets`: pairs of facet and value"),
    Column("record", Record, nullable=False,
           comment="actors, recipients, types, origins with the reports under each, disagreements, as JSON"),
    Index(None, "day", "id"), Index(None, "origins", "id"), Index(None, "reports", "id"),
    comment="Events: what one or more claims are about. Follows from claims, links and decisions.")

event_facets = Table(
    "event_facets", metadata,
    Column("facet", Word, nullable=False, comment="what it can be found by: see the list of facets"),
    Column("value", Word, nullable=False, comment="in lower case and without accents"),
    Column("day", Word, nullable=False, comment="`events.day`"),
    Column("id", Word, nullable=False, comment="the event"),
    PrimaryKeyConstraint("facet", "value", "day", "id"),
    sqlite_with_rowid=False,
    comment="What events can be found by: the facets of their claims, and their own status and origins.")

report_cards = Table(
    "report_cards", metadata,
    Column("report_id", Word, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True, comment="the report"),
    Column("card", LargeBinary, nullable=False,
           comment="voice, names, numbers, fingerprint and vector as JSON, deflated (zlib)"),
    Column("keys", Text, nullable=False, comment="its rows of `report_keys`, separated by line ends"),
    sqlite_with_rowid=False,
    comment="What linking keeps of a report.")

claim_cards = Table(
    "claim_cards", metadata,
    Column("claim_id", Word, ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True, comment="the claim"),
    Column("card", LargeBinary, nullable=False, comment="what is compared, as JSON, deflated (zlib)"),
    Column("keys", LargeBinary, nullable=False, comment="its keys in `claim_keys`, eight bytes each"),
    sqlite_with_rowid=False,
    comment="What linking keeps of a claim.")

claim_keys = Table(
    "claim_keys", metadata,
    Column("key", BigInteger, nullable=False, comment="first day of a window, then 41 bits of a hash of the rest"),
    Column("day", Integer, nullable=False, comment="day of publication, counted from year 1; 0 where unknown"),
    Column("serial", Integer, nullable=False, comment="`claims.serial`"),
    PrimaryKeyConstraint("key", "day", "serial"),
    sqlite_with_rowid=False,
    comment="Blocking keys: which claims can be about one event.")

report_keys = Table(
    "report_keys", metadata,
    Column("key", Word, nullable=False, comment="reports that share a key are compared"),
    Column("report_id", Word, nullable=False, comment="the report"),
    PrimaryKeyConstraint("key", "report_id"),
    sqlite_with_rowid=False,
    comment="Bands of near-duplicate text: which reports can be copies of each other.")

copies = Table(
    "copies", metadata,
    Column("first", Word, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, comment="the smaller id"),
    Column("second", Word, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True,
           comment="the greater id"),
    PrimaryKeyConstraint("first", "second"),
    sqlite_with_rowid=False,
    comment="Pairs of reports with nearly the same words.")

links = Table(
    "links", metadata,
    Column("first", Word, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False, comment="the smaller id"),
    Column("second", Word, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False, index=True,
           comment="the greater id"),
    Column("score", Float, nullable=False, comment="how likely both tell of one event, 0 to 1"),
    Column("why", Text, nullable=False, comment="the reasons in words"),
    PrimaryKeyConstraint("first", "second"),
    sqlite_with_rowid=False,
    comment="Pairs of claims that the machine suggests to be about one event.")

decisions = Table(
    "decisions", metadata,
    Column("serial", Integer, primary_key=True, comment="the later verdict on a pair counts"),
    Column("first", Word, nullable=False, comment="claim, the smaller id"),
    Column("second", Word, nullable=False, index=True, comment="claim, the greater id"),
    Column("verdict", Word, nullable=False, comment="`same`, `different`, `unsure` or `undecided` (taken back)"),
    Column("by", Word, nullable=False, comment="who decided"),
    Column("why", Text, nullable=False, comment="the reason given"),
    Column("at", Word, nullable=False, comment="when, UTC"),
    Index(None, "first", "second"),
    comment="What people decided on two claims. Nothing that the machine does changes it.")

changes = Table(
    "changes", metadata,
    Column("serial", Integer, primary_key=True, comment="in the order in which they happened"),
    Column("at", Word, nullable=False, comment="when, UTC"),
    Column("kind", Word, nullable=False, comment="see the list of changes"),
    Column("subject", Word, nullable=False, index=True, comment="the report, claim or event"),
    Column("others", Record, nullable=False, comment="ids of what was merged into it or split off"),
    Column("why", Text, nullable=False, comment="the reason, or what is new"),
    comment="What became of reports, claims and events that were known before.")

states = Table(
    "states", metadata,
    Column("kind", Word, nullable=False, comment="`feed`, or `entry` of one that was seen"),
    Column("name", Word, nullable=False, comment="address of the feed; hash of feed and entry"),
    Column("state", Record, nullable=False, comment="of a feed what its server said when it was last read"),
    PrimaryKeyConstraint("kind", "name"),
    comment="What watching remembers of feeds.")
