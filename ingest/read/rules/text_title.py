"""Entry rule: a paragraph of one line that is a book without an address, in a log of books or in the signs of a title.

`Title - Author` or `**《Title》**`; what stands below it is its own, up to the next.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.model import Article, Entry
from ingest.read.apps.douban import read_shelf_line
from ingest.read.article import make_article
from ingest.read.fields.filling import fill_head
from ingest.read.fields.records import read_record, says_of_book
from ingest.read.lines import BOX_SIGN, EMPTY_BOXES, ITEM, cut_start, without_break, without_emphasis
from ingest.read.passages.outline import read_outline
from ingest.read.rules import title_address
from ingest.read.rules.text_record import make_recorded
from ingest.read.said_below import with_fields_below
from ingest.read.titles.below_title import with_line_below
from ingest.read.titles.link_head import read_link_head
from ingest.read.titles.title_forms import without_number

TAKES_PROSE = True


def read(entry: Entry) -> Article:
    """The article of the entry: the first line is its title, and perhaps the next are its addresses."""
    if len(entry.lines) > 1 and title_address.goes_on(entry.lines[1]):
        return title_address.read(entry)
    below = next(filter(str.strip, entry.lines[1:]), "")
    is_above_fields = ITEM.match(below) is not None or says_of_book(below)
    if is_above_fields and (record := read_record(entry.lines, 1)).roles:
        return make_recorded(entry, without_emphasis(entry.lines[0]), record, needs_address=False)
    shelf = read_shelf_line(entry.lines)
    entry = replace(entry, lines=tuple(shelf.lines)) if shelf else entry
    box, title = cut_start(BOX_SIGN, without_break(entry.lines[0]).rstrip(":："))  # below which passages stand
    head = read_link_head(entry, without_number(title))
    head = replace(head, unread=head.unread or (box is not None and box["box"] in EMPTY_BOXES))
    head, count = with_line_below(entry, head)
    if shelf:
        imprint = map(without_break, entry.lines[count : shelf.place])
        head = fill_head(entry, replace(head, remarks=(*head.remarks, *imprint)), shelf.fields)
        count = max(count, shelf.place)
    outline = read_outline(entry, head.remarks, count)
    return make_article(entry, with_fields_below(entry, head, outline), outline, needs_address=False)
