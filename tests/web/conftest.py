"""Files to serve, and a real Datasette to serve them.

Never mocks Datasette.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from datasette import app
from datasette.app import Datasette
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from sample_databases import write_foreign, write_readlog

from ingest.run import Options, Report, ingest

Serve = Callable[..., Datasette]


class _Compiled(BytecodeCache):
    """Templates, compiled once a process instead of once a server, which took half of the time of these tests."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


app.Environment = partial(Environment, bytecode_cache=_Compiled())


@pytest.fixture
def readlog_file(tmp_path: Path) -> Path:
    return write_readlog(tmp_path / "readlog.db")


@pytest.fixture(scope="session")
def real_file(tmp_path_factory: pytest.TempPathFactory, example_log: Path) -> Path:
    """The log that ships with the project, ingested; for reading only."""
    path = tmp_path_factory.mktemp("real") / "readlog.db"
    ingest((example_log,), Options(path), Report())
    return path


@pytest.fixture
def foreign_file(tmp_path: Path) -> Path:
    return write_foreign(tmp_path / "foreign.db")


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Make a Datasette of some files; what it opened is closed after the test."""
    made: list[Datasette] = []

    def start(*paths: Path, **options: Any) -> Datasette:
        made.append(Datasette([str(path) for path in paths], **options))
        return made[-1]

    yield start
    for datasette in made:
        if datasette.executor:
            datasette.executor.shutdown()
        for database in datasette.databases.values():
            database.close()
