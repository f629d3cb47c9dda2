"""A sheet in its surroundings, and the light on its paper."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from engines.picture.sheet import ground_of, sheet_of


def written(side: int = 200) -> np.ndarray:
    """A light sheet with a dark cross on it."""
    sheet = np.full((side, side), 0.9, np.float32)
    sheet[side // 4 : -side // 4, side // 2 - 6 : side // 2 + 6] = 0.2
    sheet[side // 2 - 6 : side // 2 + 6, side // 4 : -side // 4] = 0.2
    return sheet


@pytest.mark.parametrize("around", [0.0, 0.4])
def test_a_sheet_on_a_darker_ground_is_found(around: float) -> None:
    found = sheet_of(np.pad(written(), 40, constant_values=around))
    assert found is not None
    assert found[60:220, 60:220].all()
    assert not found[:40].any()


def test_a_sheet_that_lies_askew_is_found() -> None:
    picture = Image.fromarray(np.pad(written(), 60, constant_values=0.2)).rotate(8, Image.Resampling.BILINEAR, fillcolor=0.2)
    found = sheet_of(np.asarray(picture))
    assert found is not None
    assert not found[:, :40].any()


def test_a_page_that_fills_the_picture_is_no_sheet_in_surroundings() -> None:
    assert sheet_of(written()) is None


def test_an_empty_frame_holds_no_written_sheet() -> None:
    assert sheet_of(np.pad(np.full((100, 100), 0.9, np.float32), 20)) is None


@pytest.mark.parametrize("shape", [(1, 1), (2, 300), (13, 13), (40, 40)])
def test_a_picture_of_one_brightness_holds_no_sheet(shape: tuple[int, int]) -> None:
    assert sheet_of(np.full(shape, 0.5, np.float32)) is None


def test_the_ground_is_the_papers_own_grey_under_the_ink() -> None:
    light = np.linspace(0.5, 1.0, 200, dtype=np.float32)[None, :] * np.ones((200, 1), np.float32)
    ground = ground_of((1 - written() / 0.9 * light).astype(np.float32))
    assert np.abs(ground - (1 - light)).max() < 0.12
    assert np.abs(ground - (1 - light)).mean() < 0.03
