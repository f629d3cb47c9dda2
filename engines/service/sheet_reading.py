"""The job "read_sheet": pictures of collection sheets into samples with their ink, by the code that `ductus sheet read` uses."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engines.messages import BoxRead, Saved
from engines.service.verbs import JobError, Pace, Report, ShouldStop, named

if TYPE_CHECKING:
    from engines.data.sample import Sample
    from engines.formats.sheet import ReadPage

STORES = (".h5", ".hdf5")
TOLD = 200  # troubles that are named in the result


def read_sheet(fields: dict[str, Any], report: Report, should_stop: ShouldStop) -> dict[str, Any]:
    """Fields: paths (pictures and folders of them), out (a store .h5 or a folder to write, "" = none), layout ("" = by the
    codes), page (its number in the layout, 0 = any), ink (whether strokes are recovered), model; rows (words: what each row of
    a plain scan without marks holds, "" = sheets) and writer (whose rows).

    Every box is told as BoxRead, usable or not. -> samples, boxes, pages, remarks (word -> how many), trouble (sentences about
    pictures that could not be read), missing (pages that no picture showed), seconds. Stopped, nothing is written.
    """
    import torch

    from engines.formats.opening import FormatError
    from engines.formats.sheet import pictures_of, read_pages
    from engines.formats.sheet_codes import layout_of, missing, only, twice

    torch.set_num_threads(int(fields.get("threads", 1)))
    began = time.monotonic()
    paths = pictures_of([Path(path) for path in fields[named(fields, "paths")[0]]])
    out, pace = checked(str(fields.get("out", ""))), Pace(report, should_stop)
    if fields.get("rows"):
        boxes = list(_rows(paths, fields, report, pace))
        return _kept(boxes, out, report) | {"pages": len(paths), "seconds": round(time.monotonic() - began, 1)}
    layout = only(layout_of(fields["layout"]), int(fields.get("page", 0)) or None) if fields.get("layout") else []
    read: list[ReadPage] = []
    trouble: list[str] = []
    for number, path in enumerate(paths):
        pace(number, 2 * len(paths), f"Looking at {path.name}")
        try:
            read += read_pages(path, layout)
        except FormatError as error:
            trouble.append(str(error))
    surplus = twice(read)
    trouble += [f"{one.path}: page {one.page.page} is there twice; the better picture is taken." for one in surplus]
    read = [one for one in read if not any(one is other for other in surplus)]
    if not read:
        raise JobError(trouble[0])
    boxes = list(_boxes(read, fields, report, pace, len(paths)))
    return _kept(boxes, out, report) | {
        "pages": len(read),
        "trouble": trouble[:TOLD],
        "missing": [f"{title}, page {number}" for title, number in missing(read)],
        "seconds": round(time.monotonic() - began, 1),
    }


def _kept(boxes: Sequence[BoxRead], out: Path | None, report: Report) -> dict[str, Any]:
    """The usable boxes written, and how many there are."""
    kept = [box for box in boxes if box.usable]
    if out is not None and kept:
        write([box.sample for box in kept], out)
        report(Saved("", out))
    remarks = [word for box in boxes for word in box.remarks]
    counted = {word: remarks.count(word) for word in dict.fromkeys(remarks)}
    return {"samples": len(kept), "boxes": len(boxes), "remarks": counted, "trouble": [], "missing": []}


def _rows(paths: Sequence[Path], fields: dict[str, Any], report: Report, pace: Pace) -> Iterator[BoxRead]:
    """Every piece of plain scans as it is told."""
    from engines.formats.rows import read_rows
    from engines.inference.recover_boxes import inks_of
    from engines.inference.recover_page import MM, believable
    from engines.inference.shelf import Shelf
    from engines.inference.tracing import chosen

    wanted = bool(fields.get("ink", True))
    sampler = chosen(Shelf(1), fields.get("model", ""))[1] if wanted else None
    for number, path in enumerate(paths):
        pace(number, len(paths), f"Looking at {path.name}")
        pieces, page = read_rows(path, str(fields["rows"]).split(), str(fields.get("writer", "")))
        per_mm = believable(page.dpi, page.shape) / MM / pieces[0].scale
        images = [piece.sample.image for piece in pieces if piece.sample.image is not None]
        inks = inks_of(images, per_mm, sampler) if wanted else iter(())
        for at, piece in enumerate(pieces):
            pace(number * len(pieces) + at, len(paths) * len(pieces), f"Piece {at + 1} of {len(pieces)}")
            ink, iou = next(inks, (None, 0.0))
            high, wide = images[at].shape
            made = BoxRead(
                "",
                path,
                replace(piece.sample, ink=ink),
                path.stem,
                number + 1,
                len(paths),
                at,
                (wide / per_mm, high / per_mm),
                (math.nan, math.nan),
                piece.remarks,
                {"iou": iou} if wanted else {},
                not piece.remarks,
            )
            report(made)
            yield made


def _boxes(read: Sequence[ReadPage], fields: dict[str, Any], report: Report, pace: Pace, pictures: int) -> Iterator[BoxRead]:
    """Every box as it is told, with its ink where that is wanted."""
    from engines.inference.recover_boxes import inks_of
    from engines.inference.shelf import Shelf
    from engines.inference.tracing import chosen
    from engines.picture.writing_boxes import PER_MM

    told = [(page, box) for page in read for box in page.boxes]
    wanted = bool(fields.get("ink", True))
    sampler = chosen(Shelf(1), fields.get("model", ""))[1] if wanted else None
    images = [box.sample.image for _, box in told if wanted and box.sample.image is not None and "empty" not in box.remarks]
    inks = inks_of(images, PER_MM, sampler)
    for number, (page, box) in enumerate(told):
        pace(len(told) + number, 2 * len(told), f"Box {number + 1} of {len(told)}")
        place, figures, sample = box.place, box.figures, box.sample
        if wanted and "empty" not in box.remarks:
            ink, iou = next(inks)
            sample, figures = replace(sample, ink=ink), {**figures, "iou": iou}
        made = BoxRead(
            "",
            page.path,
            sample,
            page.page.title,
            page.page.page,
            page.page.pages,
            box.number,
            (place.width, place.height),
            (place.baseline - place.top, place.x_height - place.top),
            box.remarks,
            figures,
            box.usable,
        )
        report(made)
        yield made


def checked(out: str) -> Path | None:
    """Where the samples go: a store (.h5) or a folder that is new or empty; None for nowhere. Raises JobError."""
    if not out:
        return None
    path = Path(out)
    if path.suffix.lower() not in STORES and path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise JobError(f"{out} exists and holds something; name a store (.h5), or a folder that is new or empty.")
    return path


def write(samples: Sequence[Sample], out: Path) -> None:
    """Samples to a store, or to a folder: their pictures with index.csv, and their ink as ink.inkml."""
    if out.suffix.lower() in STORES:
        from engines.data.store import write_store

        write_store(out, samples, {"source": "sheet"})
        return
    from engines.formats import images, inkml

    out.mkdir(parents=True, exist_ok=True)
    images.write(out, samples)
    inked = [replace(sample, image=None) for sample in samples if sample.ink is not None]
    if inked:
        inkml.write(out / "ink.inkml", inked)
