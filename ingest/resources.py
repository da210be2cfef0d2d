"""The text of the data files that travel with the package: schema.sql, metadata.yml, the texts of the pages, the help.

Never writes, and never looks anywhere but beside the package and one folder up.
"""

from __future__ import annotations

from pathlib import Path

from ingest.errors import MissingResource

PACKAGE = Path(__file__).parent


def read_resource(name: str) -> str:
    """The whole text of a data file.

    A wheel holds them inside the package; a checkout and an editable install hold the first two one folder up.

    Raises: MissingResource, when it is in neither place.
    """
    for folder in (PACKAGE, PACKAGE.parent):
        try:
            return (folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            continue
    raise MissingResource(f"{name} is missing from the installation of readlog; install datasette-readlog again")
