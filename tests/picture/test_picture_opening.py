"""Pictures of every kind: a sensible image, or one sentence that names the file."""

from __future__ import annotations

import io
import os
import struct
import tracemalloc
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engines.picture.opening import PictureError, open_picture

H, W = 30, 40
INK = (slice(12, 18), slice(5, 20))  # where the test picture is dark: left of the middle


def page(ink: float = 0.0, paper: float = 1.0) -> np.ndarray:
    """(H, W) in 0..1: a dark bar on light paper."""
    grey = np.full((H, W), paper)
    grey[INK] = ink
    return grey


def eight(grey: np.ndarray) -> Image.Image:
    return Image.fromarray(np.rint(grey * 255).astype(np.uint8))


def opened(image: Image.Image, kind: str = "PNG", **options: object) -> np.ndarray:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return open_picture(buffer.getvalue())


def assert_ink_is_bright(grey: np.ndarray, tolerance: float = 0.15) -> None:
    assert grey.dtype == np.float32
    assert grey.shape == (H, W)
    expected = 1 - page()
    assert np.abs(grey - expected).mean() < tolerance
    assert np.abs((1 - grey) - expected).mean() > 0.5  # this comparison can fail


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF", "PPM"])
def test_every_common_format_opens(kind: str) -> None:
    assert_ink_is_bright(opened(eight(page()), kind))


def test_light_ink_on_a_dark_ground_comes_out_alike() -> None:
    np.testing.assert_allclose(opened(eight(1 - page())), opened(eight(page())), atol=0.01)


def test_cmyk_opens() -> None:
    assert_ink_is_bright(opened(eight(page()).convert("CMYK"), "JPEG"))
    assert_ink_is_bright(opened(eight(page()).convert("CMYK"), "TIFF"))


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_keep_their_range(kind: str) -> None:
    deep = Image.fromarray(np.rint(page() * 65535).astype(np.uint16))
    assert_ink_is_bright(opened(deep, kind))


def test_floats_and_whole_numbers_of_32_bits_open() -> None:
    assert_ink_is_bright(opened(Image.fromarray(page().astype(np.float32)), "TIFF"))
    assert_ink_is_bright(opened(Image.fromarray((page() * 255).astype(np.float32)), "TIFF"))
    assert_ink_is_bright(opened(Image.fromarray((page() * 65535).astype(np.int32)), "TIFF"))


def test_floats_that_are_not_numbers_do_no_harm() -> None:
    grey = page().astype(np.float32)
    grey[0, 0], grey[0, 1] = np.nan, np.inf
    assert np.isfinite(opened(Image.fromarray(grey), "TIFF")).all()


@pytest.mark.parametrize("least", [0, -3e38])
def test_floats_as_large_as_there_are_do_no_harm(least: float) -> None:
    grey = page().astype(np.float32)
    grey[0, 0], grey[0, 1] = 3e38, least
    assert np.isfinite(opened(Image.fromarray(grey), "TIFF")).all()


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "LA", "RGBA"])
def test_every_mode_of_png_opens(mode: str) -> None:
    assert_ink_is_bright(opened(eight(page()).convert("RGB").convert(mode)))


def test_transparency_shows_paper() -> None:
    rgba = np.zeros((H, W, 4), np.uint8)  # black everywhere, visible only where there is ink
    rgba[..., 3][INK] = 255
    assert_ink_is_bright(opened(Image.fromarray(rgba)))


def test_white_ink_on_transparent_ground_is_seen() -> None:
    rgba = np.full((H, W, 4), 255, np.uint8)
    rgba[..., 3] = 0
    rgba[..., 3][INK] = 255
    assert_ink_is_bright(opened(Image.fromarray(rgba)))


def test_a_transparent_colour_of_a_palette_is_paper() -> None:
    image = Image.fromarray((page() == 0).astype(np.uint8), "P")
    image.putpalette([0, 0, 0, 30, 30, 30])
    assert_ink_is_bright(opened(image, "PNG", transparency=0))


def test_a_picture_without_any_opacity_is_empty() -> None:
    assert not opened(Image.new("RGBA", (W, H), (255, 0, 0, 0))).any()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_the_cameras_orientation_is_applied(orientation: int, kind: str) -> None:
    turn = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[orientation]  # how the camera laid it
    stored = eight(page()) if turn is None else eight(page()).transpose(Image.Transpose(turn))
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert_ink_is_bright(opened(stored, kind, exif=exif))


def test_a_damaged_orientation_note_is_passed_over() -> None:
    assert_ink_is_bright(opened(eight(page()), "JPEG", exif=b"Exif\x00\x00II*\x00garbage\xff\xff\xff\xff"))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_of_an_animation_the_first_frame_is_taken(kind: str) -> None:
    others = [eight(1 - page()), eight(np.ones((H, W)))]
    assert_ink_is_bright(opened(eight(page()), kind, save_all=True, append_images=others))


@pytest.mark.parametrize("level", [0, 128, 255])
def test_one_pixel_is_an_empty_picture(level: int) -> None:
    grey = opened(Image.new("L", (1, 1), level))
    assert grey.shape == (1, 1)
    assert not grey.any()


@pytest.mark.parametrize("level", [0, 100, 255])
def test_a_picture_of_one_colour_is_empty(level: int) -> None:
    assert not opened(Image.new("L", (W, H), level)).any()


@pytest.mark.parametrize("size", [(1, 50), (50, 1), (2, 1), (3, 3)])
def test_the_smallest_pictures_open(size: tuple[int, int]) -> None:
    image = Image.new("L", size, 255)
    image.putpixel((0, 0), 0)
    assert opened(image).shape == size[::-1]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\x00" * 2000, "is not a picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "is not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not a picture"),
        (b"\x89PNG\r\n\x1a\n", "is not a picture"),
    ],
)
def test_what_is_no_picture_is_one_sentence_that_names_it(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "odd.png"
    path.write_bytes(content)
    with pytest.raises(PictureError, match=says) as caught:
        open_picture(path)
    assert "odd.png" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF", "PPM"])
def test_a_picture_cut_at_any_place_opens_or_is_one_sentence(kind: str) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (H, W), np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(noise).save(buffer, kind)
    whole = buffer.getvalue()
    refused = 0
    for end in range(0, len(whole), max(1, len(whole) // 60)):
        try:
            assert open_picture(whole[:end]).shape == (H, W)
        except PictureError as error:
            refused += 1
            assert "\n" not in str(error)
    assert refused > 30


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF"])
def test_flipped_bytes_never_raise_anything_else(kind: str) -> None:
    buffer = io.BytesIO()
    eight(page()).save(buffer, kind)
    whole, random = buffer.getvalue(), np.random.default_rng(1)
    for _ in range(150):
        data = bytearray(whole)
        for place in random.integers(0, len(data), 3):
            data[place] = random.integers(0, 256)
        try:
            grey = open_picture(bytes(data), max_pixels=1_000_000)
        except PictureError:
            continue
        assert np.isfinite(grey).all()


def test_a_missing_file_a_folder_and_an_impossible_name_are_sentences(tmp_path: Path) -> None:
    for path, says in ((tmp_path / "none.png", "none.png"), (tmp_path, "not a file"), ("a\x00b.png", "cannot be read")):
        with pytest.raises(PictureError, match=says):
            open_picture(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_named_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(PictureError, match="not a file"):
        open_picture(tmp_path / "pipe.png")


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be width x height."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(12_000, 10_000), (60_000, 60_000), (2_000_000_000, 2)])
def test_a_picture_that_claims_too_many_pixels_is_refused_before_it_is_decoded(width: int, height: int) -> None:
    tracemalloc.start()
    with pytest.raises(PictureError, match="smaller"):
        open_picture(bomb(width, height))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000


def test_a_large_picture_is_reduced_by_averaging() -> None:
    grey = page().repeat(20, axis=0).repeat(20, axis=1)
    small = open_picture(np.rint(grey * 255).astype(np.uint8), kept_pixels=H * W)
    assert_ink_is_bright(small)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_large_file_is_reduced(kind: str) -> None:
    buffer = io.BytesIO()
    eight(page().repeat(20, axis=0).repeat(20, axis=1)).save(buffer, kind)
    small = open_picture(buffer.getvalue(), kept_pixels=4 * H * W)
    assert small.size <= 4 * H * W
    assert small[small.shape[0] // 2, small.shape[1] // 4] > 0.8


@pytest.mark.parametrize(
    "pixels",
    [
        np.rint(page() * 255).astype(np.uint8),
        np.rint(page() * 65535).astype(np.uint16),
        page().astype(np.float32),
        page(),
        page() > 0.5,
        np.rint(page() * 255).astype(np.uint8)[..., None],
        np.repeat(np.rint(page() * 255).astype(np.uint8)[..., None], 3, axis=2),
        np.repeat(page()[..., None], 3, axis=2),
        np.asfortranarray(np.rint(page() * 255).astype(np.uint8)),
    ],
    ids=["uint8", "uint16", "float32", "float64", "bool", "one channel", "rgb", "float rgb", "fortran order"],
)
def test_pixels_of_every_kind_open(pixels: np.ndarray) -> None:
    assert_ink_is_bright(open_picture(pixels))


@pytest.mark.parametrize(
    "pixels", [np.zeros((0, 5), np.uint8), np.zeros(7), np.zeros((2, 2, 7)), np.zeros((3, 3), complex), np.array("x")]
)
def test_arrays_that_are_no_picture_are_sentences(pixels: np.ndarray) -> None:
    with pytest.raises(PictureError):
        open_picture(pixels)


def test_pixels_given_are_not_changed() -> None:
    pixels = page().astype(np.float32)
    before = pixels.copy()
    open_picture(pixels)[...] = 9
    np.testing.assert_array_equal(pixels, before)
