"""readlog: a reading log kept in Markdown, turned into a database."""

__version__ = "0.1.0"

APPLICATION_ID = 1919709031
"""By this number in its header a database file is ours; schema.sql writes it. In ASCII: rlog."""

SCHEMA_VERSION = 14
"""Of the tables and of what the full-text index holds, as in schema.sql. A file with an older one is made anew."""
