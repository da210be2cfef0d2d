"""From named fields to what they say of an article: front matter, records, properties, columns.

Never reads a passage.
"""
