"""From the lines of a log to its entries: every line that is not blank has exactly one owner.

Never looks inside an entry: that is for the rules.
"""
