"""From an address as written to the one form in which two addresses are compared.

Never asks the network: what an address redirects to is known only where it stands in the address itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit, urlunsplit

from url_normalize import url_normalize

from ingest.autolink import UNSEEN
from ingest.errors import NoAddress
from ingest.model import Address
from ingest.names import readable_host

# Parameters that say how a reader came to a page, not which page it is.
_TRACKING = re.compile(
    r"utm_\w+|mtm_\w+|pk_\w+|spm\w*|share_?\w*|ref_?src|ref_url|fbclid|gclid|dclid|msclkid|yclid|twclid|igsh(?:id)?"
    r"|mc_[ce]id|_hs(?:enc|mi)|oly_\w+_id|vero_id|wickedid|isappinstalled|vd_source|__biz_from|nsukey|weixin_\w+"
)

# Hosts whose pages are named by these parameters alone. Source: the addresses of WeChat articles in real logs, of its
# albums, and of articles found by Sogou, which have a signature; YouTube's own links.
_NAMING = {
    "mp.weixin.qq.com": frozenset(
        {"__biz", "mid", "idx", "sn", "album_id", "hid", "media_id", "src", "timestamp", "signature"}
    ),
    "www.youtube.com": frozenset({"v", "list", "search_query"}),
}

_HOSTS = {"m.youtube.com": "www.youtube.com", "youtube.com": "www.youtube.com", "mobile.twitter.com": "twitter.com"}

_ARCHIVE = re.compile(
    r"https?://(?:web\.archive\.org/web/\w*|archive\.(?:today|ph|is|md|li|vn|fo)/[\w.-]*(?:/\w+)?)/?(?=https?:/)", re.I
)
_SAFE_LINKS = "safelinks.protection.outlook.com"  # behind the name of a region
# Pages that only lead on to the address in one of their parameters, and those that have it for their path.
_REDIRECTIONS = {
    "c.pc.qq.com": "url",
    "duckduckgo.com": "uddg",
    "getpocket.com": "url",
    "gitee.com": "target",
    "l.facebook.com": "u",
    "lm.facebook.com": "u",
    "link.csdn.net": "target",
    "link.jianshu.com": "t",
    "link.juejin.cn": "target",
    "link.zhihu.com": "target",
    "medium.com": "url",
    "out.reddit.com": "url",
    _SAFE_LINKS: "url",
    "slack-redir.net": "url",
    "steamcommunity.com": "url",
    "t.umblr.com": "z",
    "vk.com": "to",
    "www.douban.com": "url",
    "www.google.com": "q|url",
    "www.google.com.hk": "q|url",
    "www.linkedin.com": "url",
    "www.youtube.com": "q",
}
_WRAPPER = re.compile(
    r"https?://(?:(?:r\.jina\.ai|12ft\.io|via\.hypothes\.is|outline\.com)/|href\.li/\?)(?=https?:/)", re.I
)
_TARGET = re.compile(r"https?(?:%3A|:)(?:%2F|/){2}[^\s&]+", re.I)
_RELATIVE_TARGET = re.compile(r"/[\w/.-]*\?(?:[^#]*&)?(?:q|u|url|to|target)=(https?(?:%3A|:)(?:%2F|/){2}[^\s&]+)", re.I)

_REPAIRED_SCHEME = re.compile(r"^(https?):/+", re.I)

# Most addresses; url_normalize takes 200 µs to leave them as they are.
_NORMAL = re.compile(r"https?://(?:[a-z0-9]{1,63}\.)+[a-z]{2,20}/(?:[A-Za-z0-9_~-][A-Za-z0-9_.~-]*/)*[A-Za-z0-9_~-]*")

_SCHEME = re.compile(r"\w+://")
_ABSOLUTE = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
# A host without a scheme, by the endings that no file has.
_HOST_FIRST = re.compile(
    r"(?:www\.(?:[\w-]+\.)+[a-z]{2,}|(?:[\w-]+\.)+(?:com|org|net|edu|gov|dev|cn|io|blog|xyz|info))(?:[/?#]\S*)?$",
    re.IGNORECASE,
)
_WITHOUT_SCHEME = re.compile(r"//[^\s/]+\.[^\s/]")

_MOST_REDIRECTIONS = 5

_LINK = re.compile(r"!?\[[^\[\]]*\]\((?P<url>[^\s]+)\)")

# What a person types. Of a host without a scheme there must be a dot, or any word would be one.
_TYPED = re.compile(
    r"(?:(?:https?|ftp)://[^\s/?#]|[^\s/?#@:.]+(?:\.[^\s/?#@:.]+)+(?::\d+)?(?![^/?#]))[^\s\0-\x1f\ud800-\udfff]*", re.I
)


@lru_cache(maxsize=4096)
def read_address(url: str) -> Address:
    """The address `url`, which begins with a scheme.

    Canonical means: without an archive's wrapper, redirections that name their target, tracking parameters, a fragment
    that only scrolls, and a closing slash; https for http; host in lower case; parameters in order. Equal canonical
    forms name the same page.

    >>> read_address("http://Example.com:80/a/?utm_source=x&b=2&a=1#top").canonical_url
    'https://example.com/a?a=1&b=2'
    >>> read_address("https://web.archive.org/web/2024/https://example.com/a").canonical_url
    'https://example.com/a'
    >>> read_address("https://link.zhihu.com/?target=https%3A//example.com/a").canonical_url
    'https://example.com/a'
    """
    plain = _follow_redirections(_unwrap_archive(url.rstrip(UNSEEN)))
    try:
        fragment = urlsplit(plain).fragment
        parts = urlsplit(plain if _NORMAL.fullmatch(plain) else url_normalize(plain) or plain)
        host = (parts.hostname or "").lower()
    except ValueError:  # UnicodeError of an impossible host name is one, too
        return Address(url, url, "")
    if host == "youtu.be":
        video = parts.path.strip("/")
        return Address(url, f"https://www.youtube.com/watch?v={video}", "youtube.com")
    host = _HOSTS.get(host, host)
    netloc = parts.netloc.lower().replace(parts.hostname or "", host, 1)
    canonical = urlunsplit(
        (
            "https" if parts.scheme == "http" else parts.scheme,
            netloc,
            parts.path.rstrip("/"),
            _naming_query(host, parts.query),
            fragment if fragment.startswith(("!", "/")) else "",
        )
    )
    return Address(url, canonical, readable_host(host).removeprefix("www."))


def read_typed_address(text: str) -> Address:
    """The address that a person typed, perhaps without its scheme, or pasted, perhaps as Markdown writes it.

    Raises:
        NoAddress: it is none.

    >>> read_typed_address(" Example.com/a/ ").canonical_url
    'https://example.com/a'
    >>> read_typed_address("[A](<https://example.com/a>)").canonical_url
    'https://example.com/a'
    """
    typed = text.strip()
    found = _LINK.fullmatch(typed)
    url = (found["url"] if found else typed).removeprefix("<").removesuffix(">")
    if not _TYPED.fullmatch(url):
        raise NoAddress(f"{typed[:60]!r} is no address; one looks like https://example.org/page")
    return read_address(url if _SCHEME.match(url) else f"https://{url}")


def _unwrap_archive(url: str) -> str:
    """The address that an archive keeps a copy of. Wrappers of wrappers occur."""
    while wrapper := _ARCHIVE.match(url):
        url = _REPAIRED_SCHEME.sub(r"\1://", url[wrapper.end() :])
    return url


def absolute_address(target: str) -> str | None:
    """The address that a link leads to, where it can be known without the page on which it stood; else None.

    >>> absolute_address("//example.com/a"), absolute_address("/url?q=https%3A%2F%2Fexample.com%2Fa&sa=D")
    ('https://example.com/a', 'https://example.com/a')
    >>> absolute_address("www.example.com/a"), absolute_address("example.org"), absolute_address("notes/a.md")
    ('https://www.example.com/a', 'https://example.org', None)
    """
    target = target.strip("'\"")  # [title]('address')
    if _ABSOLUTE.match(target):
        return target
    if _WITHOUT_SCHEME.match(target):
        return f"https:{target}"
    if _HOST_FIRST.match(target):
        return f"https://{target}"
    found = _RELATIVE_TARGET.match(target)
    return unquote(found[1]) if found else None


def _follow_redirections(url: str) -> str:
    """The address that a redirection leads to, where it says so itself. Redirections of redirections occur."""
    for _ in range(_MOST_REDIRECTIONS):
        if wrapper := _WRAPPER.match(url):
            url = _REPAIRED_SCHEME.sub(r"\1://", url[wrapper.end() :])
            continue
        host, _, rest = url.partition("://")[2].partition("/")
        names = _REDIRECTIONS.get(_SAFE_LINKS if host.lower().endswith(f".{_SAFE_LINKS}") else host.lower())
        found = names and re.search(rf"[?&](?:{names})=({_TARGET.pattern})", rest, re.I)
        if not found:
            return url
        url = unquote(found[1])
    return url


def _naming_query(host: str, query: str) -> str:
    names = _NAMING.get(host)
    kept = []
    for parameter in query.split("&"):
        name = unquote(parameter.partition("=")[0])
        if name and (name in names if names else not _TRACKING.fullmatch(name)):
            kept.append(parameter)
    return "&".join(sorted(kept))
