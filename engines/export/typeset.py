"""Printed words as areas: a font's glyphs, traced once, so that every kind of file and every printer shows the same.

Latin letters come from the font that Pillow brings along; other scripts from a font of this machine that has them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from engines.export.drawing import Shape

Floats = NDArray[np.float64]

EM = 120  # pixels in which a glyph is traced
FOLDERS = {
    "win32": ("C:/Windows/Fonts",),
    "darwin": ("/System/Library/Fonts", "/System/Library/Fonts/Supplemental", "/Library/Fonts"),
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts"),
}
# in the order in which they are tried: sans serif of the usual systems, then those for the scripts of East Asia
KNOWN = (
    "NotoSans-Regular", "OpenSans-Regular", "LiberationSans-Regular", "DejaVuSans", "segoeui", "Helvetica", "Arial", "arial",
    "NotoSansCJK-Regular", "NotoSansJP-Regular", "NotoSansCJKjp-Regular", "NotoSerifCJK-Regular", "ipag", "ipaexg",
    "TakaoGothic", "fonts-japanese-gothic", "WenQuanYiMicroHei", "wqy-microhei", "wqy-zenhei", "DroidSansFallbackFull",
    "unifont", "YuGothR", "YuGothM", "meiryo", "msgothic", "msyh", "malgun", "simsun",
    "ヒラギノ角ゴシック W3", "AppleSDGothicNeo", "PingFang", "Hiragino Sans GB", "Arial Unicode", "NotoSansSymbols2-Regular",
)  # fmt: skip


def printed(words: str, height: float, at: tuple[float, float], colour: str, align: str = "left") -> list[Shape]:
    """Words on the baseline `at` (mm), capitals `height` mm high. align: "left", "right" or "centre" of it.

    A sign that no font of this machine has is set as its number, "U+3042".
    """
    pieces = list(_set(words))
    scale = height / _capital(_fonts()[0])
    wide = sum(advance for _outline, advance in pieces) * scale
    x = at[0] - {"left": 0.0, "centre": wide / 2, "right": wide}[align]
    shapes = []
    for outlines, advance in pieces:
        shapes += [Shape(outline * scale + (x, at[1]), colour, straight=True) for outline in outlines]
        x += advance * scale
    return shapes


def width(words: str, height: float) -> float:
    """mm that printed words are wide."""
    return sum(advance for _outline, advance in _set(words)) * height / _capital(_fonts()[0])


def _set(words: str) -> Iterator[tuple[Sequence[Floats], float]]:
    """Outlines and advance of each sign, in em, from one font where one has them all."""
    font = next((font for font in _fonts() if all(_has(font, sign) or sign.isspace() for sign in words)), None)
    for sign in words:
        own = font or next((other for other in _fonts() if sign.isspace() or _has(other, sign)), None)
        if own is not None:
            yield _glyph(own, sign)
        else:
            yield from (_glyph(_fonts()[0], letter) for letter in f"U+{ord(sign):04X}")


@cache
def _fonts() -> tuple[Any, ...]:
    """Fonts of EM pixels, the first one always the same on every machine."""
    found = [ImageFont.load_default(EM)]
    files = {}
    for folder in FOLDERS.get(sys.platform, FOLDERS["linux"]):
        if Path(folder).is_dir():
            files.update({file.stem: file for file in sorted(Path(folder).rglob("*.[tTo][tT][fFcC]"))})
    for name in KNOWN:
        if name in files:
            try:
                found.append(ImageFont.truetype(str(files[name]), EM))
            except OSError:  # a font that FreeType cannot open is no font
                continue
    return tuple(found)


@cache
def _has(font: Any, sign: str) -> bool:
    missing = font.getmask("\uffff")
    own = font.getmask(sign)
    return own.size != missing.size or bytes(own) != bytes(missing)


@cache
def _capital(font: Any) -> float:
    """Height of a capital letter, em."""
    return -float(font.getbbox("H", anchor="ls")[1]) / EM


@cache
def _glyph(font: Any, sign: str) -> tuple[tuple[Floats, ...], float]:
    """Closed areas (N, 2) of a sign, its origin at (0, 0), y down, and its advance, all in em."""
    left, top, right, bottom = font.getbbox(sign, anchor="ls")
    advance = float(font.getlength(sign)) / EM
    if right <= left or bottom <= top:
        return (), advance
    image = Image.new("L", (int(right - left) + 4, int(bottom - top) + 4))
    ImageDraw.Draw(image).text((2 - left, 2 - top), sign, fill=255, font=font, anchor="ls")
    loops = outlines(np.asarray(image, np.float64) / 255)
    return tuple(np.add(loop, (left - 2, top - 2)) / EM for loop in _keyed(loops)), advance


def outlines(grey: Floats) -> list[Floats]:
    """The closed curves along which a picture (H, W), dark at its border, crosses one half (marching squares). (N, 2) x and y.

    Pixels have their centre at 0.5; the bright side lies always on the same side of a curve.
    """
    inside = grey > 0.5
    ways: dict[tuple[int, int, int], tuple[int, int, int]] = {}
    for row, column in zip(*np.nonzero(_mixed(inside)), strict=True):
        y, x = int(row), int(column)
        a, b, c, d = (bool(inside[y + j, x + i]) for j, i in ((0, 0), (0, 1), (1, 1), (1, 0)))
        # the four sides of a cell as (kind, y, x): 0 = between a pixel and its right one, 1 = and the one below
        top, right, low, left = (0, y, x), (1, y, x + 1), (0, y + 1, x), (1, y, x)
        sides = [(top, a, b), (right, b, c), (low, c, d), (left, d, a)]
        enter = [side for side, before, after in sides if not before and after]
        leave = [side for side, before, after in sides if before and not after]
        for number, side in enumerate(enter):
            ways[side] = leave[number]
    loops = []
    while ways:
        start, side = ways.popitem()
        loop = [start]
        while side != start:
            loop.append(side)
            side = ways.pop(side)
        loops.append(np.array([_crossing(grey, *one) for one in loop]))
    return loops


def _mixed(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    corners = np.stack([inside[:-1, :-1], inside[:-1, 1:], inside[1:, 1:], inside[1:, :-1]])
    return np.asarray(corners.any(axis=0) & ~corners.all(axis=0))


def _crossing(grey: Floats, kind: int, y: int, x: int) -> tuple[float, float]:
    here, there = float(grey[y, x]), float(grey[y + kind, x + 1 - kind])
    share = (0.5 - here) / (there - here)
    return x + 0.5 + (1 - kind) * share, y + 0.5 + kind * share


def _keyed(loops: Sequence[Floats]) -> Iterator[Floats]:
    """Every outer loop with the holes in it as one closed path, cut open where the way to the hole is shortest."""
    signed = [_area(loop) for loop in loops]
    outer = [loop for loop, area in zip(loops, signed, strict=True) if area < 0]
    holes = [loop for loop, area in zip(loops, signed, strict=True) if area > 0]
    for loop in sorted(outer, key=lambda one: abs(_area(one))):
        low, high = loop.min(axis=0), loop.max(axis=0)
        own = [hole for hole in holes if (hole.min(axis=0) > low).all() and (hole.max(axis=0) < high).all()]
        holes = [hole for hole in holes if not any(hole is one for one in own)]
        for hole in own:
            far = ((loop[:, None] - hole) ** 2).sum(axis=2)
            at, to = np.unravel_index(int(far.argmin()), far.shape)
            loop = np.concatenate([loop[: at + 1], hole[to:], hole[: to + 1], loop[at:]])
        yield loop


def _area(loop: Floats) -> float:
    x, y = loop.T
    return float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) / 2
