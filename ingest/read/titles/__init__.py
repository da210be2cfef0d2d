"""From the line of an article to its parts: title, address, author, day, and what else is said there.

Never looks at the lines below, but for the one that goes on with a title.
"""
