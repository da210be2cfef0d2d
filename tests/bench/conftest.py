"""Keeps pytest from importing the benchmark: programs, which say how long and never whether."""

collect_ignore_glob = ["measure.py", "bench_*.py"]
