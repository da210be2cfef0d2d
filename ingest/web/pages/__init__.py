"""Our pages, one a module: each says where it is, asks `browse` for what it shows, and names its template.

Never holds SQL, and never makes HTML.
"""

from ingest.web.page import Page
from ingest.web.pages import (
    article,
    collection,
    collections,
    feed,
    help,
    highlights,
    month,
    problems,
    seen,
    tag,
    tags,
    terms,
    today,
)

PAGES: tuple[Page, ...] = (
    article.PAGE,
    month.PAGE,
    tags.PAGE,
    tag.PAGE,
    collections.PAGE,
    collection.PAGE,
    problems.PAGE,
    seen.PAGE,
    feed.PAGE,
    help.PAGE,
    help.SUBJECT_PAGE,
    today.PAGE,
    highlights.PAGE,
    terms.PAGE,
)
