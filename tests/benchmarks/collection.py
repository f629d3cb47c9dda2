"""A collection of 100,000 samples: how long opening and packing take, their memory, and how long an append holds the GUI thread.

Each figure stands beside the plainest way to move the same bytes, measured in the same process. Prints a table; with --json the
figures alone. python tests/benchmarks/collection.py [--samples N] [--folder FOLDER] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from engines.data.collected import sample_draft
from engines.data.collection import Box, Collection, Item, Session, new_writer
from engines.data.packing import STORE, pack, seal
from engines.data.records import encode
from engines.data.sample import Provenance, Sample
from engines.data.segments import add_sealed
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import new_id

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
DIFFERENT = 620  # pieces of ink that are really different; the rest are the same ink under other ids
APPENDED = 5000


def items(count: int, writer: str) -> Iterator[Item]:
    """Samples as a session makes them."""
    told = Provenance("collection/benchmark", "CC0 1.0", "pen", "2026-01-01T00:00:00+00:00", "research", "character")
    figures = {"confidence": 0.93, "outlier": 0.1, "suspicion": 0.07, "points": 80.0, "seconds": 0.4, "rate": 200.0}
    inks = [glyph(LETTERS[n % len(LETTERS)], Writer.random(n // len(LETTERS)), n) for n in range(min(count, DIFFERENT))]
    for n in range(count):
        text = LETTERS[n % DIFFERENT % len(LETTERS)]
        sample = Sample(inks[n % len(inks)], None, text, writer, told)
        yield Item(new_id(), sample, text, "benchmark", Box(60, 60, 42, 24), figures)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def plain_copy(folder: Path, paths: list[Path]) -> None:
    with (folder / "plain").open("wb") as file:
        for path in paths:
            file.write(path.read_bytes())
        file.flush()
        os.fsync(file.fileno())
    (folder / "plain").unlink()


def peak() -> float:
    """The most memory that this process ever had, MiB."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def appending(folder: Path, writer: str) -> dict[str, Any]:
    """Accepting samples one after the other on a collection that is full already, while the disk is being forced.

    Beside each, a plain write of the same bytes to a file that nobody forces: what the machine's other work costs hits both.
    """
    collection = Collection(folder)
    collection.start_session(Session("benchmark", writer, "pen"))
    took: dict[str, list[float]] = {"append": [], "plain": [], "own": []}
    size = 0
    with (folder / "plain").open("wb", buffering=0) as file:
        for n, item in enumerate(items(APPENDED, writer)):
            piece = encode(n, sample_draft(item, n + 1, n, "accept"))
            size += len(piece)
            own = time.thread_time()
            took["append"].append(timed(lambda item=item: collection.accept(item))[0])  # type: ignore[misc]
            took["own"].append(time.thread_time() - own)
            took["plain"].append(timed(lambda piece=piece: file.write(piece))[0])  # type: ignore[misc]
            time.sleep(0.001)
    (folder / "plain").unlink()
    collection.close()
    p50, p99 = ({name: float(np.percentile(seconds, q)) for name, seconds in took.items()} for q in (50, 99))
    return {
        "append_p50_ms": p50["append"] * 1e3, "append_p99_ms": p99["append"] * 1e3, "append_max_ms": max(took["append"]) * 1e3,
        "append_p50_ratio": p50["append"] / p50["plain"], "append_p99_ratio": p99["append"] / p99["plain"],
        "plain_p99_ms": p99["plain"] * 1e3, "append_cpu_p99_ms": p99["own"] * 1e3, "bytes_a_sample": size / APPENDED,
    }  # fmt: skip


def packing(folder: Path) -> dict[str, Any]:
    """In a process of its own, as the worker does it."""
    before = peak()
    own = time.process_time()
    seconds, facts = timed(lambda: pack(folder))
    own = time.process_time() - own
    plain, _ = timed(lambda: plain_copy(folder, [*sorted((folder / "sealed").glob("*.journal")), folder / "live.journal"]))
    return {
        "pack_s": seconds, "pack_cpu_s": own, "pack_ratio": seconds / plain, "pack_peak_mib": peak(), "pack_before_mib": before,
        "samples": facts["samples"], "store_mib": (folder / STORE).stat().st_size / 2**20,
    }  # fmt: skip


def opening(folder: Path) -> dict[str, Any]:
    """In a process of its own, as the studio does it."""
    before = peak()
    own = time.process_time()
    seconds, collection = timed(lambda: Collection(folder))
    own = time.process_time() - own
    count = sum(sum(texts.values()) for texts in collection.counts.values())
    collection.close()
    plain, _ = timed(lambda: (folder / "store.index").read_bytes() if (folder / "store.index").exists() else b"")
    live, _ = timed(lambda: (folder / "live.journal").read_bytes())
    ratio = seconds / (plain + live)
    return {"open_s": seconds, "open_cpu_s": own, "open_ratio": ratio, "open_more_mib": peak() - before, "counted": count}


STEPS = {"packing": packing, "opening": opening}


def apart(step: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, "--step", step, "--folder", str(folder)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()})
    return dict(json.loads(ran.stdout))


def measure(folder: Path, samples: int) -> dict[str, Any]:
    writer = replace(new_writer("Benchmark"), id="benchmark-000001")
    with Collection(folder) as collection:
        collection.put_writer(writer)
    made = items(samples, writer.id)
    while some := list(islice(made, 20_000)):
        add_sealed(folder, [encode(n, sample_draft(item, state=item.sample.text)) for n, item in enumerate(some)])
    figures = apart("packing", folder)
    seal(folder)
    figures |= {f"full_{name}": value for name, value in apart("opening", folder).items()}
    figures |= appending(folder, writer.id)
    figures |= {f"live_{name}": value for name, value in apart("opening", folder).items()}
    return figures


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--samples", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--step", choices=STEPS)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if asked.step:
        print(json.dumps(STEPS[asked.step](asked.folder)))
        return
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        figures = measure(Path(name), asked.samples)
    if asked.json:
        print(json.dumps(figures, indent=2))
        return
    for figure, value in figures.items():
        print(f"{figure:<20} {value:12.3f}" if isinstance(value, float) else f"{figure:<20} {value:12}")


if __name__ == "__main__":
    main()
