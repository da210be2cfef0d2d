"""From what people write of a day to the day: in headings, on the lines of entries, before titles.

Never completes a date, which takes the whole log: that is for `dating`.
"""
