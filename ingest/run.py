"""One run, from the files named on the command line to the database: the whole line, written once.

Prints nothing, and decides nothing about Markdown or SQL; the parser is imported only when there is something to parse.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ingest.diagnostics import Diagnostic
from ingest.errors import MissingLog, UnreadableLog
from ingest.files import LogFile, find_logs, read_bytes
from ingest.model import Article, Counts, KnownEntry, Log, ReadEntry
from ingest.read import READER
from ingest.store.database import is_outdated, open_database, read_snapshot, renew_schema
from ingest.store.logs import count_articles, count_rows, known_logs, log_diagnostics

if TYPE_CHECKING:
    from ingest.store.writer import Writer

_Tell = Callable[[float], None]
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–—~]+\s*(?:(?:19|20)?\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for. `year` and `encoding` None mean: as in the last run, or as the log tells."""

    database: Path
    year: int | None = None
    encoding: str | None = None
    force: bool = False
    prune: bool = False


@dataclass(slots=True)
class Report:
    """What a run has to tell, while it runs and after it.

    `on_log` gets the path of a log that was read, and its diagnostics; `on_fault` a file that could not be read, and
    why; `on_missing` a log whose file is gone; `on_progress` the bytes done and the bytes of all files. `parsed` counts
    entries; `totals` are the rows in the database, by table.
    """

    on_log: Callable[[Path, Sequence[Diagnostic]], None] = lambda path, diagnostics: None
    on_fault: Callable[[Path, str], None] = lambda path, message: None
    on_missing: Callable[[Path], None] = lambda path: None
    on_progress: Callable[[int, int], None] = lambda done, total: None
    counts: Counts = field(default_factory=Counts)
    totals: dict[str, int] = field(default_factory=dict)
    parsed: int = 0
    failed: bool = False


@dataclass(frozen=True, slots=True)
class _Job:
    """A file with its log as the last run left it (`known`) and as the options of this one would have it."""

    file: LogFile
    log: Log
    known: Log | None

    def has_same_rules(self) -> bool:
        """Whether the last run read it by the same rules and options."""
        return self.log == self.known and self.log.reader == READER

    def looks_unchanged(self) -> bool:
        """Whether its size and its time of change are those of the last run."""
        try:
            stat = self.file.path.stat()
        except OSError:
            return False
        return self.has_same_rules() and (stat.st_size, stat.st_mtime_ns) == (self.log.size, self.log.mtime_ns)


def ingest(paths: Sequence[Path], options: Options, report: Report) -> None:
    """Brings the database up to date with the logs; where nothing has changed, not a byte of it.

    Raises:
        ReadlogError: a fault outside the logs. The database is as it was.
    """
    files = find_logs(paths)
    if _is_up_to_date(files, options, report):
        return
    from ingest.store.writer import Writer

    with open_database(options.database) as connection:
        if is_outdated(connection):
            files += _renew(connection, options)
        known = known_logs(connection)
        writer = Writer(connection)
        for job, tell in _with_progress(_jobs(files, known, options), report):
            try:
                report.counts += _ingest_job(job, writer, options, report, tell)
            except UnreadableLog as error:
                report.failed = True
                report.on_fault(job.file.path, str(error))
        for log, path in _missing(known, options):
            if options.prune:
                report.counts += writer.remove_log(log)
            else:
                report.on_missing(path)
        writer.finish()
        report.totals = count_rows(connection)


def check(paths: Sequence[Path], options: Options, report: Report) -> None:
    """Reads the logs and reports their diagnostics; writes nothing.

    Raises:
        ReadlogError: a fault outside the logs.
    """
    snapshot = read_snapshot(options.database)
    known: Mapping[str, Log] = {}
    if snapshot:
        with closing(snapshot):
            known = {} if is_outdated(snapshot) else known_logs(snapshot)
    for job, tell in _with_progress(_jobs(find_logs(paths), known, options), report):
        try:
            _, entries, diagnostics = _read_log(job, job.log, read_bytes(job.file.path).data, [], tell)
        except UnreadableLog as error:
            report.failed = True
            report.on_fault(job.file.path, str(error))
            continue
        articles = (entry.source for entry in entries if isinstance(entry.source, Article))
        found = [*diagnostics, *(one for article in articles for one in article.diagnostics)]
        report.on_log(job.file.path, sorted(found, key=lambda one: one.line))
        report.counts += Counts(new=len(entries))


def _is_up_to_date(files: Sequence[LogFile], options: Options, report: Report) -> bool:
    """Whether there is nothing to do; if so, the report is complete."""
    snapshot = None if options.force else read_snapshot(options.database)
    if snapshot is None:
        return False
    with closing(snapshot):
        if is_outdated(snapshot):
            return False
        known = known_logs(snapshot)
        jobs = _jobs(files, known, options)
        missing = _missing(known, options)
        if not all(job.looks_unchanged() for job in jobs) or (missing and options.prune):
            return False
        for _, path in missing:
            report.on_missing(path)
        report.counts = Counts(unchanged=sum(count_articles(snapshot, job.log) for job in jobs))
        report.totals = count_rows(snapshot)
        return True


def _ingest_job(job: _Job, writer: Writer, options: Options, report: Report, tell: _Tell) -> Counts:
    """Brings the rows of one log up to date."""
    if job.looks_unchanged() and not options.force:
        return Counts(unchanged=count_articles(writer.connection, job.log))
    content = read_bytes(job.file.path)
    log = replace(job.log, size=content.size, mtime_ns=content.mtime_ns, digest=content.digest, reader=READER)
    if job.has_same_rules() and log.digest == job.log.digest and not options.force:
        writer.touch_log(log)
        return Counts(unchanged=count_articles(writer.connection, log))
    known_entries = [] if options.force or job.known is None else writer.known_entries(log)
    log, entries, diagnostics = _read_log(job, log, content.data, known_entries, tell)
    report.parsed += sum(isinstance(entry.source, Article) for entry in entries)
    counts = writer.write_log(log, _collection(log), entries, diagnostics)
    report.on_log(job.file.path, log_diagnostics(writer.connection, log))
    return counts


def _read_log(
    job: _Job, log: Log, data: bytes, known_entries: Sequence[KnownEntry], tell: _Tell
) -> tuple[Log, list[ReadEntry], list[Diagnostic]]:
    """The straight line: bytes, text, blocks, entries, articles, dates. Entries that are known are not parsed."""
    from ingest.read.blocks import read_blocks
    from ingest.read.dating import DatedEntry, date_entries, find_year
    from ingest.read.rules import read_entry
    from ingest.read.text import read_text
    from ingest.store.matching import match_entries

    text = read_text(data, log.encoding if log.encoding_given else None)
    blocks = read_blocks(text.lines)
    matches = match_entries(known_entries, [entry.hash for entry in blocks.entries])
    sources: list[KnownEntry | Article] = []
    for entry, match in zip(blocks.entries, matches, strict=True):
        tell(entry.line_start / len(text.lines))
        sources.append(match or read_entry(entry))
    dating = date_entries(
        [
            DatedEntry(source.day, entry.heading, entry.line_start)
            for source, entry in zip(sources, blocks.entries, strict=True)
        ],
        find_year(job.file.path.absolute().as_posix(), blocks.front_matter, log.year),
    )
    log = replace(log, encoding=text.encoding, newest_first=dating.newest_first, line_count=len(text.lines))
    entries = [ReadEntry(*facts) for facts in zip(blocks.entries, dating.entries, sources, strict=True)]
    return log, entries, [*text.diagnostics, *blocks.diagnostics, *dating.diagnostics]


def _jobs(files: Iterable[LogFile], known: Mapping[str, Log], options: Options) -> list[_Job]:
    base = options.database.absolute().parent
    jobs = []
    for file in files:
        path = _relative(file.path, base)
        old = known.get(path)
        root = old.root if old else _relative(file.root, base)
        new = Log(None, path, root, _folder(path, root), None, "", False, False, 0, 0, 0, "", 0)
        log = old or new
        if options.year is not None:
            log = replace(log, year=options.year)
        if options.encoding is not None:
            log = replace(log, encoding=options.encoding, encoding_given=True)
        jobs.append(_Job(file, log, old))
    return jobs


def _with_progress(jobs: Sequence[_Job], report: Report) -> Iterator[tuple[_Job, _Tell]]:
    """The jobs, each with a function that takes the share of it that is done and tells how far the run is."""
    sizes = [job.file.path.stat().st_size if job.file.path.exists() else 0 for job in jobs]
    done, total = 0, sum(sizes)
    for job, size in zip(jobs, sizes, strict=True):
        before = done

        def tell(share: float, before: int = before, size: int = size) -> None:
            report.on_progress(before + int(share * size), total)

        yield job, tell
        done += size
        tell(1)


def _missing(known: Mapping[str, Log], options: Options) -> list[tuple[Log, Path]]:
    """The known logs whose files are gone."""
    base = options.database.absolute().parent
    logs = ((log, Path(os.path.normpath(base / log.path))) for log in known.values())
    return [(log, path) for log, path in logs if not path.exists()]


def _renew(connection: sqlite3.Connection, options: Options) -> list[LogFile]:
    """Makes the schema anew and returns every recorded log, to be read again.

    Raises:
        MissingLog: one of them is gone; what it gave to the database would be lost.
    """
    base = options.database.absolute().parent
    known = known_logs(connection)
    if missing := _missing(known, options):
        names = ", ".join(str(path) for _, path in missing)
        raise MissingLog(
            f"{options.database}: made by an older readlog, and all logs have to be read again, but these are gone: "
            f"{names}; bring them back, or name another file with --database"
        )
    renew_schema(connection)
    return [LogFile(Path(os.path.normpath(base / log.path)), base / log.root) for log in known.values()]


def _relative(path: Path, base: Path) -> str:
    """The path from the database's folder, '/' between its parts; bytes that are not UTF-8 as escapes."""
    try:
        relative = os.path.relpath(path.absolute(), base)
    except ValueError:  # another drive
        relative = str(path.absolute())
    return os.fsencode(Path(relative).as_posix()).decode("utf-8", "backslashreplace")


def _folder(path: str, root: str) -> str:
    """The folders between the PATH given and the file."""
    parent = PurePosixPath(path).parent
    return parent.relative_to(root).as_posix().removeprefix(".") if parent.is_relative_to(root) else ""


def _collection(log: Log) -> str | None:
    """The source that a log is kept for: its nearest folder that is not a year or a span of years."""
    return next((folder for folder in reversed(PurePosixPath(log.folder).parts) if not _YEARS.fullmatch(folder)), None)
