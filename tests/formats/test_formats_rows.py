"""Plain scans of letters in rows, on blank and on squared paper."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engines.data.store import Store
from engines.formats.opening import FormatError
from engines.formats.rows import read_rows
from engines.ink.geometry import affine, bounds
from engines.ink.raster import render
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Frame

PER = 200 / 25.4  # pixels a mm
COUNT = 8  # letters a row


def scan(path: Path, rows: list[str], squared: bool) -> Path:
    """Letters 8 mm high, 14 mm apart, at 200 dpi."""
    writer = Writer.random(3)
    high, wide = round((16 * len(rows) + 20) * PER), round((14 * COUNT + 20) * PER)
    canvas = np.full((high, wide), 250, np.float32)
    for line in range(len(rows) + 1) if squared else ():
        canvas[round((10 + 16 * line) * PER) - 1 :][:2] = 170
    for line in range(COUNT + 1) if squared else ():
        canvas[:, round((10 + 14 * line) * PER) - 1 :][:, :2] = 170
    for row, signs in enumerate(rows):
        for column in range(COUNT):
            ink = glyph(signs[column % len(signs)], writer, row * COUNT + column)
            left, top, right, bottom = bounds(ink)
            scale = 8 / max(bottom - top, right - left)
            middle = np.array([10 + 14 * column + 7, 10 + 16 * row + 8]) - scale * np.array([left + right, top + bottom]) / 2
            ink = affine(ink, np.eye(2) * scale, tuple(middle))
            x, y, far, low = (int(edge * PER) for edge in np.add(bounds(ink), (-1, -1, 1, 1)))
            drawn = render(ink, low - y, far - x, 0.5 * PER, Frame((x / PER, y / PER), PER)) / np.float32(255)
            canvas[y:low, x:far] *= 1 - 0.85 * drawn
    Image.fromarray(canvas.astype(np.uint8)).save(path, dpi=(200, 200))
    return path


@pytest.mark.parametrize("squared", [False, True], ids=["blank", "squared"])
@pytest.mark.parametrize("rows", [["A", "B", "a", "x", "i"], ["ABCDEFGH", "abcdefgh"]], ids=["one letter", "alphabet"])
def test_every_letter_of_every_row_is_a_sample(tmp_path: Path, rows: list[str], squared: bool) -> None:
    pieces, page = read_rows(scan(tmp_path / "scan.png", rows, squared), rows, "anna-1")
    assert page.lines == len(rows)
    said = ["".join(piece.sample.text for piece in pieces if piece.row == row) for row in range(len(rows))]
    assert said == [text if len(text) > 1 else text * COUNT for text in rows]
    assert all(piece.sample.writer == "anna-1" and not piece.remarks for piece in pieces)
    for piece in pieces:
        assert piece.sample.image is not None
        assert max(piece.sample.image.shape) * piece.scale / PER == pytest.approx(9.0, abs=1.2)


def test_another_number_of_rows_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="2 rows of writing were found, and 3 are named"):
        read_rows(scan(tmp_path / "scan.png", ["A", "B"], False), ["A", "B", "C"])


def test_the_command_line_reads_rows_with_their_ink(tmp_path: Path, ductus) -> None:
    path = scan(tmp_path / "scan.png", ["A", "x"], True)
    status, said, errors = ductus("sheet", "read", path, "--rows", "A x", "--writer", "anna-1", "-o", tmp_path / "rows.h5")
    assert status == 0, errors
    assert "16 of 16" in said
    with Store(tmp_path / "rows.h5") as store:
        assert store.labels == ["A"] * 8 + ["x"] * 8
        ink = store.ink(0)
        assert ink is not None
        assert np.ptp(np.array(bounds(ink))[[1, 3]]) == pytest.approx(8.0, abs=0.8)
