"""The only writer of the database: its file, what changed since the last run, and the rows of one transaction."""
