"""Plugins of others beside ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from datasette.plugins import pm

import ingest.web


@contextmanager
def another_plugin(plugin: object) -> Iterator[None]:
    """A plugin that is known to Datasette before ours: whatever is not said to be last comes after it."""
    pm.unregister(name="readlog")
    pm.register(plugin, "another")
    pm.register(ingest.web, "readlog")
    try:
        yield
    finally:
        pm.unregister(name="another")
