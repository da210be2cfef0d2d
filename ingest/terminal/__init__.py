"""The commands: options in, messages and an exit status out.

Never does what is asked for: a run is `ingest.run`, and what is found is for `search` and `browse` to say.
"""
