"""readlog: a reading log kept in Markdown, turned into a database."""

__version__ = "0.1.0"
