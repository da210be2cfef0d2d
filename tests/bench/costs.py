"""What things cost, in CPU time: calls in this process, and commands in fresh ones.

Never judges a cost: targets are for the reader of the tables.
"""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter, process_time

# An installed package has its bytecode beside it; so has this one after the first command.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a process: seconds, and MB of memory at most."""

    cpu: float
    wall: float
    memory: float


def run(command: Sequence[str], statuses: Sequence[int] = (0,)) -> Cost:
    """The cost of a command whose output nobody reads.

    The kernel counts the memory of this process at the start of the new one, so keep this one small before.

    Raises:
        RuntimeError: the command was killed, or its exit status is none of `statuses`.
    """
    silence = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    start = perf_counter()
    process = os.posix_spawnp(command[0], command, _ENVIRONMENT, file_actions=silence)
    _, status, usage = os.wait4(process, 0)
    wall = perf_counter() - start
    if (found := os.waitstatus_to_exitcode(status)) not in statuses:
        raise RuntimeError(f"{' '.join(command)}: exit status {found}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def cpu_ms(call: Callable[[], object], times: int = 1) -> float:
    """The median CPU time of `call`, that of its threads included."""
    costs = []
    for _ in range(times):
        start = process_time()
        call()
        costs.append(process_time() - start)
    return statistics.median(costs) * 1000


def percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]


def print_table(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A Markdown table, row by row as they come."""
    print(f"\n### {title}\n\n| {' | '.join(header)} |\n|{'---|' * len(header)}", flush=True)
    for row in rows:
        print(f"| {' | '.join(map(_write_cell, row))} |", flush=True)


def _write_cell(value: object) -> str:
    """Three significant digits where there is a fraction."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)
