"""Which texts are addresses, as a person types or pastes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from url_normalize import url_normalize

from ingest.addresses import _NORMAL, read_address, read_typed_address
from ingest.errors import NoAddress


@pytest.mark.parametrize(
    ("typed", "canonical_url"),
    [
        ("https://example.org/a?utm_source=x", "https://example.org/a"),
        (" HTTP://www.Example.org/a/\n", "https://www.example.org/a"),
        ("example.org", "https://example.org"),
        ("example.org:8080/a", "https://example.org:8080/a"),
        ("example.org/?u=https://other.example.org/", "https://example.org?u=https://other.example.org/"),
        ("https://web.archive.org/web/2024/https://example.org/a", "https://example.org/a"),
        ("https://web.archive.org/web/2024id_/https://example.org/a", "https://example.org/a"),
        ("https://archive.ph/2024.05.01-123456/https://example.org/a", "https://example.org/a"),
        ("https://archive.li/https://example.org/a", "https://example.org/a"),
        ("https://archive.today/newest/https://example.org/a", "https://example.org/a"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("[词](https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("阅读.example/文章", "https://xn--hf3ar1r.example/%E6%96%87%E7%AB%A0"),
        ("ftp://example.org/a", "ftp://example.org/a"),
    ],
)
def test_an_address_may_lack_its_scheme_and_stand_between_blanks(typed: str, canonical_url: str) -> None:
    found = read_typed_address(typed)
    assert found.canonical_url == canonical_url


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "foo", "环形缓冲区", "two words", "https://", "https:///a", "http://a b", "javascript:alert(1.5)",
        "mailto:a@example.org", "a@example.org", ".", "..", "a..b", "/article/1.2", "file:///etc/passwd",
        "data:text/html,a.b", "example.org/\0", "example.org/\udcff", "https://example.org/\x1b[2J",
    ],
)  # fmt: skip
def test_what_is_no_address_is_told_in_a_sentence(typed: str) -> None:
    with pytest.raises(NoAddress, match=r" is no address; one looks like https://example\.org/page$"):
        read_typed_address(typed)


def test_a_long_text_is_not_repeated_whole() -> None:
    with pytest.raises(NoAddress) as caught:
        read_typed_address("x" * 10_000)
    assert len(str(caught.value)) < 150


@given(st.from_regex(_NORMAL, fullmatch=True))
def test_an_address_that_is_not_normalised_is_normal(url: str) -> None:
    assert url_normalize(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "https://www.google.com/url?q=https://example.org/a&sa=D",
        "https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.org%2Fa",
        "https://link.zhihu.com/?target=https%3A//example.org/a",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa&h=x",
        "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa&data=1",
        "https://r.jina.ai/https://example.org/a",
        "https://href.li/?https://example.org/a",
        "https://link.zhihu.com/?target=https%3A//www.google.com/url%3Fq%3Dhttps%3A//example.org/a",
        "https://web.archive.org/web/2024/https://link.juejin.cn/?target=https%3A%2F%2Fexample.org%2Fa",
    ],
)
def test_a_redirection_that_names_its_target_is_followed(url: str) -> None:
    address = read_address(url)
    assert (address.url, address.canonical_url, address.site) == (url, "https://example.org/a", "example.org")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.google.com/search?q=url",
        "https://www.google.com/maps?q=https",
        "https://example.org/share?url=https://example.net/a",
        "https://link.zhihu.com/x?target=",
        "https://www.douban.com/note/1/",
    ],
)
def test_other_addresses_stay_what_they_are(url: str) -> None:
    assert read_address(url).canonical_url == url.rstrip("/")


def test_redirections_in_a_ring_come_to_an_end() -> None:
    url = "https://vk.com/away.php?to=" * 50 + "https://example.org"
    assert read_address(url).site


@pytest.mark.parametrize("url", ["https://getpocket.com/redirect?url=", "https://medium.com/r/?url="])
def test_an_address_behind_another_is_the_canonical_one(url: str) -> None:
    assert read_address(f"{url}https%3A%2F%2Fexample.com%2Fa").canonical_url == "https://example.com/a"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mp.weixin.qq.com/mp/appmsgalbum?__biz=X&album_id=1", "mp.weixin.qq.com/mp/appmsgalbum?__biz=X&album_id=2"),
        ("mp.weixin.qq.com/s?src=11&timestamp=1&signature=A", "mp.weixin.qq.com/s?src=11&timestamp=1&signature=B"),
        ("www.youtube.com/results?search_query=a", "www.youtube.com/results?search_query=b"),
        ("news.ycombinator.com/from?site=example.org", "news.ycombinator.com/from?site=example.net"),
        ("news.ycombinator.com/item?id=1", "news.ycombinator.com/item?id=2"),
    ],
)
def test_different_pages_have_different_addresses(one: str, other: str) -> None:
    assert read_typed_address(one).canonical_url != read_typed_address(other).canonical_url


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "mp.weixin.qq.com/s?__biz=X&mid=2&idx=1&sn=ab&chksm=77&scene=21",
            "mp.weixin.qq.com/s?sn=ab&mid=2&idx=1&__biz=X",
        ),
        ("mp.weixin.qq.com/s/Ab?scene=1&poc_token=x", "mp.weixin.qq.com/s/Ab"),
        ("www.youtube.com/watch?v=a&t=5s&si=x&feature=share", "youtu.be/a"),
        ("news.ycombinator.com/item?id=1&utm_source=x", "news.ycombinator.com/item?id=1"),
    ],
)
def test_a_page_has_one_address(one: str, other: str) -> None:
    assert read_typed_address(one).canonical_url == read_typed_address(other).canonical_url
