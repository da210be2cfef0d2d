"""Who may ask while a readlog file is served, and the headers by which a browser distrusts what it is given.

Never touches the answers about another database, where the server is asked by one of its names: then they are as they
would be without the plugin.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from click import ClickException
from datasette import hookimpl
from datasette.utils import tilde_decode
from datasette.utils.asgi import Response

from ingest.web.scope import is_known, readlog_names, refresh_names

if TYPE_CHECKING:
    from datasette.app import Datasette

App = Callable[..., Awaitable[None]]

# What our own pages may do: nothing but what their templates hold.
OWN_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; "  # the script copies an article as its file has it
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

# What Datasette's pages of a readlog file may do: they hold scripts and styles, and their style sheet a picture.
STOCK_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # addresses hold what somebody searches for
}

# A web page can have a name of its own lead to this machine (DNS rebinding), but it cannot have it be one of these.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})

ANY = "*"  # among the names that the user lists: whoever asks is answered

_HOST = re.compile(r"((?:[A-Za-z0-9_-]+\.)*[A-Za-z0-9_-]+|\[[0-9A-Fa-f:.]+\])\.?(?::[0-9]{1,5})?")


@hookimpl
def startup(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Find the readlog files while nobody asks for a page: one that is locked at the first request is known by then.

    Raises: click.ClickException, where a setting of ours is none.
    """
    check_settings(datasette.plugin_config("datasette-readlog"), _SETTINGS)
    for name in datasette.databases:
        own = datasette.plugin_config("datasette-readlog", database=name, fallback=False)
        check_settings(own, ("editor",), " for one database")
    return partial(refresh_names, datasette)


def check_settings(found: Any, known: Iterable[str], where: str = "") -> None:
    """Raises: click.ClickException, where the user's file says of this plugin what no help of ours shows.

    `known` are the settings that there are `where` it says so.
    """
    if found is not None and not isinstance(found, dict):
        raise ClickException(
            f'"datasette-readlog" takes an object, such as {{"hosts": ["log.example.org"]}}; not {found!r}'
        )
    if wrong := [name for name in found or () if name not in known]:
        takes, names = (" and ".join(map(json.dumps, some)) for some in (known, wrong))
        raise ClickException(f'"datasette-readlog" takes {takes}{where}; not {names}')
    for name, (is_one, what) in _SETTINGS.items():
        if (value := (found or {}).get(name)) is not None and not is_one(value):
            raise ClickException(f'"{name}" of "datasette-readlog" takes {what}; not {value!r}')


def _are_hosts(value: Any) -> bool:
    names = value if isinstance(value, list) else [value]
    return all(isinstance(name, str) and read_listed(name) for name in names)


_SETTINGS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "hosts": (_are_hosts, "a name such as log.example.org, or .example.org for all below it, or a list of names"),
    "editor": (lambda value: isinstance(value, str) and "{path}" in value, "an address with {path} and {line}"),
}


@hookimpl(trylast=True)  # outermost: nothing is done for whom we refuse, and other plugins' answers get the headers too
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    """Before each request, find the readlog files, for the hooks that cannot ask; while there is one, guard it.

    Static files are of no database, and wait for none.
    """

    def wrap(app: App) -> App:
        async def guarded(scope: dict[str, Any], receive: Any, send: Any) -> None:
            if scope["type"] == "http" and not (is_known(datasette) and is_static(datasette, scope)):
                await refresh_names(datasette)
            if scope["type"] != "http" or not readlog_names(datasette):
                await app(scope, receive, send)
                return
            hosts = [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == b"host"]
            headers = headers_for(datasette, scope)
            host = read_host(hosts[0]) if len(hosts) == 1 else None
            if not is_allowed(datasette, host):
                refusal = Response.text(write_refusal(host), status=400, headers=HEADERS)
                await refusal.asgi_send(send)
                return

            async def send_guarded(message: dict[str, Any]) -> None:
                if message["type"] == "http.response.start":
                    message = {**message, "headers": add_missing(message.get("headers", ()), headers)}
                await send(message)

            await app(scope, receive, send_guarded)

        return guarded

    return wrap


def read_host(header: str) -> str | None:
    """The name in a Host header, without its port, in lower case; None when it is no name.

    >>> read_host("LocalHost.:8001"), read_host("[::1]:80"), read_host("user@localhost")
    ('localhost', '[::1]', None)
    """
    found = _HOST.fullmatch(header)
    return found[1].lower() if found else None


def read_listed(name: str) -> str | None:
    """A name as the user lists it, in lower case; None when it is none.

    A dot in front stands for all names below it, a star for whatever there is.

    >>> read_listed("Log.example.org"), read_listed(".example.org"), read_listed(".0.1")
    ('log.example.org', '.example.org', None)
    """
    if name == ANY:
        return name
    host = read_host(name.removeprefix("."))
    if host is None or not name.startswith("."):
        return host
    is_number = host.startswith("[") or host.rpartition(".")[2].isdigit()
    return None if is_number else f".{host}"


def is_allowed(datasette: Datasette, host: str | None) -> bool:
    """Whether the server may be asked by this name: one of this machine for itself, or one that the user lists.

    Where the user lists a star, by whatever is no name too.
    """
    listed = (datasette.plugin_config("datasette-readlog") or {}).get("hosts") or []
    names = {name for one in ([listed] if isinstance(listed, str) else listed) if (name := read_listed(one))} | LOOPBACK
    if ANY in names:
        return True
    return host is not None and (host in names or host.endswith(tuple(name for name in names if name[0] == ".")))


def write_refusal(host: str | None) -> str:
    """What somebody is told who asks by a name that is not allowed, or by none that can be read."""
    if host is None:
        return "This request does not say by which name it asks: it takes one Host header, a name and perhaps a port.\n"
    setting = json.dumps({"plugins": {"datasette-readlog": {"hosts": [host]}}})
    return (
        f"A reading log is served here, and it does not answer to the name {host}. If that is one of this server's "
        f"names, give datasette, with -m, a file that lists it: {setting}\n"
    )


def headers_for(datasette: Datasette, scope: Mapping[str, Any]) -> Mapping[str, str]:
    """What goes with the answer to a request, where whoever answers does not say otherwise.

    Nothing, where the address is that of another database. The policy for what shows a readlog file: its own addresses
    and the first page. Other addresses belong to Datasette and to other plugins, whose pages may load what they like.
    """
    name = find_database(datasette, scope)
    if name in readlog_names(datasette) or not first_part(datasette, scope):
        return HEADERS | {"Content-Security-Policy": STOCK_POLICY}
    return HEADERS if name is None else {}


def find_database(datasette: Datasette, scope: Mapping[str, Any]) -> str | None:
    """The name of the database whose address, or one below it, is asked for; None for all other addresses."""
    route = first_part(datasette, scope)
    return next((db.name for db in datasette.databases.values() if db.route == route), None)


def first_part(datasette: Datasette, scope: Mapping[str, Any]) -> str:
    """The first part of an address, decoded, without a suffix; "" for the first page of all."""
    return str(tilde_decode(re.split(r"[/.]", path_of(datasette, scope), maxsplit=1)[0]))


def is_static(datasette: Datasette, scope: Mapping[str, Any]) -> bool:
    """Whether a static file of Datasette or of a plugin is asked for."""
    return path_of(datasette, scope).startswith(("-/static/", "-/static-plugins/"))


def path_of(datasette: Datasette, scope: Mapping[str, Any]) -> str:
    """An address below that of the server, as Datasette's router reads it: a %2F is no slash."""
    raw = scope.get("raw_path")
    path = (raw.decode("latin-1") if raw else str(scope["path"])).partition("?")[0]
    return path.removeprefix(str(datasette.setting("base_url"))).removeprefix("/")


def add_missing(headers: Iterable[tuple[bytes, bytes]], wanted: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer, and those `wanted` that it does not have."""
    own = list(headers)
    names = {key.lower() for key, _ in own}
    added = [(key.lower().encode(), value.encode()) for key, value in wanted.items()]
    return own + [header for header in added if header[0] not in names]
