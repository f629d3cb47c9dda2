"""Ink files for the page, read in the answering process: parsing them in the window's process would stall the pen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from engines.data.sample import Sample
from engines.formats import ductus_page, ink_json, inkml, svg, uim, unipen, xopp
from engines.formats.opening import FormatError
from engines.ink.geometry import affine, bounds
from engines.ink.types import Ink
from engines.messages import Open, Reply, Request

READERS: dict[str, Callable[[Path], Iterator[Sample]]] = {
    ".inkml": inkml.read,
    ".svg": svg.read,
    ".json": ink_json.read,
    ".ductus": ductus_page.read,
    ".xopp": xopp.read,
    ".uim": uim.read,
    ".unipen": unipen.coarsest,
}
MAX_POINTS = 1_000_000  # that one file may bring onto a page
LINE = 190.0  # mm: how far samples are set side by side before a new line begins
APART = 6.0  # mm between samples that are set side by side


def read(request: Request) -> Reply:
    """The reply to an Open: ink "opened" in millimetres and the text of the file; trouble is the reply's error."""
    assert isinstance(request.ask, Open)
    try:
        ink, text = ink_of(request.ask.path)
    except (FormatError, OSError) as error:
        sentence = " ".join(str(error).split()) or "The file cannot be read."
        return Reply(request.serial, request.lane, error=sentence)
    return Reply(request.serial, request.lane, inks={"opened": ink}, text=text)


def ink_of(path: Path) -> tuple[Ink, str]:
    """All strokes of an ink file in their own place and size, and what they say ("" where the file does not tell).

    Samples that lie over each other (each was written in a box of its own) are set side by side. Raises FormatError with a
    sentence for whatever is not ink that fits a page.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise FormatError(f"{path} does not end like an ink file that Ductus reads ({', '.join(READERS)}).")
    samples: list[Sample] = []
    points = 0
    for sample in reader(path):
        points += sample.ink.points if sample.ink else 0
        if points > MAX_POINTS:
            raise FormatError(f"{path} holds more than {MAX_POINTS:,} points, too many for a page; split it into smaller files.")
        samples.append(sample)
    inks = [sample.ink for sample in samples if sample.ink and sample.ink.points]
    if not inks:
        raise FormatError(f"{path} holds no ink: there is nothing in it to put on the page.")
    if _pile(inks):
        inks = _side_by_side(inks)
    joint = " " if any(len(sample.text) > 1 for sample in samples) else ""
    return Ink(tuple(stroke for ink in inks for stroke in ink)), joint.join(sample.text for sample in samples)


def _pile(inks: list[Ink]) -> bool:
    """Whether most samples lie in the place of the one before."""
    boxes = np.array([bounds(ink) for ink in inks])
    middles, sizes = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]).max(axis=1)
    steps = np.linalg.norm(np.diff(middles, axis=0), axis=1)
    return len(inks) > 1 and float(np.mean(steps < 0.5 * np.maximum(sizes[1:], sizes[:-1]))) > 0.5


def _side_by_side(inks: list[Ink]) -> list[Ink]:
    """The samples in lines, left to right, each line as high as its highest sample."""
    placed: list[Ink] = []
    x = y = high = 0.0
    for ink in inks:
        left, top, right, bottom = bounds(ink)
        if x > 0 and x + right - left > LINE:
            x, y, high = 0.0, y + high + APART, 0.0
        placed.append(affine(ink, np.eye(2), (x - left, y - top)))
        x, high = x + right - left + APART, max(high, bottom - top)
    return placed
