"""A GIF written frame by frame: only what changed is stored, and only one frame is in memory, however long the replay.

The container is ours (GIF89a specification, CompuServe 1990); the LZW data of each frame comes from Pillow.
"""

from __future__ import annotations

import io
import struct
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]

KEEP = 1  # disposal: the next frame is drawn over this one
LONGEST = 0xFFFF * 10  # ms that one frame can stand


class GifWriter:
    """Frames of palette indices into an open file. palette: (256, 3) uint8. loop: play it again and again."""

    def __init__(self, file: BinaryIO, width: int, height: int, palette: Pixels, loop: bool = True) -> None:
        self.frames = 0
        self.milliseconds = 0
        self._file = file
        self._shown = np.zeros((0, 0), np.uint8)
        self._waiting: tuple[Pixels, tuple[int, int]] | None = None  # a frame whose time is not over, and its place
        self._span = 0
        file.write(b"GIF89a" + struct.pack("<HHBBB", width, height, 0xF7, 0, 0) + palette.tobytes())  # 256 colours for all
        if loop:
            file.write(b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00")

    def add(self, frame: Pixels, milliseconds: int) -> None:
        """Show (H, W) indices for so long; a frame equal to the last one only lengthens it."""
        changed = np.argwhere(frame != self._shown) if self._shown.shape == frame.shape else None
        if changed is not None and len(changed) == 0:
            self._span += milliseconds
            return
        self._flush()
        low, high = (changed.min(axis=0), changed.max(axis=0) + 1) if changed is not None else ((0, 0), frame.shape)
        part = frame[low[0] : high[0], low[1] : high[1]].copy()
        self._waiting, self._span, self._shown = (part, (int(low[1]), int(low[0]))), milliseconds, frame.copy()

    def close(self) -> None:
        """Write the last frame and the end of the file; the file itself stays open."""
        self._flush()
        self._file.write(b";")

    def _flush(self) -> None:
        if self._waiting is None:
            return
        part, (left, top) = self._waiting
        span = min(self._span, LONGEST)
        self._file.write(b"!\xf9\x04" + struct.pack("<BHBB", KEEP << 2, span // 10, 0, 0))
        self._file.write(b"," + struct.pack("<HHHHB", left, top, part.shape[1], part.shape[0], 0) + _compressed(part))
        self.frames += 1
        self.milliseconds += span
        self._waiting = None


def _compressed(indices: Pixels) -> bytes:
    """The image data of a GIF frame: the code size and the LZW blocks, cut out of a GIF of one grey picture."""
    buffer = io.BytesIO()
    Image.fromarray(indices).save(buffer, "GIF", optimize=False, interlace=False)
    data = buffer.getvalue()
    at = 13 + _table_size(data[10])
    while data[at : at + 1] == b"!":  # extensions: a label and sub-blocks up to an empty one
        at += 2
        while data[at]:
            at += data[at] + 1
        at += 1
    return data[at + 10 + _table_size(data[at + 9]) : -1]


def _table_size(flags: int) -> int:
    """Bytes of the colour table that the flags of a screen or an image announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0
