"""The forms in which apps write what was read and marked in them: Kindle, WeRead, Obsidian.

Never decides what becomes of them in a log: that is for the file rules and the cut.
"""
