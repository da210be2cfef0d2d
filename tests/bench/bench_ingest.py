"""Measures ingest in fresh processes, in turn with what it costs at least: parsing the Markdown, writing the rows.

Never compares runs of different minutes.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from costs import Cost, print_table, run
from kept import keep
from made_files import write_logs
from made_logs import make_logs

_PYTHON = sys.executable
_YARDSTICK, _WRITING = (str(Path(__file__).parent / name) for name in ("yardstick.py", "writing.py"))
_NOTHING = [_PYTHON, "-I", "-c", "pass"]
_ENTRY = "加一篇 https://new.example.org/{}  【`1.1`】\n- > 一段话。\n\n"
Rows = Iterator[tuple[object, ...]]


def measure_ingest(kept: Path, sizes: list[float]) -> None:
    """Prints all tables, for logs of `sizes` in MB: each one file, and the same as a folder of small ones."""
    logs = {size: keep(kept / f"logs-{size:g}", lambda path, size=size: _write(path, size)) for size in sizes}
    with TemporaryDirectory(dir=kept) as folder:
        for title, header, measure in (_FULL, _FOLDERS, *([_OTHER] if _TOOL else []), _AGAIN):
            rows = (row for size, made in logs.items() for row in measure(f"{size:g} MB", made, Path(folder)))
            print_table(title, header, rows)


def _write(path: Path, size: float) -> None:
    write_logs(path, make_logs(), int(size * 1_000_000))


def _measure_full(name: str, logs: Path, folder: Path) -> Rows:
    file, database, words, copy = logs / "file.md", *(folder / name for name in ("full.db", "words.db", "copy.db"))
    size = file.stat().st_size / 1e6
    costs: dict[str, list[Cost]] = {"full": [], "parsing": [], "writing": []}
    for _ in range(_times(size)):
        for made in (database, words, copy):
            made.unlink(missing_ok=True)
        costs["parsing"].append(run([_PYTHON, _YARDSTICK, str(file)]))
        costs["full"].append(_ingest(file, database))
        run([_PYTHON, _WRITING, "words", str(database), str(words)])
        costs["writing"].append(run([_PYTHON, _WRITING, "rows", str(database), str(words), str(copy)]))
    full, parsing, writing = (median(cost.cpu for cost in found) for found in costs.values())
    memory = median(cost.memory for cost in costs["full"])
    yield (
        name, full, parsing, writing, full / parsing, "at most 2.2", (parsing + writing) / parsing, memory,
        f"at most {50 + 2.5 * size:.0f}", database.stat().st_size / 1e6 / size, "at most 6",
    )  # fmt: skip


def _measure_again(name: str, logs: Path, folder: Path) -> Rows:
    file, database = folder / "file.md", folder / "again.db"
    shutil.copy(logs / "file.md", file)
    size = file.stat().st_size / 1e6
    database.unlink(missing_ok=True)
    full = _ingest(file, database).cpu
    costs: dict[str, list[float]] = {"nothing": [], "unchanged": [], "touched": [], "end": [], "top": []}
    for number in range(20):  # they differ by milliseconds
        costs["nothing"].append(run(_NOTHING).cpu)
        costs["unchanged"].append(_ingest(file, database).cpu)
        os.utime(file, (number, number))
        costs["touched"].append(_ingest(file, database).cpu)
    for number in range(_times(size)):
        for place in ("end", "top"):
            _add(file, _ENTRY.format(f"{place}{number}").encode(), place)
            costs[place].append(_ingest(file, database).cpu)
    nothing, unchanged, touched, end, top = map(median, costs.values())
    per_mb = (touched - unchanged) * 1000 / size
    yield (
        name, nothing * 1000, unchanged / nothing, "at most 6", per_mb, "at most 3",
        100 * end / full, "at most 2", 100 * top / full, "at most 6",
    )  # fmt: skip


def _add(file: Path, entry: bytes, place: str) -> None:
    """Adds an entry to a log, which this process must not hold: see costs.run."""
    if place == "end":
        with file.open("ab") as end:
            end.write(b"\n" + entry)
        return
    longer = file.with_suffix(".new")
    with longer.open("wb") as target, file.open("rb") as source:
        target.write(entry)
        shutil.copyfileobj(source, target)
    longer.replace(file)


def _measure_folders(name: str, logs: Path, folder: Path) -> Rows:
    costs: dict[str, list[Cost]] = {"file.md": [], "folder": []}
    database = folder / "folder.db"
    size = (logs / "file.md").stat().st_size / 1e6
    if size > 50:  # many minutes
        return
    for _ in range(_times(size)):
        for source, found in costs.items():
            database.unlink(missing_ok=True)
            found.append(_ingest(logs / source, database))
    one, many = (median(cost.cpu for cost in found) for found in costs.values())
    files = sum(path.is_file() for path in (logs / "folder").rglob("*"))
    yield name, files, many, one, many / one, "at most 1.5", median(cost.memory for cost in costs["folder"])


def _measure_other(name: str, logs: Path, folder: Path) -> Rows:
    """The tool takes a file for a record, so each article gets one. A command has room for the names of 1 MB."""
    if not 0.1 < (logs / "file.md").stat().st_size / 1e6 < 2:
        return
    articles = folder / "articles"
    articles.mkdir()
    blocks = [block for log in (logs / "folder").rglob("*.md") for block in log.read_text("utf-8").split("\n\n")]
    files = [articles / f"{number}.md" for number, block in enumerate(blocks) if "://" in block]
    for file in files:
        file.write_text(blocks[int(file.stem)] + "\n", "utf-8")
    costs: dict[str, list[float]] = {"readlog": [], "other": []}
    for _ in range(5):
        for database in (folder / "readlog.db", folder / "other.db"):
            database.unlink(missing_ok=True)
        costs["readlog"].append(_ingest(articles, folder / "readlog.db").cpu)
        other = run([str(_TOOL), str(folder / "other.db"), "docs", *map(str, files)])
        costs["other"].append(other.cpu)
    ours, theirs = map(median, costs.values())
    yield name, len(files), ours, theirs, ours / theirs


def _ingest(logs: Path, database: Path) -> Cost:
    return run([_PYTHON, "-m", "ingest", str(logs), "-d", str(database)])


def _times(size: float) -> int:
    """How often something is done with a log of `size` MB."""
    return 5 if size < 5 else 3 if size < 50 else 1


_TOOL = shutil.which("markdown-to-sqlite")
_OTHER = (
    "Beside `markdown-to-sqlite`, a file for each article, CPU s",
    ("log", "files", "readlog, with index and tags", "markdown-to-sqlite, a row a file", "ratio"),
    _measure_other,
)
_FULL = (
    "A full ingest of one file beside parsing it, and beside writing its rows, CPU s",
    (
        "log", "ingest", "parsing", "writing", "ingest ÷ parsing", "target", "parsing and writing ÷ parsing",
        "peak memory, MB", "target", "database ÷ log", "target",
    ),
    _measure_full,
)  # fmt: skip
_AGAIN = (
    "The next ingest of one file, CPU",
    (
        "log", "`python -I -c pass`, ms", "unchanged ÷ that", "target", "touched: ms more a MB", "target",
        "entry at the end, % of full", "target", "at the top, %", "target",
    ),
    _measure_again,
)  # fmt: skip
_FOLDERS = (
    "Many small files beside one, CPU s",
    ("log", "files", "folder", "file", "ratio", "target", "peak memory, MB"),
    _measure_folders,
)
