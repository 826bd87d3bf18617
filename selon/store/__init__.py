"""Reports, claims and events kept in SQLite or PostgreSQL."""
