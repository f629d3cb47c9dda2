"""Pictures that somebody damaged, or that were never sound: a picture comes out, or one sentence; the memory stays bounded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from fuzzing import assert_sentence, cases, changes, damaged
from hypothesis import given
from hypothesis import strategies as st
from picture_kinds import letter, pictures, saved
from PIL import Image

from engines.picture.finding import to_unipen32
from engines.picture.opening import TURNS, PictureError, open_picture

FEW = 1_000_000  # pixels: damaged sizes beyond it are refused, so that a case stays quick
KINDS = st.integers(0, 1000).map(lambda at: pictures()[at % len(pictures())])
MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "I;16", "I", "F")
HOLDS = {  # which modes a format can hold
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"),
    "JPEG": ("L", "RGB", "CMYK", "YCbCr"),
    "TIFF": MODES,
    "WEBP": ("RGB", "RGBA"),
    "BMP": ("1", "L", "P", "RGB"),
    "GIF": ("1", "L", "P"),
    "PPM": ("1", "L", "RGB"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


def opened(path: Path, content: bytes, most: int = FEW) -> np.ndarray | None:
    """The picture, checked, or None where it was refused in one sentence."""
    path.write_bytes(content)
    try:
        grey = open_picture(path, max_pixels=most)
    except PictureError as error:
        assert_sentence(str(error), path.name)
        return None
    assert grey.dtype == np.float32 and grey.ndim == 2 and 0 < grey.size <= most
    assert np.isfinite(grey).all() and grey.min() >= 0 and grey.max() <= 1
    return grey


def test_every_kind_opens_while_it_is_whole(folder: Path) -> None:
    for name, content in pictures():
        grey = opened(folder / name, content)
        assert grey is not None and grey.shape == (24, 24), name
        assert name.startswith(("clear", "palette")) or grey.mean() < 0.5 < grey.max(), name


@cases(2000)
@given(KINDS, KINDS, changes())
def test_a_damaged_picture_opens_or_is_one_sentence(folder: Path, kind: tuple, other: tuple, wanted: list) -> None:
    name, content = kind
    opened(folder / name, damaged(content, wanted, other[1]))


@cases(150)
@given(KINDS, changes(2))
def test_what_opens_becomes_a_letter_or_one_sentence(folder: Path, kind: tuple, wanted: list) -> None:
    grey = opened(folder / kind[0], damaged(kind[1], wanted))
    if grey is None:
        return
    try:
        assert to_unipen32(grey).shape == (32, 32)
    except PictureError as error:
        assert_sentence(str(error))


@cases(500)
@given(st.data())
def test_whatever_a_camera_or_scanner_writes_opens_upright(folder: Path, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(tuple(HOLDS)))
    mode = data.draw(st.sampled_from(HOLDS[kind]))
    wide, high = data.draw(st.integers(1, 40)), data.draw(st.integers(1, 40))
    orientation = data.draw(st.integers(0, 9)) if kind in ("PNG", "JPEG", "TIFF", "WEBP") else 1
    upright = letter(wide, high)
    laid = upright.transpose(_inverse(TURNS[orientation])) if orientation in TURNS else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"exif": exif} if kind in ("PNG", "JPEG", "TIFF", "WEBP") else {}
    content = saved(_in_mode(laid, mode), kind, **options)
    grey = opened(folder / f"{mode.replace(';', '-')}.{kind.lower()}", content)
    assert grey is not None and grey.shape == (high, wide)
    if min(wide, high) >= 12 and kind != "GIF":
        dark = 1 - np.asarray(upright, np.float32) / 255
        assert np.abs(grey - dark).mean() < 0.2, (kind, mode, orientation)


def _inverse(turn: Image.Transpose) -> Image.Transpose:
    back = {Image.Transpose.ROTATE_90: Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_270: Image.Transpose.ROTATE_90}
    return back.get(turn, turn)


def _in_mode(grey: Image.Image, mode: str) -> Image.Image:
    if mode == "I;16":
        return Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    if mode == "I":
        return Image.fromarray(np.asarray(grey).astype(np.int32) * 257)
    if mode == "F":
        return Image.fromarray(np.asarray(grey).astype(np.float32) / 255)
    return grey.convert("RGB").convert(mode)


@cases(250)
@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from(["u1", "u2", "f2", "f4", "f8", "?", "i4", "c8"]),
    st.lists(st.integers(0, 9), min_size=0, max_size=4),
)
def test_pixels_of_any_shape_and_kind_open_or_are_one_sentence(seed: int, kind: str, shape: list[int]) -> None:
    raw = np.random.default_rng(seed).bytes(int(np.prod(shape)) * np.dtype(kind).itemsize)
    pixels = np.frombuffer(raw, kind).reshape(shape)
    try:
        with np.errstate(all="ignore"):
            grey = open_picture(pixels)
    except PictureError as error:
        assert_sentence(str(error))
        return
    assert grey.shape == pixels.shape[:2] and np.isfinite(grey).all() and grey.min() >= 0 and grey.max() <= 1


BIG = """
import sys
from engines.picture.opening import open_picture
grey = open_picture(sys.argv[1])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(*grey.shape, int(peak.split()[1]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell a process's peak of memory")
@pytest.mark.parametrize(("mode", "options"), [("L", {}), ("P", {"transparency": 3}), ("I;16", {})])
def test_a_hundred_megapixels_open_within_one_gibibyte(tmp_path: Path, mode: str, options: dict) -> None:
    path = tmp_path / "large.png"
    image = Image.new(mode, (10_000, 10_000), 0)
    image.paste(200, (2000, 2000, 5000, 2500))
    image.save(path, compress_level=1, **options)
    assert path.stat().st_size < 4_000_000
    ran = subprocess.run([sys.executable, "-c", BIG, str(path)], capture_output=True, text=True, timeout=170, check=False)
    assert ran.returncode == 0, ran.stderr
    high, wide, mebibytes = map(int, ran.stdout.split())
    assert high == wide == 3334 and mebibytes < 1024
