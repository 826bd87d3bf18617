"""Who says what: the parts of the attribution stage. `selon.claims.sources` puts them together."""
