"""What is indexed of a text, what a search says to the index, and what it finds.

Never writes to a database: the index itself is in schema.sql, its rows are written by `store`.
"""

from ingest.search.fold import fold
from ingest.search.query import fts_query
from ingest.search.tokens import index_row

__all__ = ["fold", "fts_query", "index_row"]
