"""Omniglot: 1,623 characters of 50 alphabets, each drawn by 20 people with a mouse (Lake et al., Science 2015).

Three kinds of source, as the set is published and as libraries pack it:
- `strokes_*.zip`, or its folder: `SET/ALPHABET/characterNN/NNNN_DD.txt`, lines `x,y,t` between START and BREAK; x and y in the
  picture's pixels, y up from the top edge (so negative), t in milliseconds. Drawer DD of one alphabet is not that of another.
- `images_*.npz`: `images` (classes, 20, 105, 105), true where the paper is. The class at place i of the background set is the
  published number i + 1, of the evaluation set i + 965; the place among the 20 is the drawer.
- a folder that holds such archives: all of them.

A character has no code point, so text is empty; the category names it: "Korean/character29", or "background" for pictures. Ink
and picture of one drawing share the number and drawer in their source ("0671_14"): tell them apart before one is judged by what
learned from the other. One pixel is 25.4/96 mm, as in SVG.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from engines.data.sample import Provenance, Sample
from engines.formats.bundle import BROKEN, Bundle, Left, Member, plain
from engines.formats.opening import AGAIN, FormatError, Report, make_stroke
from engines.ink.types import Ink, Stroke

LICENCE = "MIT"
ABOUT = {  # what a store of it says of its source
    "source": "Omniglot",
    "attribution": "Omniglot, Copyright (c) 2015 Brenden Lake (Lake, Salakhutdinov, Tenenbaum 2015), "
    "https://github.com/brendenlake/omniglot, MIT licence",
}
PIXEL = 25.4 / 96  # mm
SETS = {"background": 1, "evaluation": 965}  # the published number of a set's first class
NAME = re.compile(r"(?:^|/)([^/]+)/(character\d+)/(\d+)_(\d+)\.txt$")
MAX_POINTS = 100_000  # of one drawing
MAX_PICTURES = 512 << 20  # bytes of one array of pictures, ten times Omniglot


def read(path: Path, report: Report | None = None, left: Left | None = None) -> Iterator[Sample]:
    """Every drawing or picture of a source, in the order of alphabets, characters and drawers.

    A drawing that two archives hold comes twice, with the same source. left: what cannot be used is appended as (place, reason);
    the rest arrives. Raises FormatError where nothing can be read.
    """
    for source in _sources(Path(path)):
        if source.suffix.lower() == ".npz":
            yield from _pictures(source, report)
            continue
        with Bundle(source, ".txt") as bundle:
            yield from bundle.samples(_drawing, "drawings of Omniglot (.txt)", report, left)


def _sources(path: Path) -> Sequence[Path]:
    """The path itself, or the archives of strokes and pictures that a folder holds."""
    if not path.is_dir():
        return [path]
    return sorted([*path.glob("strokes_*.zip"), *path.glob("images_*.npz")]) or [path]


# ---------------------------------------------------------------- strokes


def _drawing(member: Member, data: bytes) -> Sample:
    found = NAME.search(member.name)
    if found is None:
        raise FormatError(f"{member.place} is not named as Omniglot names a drawing: ALPHABET/character01/0001_01.txt.")
    alphabet, character, number, drawer = found.groups()
    return Sample(
        ink=Ink(tuple(_strokes(member.place, data))),
        writer=f"omniglot/{alphabet}/{drawer}",
        provenance=Provenance(
            f"{alphabet}/{character}/{number}_{drawer}", LICENCE, device="mouse", category=f"{alphabet}/{character}"
        ),
    )


def _strokes(place: str, data: bytes) -> list[Stroke]:
    """The lines between START and each BREAK. -> strokes in mm, y down, the first point at 0 s."""
    strokes: list[list[tuple[float, float, float]]] = [[]]
    count = 0
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        word = line.strip()
        if word == "BREAK":
            strokes.append([])
        elif word and word != "START":
            strokes[-1].append(_point(f"{place}, line {number}", word))
            count += 1
            if count > MAX_POINTS:
                raise FormatError(f"{place} holds more than {MAX_POINTS:,} points, too many for a character; {AGAIN}.")
    if not count:
        raise FormatError(f"{place} holds no point; {AGAIN}.")
    points = [np.array(stroke) for stroke in strokes if stroke]
    begin = points[0][0, 2]
    return [
        make_stroke(f"{place}, stroke {at}", stroke[:, :2] * (PIXEL, -PIXEL), t=(stroke[:, 2] - begin) / 1000)
        for at, stroke in enumerate(points, 1)
    ]


def _point(place: str, line: str) -> tuple[float, float, float]:
    words = line.split(",")
    try:
        x, y, t = map(float, words)
    except ValueError as error:
        raise FormatError(f"{place} is {plain(line)}, not a point x,y,t; {AGAIN}.") from error
    if not np.isfinite(t):
        raise FormatError(f"{place} tells the time {plain(words[2])}, which is not a number; {AGAIN}.")
    return x, y, t


# ---------------------------------------------------------------- pictures


def _pictures(path: Path, report: Report | None) -> Iterator[Sample]:
    pictures = _array(path)
    part = next((name for name in SETS if name in path.name), "background")
    for at, drawers in enumerate(pictures):
        for drawer, picture in enumerate(drawers, 1):
            # a character covers less than half of its picture, whichever way the picture was stored
            ink = picture if picture.mean() < 0.5 else ~picture
            provenance = Provenance(f"{at + SETS[part]:04d}_{drawer:02d}", LICENCE, category=part)
            yield Sample(image=ink.astype(np.uint8) * 255, provenance=provenance)
        if report:
            report(at + 1, len(pictures), path.name)


def _array(path: Path) -> NDArray[np.bool_]:
    """The array `images` of an .npz, read without unpickling. -> (classes, drawers, H, W) bool."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("images.npy") as file:
            version = npy.read_magic(file)
            header = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
            shape, fortran, kind = header(file)
            if len(shape) != 4 or min(shape) < 1 or kind.kind not in "bu" or kind.itemsize != 1 or fortran:
                raise FormatError(f"{path} holds 'images' of shape {shape}, not pictures (classes, drawers, height, width).")
            size = int(np.prod(shape, dtype=object))
            if size > MAX_PICTURES:
                raise FormatError(f"{path} promises {size >> 20:,} MiB of pictures, more than Omniglot has; {AGAIN}.")
            data = file.read(size)
            if len(data) != size:
                raise FormatError(f"{path} breaks off: it holds {len(data):,} of {size:,} pixels; {AGAIN}.")
            return np.frombuffer(data, np.uint8).reshape(shape) > 0
    except FileNotFoundError as error:
        raise FormatError(f"{path} does not exist; check the name.") from error
    except KeyError as error:
        raise FormatError(f"{path} holds no array 'images'; name one of Omniglot's images_*.npz.") from error
    except BROKEN as error:
        if isinstance(error, FormatError):
            raise
        raise FormatError(f"{path} is no .npz archive that can be read (cut off or damaged?); {AGAIN}.") from error
