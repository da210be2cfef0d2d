"""Cards of apps for notes: what they say is plain text, and several of them make a file a list."""

from __future__ import annotations

import pytest
from reading import read_log
from said_in_short import A, B, said, told


def card(title: str, url: str, *fields: str) -> str:
    return "\n".join(["```cardlink", f"url: {url}", f"title: {title}", *fields, "host: e.example.org", "```", ""])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Why <T>s fail & *args", "Why <T>s fail & *args"),
        ('"She said \\"no\\": a_b_c [1]"', 'She said "no": a_b_c [1]'),
        ("'What''s new'", "What's new"),
        ('"C:\\\\tea `x`"', "C:\\tea `x`"),
        ("- 1.5 million rows", "- 1.5 million rows"),
        ("12. Rings", "12. Rings"),
    ],
)
def test_a_card_is_plain_text(value: str, text: str) -> None:
    reading = read_log(card(value, A, f"description: {value}"))
    assert told(reading) == [(text, A)]
    assert said(reading) == [text]


def test_a_field_without_a_value_says_nothing() -> None:
    assert said(read_log(card("Alpha", A, "description:", "image: ", "favicon:"))) == []


def test_a_file_of_cards_is_a_list_whatever_its_front_matter_is_called() -> None:
    front = "---\ntitle: Links\ndate: 2025-01-04\n---\n"
    passages = "\n> words that are kept\n\n"
    reading = read_log(front + card("Alpha", A) + passages + card("Beta", B) + passages)
    assert told(reading) == [("Alpha", A), ("Beta", B)]
    assert said(reading) == ["words that are kept"] * 2
