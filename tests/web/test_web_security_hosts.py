"""Who may ask: while a readlog file is served, requests that name the server by a name of its own."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys

import pytest
from click import ClickException
from real_server import run_server
from sample_databases import write_foreign, write_readlog

LISTED = {"plugins": {"datasette-readlog": {"hosts": ["Reading.Example", "192.168.7.7", "[fe80::1]", ".My.Example"]}}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hosts")
    write_readlog(folder / "readlog.db")
    write_foreign(folder / "foreign.db")
    (folder / "metadata.json").write_text(json.dumps(LISTED))
    return folder


@pytest.fixture(scope="module")
def server(folder):
    with run_server(folder, "readlog.db", "foreign.db", "-m", "metadata.json") as server:
        yield server


def ask(server, *lines, path="/readlog", version="1.1"):
    """The status and the rest of the answer to a request with these header lines, byte for byte."""
    request = "\r\n".join([f"GET {path} HTTP/{version}", *lines, "Connection: close", "", ""])
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(request.encode("latin-1"))
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    status, _, rest = answer.decode("utf-8").partition("\r\n")
    return int(status.split()[1]), rest


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8001",
        "LOCALHOST:1",
        "localhost.",
        "localhost.:8001",
        "127.0.0.1",
        "127.0.0.1:65535",
        "[::1]",
        "[::1]:8001",
        "reading.example",
        "READING.example:80",
        "192.168.7.7:8001",
        "[FE80::1]:8001",
        "log.my.example",
        "deep.Log.MY.example.:443",
    ],
)
def test_names_of_this_machine_and_those_listed_are_answered(server, host):
    status, answer = ask(server, f"Host: {host}")
    assert status == 200
    assert "环形缓冲区 without locks" in answer


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8001",
        "localhost.evil.example",
        "evil.localhost",
        "notlocalhost",
        "127.0.0.1.evil.example",
        "127.0.0.2",
        "127.1",
        "2130706433",
        "0.0.0.0",
        "[::]",
        "[::ffff:127.0.0.1]",
        "reading.example.evil.example",
        "xreading.example",
        "log.reading.example",
        "my.example",
        "logmy.example",
        "log.my.example.evil.example",
        "192.168.7.70",
    ],
)
def test_any_other_name_is_refused_with_the_setting_that_would_allow_it(server, host):
    status, answer = ask(server, f"Host: {host}")
    name = re.sub(r":\d+$", "", host)
    assert status == 400
    assert "text/plain" in answer and "X-Content-Type-Options: nosniff" in answer
    assert json.dumps({"plugins": {"datasette-readlog": {"hosts": [name]}}}) in answer
    assert "without locks" not in answer


@pytest.mark.parametrize(
    "host",
    [
        "",
        " ",
        "localhost:",
        "localhost:http",
        "localhost:123456",
        "localhost:80:80",
        "localhost..",
        ".my.example",
        "..my.example",
        "user@localhost",
        "localhost@evil.example",
        "evil.example#localhost",
        "evil.example/localhost",
        "localhost localhost",
        "localhost,evil.example",
        "localhost\tx",
        "[::1",
        "::1",
        "[localhost]",
        "local\xa0host",
        "<script>alert(1)</script>",
        "localhost%00.evil.example",
    ],
)
def test_what_is_no_name_is_refused_and_not_repeated(server, host):
    status, answer = ask(server, f"Host: {host}")
    assert status == 400
    assert not host.strip() or host not in answer
    assert "without locks" not in answer


@pytest.mark.parametrize(
    "lines",
    [
        ("Host: localhost", "Host: localhost"),
        ("Host: localhost", "Host: evil.example"),
        ("Host: evil.example", "Host: localhost"),
        ("Host: evil.example", "X-Forwarded-Host: localhost"),
        ("Host: evil.example", "Forwarded: host=localhost"),
        (),
    ],
)
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_it_takes_one_host_header(server, lines, version):
    status, answer = ask(server, *lines, version=version)
    assert status == 400
    assert "without locks" not in answer


@pytest.mark.parametrize("path", ["/", "/-/databases.json", "/foreign/article.json", "/-/static/app.css"])
def test_nothing_of_the_server_is_given_to_another_name(server, path):
    assert ask(server, "Host: localhost", path=path)[0] in (200, 302)
    assert ask(server, "Host: evil.example", path=path)[0] == 400


def test_the_name_in_the_address_does_not_stand_for_the_header(server):
    assert ask(server, "Host: evil.example", path="http://localhost/readlog")[0] == 400


async def test_without_a_readlog_file_every_name_is_answered(serve, foreign_file):
    response = await serve(foreign_file).client.get("/foreign", headers={"Host": "evil.example"})
    assert response.status_code == 200
    assert "x-frame-options" not in response.headers


async def test_one_name_may_stand_without_a_list(serve, readlog_file):
    metadata = {"plugins": {"datasette-readlog": {"hosts": "reading.example:8001"}}}
    client = serve(readlog_file, metadata=metadata).client
    assert (await client.get("/readlog", headers={"Host": "reading.example"})).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.2:8001", "", "a b"])
@pytest.mark.parametrize("hosts", ["*", ["*"], ["reading.example", "*"]])
async def test_a_star_switches_the_list_off(serve, readlog_file, foreign_file, hosts, host):
    metadata = {"plugins": {"datasette-readlog": {"hosts": hosts}}}
    client = serve(readlog_file, foreign_file, metadata=metadata).client
    for path in ("/readlog", "/foreign/article"):
        response = await client.get(path, headers={"Host": host})
        assert response.status_code == 200
    assert "x-frame-options" in (await client.get("/readlog", headers={"Host": host})).headers


@pytest.mark.parametrize(
    "setting",
    [
        *("x", ["x"], 5),
        *(
            {"hosts": hosts}
            for hosts in (
                5,
                "",
                [None],
                [["localhost"]],
                [""],
                ["https://a.example"],
                ["*.a.example"],
                ["."],
                [".."],
                ["..a"],
                [".[::1]"],
                [".7"],
                [".0.1"],
            )
        ),
        *({"editor": editor} for editor in (5, ["a"], "vscode", "vscode://file/{file}")),
    ],
)
async def test_a_setting_of_another_kind_ends_the_server_with_a_sentence(serve, readlog_file, setting):
    datasette = serve(readlog_file, metadata={"plugins": {"datasette-readlog": setting}})
    with pytest.raises(ClickException, match='datasette-readlog" takes '):
        await datasette.invoke_startup()


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        (
            {"editor": "vscode"},
            '"editor" of "datasette-readlog" takes an address with {path} and {line}; not \'vscode\'',
        ),
        ({"hosts": ["a.example"]}, '"datasette-readlog" takes "editor" for one database; not "hosts"'),
        ({"editors": "x", "y": 1}, '"datasette-readlog" takes "editor" for one database; not "editors" and "y"'),
    ],
)
async def test_a_setting_for_one_database_is_looked_at_too(serve, readlog_file, setting, sentence):
    metadata = {"databases": {"readlog": {"plugins": {"datasette-readlog": setting}}}}
    with pytest.raises(ClickException) as raised:
        await serve(readlog_file, metadata=metadata).invoke_startup()
    assert raised.value.message == sentence


@pytest.mark.parametrize("setting", [{"host": ["a.example"]}, {"hosts": ["a.example"], "editors": "x", "host": "y"}])
async def test_a_setting_that_there_is_not_ends_the_server_with_those_that_there_are(serve, readlog_file, setting):
    datasette = serve(readlog_file, metadata={"plugins": {"datasette-readlog": setting}})
    with pytest.raises(ClickException) as raised:
        await datasette.invoke_startup()
    wrong = " and ".join(f'"{name}"' for name in setting if name != "hosts")
    assert raised.value.message == f'"datasette-readlog" takes "hosts" and "editor"; not {wrong}'


async def test_settings_may_stand_in_both_places(serve, readlog_file):
    editor = {"editor": "vscode://file/{path}:{line}"}
    metadata = {
        "plugins": {"datasette-readlog": {"hosts": "a.example"} | editor},
        "databases": {"readlog": {"plugins": {"datasette-readlog": editor}}},
    }
    client = serve(readlog_file, metadata=metadata).client
    assert (await client.get("/readlog", headers={"Host": "a.example"})).status_code == 200


def test_datasette_get_needs_no_host(folder):
    command = [sys.executable, "-m", "datasette", "readlog.db", "--get", "/readlog/article.json"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert run.returncode == 0
    assert json.loads(run.stdout)["table"] == "article"
