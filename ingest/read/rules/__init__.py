"""The ordered table of entry rules: how a line in the first column can begin an article.

A rule is a module with two functions. `begins(line, list_below)` says whether the line is one of its own; `list_below`
is the line below when that is a list item and `line` continues no paragraph, else ''. `read(entry)` makes the article.
The first rule that says yes has the line.
"""

from __future__ import annotations

from types import ModuleType

from ingest.model import Article, Entry
from ingest.read.rules import address_line, title_list

RULES: dict[str, ModuleType] = {"address-line": address_line, "title-list": title_list}


def begin_entry(line: str, list_below: str) -> str | None:
    """The name of the rule by which `line` begins an entry, or None."""
    return next((name for name, rule in RULES.items() if rule.begins(line, list_below)), None)


def read_entry(entry: Entry) -> Article:
    """The article that an entry records."""
    article: Article = RULES[entry.rule].read(entry)
    return article
