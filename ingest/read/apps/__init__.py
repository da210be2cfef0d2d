"""The forms in which apps write what was read and marked in them: Kindle, WeRead, Obsidian.

Never decides which lines of a log are an app's: that is for the file rules and the cut.
"""
