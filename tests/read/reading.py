"""A whole log read, without a database: the straight line from lines to dated articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.diagnostics import Diagnostic
from ingest.model import Article, Dating, Entry
from ingest.read.cut.dialects import cut_log
from ingest.read.dating import LogDating, date_entries, dated_entry
from ingest.read.entries import Blocks
from ingest.read.log_year import find_year
from ingest.read.rules import read_entry
from ingest.read.text import read_text


@dataclass(frozen=True, slots=True)
class Reading:
    """A log and what it says; the articles and their datings stand in the order of `blocks.entries`."""

    lines: tuple[str, ...]
    blocks: Blocks
    articles: tuple[Article, ...]
    dating: LogDating
    diagnostics: tuple[Diagnostic, ...]

    def records(self) -> list[tuple[Entry, Article, Dating]]:
        """Each entry with its article and its dating."""
        return list(zip(self.blocks.entries, self.articles, self.dating.entries, strict=True))


def read_log(data: bytes | str, path: str = "notes.md", year: int | None = None) -> Reading:
    """What a log says that stands at `path`, read with `--year`."""
    text = read_text(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
    return _read(text.lines, path, year, text.diagnostics)


def read_lines(lines: Sequence[str], path: str = "notes.md", year: int | None = None) -> Reading:
    """The same for lines that no encoding stands behind."""
    return _read(tuple(lines), path, year, ())


def real_logs(folder: Path) -> list[Path]:
    """The logs below the folder of samples, but not what is said about them."""
    files = (path for path in folder.rglob("*") if path.suffix in (".md", ".txt"))
    return sorted(path for path in files if path != folder / "README.md")


def _read(lines: tuple[str, ...], path: str, year: int | None, found: tuple[Diagnostic, ...]) -> Reading:
    _, _, blocks = cut_log(lines, name=PurePosixPath(path).stem)
    articles = tuple(read_entry(entry) for entry in blocks.entries)
    dating = date_entries(
        [dated_entry(entry, article.day) for article, entry in zip(articles, blocks.entries, strict=True)],
        find_year(path, blocks.front_matter, year),
    )
    found += (*blocks.diagnostics, *dating.diagnostics, *(one for article in articles for one in article.diagnostics))
    return Reading(lines, blocks, articles, dating, tuple(sorted(found, key=lambda one: (one.line, one.column))))
