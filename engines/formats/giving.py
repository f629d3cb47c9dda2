"""A store written out for other programs: a folder of UNIPEN, InkML, Xournal++ notes or pictures, a writer after the other.

What each loses is told where it is written; the samples are read one at a time, so a store may be larger than the memory.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from engines.data.sample import Sample
from engines.data.store import Store
from engines.formats import images, inkml, unipen_writing, xopp
from engines.formats.opening import FormatError, Report

AT_ONCE = 1000  # samples of one writer in one file
TARGETS = ("unipen", "inkml", "xopp", "images")


def give(store: Path, out: Path, to: str, report: Report) -> dict[str, Any]:
    """Write all samples of a store into the new folder `out`, whole or not at all. to: of TARGETS.

    -> {"samples": written, "left_out": without what the format holds (ink, or ink and picture), "files": how many}. Raises
    FormatError for another target, a folder that holds something, and a store without such samples; StoreError; OSError.
    """
    out = Path(out)
    if to not in TARGETS:
        raise FormatError(f"A store cannot be written as '{to}'; use one of {', '.join(TARGETS)}.")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FormatError(f"{out} exists and holds something; name a folder that is new or empty.")
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    part.mkdir(parents=True)
    try:
        with Store(store) as opened:
            total = len(opened)

            def done(count: int) -> None:
                report(count, total, f"{count:,} samples")

            written = _writer(to)(part, _by_writer(opened), done)
        if not written:
            raise FormatError(f"{store} holds no {'ink and no picture' if to == 'images' else 'ink'} to write as {to}.")
        files = sum(path.is_file() for path in part.rglob("*"))
        if out.exists():
            out.rmdir()
        os.replace(part, out)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return {"samples": written, "left_out": total - written, "files": files, "format": to}


def _writer(to: str) -> Callable[[Path, Iterable[Sample], Callable[[int], None]], int]:
    if to == "unipen":
        return unipen_writing.write
    if to == "images":
        return images.write
    put: Callable[[Path, list[Sample]], None] = inkml.write if to == "inkml" else xopp.write
    return lambda folder, samples, done: _files(folder, samples, f".{to}", put, done)


def _by_writer(store: Store) -> Iterator[Sample]:
    """The samples, those of a writer together, each writer's in the store's order."""
    writers = store.writers
    return (store[index] for index in sorted(range(len(writers)), key=lambda index: writers[index]))


def _files(
    folder: Path,
    samples: Iterable[Sample],
    ending: str,
    put: Callable[[Path, list[Sample]], None],
    done: Callable[[int], None],
) -> int:
    """A file a writer, or several where there are many samples. -> how many samples were written."""
    inked = (sample for sample in samples if sample.ink and sample.ink.points)
    names: set[str] = set()
    count = 0
    for writer, group in itertools.groupby(inked, lambda sample: sample.writer):
        stem = re.sub(r"[^A-Za-z0-9_-]+", "_", writer).strip("_").lower()[:80] or "unknown"
        while batch := list(itertools.islice(group, AT_ONCE)):
            name = next(name for at in itertools.count(1) if (name := f"{stem}-{at}" if at > 1 else stem) not in names)
            names.add(name)
            put(folder / f"{name}{ending}", batch)
            count += len(batch)
            done(count)
    return count
