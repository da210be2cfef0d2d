"""The data files of the package are found, and their absence is told in one line."""

import pytest

from ingest import resources
from ingest.errors import MissingResource


@pytest.mark.parametrize("name", ["schema.sql", "metadata.yml"])
def test_each_data_file_is_read_whole(name):
    assert resources.read_resource(name).strip()


def test_a_file_inside_the_package_goes_before_one_folder_up(tmp_path, monkeypatch):
    package = tmp_path / "ingest"
    package.mkdir()
    monkeypatch.setattr(resources, "PACKAGE", package)
    (tmp_path / "schema.sql").write_text("up 上", encoding="utf-8")
    assert resources.read_resource("schema.sql") == "up 上"
    (package / "schema.sql").write_text("inside", encoding="utf-8")
    assert resources.read_resource("schema.sql") == "inside"


def test_a_missing_file_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "PACKAGE", tmp_path / "ingest")
    with pytest.raises(MissingResource) as caught:
        resources.read_resource("schema.sql")
    assert (
        str(caught.value) == "schema.sql is missing from the installation of readlog; install datasette-readlog again"
    )
