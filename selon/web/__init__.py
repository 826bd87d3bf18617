"""Pages and JSON over a database, for a browser on this machine."""
