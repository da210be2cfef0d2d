"""What is indexed of a text, and what a search says to the index: pure functions that `store` and `web` share.

Never runs SQL: the index itself is in schema.sql, the rows are written by `store`, the queries are run by `web`.
"""

from ingest.search.fold import fold
from ingest.search.query import fts_query
from ingest.search.tokens import index_row

__all__ = ["fold", "fts_query", "index_row"]
