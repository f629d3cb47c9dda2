"""Stores looked through in the answering process: columns of all samples at once, small pictures, single inks.

Parsing HDF5 in the window's process would stall the pen; here a store stays open as long as its file is the same, so that the
next rows come from memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engines.data.store import Store, StoreError
from engines.ink.geometry import bounds, fit_frame
from engines.ink.raster import render
from engines.ink.types import Frame, Ink
from engines.messages import Listing, Reply, Request, Samples, Thumbnails, table_of

Pixels = NDArray[np.uint8]

BROWSING = (Listing, Thumbnails, Samples)
CODED = ("writer", "category", "time", "device", "licence", "consent")  # columns that a store keeps as codes
NUMBERS = ("suspicion", "outlier", "confidence")
PEN = 0.038  # of the side: the width of the line
LEAST_PEN = 1.6  # pixels
MARGIN = 0.12  # of the side, free around ink without a box
FINE = 2  # times the size at which a small picture is drawn
MOST_SIDE, MOST_ROWS = 1024, 4096
COLLECTION = "collection/"  # what begins the source of a sample that was written in the studio


class Browser:
    """Answers Listing, Thumbnails and Samples; keeps the store that was asked for last open."""

    def __init__(self) -> None:
        self._store: Store | None = None
        self._is: tuple[Any, ...] = ()
        self._boxes: NDArray[np.float32] | None = None

    def answer(self, request: Request) -> Reply:
        """The reply; a store that cannot be read is its `error`."""
        ask = request.ask
        try:
            if isinstance(ask, Listing):
                store = self._opened(ask.store)
                abouts = store.abouts  # parsed once: it takes most of the time
                self._boxes = boxes_of(abouts)
                return Reply(request.serial, request.lane, arrays=columns(store, abouts))
            if isinstance(ask, Thumbnails):
                return Reply(request.serial, request.lane, arrays={"thumbnails": self._thumbnails(ask)})
            if isinstance(ask, Samples):
                return self._samples(request, ask)
        except (StoreError, OSError) as error:
            self.close()
            return Reply(request.serial, request.lane, error=" ".join(str(error).split()))
        raise TypeError(f"{type(ask).__name__} does not look through a store.")

    def close(self) -> None:
        """Let the file go."""
        if self._store is not None:
            self._store.file.close()
        self._store, self._is, self._boxes = None, (), None

    def _opened(self, path: Path) -> Store:
        """The store, opened anew where another file lies there by now. Raises StoreError."""
        try:
            found = path.stat()
        except OSError as error:
            raise StoreError(f"{path} is not there any more.") from error
        is_ = (path, found.st_ino, found.st_mtime_ns, found.st_size)
        if self._store is None or is_ != self._is:
            self.close()
            self._store, self._is = Store(path), is_
        return self._store

    def _rows(self, store: Store, rows: NDArray[np.int64]) -> list[int]:
        if len(rows) > MOST_ROWS or ((rows < 0) | (rows >= len(store))).any():
            raise StoreError(f"{store.path} holds {len(store):,} samples and not all those that were asked for: list it again.")
        return [int(row) for row in rows]

    def _thumbnails(self, ask: Thumbnails) -> Pixels:
        side = min(max(ask.side, 8), MOST_SIDE)
        made = np.zeros((len(ask.rows) + len(ask.inks), side, side), np.uint8)
        if ask.store is not None and len(ask.rows):
            store = self._opened(ask.store)
            rows = self._rows(store, ask.rows)
            if self._boxes is None:
                self._boxes = boxes_of(store.abouts)
            for place in np.argsort(ask.rows, kind="stable").tolist():  # neighbours lie in one chunk of the file
                ink = store.ink(rows[place])
                if ink is not None:
                    made[place] = inked(ink, side, self._boxes[rows[place]])
                else:
                    image = store.image(rows[place])
                    made[place] = made[place] if image is None else fitted(image, side)
        boxes = np.full((len(ask.inks), 2), np.nan) if ask.boxes is None else ask.boxes
        for number, ink in enumerate(ask.inks):
            made[len(ask.rows) + number] = inked(ink, side, boxes[number])
        return made

    def _samples(self, request: Request, ask: Samples) -> Reply:
        store = self._opened(ask.store)
        inks: dict[str, Ink] = {}
        images: dict[str, Pixels] = {}
        for row in self._rows(store, ask.rows):
            ink, image = store.ink(row), store.image(row)
            if ink is not None:
                inks[str(row)] = ink
            elif image is not None:
                images[str(row)] = image
        return Reply(request.serial, request.lane, images, inks)


def columns(store: Store, abouts: Sequence[dict[str, Any]]) -> dict[str, NDArray[Any]]:
    """The arrays of a Listing. abouts: of the store."""
    count = len(store)
    found: dict[str, NDArray[Any]] = {}
    for name, values in {name: store.coded(name) for name in CODED}.items():
        _code(found, name, values)
    sources, sessions = store.sources, store.coded("session")
    _code(found, "text", store.labels)
    _code(found, "session", [session or session_of(source) for session, source in zip(sessions, sources, strict=True)])
    _code(found, "prompt", store.prompts)
    _code(found, "remarks", [",".join(about.get("remarks", ())) for about in abouts])
    figures = [about.get("figures", {}) for about in abouts]
    for name in NUMBERS:
        found[name] = np.array([figure.get(name, np.nan) for figure in figures], np.float32)
    ids = store.ids
    if all(ids) and len(set(ids)) == count:
        found["id"] = table_of(ids)
    found["strokes"] = store.strokes.astype(np.int32)
    return found


def boxes_of(abouts: Sequence[dict[str, Any]]) -> NDArray[np.float32]:
    """(N, 2) width and height in mm of the box that each sample was written in, NaN where unknown."""
    made = np.full((len(abouts), 2), np.nan, np.float32)
    for row, about in enumerate(abouts):
        if len(about.get("box", ())) >= 2:
            made[row] = [np.nan if value is None else value for value in about["box"][:2]]
    return made


def _code(found: dict[str, NDArray[Any]], name: str, values: Sequence[str]) -> None:
    """A column of strings as codes and a table of the distinct ones, in the order in which they come."""
    table: dict[str, int] = {}
    found[name] = np.array([table.setdefault(value, len(table)) for value in values], np.int32)
    found[f"{name}_table"] = table_of(table)


def session_of(source: str) -> str:
    """What a source says before its last slash, the name of a session or of a file: "collection/s1" -> "s1"."""
    return source.removeprefix(COLLECTION) if source.startswith(COLLECTION) else source.rpartition("/")[0] or source


def inked(ink: Ink, side: int, box: Sequence[float] | NDArray[np.float64] = (np.nan, np.nan)) -> Pixels:
    """A small picture of ink, (side, side) uint8: in its place within `box` (width, height in mm), else as large as it
    fits; what was written beyond its box is seen too."""
    pen = max(LEAST_PEN, PEN * side)
    if not ink.points:
        return np.zeros((side, side), np.uint8)
    width, height = float(box[0]), float(box[1])
    frame = fit_frame(ink, side, MARGIN)
    if np.isfinite(width) and np.isfinite(height) and min(width, height) > 0:
        left, top, right, bottom = bounds(ink)
        left, top, right, bottom = min(left, 0.0), min(top, 0.0), max(right, width), max(bottom, height)
        longer = max(right - left, bottom - top)
        frame = Frame(((left + right - longer) / 2, (top + bottom - longer) / 2), side / longer)
    elif frame.scale == 1.0:  # a single point
        frame = Frame(tuple(np.mean(ink.strokes[0].xy, axis=0) - side / 2))
    return render(ink, side, side, pen, frame, FINE)


def fitted(image: Pixels, side: int) -> Pixels:
    """An image, (H, W), made to fit (side, side), centred."""
    high, wide = image.shape
    scale = side / max(high, wide, 1)
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    small = np.asarray(Image.fromarray(image).resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC))
    made = np.zeros((side, side), np.uint8)
    top, left = (side - size[1]) // 2, (side - size[0]) // 2
    made[top : top + size[1], left : left + size[0]] = small
    return made
