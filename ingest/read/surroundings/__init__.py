"""What a line is by those around it, from the next one to the whole log: company that a line alone does not have.

Never changes a line, and never says whose it is.
"""
