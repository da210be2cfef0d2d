"""What templates ask about a text of the log."""

from __future__ import annotations

import pytest

from ingest.web.presentation import is_address


@pytest.mark.parametrize("text", ["https://example.org/a", "HTTP://example.org", "http://日志.example/[x]"])
def test_what_may_be_a_link(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", "https://", "https:example.org", "https:/example.org", "//example.org", "example.org"),
        *("https://example.org/a b", "https://example.org/\na", " https://example.org", "see https://example.org"),
        *("javascript:alert(1)", "javascript://example.org/%0Aalert(1)", "ftp://example.org", "xhttps://example.org"),
    ],
)
def test_what_may_not(text: str | None) -> None:
    assert not is_address(text)
