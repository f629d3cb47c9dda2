"""Everything of one writer of a collection, to take along: a store, or a folder that needs no program to be read.

The folder holds `writer.json` (who it is, consent and licence), `samples.csv` (a row a sample), `ink.inkml` (all ink, in
the order of the rows that have any) and `images/<id>.png` for samples that came from paper.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from engines.data.collected import PROVENANCE, Item
from engines.data.files import sync
from engines.data.packing import Tick, items_of_writer, silent
from engines.data.store import StoreError, write_store
from engines.formats import inkml

COLUMNS = ("id", "text", "prompt", "session", *PROVENANCE, "strokes", "image")


def export(folder: Path, writer: str, path: Path, tick: Tick = silent) -> dict[str, Any]:
    """Write one writer's samples to `path`: a store where it ends in .h5, else a new folder. -> samples, path.

    Raises JournalError where the writer is unknown, StoreError where there is nothing or the place is taken.
    """
    about, items = items_of_writer(folder, writer)
    if path.suffix.lower() in (".h5", ".hdf5"):
        told = {"source": "collection", "collection_writers": [writer], "writer": about}
        samples = write_store(path, _told(items, tick), told)["samples"]
        return {"samples": samples, "path": str(path)}
    return {"samples": _folder(about, list(_told(items, tick)), path), "path": str(path)}


def _told(items: Iterable[Item], tick: Tick) -> Iterator[Item]:
    for n, item in enumerate(items):
        tick(n, 0, f"{n} samples")
        yield item


def _folder(about: dict[str, Any], items: list[Item], path: Path) -> int:
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StoreError(f"{path} is there already and is not an empty folder; choose another name.")
    if not items:
        raise StoreError("This writer has no samples to export.")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.mkdir(parents=True)
        (part / "writer.json").write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", "utf-8")
        with (part / "samples.csv").open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(COLUMNS)
            rows.writerows(_row(item, part) for item in items)
        drawn = [item.sample for item in items if item.sample.ink is not None]
        if drawn:
            inkml.write(part / "ink.inkml", drawn)
        if path.exists():
            path.rmdir()
        os.replace(part, path)
        if os.name == "posix":
            sync(path.parent)
    except OSError as problem:
        raise StoreError(f"{path} cannot be written: {problem.strerror or problem}.") from problem
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return len(items)


def _row(item: Item, part: Path) -> list[str | int]:
    sample, image = item.sample, ""
    if sample.image is not None:
        image = f"images/{item.id}.png"
        (part / "images").mkdir(exist_ok=True)
        Image.fromarray(255 - sample.image).save(part / image)
    told = [getattr(sample.provenance, name) for name in PROVENANCE]
    return [item.id, sample.text, item.prompt, item.session, *told, len(sample.ink or ()), image]
