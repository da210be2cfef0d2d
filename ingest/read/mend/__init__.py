"""Lines that are written otherwise than they are meant, as the Markdown that says the same: HTML, slips, callouts.

Never adds a line or takes one away, so that line 7 is line 7 afterwards.
"""
