"""Kills runs of ingest at moments drawn by seed, and looks at what each has left behind.

Never holds a moment to be in the commit because it was aimed there: what lies on the disk tells.
"""

from __future__ import annotations

import filecmp
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Literal, NamedTuple

from contents import read_contents
from made_files import write_logs
from made_logs import make_logs

from ingest.verify import verify

# What a moment is drawn from: the whole run; from when its journal appears; from when it writes into the database; or
# the sizes that a file can reach, and the kernel ends it in the write that goes beyond.
Aim = Literal["any time", "journal", "commit", "write"]
AIMS: dict[Aim, int] = {"any time": 3, "journal": 1, "commit": 3, "write": 3}  # so many of ten

Place = Literal["before", "in", "after"]

_EMPTY = "empty"
_FULL = ("first run", "all again")
_ENTRY = "Added {n} https://added.example.org/{n}  【`1.2`】\n- > 一段新加的话，讲内存屏障 {n}\n\n"
_GIVE_UP_SECONDS = 600


class Times(NamedTuple):
    """Seconds from the start of a run: to its journal, to a page written back, to the commit's end, to its end."""

    journal: float
    commit: float
    done: float
    end: float


class Scene(NamedTuple):
    """A run that can be killed. Its folder holds the log, and the database before the run, if any, and after it."""

    name: str
    folder: Path
    options: tuple[str, ...]
    times: Times  # undisturbed
    old: str  # digests of the content before and after
    new: str

    @property
    def before(self) -> Path:
        return self.folder / "before.db"

    @property
    def after(self) -> Path:
        return self.folder / "after.db"


class Case(NamedTuple):
    """One run to be killed: at which share of what its aim allows."""

    number: int
    scene: Scene
    aim: Aim
    share: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a killed run has left: whether it fell before the commit, in it or after it, and all that is wrong."""

    case: Case
    place: Place
    problems: tuple[str, ...]


def make_scenes(folder: Path, size: int) -> list[Scene]:
    """Runs on a log of `size` bytes: the first one, one that reads all again, and those after three kinds of edits."""
    write_logs(folder / "made", make_logs(7), size)
    log, old = folder / "made" / "file.md", folder / "made" / "old.db"  # side by side, as they are laid out later
    text = log.read_text("utf-8")
    _start(log, old).wait()
    added = "".join(_ENTRY.format(n=n) for n in range(3))
    edits = {
        "first run": text,
        "all again": f"# 2031.01\n\n{added}{text}",
        "added at the top": f"# 2031.01\n\n{added}{text}",
        "added at the end": f"{text}\n# 2001.01\n\n{added}",
        "a fifth retitled or removed": _edit(text),
    }
    content = digest(old)
    assert verify(old, every_word=False).problems == []
    return [_make_scene(folder, name, old, content, edited) for name, edited in edits.items()]


def _make_scene(folder: Path, name: str, old: Path, content: str, text: str) -> Scene:
    """`content` is the digest of the database before the run, where the run is not the first."""
    home = folder / name.replace(" ", "-")
    home.mkdir()
    (home / "file.md").write_text(text, "utf-8")
    if name != "first run":
        shutil.copy(old, home / "before.db")
    options = ("--force",) if name == "all again" else ()
    scene = Scene(name, home, options, Times(0, 0, 0, 0), _EMPTY if name == "first run" else content, "")
    database = lay_out(scene, folder / "undisturbed")
    process = _start(database.with_name("file.md"), database, *options)
    times = _time_run(process, database)
    assert process.returncode == 0
    shutil.move(database, scene.after)
    shutil.rmtree(database.parent)
    scene = scene._replace(times=times, new=digest(scene.after))
    assert scene.old != scene.new
    with closing(sqlite3.connect(scene.after)) as connection:
        assert connection.execute("SELECT path FROM log").fetchall() == [("file.md",)], "the log that the run edits"
    assert verify(scene.after, every_word=False).problems == []
    return scene


def _time_run(process: subprocess.Popen[bytes], database: Path) -> Times:
    untouched, start = _state(database), time.monotonic()
    has_journal = _journal(database).exists
    found = []
    for is_over in (has_journal, lambda: _is_written(database, untouched), lambda: not has_journal(), lambda: False):
        _poll(lambda is_over=is_over: is_over() or process.poll() is not None, _GIVE_UP_SECONDS)
        found.append(time.monotonic() - start)
    return Times(*found)


def draw_cases(scenes: Sequence[Scene], number: int, seed: int) -> Iterator[Case]:
    """A run in twenty is a full one."""
    rng = Random(seed)
    full = [scene for scene in scenes if scene.name in _FULL]
    others = [scene for scene in scenes if scene not in full]
    for one in range(number):
        scene = full[one // 20 % len(full)] if one % 20 == 0 else others[one % len(others)]
        yield Case(one, scene, rng.choices([*AIMS], [*AIMS.values()])[0], rng.random())


def kill_all(cases: Sequence[Case], folder: Path) -> Iterator[Outcome]:
    """What each of the cases has left, as many at a time as there are processors."""
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        yield from pool.map(kill_one, cases, [folder] * len(cases))


def kill_one(case: Case, folder: Path) -> Outcome:
    """Lets a run begin, kills it, looks at what is left, and lets the next run end."""
    scene = case.scene
    database = lay_out(scene, folder / f"killed-{case.number}")
    untouched, log = _state(database), database.with_name("file.md")
    limit = int(case.share * scene.after.stat().st_size) if case.aim == "write" else None
    process = _start(log, database, *scene.options, limit=limit)
    if limit is None:
        _await_moment(case, process, database)
        process.kill()
    process.wait()
    has_journal = _journal(database).exists() and _journal(database).stat().st_size > 0
    place: Place = "in" if has_journal and _is_written(database, untouched) else "before"
    problems: list[str] = []
    try:
        content = find_content(database, scene, problems)
        if content not in (scene.old, scene.new):
            problems.append("the content is neither the old nor the new")
        if place == "before" and content == scene.new:
            place = "after"
        if status := _start(log, database, *scene.options).wait():
            problems.append(f"the next run ends with status {status}")
        if find_content(database, scene, problems) != scene.new:
            problems.append("the next run does not complete the content")
        shutil.rmtree(database.parent)
    except Exception as error:  # of whatever kind, it is what the kill has left
        problems.append(repr(error))
    return Outcome(case, place, tuple(problems))


def find_content(database: Path, scene: Scene, problems: list[str]) -> str:
    """A digest of the content; what is wrong with the database goes to `problems`.

    A file that is byte for byte the one before the run, or after it undisturbed, has been looked at.
    """
    if not database.exists():
        return _EMPTY
    with closing(sqlite3.connect(database)) as connection:  # which rolls back what a journal tells of
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    for same, content in ((scene.before, scene.old), (scene.after, scene.new)):
        if same.exists() and filecmp.cmp(same, database, shallow=False):
            return content
    content = digest(database)
    if content != _EMPTY:
        problems += [problem.message for problem in verify(database, every_word=False).problems]
    return content


def tell_progress(outcomes: Iterable[Outcome], step: int, seen: list[Outcome]) -> Iterator[tuple[object, ...]]:
    """A row for every `step` outcomes as they come, which `seen` collects."""
    for outcome in outcomes:
        seen.append(outcome)
        if len(seen) % step == 0:
            yield len(seen), *_count(seen)


def tabulate(outcomes: Sequence[Outcome]) -> Iterator[tuple[object, ...]]:
    """A row a scene: how many of its runs were killed, where that fell, and how many of them left something wrong."""
    for name in dict.fromkeys(outcome.case.scene.name for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.case.scene.name == name]
        yield name, own[0].case.scene.times.end, len(own), *_count(own)


def _count(outcomes: Sequence[Outcome]) -> tuple[int, int, int, int]:
    """How many fell before the commit, in it, and after it, and how many have left something wrong."""
    places = Counter(outcome.place for outcome in outcomes)
    return places["before"], places["in"], places["after"], sum(bool(outcome.problems) for outcome in outcomes)


def digest(database: Path) -> str:
    """A digest of every table and of a few searches; that of nothing for a file without a table, or none.

    Raises: AssertionError, when SQLite finds the file damaged, or a row that refers to one that does not exist.
    """
    if not database.exists() or database.stat().st_size == 0:
        return _EMPTY
    return blake2b(json.dumps(read_contents(database), default=bytes.hex).encode(), digest_size=16).hexdigest()


def lay_out(scene: Scene, place: Path) -> Path:
    """The database of a copy of the scene, which stands beside its log."""
    place.mkdir()
    shutil.copy2(scene.folder / "file.md", place)
    if scene.before.exists():
        shutil.copy(scene.before, place / "readlog.db")
    return place / "readlog.db"


def _await_moment(case: Case, process: subprocess.Popen[bytes], database: Path) -> None:
    """Returns when the process is to be killed, or has ended."""
    times, untouched = case.scene.times, _state(database)
    begins: dict[Aim, tuple[float, Callable[[], bool]]] = {
        "any time": (times.end, lambda: True),
        "journal": (times.done - times.journal, _journal(database).exists),
        "commit": (times.done - times.commit, lambda: _is_written(database, untouched)),
    }
    longest, begun = begins[case.aim]
    _poll(lambda: begun() or process.poll() is not None, _GIVE_UP_SECONDS)
    _poll(lambda: process.poll() is not None, case.share * longest)


def _is_written(database: Path, untouched: tuple[int, int] | None) -> bool:
    """Whether the file is no longer as it was; the empty one that a first run makes holds nothing yet."""
    state = _state(database)
    return state is not None and state != untouched and state[0] > 0


def _poll(is_over: Callable[[], object], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not is_over():
        time.sleep(0.0001)  # the moments that are looked for last a few milliseconds


def _state(database: Path) -> tuple[int, int] | None:
    try:
        status = database.stat()
    except FileNotFoundError:
        return None
    return status.st_size, status.st_mtime_ns


def _journal(database: Path) -> Path:
    return database.with_name(f"{database.name}-journal")


# Python ignores the signal by which a limit ends a program; so would ingest, and report a full disk.
_LIMITED = (
    "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_DFL); "
    "resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); "
    "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2); "
    "from ingest.terminal.cli import ingest_command; ingest_command(sys.argv[2:])"
)


def _start(log: Path, database: Path, *options: str, limit: int | None = None) -> subprocess.Popen[bytes]:
    """A run; where it writes a file beyond `limit` bytes, the kernel kills it."""
    program = ["-m", "ingest"] if limit is None else ["-c", _LIMITED, str(limit)]
    command = [sys.executable, *program, "--quiet", str(log), "-d", str(database), *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _edit(text: str) -> str:
    """The log with every tenth entry retitled, and every tenth gone."""
    lines = text.splitlines(keepends=True)
    titles = [number for number, line in enumerate(lines) if line.endswith("`】\n")]
    for number in titles[::10]:
        lines[number] = f"又读 {lines[number]}"
    for number, after in zip(titles[5::10], titles[6::10], strict=False):
        end = next(n for n in range(number + 1, after + 1) if n == after or lines[n].startswith("#"))
        lines[number:end] = [""] * (end - number)
    return "".join(lines)
