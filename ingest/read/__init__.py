"""From the bytes of a log to model objects: pure functions that touch no file, no clock and no database.

`log_reader` is the straight line: `text` decodes, `cut` makes entries of lines, `rules` makes an article of each entry,
and `dating` dates them. The cut sees lines as `mend` has them, and asks their `surroundings`; a rule puts its article
together from `titles`, `fields`, `passages` and `apps`; all of them read `dates` and `words`.

The `number` of a line is counted from 1, as people count lines; its `place` in a list of lines, from 0.

The other modules beside these folders are the ground on which they stand, and import none of them; but for `item`,
`said_below` and `article`, which are the rules' alone, and `log_year`, by which `dating` knows the year of a log.
"""

LONGEST_TITLE = 1000
"""The most characters of a title: of an article, of a section, of a label. All lists show titles, and rows repeat them.

The longest heading of real logs has 745.
"""

SEVERAL = 3
"""So many of a kind make a list of them, where fewer may stand anywhere."""

NEARLY_ALL = 0.8
"""The share of a list that tells what the list is, whatever the rest of it looks like."""

LINES = "lines"

DIALECTS = (LINES, "kindle", "apple-books", "weread", "document")
"""The shapes of whole logs. All but the first are the names of file rules, which are asked in this order."""
