"""Where the stages meet the database: reports are added, linked, coded again and asked for."""
