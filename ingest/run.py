"""One run, from the files named on the command line to the database: the whole line, written once.

Prints nothing, and decides nothing about Markdown or SQL; the parser is imported only when there is something to parse.
"""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ingest.diagnostics import Diagnostic
from ingest.errors import MissingLog, NoSuchPath, UnreadableLog
from ingest.files import (
    Fault,
    LogFile,
    collection_of,
    find_logs,
    has_left,
    is_gone,
    read_bytes,
    size_and_time,
)
from ingest.log import Counts, Log
from ingest.paths import path_on_disk, stored_path
from ingest.read import DIALECTS
from ingest.read.file_names import path_year
from ingest.reader_version import reader_version
from ingest.store.database import OnWait, is_outdated, open_database, read_snapshot
from ingest.store.logs import count_all, count_articles_of, known_logs, log_diagnostics, renew_schema, save_log

if TYPE_CHECKING:
    from ingest.read.log_reader import LogReader
    from ingest.read.text import Text
    from ingest.store.writer import Writer

Tell = Callable[[float], None]

LARGE_RUN = 2_000_000
"""In bytes by which logs have grown, or that are read anew: a run over more of them is written in a copy."""


class Options(NamedTuple):
    """What the command line asks for. `year`, `encoding`, `dialect` None: as in the last run, or as the log tells."""

    database: Path
    year: int | None = None
    encoding: str | None = None
    dialect: str | None = None
    force: bool = False
    prune: bool = False


class Report:
    """What a run has to tell, while it runs and after it.

    `on_log` gets the path of a log that was read, and its diagnostics; `on_fault` a file that could not be read, and
    why; `on_missing` a log whose file is gone; `on_progress` the bytes done and the bytes of all files; `on_wait` what
    another program does to the database, when that has to be waited for. `logs` counts those that were to be read,
    `dialects` are those that were given for them, now or before; `parsed` counts entries; `totals` are the rows in the
    database, by table.
    """

    def __init__(
        self,
        on_log: Callable[[Path, Sequence[Diagnostic]], None] = lambda path, diagnostics: None,
        on_fault: Fault = lambda path, message: None,
        on_missing: Callable[[Path], None] = lambda path: None,
        on_progress: Callable[[int, int], None] = lambda done, total: None,
        on_wait: OnWait = lambda what: None,
    ) -> None:
        self.on_log = on_log
        self.on_fault = on_fault
        self.on_missing = on_missing
        self.on_progress = on_progress
        self.on_wait = on_wait
        self.counts = Counts()
        self.totals: dict[str, int] = {}
        self.logs = 0
        self.dialects: set[str] = set()
        self.parsed = 0
        self.failed = False

    def begin(self, jobs: Sequence[_Job]) -> None:
        """Notes what is to be read."""
        self.logs = len(jobs)
        self.dialects = {job.log.dialect_given for job in jobs if job.log.dialect_given is not None}

    def count(self, counts: Counts) -> None:
        """Adds what was done to articles."""
        self.counts = Counts(*map(sum, zip(self.counts, counts, strict=True)))

    def fault(self, path: Path, message: str) -> None:
        """Tells of a file that could not be read."""
        self.failed = True
        self.on_fault(path, message)


class _Job(NamedTuple):
    """A file with its log as the last run left it (`known`) and as the options of this one would have it."""

    file: LogFile
    log: Log
    known: Log | None

    def has_same_rules(self) -> bool:
        """Whether the last run read it by the same rules and options."""
        return self.log == self.known and self.log.reader == reader_version()

    def may_keep_articles(self) -> bool:
        """Whether entries that are still the same may keep their articles: rules and collection are the same."""
        known = self.known
        return known is not None and known.folder == self.log.folder and known.reader == reader_version()

    def looks_unchanged(self) -> bool:
        """Whether its size and its time of change are those of the last run."""
        return self.has_same_rules() and size_and_time(self.file.path) == (self.log.size, self.log.mtime_ns)


def ingest(paths: Sequence[Path], options: Options, report: Report) -> None:
    """Brings the database up to date with the logs; where nothing has changed, not a byte of it.

    Raises:
        ReadlogError: a fault outside the logs. The database is as it was.
    """
    with read_snapshot(options.database, on_wait=report.on_wait) as snapshot:
        recorded = known_logs(snapshot) if snapshot else {}
        files = _find_logs(paths, recorded, options, report)
        is_renewed = snapshot is not None and is_outdated(snapshot)
        is_current = snapshot is not None and not is_renewed and not options.force
        known: Mapping[str, Log] = recorded if is_current else {}
        jobs = _jobs(files, known, options)
        if snapshot and is_current and _is_up_to_date(snapshot, known, paths, jobs, options, report):
            return
    from ingest.store.writer import Writer

    is_large = is_renewed or _growth(jobs) > LARGE_RUN
    with _without_collector(), open_database(options.database, is_large, report.on_wait) as connection:
        renewed = _renew(connection, paths, options) if is_outdated(connection) else []
        known, before = known_logs(connection), known
        writer = Writer(connection)
        if known != before:
            jobs = _jobs(files, known, options)
        named = {job.log.path for job in jobs}
        jobs += [job for job in _jobs(renewed, known, Options(options.database)) if job.log.path not in named]
        report.begin(jobs)
        for job, tell in _with_progress(jobs, report):
            try:
                report.count(_ingest_job(job, writer, options, report, tell))
            except UnreadableLog as error:
                if renewed and job.log.path in known:
                    raise MissingLog(f"{job.file.path}: {error}; {_RENEWAL}") from error
                report.fault(job.file.path, str(error))
        for log, path in _missing(known, options, jobs):
            if _is_pruned(path, paths, options):
                report.count(writer.remove_log(log))
            else:
                report.on_missing(path)
        writer.finish()
        report.totals = count_all(connection)


def check(paths: Sequence[Path], options: Options, report: Report) -> None:
    """Reads the logs and reports their diagnostics; writes nothing.

    Raises:
        ReadlogError: a fault outside the logs.
    """
    from ingest.read.text import read_text

    files = find_logs(paths, report.fault)
    with read_snapshot(options.database, on_wait=report.on_wait) as snapshot:
        known = known_logs(snapshot) if snapshot else {}
    jobs = _jobs(files, known, options)
    report.begin(jobs)
    for job, tell in _with_progress(jobs, report):
        try:
            text = read_text(read_bytes(job.file.path).data, job.log.encoding_given)
            reader = _cut_log(job.log, text)
        except UnreadableLog as error:
            report.fault(job.file.path, str(error))
            continue
        found: list[Diagnostic] = []
        for entry in reader.entries():
            tell(entry.line_start / reader.line_count)
            found += reader.read(entry).diagnostics
        dating = reader.date(job.file.real, job.log.year)
        found += dating.diagnostics
        report.on_log(job.file.path, sorted(found, key=lambda one: one.line))
        report.count(Counts(new=len(dating.entries)))


@contextmanager
def _without_collector() -> Iterator[None]:
    """No search for cycles of objects: a run makes many objects and no cycles, and each search looks at all of them."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _find_logs(paths: Sequence[Path], recorded: Mapping[str, Log], options: Options, report: Report) -> list[LogFile]:
    """The logs that the paths name. A folder may have lost all of them; one that is to be pruned may be gone itself.

    Raises:
        NoSuchPath: as `find_logs`; or one to be pruned is on no record, and so perhaps mistyped.
    """

    def has_lost_logs(path: Path) -> bool:
        return any(log.is_relative_to(path.resolve()) for _, log in _missing(recorded, options))

    gone = [path for path in paths if options.prune and is_gone(path)]
    if unknown := [path for path in gone if not has_lost_logs(path)]:
        raise NoSuchPath(f"{unknown[0]}: no such file or folder, and none on record; name one that is there")
    return find_logs([path for path in paths if path not in gone], report.fault, has_lost_logs)


def _is_up_to_date(
    snapshot: sqlite3.Connection, known: Mapping[str, Log], paths: Sequence[Path], jobs: Sequence[_Job],
    options: Options, report: Report,
) -> bool:  # fmt: skip
    """Whether there is nothing to do; if so, the report is complete."""
    missing = [path for _, path in _missing(known, options, jobs)]
    if not all(job.looks_unchanged() for job in jobs) or any(_is_pruned(path, paths, options) for path in missing):
        return False
    for path in missing:
        report.on_missing(path)
    report.begin(jobs)
    report.counts = Counts(unchanged=sum(count_articles_of(snapshot, job.log) for job in jobs))
    report.totals = count_all(snapshot)
    return True


def _growth(jobs: Iterable[_Job]) -> int:
    """By how many bytes the logs have changed their sizes; all of them where no article can be kept."""
    sizes = ((size_and_time(job.file.path), job.known if job.may_keep_articles() else None) for job in jobs)
    return sum(abs(found[0] - (known.size if known else 0)) for found, known in sizes if found)


def _ingest_job(job: _Job, writer: Writer, options: Options, report: Report, tell: Tell) -> Counts:
    """Brings the rows of one log up to date."""
    if job.looks_unchanged() and not options.force:
        return Counts(unchanged=count_articles_of(writer.connection, job.log))
    content = read_bytes(job.file.path)
    log = job.log._replace(size=content.size, mtime_ns=content.mtime_ns, digest=content.digest, reader=reader_version())
    if job.has_same_rules() and log.digest == job.log.digest and not options.force:
        save_log(writer.connection, log)
        return Counts(unchanged=count_articles_of(writer.connection, log))
    from ingest.model import PlacedArticle
    from ingest.read.text import decode_text, split_text
    from ingest.store.matching import match_entries

    known = writer.known_entries(log)
    decoded = decode_text(content.data, log.encoding_given)
    del content  # each of them takes as much memory as the log, or more
    text = split_text(*decoded)
    del decoded
    reader = _cut_log(log, text)
    del text
    matches = match_entries(known if job.may_keep_articles() and not options.force else [], reader.hashes())
    kept = {match.article_id for match in matches if match}
    writing = writer.open_log(log, collection_of(log.folder), known, kept)
    articles = []
    for entry, match in zip(reader.entries(), matches, strict=True):
        tell(entry.line_start / reader.line_count)
        if match:
            reader.pass_over(entry, match.day)
            articles.append(match.article_id)
        else:
            report.parsed += 1
            articles.append(writing.add(entry, reader.read(entry)))
    dating = reader.date(job.file.real, log.year)
    log = log._replace(encoding=reader.encoding, dialect=reader.dialect, line_count=reader.line_count)
    log = log._replace(newest_first=dating.newest_first)
    counts = writing.close(log, list(map(PlacedArticle, articles, reader.lines(), dating.entries)), dating.diagnostics)
    report.on_log(job.file.path, log_diagnostics(writer.connection, log))
    return counts


def _cut_log(log: Log, text: Text) -> LogReader:
    from ingest.read.log_reader import LogReader

    return LogReader(text, log.dialect_given if log.dialect_given in DIALECTS else None, Path(log.path).stem)


def _jobs(files: Iterable[LogFile], known: Mapping[str, Log], options: Options) -> list[_Job]:
    """The jobs of a run."""
    jobs = []
    for file in files:
        path = stored_path(file.real, options.database)
        log = old = known.get(path)
        if log is None or options.force or _is_higher(file, log, options.database):
            root = stored_path(file.root, options.database)
            log = (log or Log(path))._replace(root=root, folder=file.folder)
        log = log._replace(path_year=path_year(file.real)[0])
        if options.year is not None:
            log = log._replace(year=options.year)
        if options.encoding is not None:
            log = log._replace(encoding_given=options.encoding)
        if options.dialect is not None:
            log = log._replace(dialect_given=None if options.dialect == "auto" else options.dialect)
        jobs.append(_Job(file, log, old))
    return jobs


def _is_higher(file: LogFile, log: Log, database: Path) -> bool:
    """Whether a log is now below a higher PATH than the one that is kept with it."""
    if file.folder == log.folder and log.root != log.path:
        return False  # every run asks, of every log
    return file.rank > file._replace(root=str(path_on_disk(log.root, database)), folder=log.folder).rank


def _with_progress(jobs: Sequence[_Job], report: Report) -> Iterator[tuple[_Job, Tell]]:
    """The jobs, each with a function that takes the share of it that is done and tells how far the run is."""
    sizes = [(size_and_time(job.file.path) or (0, 0))[0] for job in jobs]
    done, total = 0, sum(sizes)
    for job, size in zip(jobs, sizes, strict=True):
        before = done

        def tell(share: float, before: int = before, size: int = size) -> None:
            report.on_progress(before + int(share * size), total)

        yield job, tell
        done += size
        tell(1)


def _missing(known: Mapping[str, Log], options: Options, jobs: Iterable[_Job] = ()) -> list[tuple[Log, Path]]:
    """The known logs whose files are gone, or are links now to those of `jobs`, which are there."""
    found = {job.log.path for job in jobs}
    reals = {job.file.real for job in jobs}
    logs = ((log, path_on_disk(log.path, options.database)) for log in known.values() if log.path not in found)
    return [(log, path) for log, path in logs if has_left(path, reals)]


def _is_pruned(path: Path, paths: Sequence[Path], options: Options) -> bool:
    """Whether a log that is gone is to be forgotten: it was one of the PATHs, or stood below one, be it a link now."""
    # As the links lead now, and as the path was written.
    roots = (folder for root in paths for folder in (root.resolve(), _without_parents(root)))
    return options.prune and any(map(path.is_relative_to, roots))


def _without_parents(path: Path) -> str:
    """The path, absolute and without '..', its links not followed."""
    return os.path.abspath(path)  # noqa: PTH100 (of pathlib, resolve() would follow links, and absolute() keep '..')


_RENEWAL = (
    "the database was made by an older readlog, and every log has to be read again: mend this one, name those "
    "that are gone with --prune to forget them, or name another file with --database"
)


def _renew(connection: sqlite3.Connection, paths: Sequence[Path], options: Options) -> list[LogFile]:
    """Makes the schema anew and returns every recorded log, to be read again.

    Raises:
        MissingLog: one of them is gone; what it gave to the database would be lost.
    """
    gone = [path for _, path in _missing(known_logs(connection), options)]
    if lost := [path for path in gone if not _is_pruned(path, paths, options)]:
        raise MissingLog(f"{', '.join(map(str, lost))}: gone; {_RENEWAL}")
    renew_schema(connection)
    logs = ((path_on_disk(log.path, options.database), log) for log in known_logs(connection).values())
    return [
        LogFile(path, str(path_on_disk(log.root, options.database)), log.folder, str(path))
        for path, log in logs
        if path not in gone
    ]
