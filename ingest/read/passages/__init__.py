"""From the lines below the title of an article to its passages, notes and labels, in their order.

Never reads the title.
"""
