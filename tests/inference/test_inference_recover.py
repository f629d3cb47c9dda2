"""Recovery of strokes from any image: whole, on the ink, in the image's own pixels, by rules and by any model."""

import resource
from collections.abc import Iterator

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from engines.inference import deciding
from engines.inference.recover import Recovered, recover
from engines.ink.geometry import fit_frame
from engines.ink.raster import render
from engines.ink.synthesis import Writer, glyph, samples, word
from engines.ink.types import Frame, Ink, Stroke
from engines.models import stroke_recovery
from tests.fuzzing import cases

LETTER = 64


def image_of(ink: Ink, side: int = LETTER, pen: float = 0.05) -> np.ndarray:
    frame = fit_frame(ink)
    return render(ink, side, side, pen * side, Frame(frame.offset, frame.scale * side)) / np.float32(255)


@pytest.fixture
def untrained(monkeypatch: pytest.MonkeyPatch) -> Iterator[stroke_recovery.Sampler]:
    """A model that knows nothing, and is believed: what must hold for any answer must hold for its."""
    torch.manual_seed(0)
    monkeypatch.setattr(deciding, "UNSURE", -1e9)
    config = stroke_recovery.PRESETS["draft"]
    yield stroke_recovery.Sampler(config, stroke_recovery.Recipe(config).nets.state_dict())


def likeness(found: Recovered, image: np.ndarray) -> float:
    """IoU of what the recovered strokes draw, as wide as they were, with the image."""
    drawn, inked = np.zeros(image.shape, bool), image > 0.5
    for stroke in found.ink:
        for first, last, wide in zip(stroke.xy, stroke.xy[1:], stroke.pressure[1:], strict=False):
            drawn |= render(Ink((Stroke([first, last]),)), *image.shape, max(0.3, float(wide) * found.width)) > 127
    return float((drawn & inked).sum() / max(1, (drawn | inked).sum()))


@pytest.mark.parametrize("by", ["rules", "model"])
def test_what_was_drawn_lies_on_the_ink_again(by: str, untrained: stroke_recovery.Sampler) -> None:
    inks = [ink for _, _, ink in samples(60, seed=4)]
    images = [image_of(ink) for ink in inks]
    found = recover(images, untrained if by == "model" else None)
    assert {one.method for one in found} == {"trace" if by == "rules" else "model"}
    own = np.array([likeness(one, image) for one, image in zip(found, images, strict=True)])
    assert (own >= 0.9).mean() >= 0.95, np.sort(own)[:6]
    np.testing.assert_allclose([one.iou for one in found], own, atol=0.08)


def test_strokes_are_whole_values(untrained: stroke_recovery.Sampler) -> None:
    (one,) = recover([image_of(glyph("R"))], untrained)
    assert len(one.confidence) == len(one.ink) > 0 and (one.confidence >= 0).all() and (one.confidence <= 1).all()
    clock = np.concatenate([stroke.t for stroke in one.ink])
    assert clock[0] == 0 and (np.diff(clock) >= 0).all() and 0.1 < clock[-1] < 20
    for stroke in one.ink:
        assert np.isfinite(stroke.pressure).all() and 0 < stroke.pressure.max() <= 1
    assert one.width == pytest.approx(3.2, abs=0.7)


def test_the_answer_is_in_the_pixels_of_the_image() -> None:
    ink = Ink((Stroke([(10, 10), (90, 30)]), Stroke([(20, 80), (80, 90)])))
    for times, left, top in ((1.0, 0, 0), (3.0, 50, 20), (0.4, 7, 0)):
        image = render(ink, round(200 * times), round(200 * times), 5 * times, Frame((-left, -top), times)) / 255.0
        (one,) = recover([image])
        ends = np.sort(np.concatenate([stroke.xy[[0, -1]] for stroke in one.ink]) / times - (left, top), axis=0)
        np.testing.assert_allclose(ends, np.sort([(10, 10), (90, 30), (20, 80), (80, 90)], axis=0), atol=2.5)
        assert one.width == pytest.approx(5 * times, rel=0.3)


def test_a_batch_answers_as_one_by_one(untrained: stroke_recovery.Sampler) -> None:
    images = [image_of(glyph(char, Writer.random(5), 5)) for char in "AQiM8"] + [np.zeros((30, 30)), image_of(word("on"))]
    together = recover(images, untrained)
    for image, one in zip(images, together, strict=True):
        (alone,) = recover([image], untrained)
        assert len(alone.ink) == len(one.ink)
        for mine, theirs in zip(alone.ink, one.ink, strict=True):
            np.testing.assert_allclose(mine.xy, theirs.xy, atol=0.05)
    assert len(together[5].ink) == 0 and together[5].iou == 0


@pytest.mark.parametrize("by", ["rules", "model"])
def test_a_fixed_stroke_stays_as_it_is(by: str, untrained: stroke_recovery.Sampler) -> None:
    plus = Ink((Stroke([(32, 8), (32, 56)]), Stroke([(8, 32), (56, 32)])))
    image = render(plus, 64, 64, 3.0) / 255.0
    wanted = Stroke(np.linspace((56, 32.2), (8, 31.8), 30))  # from the right, as no rule has it
    (one,) = recover([image], untrained if by == "model" else None, [[wanted]])
    same = [stroke for stroke in one.ink if len(stroke) == 30 and np.allclose(stroke.xy, wanted.xy, atol=0.1)]
    assert len(same) == 1
    assert one.confidence[[stroke is same[0] for stroke in one.ink].index(True)] == 1
    assert len(one.ink) >= 2
    assert likeness(one, image) > 0.85


ODD = {
    "blank": np.zeros((64, 64)),
    "black": np.ones((64, 64)),
    "one pixel": np.pad(np.ones((1, 1)), 31),
    "a pixel alone": np.ones((1, 1)),
    "empty": np.zeros((0, 5)),
    "noise": np.random.default_rng(0).random((64, 64)),
    "much noise": np.random.default_rng(1).random((300, 500)) > 0.5,
    "a very wide line": np.pad(np.ones((3, 20_000)), ((10, 10), (0, 0))),
    "a very high line": np.pad(np.ones((20_000, 3)), ((0, 0), (10, 10))),
    "a blob": np.hypot(*np.mgrid[-40:41, -40:41]) < 30,
    "at the border": np.eye(64) + np.eye(64)[::-1],
    "not a number": np.full((32, 32), np.nan),
}


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("by", ["rules", "model"])
def test_anything_gets_a_sensible_answer(kind: str, by: str, untrained: stroke_recovery.Sampler) -> None:
    image = ODD[kind].astype(np.float32)
    (one,) = recover([image], untrained if by == "model" else None)
    blank = kind in ("blank", "empty", "not a number")
    assert (len(one.ink) == 0) == blank
    room = max(8, max(image.shape) / 30)  # two pixels where it was looked at
    for stroke in one.ink:
        assert (
            np.isfinite(stroke.xy).all() and (stroke.xy >= -room).all() and (stroke.xy <= np.add(image.shape[::-1], room)).all()
        )
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 4 << 20  # KiB, of the whole test process


@given(st.integers(0, 2**32 - 1), st.integers(1, 90), st.integers(1, 140), st.sampled_from(["noise", "blobs", "lines", "grey"]))
@cases(120)
def test_random_images_never_break_it(seed: int, height: int, width: int, kind: str) -> None:
    rng = np.random.default_rng(seed)
    image = rng.random((height, width))
    if kind == "blobs":
        image = np.kron(rng.random((height // 8 + 1, width // 8 + 1)) > 0.6, np.ones((8, 8)))[:height, :width].astype(float)
    elif kind == "lines":
        lines = tuple(Stroke(rng.random((3, 2)) * (width, height)) for _ in range(4))
        image = render(Ink(lines), height, width, 2.0) / 255.0
    elif kind == "grey":
        image = np.outer(np.linspace(0, 1, height), np.linspace(0, 1, width))
    (one,) = recover([image])
    for stroke in one.ink:
        assert np.isfinite(stroke.xy).all() and np.isfinite(stroke.t).all() and np.isfinite(stroke.pressure).all()
