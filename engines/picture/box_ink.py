"""What is written in a box that was cut out of a sheet: its ink as a picture of its own, and what is the matter with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engines.picture.opening import Grey
from engines.picture.page import FULL, PAPER, InkLevels, grown, ink_levels
from engines.picture.paper import FAINTEST
from engines.picture.pieces import Pieces, pen_of, pieces_of, without_specks
from engines.picture.writing_boxes import EDGE, PER_MM, Cut

Mask = NDArray[np.bool_]

REMARKS = ("outside", "empty", "crossed", "border", "faint", "blurred", "dark", "coarse", "unsure")
SMALLEST = 0.06  # square mm: less ink is none
WEAK = 0.3  # of the page's ink: what is fainter than this in a box is dirt
FAINT = 0.22  # darkness of ink that is hard to tell from paper
LINE, SOFT = 0.3, 0.6  # mm, and pixels of the picture, around a printed line: what is pale and there alone is its rest
ALONG = 0.6  # share of a piece that lies so
PALE = 0.62  # of the box's ink
PLAIN = 0.4  # darkness of ink that is plainly ink
INSIDE = 0.35  # share of a piece that lies in its box
CROSSED = (0.86, 0.8)  # share of the box's width and height that a line through it takes
SCRIBBLED = 3.2  # times as much ink as in the page's usual box
WORD = 1  # signs: longer prompts fill their boxes anyway
BLURRED = 0.62  # mm over which ink becomes paper
DARK = 0.22  # brightness of paper on which nothing is to be trusted
COARSE = 4.0  # pixels a mm of a picture that shows too little, 100 dpi
THIN = 2.6  # pixels of a pen whose line is thickened,
THICKER = 0.7  # beside it by this share of its darkness


@dataclass(frozen=True, eq=False)
class BoxInk:
    """image: (h, w) uint8, the box alone, 255 = ink, PER_MM pixels a mm. remarks: of REMARKS, the gravest first.

    figures: "ink" (square mm), "darkness" (0..1), "pen" and "blur" (mm).
    """

    image: NDArray[np.uint8]
    remarks: tuple[str, ...] = ()
    figures: dict[str, float] = field(default_factory=dict)


def inks_of(cuts: Sequence[Cut], signs: Sequence[int]) -> list[BoxInk]:
    """The ink of all boxes of a page. signs: how many characters each was to hold."""
    levels = [_levels(cut) for cut in cuts]
    usual = _usual(cuts, levels)
    found = [_ink(cut, ink, usual) for cut, ink in zip(cuts, levels, strict=True)]
    amounts = [pieces.areas.sum() for pieces, _ in found if len(pieces)]
    much = float(np.median(amounts)) if amounts else 0.0
    return [
        _told(cut, ink, pieces, shape, much if count <= WORD else np.inf)
        for cut, ink, (pieces, shape), count in zip(cuts, levels, found, signs, strict=True)
    ]


def _edge() -> int:
    return round(EDGE * PER_MM)


def _reach(cut: Cut) -> float:
    """mm to both sides of a printed line where some of it may be left."""
    return LINE + SOFT / cut.scale


def _inner(cut: Cut) -> Grey:
    """The level within the frame, printed lines left out."""
    edge = _edge() + 3
    inside = slice(edge, -edge), slice(edge, -edge)
    return np.where(cut.rules[inside] > _reach(cut), cut.level[inside], np.float32(0))


def _levels(cut: Cut) -> InkLevels:
    """How dark a box's ink is: away from the printed lines, or on them where there is none elsewhere."""
    found = ink_levels(_inner(cut), cut.noise)
    edge = _edge() + 3
    return found if found.dark else ink_levels(cut.level[edge:-edge, edge:-edge], cut.noise)


def _usual(cuts: Sequence[Cut], levels: Sequence[InkLevels]) -> float:
    """How dark the ink of most boxes is that hold some; 0 where none does."""
    held = [
        ink.dark
        for cut, ink in zip(cuts, levels, strict=True)
        if ink.dark > 2 * FAINTEST and float((_inner(cut) > ink.low).sum()) > 4 * SMALLEST * PER_MM**2
    ]
    return float(np.median(held)) if held else 0.0


def _ink(cut: Cut, ink: InkLevels, usual: float) -> tuple[Pieces, Mask]:
    """The pieces of ink that belong to a box, and (h, w) where they are."""
    nothing = pieces_of(np.zeros_like(cut.level), 1.0, 1.0), np.zeros(cut.level.shape, bool)
    if ink.dark == 0 or ink.dark < max(WEAK * usual, 1.3 * FAINTEST):
        return nothing
    pieces = pieces_of(cut.level, ink.low, ink.high)
    if len(pieces) == 0:
        return nothing
    pieces = without_specks(pieces, pen_of(cut.level > ink.low))
    near = pieces.mean((cut.rules[pieces.rows, pieces.columns] < _reach(cut)).astype(np.float64))
    strong = pieces.mean(cut.level[pieces.rows, pieces.columns])
    edge = _edge()
    height, width = cut.level.shape
    within = (pieces.rows >= edge) & (pieces.rows < height - edge) & (pieces.columns >= edge) & (pieces.columns < width - edge)
    rest = (near > ALONG) & (strong < PALE * max(ink.dark, usual, PLAIN))
    pieces = pieces.kept(~rest & (pieces.mean(within.astype(np.float64)) > INSIDE))
    mask = np.zeros(cut.level.shape, bool)
    mask[pieces.rows, pieces.columns] = True
    if pieces.areas.sum() < SMALLEST * PER_MM**2:
        return nothing
    return pieces, mask


def _told(cut: Cut, ink: InkLevels, pieces: Pieces, mask: Mask, much: float) -> BoxInk:
    edge = _edge()
    remarks = set()
    if cut.light < DARK:
        remarks.add("dark")
    if cut.scale < COARSE:
        remarks.add("coarse")
    if not cut.sure:
        remarks.add("unsure")
    inside = slice(edge, -edge), slice(edge, -edge)
    if len(pieces) == 0:
        return BoxInk(np.zeros(mask[inside].shape, np.uint8), _sorted(remarks | {"empty"}))
    pen, blur = pen_of(mask) / PER_MM, _blur(cut.level, mask, ink) / PER_MM
    amount = float(pieces.areas.sum())
    if _crossed(pieces, mask.shape) or amount > SCRIBBLED * much:
        remarks.add("crossed")
    outside = mask.copy()
    outside[edge + 1 : -edge - 1, edge + 1 : -edge - 1] = False
    if outside.any():
        remarks.add("border")
    if ink.dark < FAINT:
        remarks.add("faint")
    if blur > BLURRED:
        remarks.add("blurred")
    figures = {"ink": amount / PER_MM**2, "darkness": ink.dark, "pen": pen, "blur": blur}
    return BoxInk(_picture(cut.level, mask, ink)[inside], _sorted(remarks), figures)


def _sorted(remarks: set[str]) -> tuple[str, ...]:
    return tuple(word for word in REMARKS if word in remarks)


def _crossed(pieces: Pieces, shape: tuple[int, ...]) -> bool:
    """Whether one line goes through the whole box from side to side."""
    boxes = pieces.boxes
    inner = np.array([shape[1], shape[0]]) - 2 * _edge()
    share = (boxes[:, 2:] - boxes[:, :2]) / inner
    return bool(((share[:, 0] > CROSSED[0]) & (share[:, 1] > CROSSED[1])).any())


def _blur(level: Grey, mask: Mask, ink: InkLevels) -> float:
    """Pixels over which ink becomes paper, where it does so fastest."""
    rows, columns = np.gradient(level)
    steep = np.hypot(rows, columns)[grown(mask, 2)]
    return float(ink.dark / max(float(np.quantile(steep, 0.97)), 1e-3))


def _picture(level: Grey, mask: Mask, ink: InkLevels) -> NDArray[np.uint8]:
    """(h, w) 255 = ink, soft edges kept; the line of a thin pale pen is made a little thicker."""
    full = float(np.quantile(level[mask], FULL))
    paper = min(PAPER * full, ink.low)
    seen = np.where(grown(mask, 2), np.clip((level - paper) / max(full - paper, 1e-3), 0, 1), 0)
    if pen_of(mask) < THIN:
        beside = np.zeros_like(seen)
        for axis in (0, 1):
            for step in (-1, 1):
                beside = np.maximum(beside, np.roll(seen, step, axis=axis))
        seen = np.maximum(seen, THICKER * beside)
    return np.asarray(np.rint(seen * 255), np.uint8)
