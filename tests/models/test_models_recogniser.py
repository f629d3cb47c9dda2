"""The recogniser of characters: what it is shown, how it learns, and what the shipped one reads."""

import numpy as np
import pytest
import torch

from engines.data.split import half_of, part_of
from engines.inference.library import find_models
from engines.inference.reading import chance_of, chances, chances_of_pictures, shown
from engines.ink.geometry import affine
from engines.ink.glyph import drawn
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke
from engines.models import recogniser
from engines.models.variation import bent, restyled, smoothed
from engines.training.checkpoint import load_sampler


def line(*points: tuple[float, float], count: int = 64) -> torch.Tensor:
    """A path through the points, (1, count, 2)."""
    corners = np.array(points)
    way = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
    at = np.linspace(0, way[-1], count)
    return torch.tensor(np.stack([np.interp(at, way, corners[:, axis]) for axis in (0, 1)], 1), dtype=torch.float32)[None]


def test_maps_tell_the_way_of_the_pen_and_its_lifts() -> None:
    right, pen = line((0.1, 0.5), (0.9, 0.5)), torch.ones(1, 64)
    maps = recogniser.maps(right, pen)
    assert maps.shape == (1, recogniser.MAPS, 32, 32) and float(maps.min()) >= 0 and float(maps.max()) <= 1
    amounts = maps.sum((0, 2, 3))
    assert float(amounts[1]) == pytest.approx(float(amounts[0])) and amounts[2:].max() < 1e-3  # all of it goes to the right
    back = recogniser.maps(right.flip(1), pen).sum((0, 2, 3))
    assert back[5] > 10 and back[1] < 1e-3
    air = recogniser.maps(right, torch.zeros(1, 64)).sum((0, 2, 3))
    assert air[-1] > 10 and air[:-1].max() < 1e-3
    slant = recogniser.maps(line((0.1, 0.1), (0.9, 0.9)), pen).sum((0, 2, 3))
    assert slant[2] > 10 and slant[[1, 3]].max() < 1e-2


def test_smoothing_takes_a_staircase_and_leaves_ends_and_lifts() -> None:
    stairs = line(*[(0.1 + 0.1 * (n // 2), 0.1 + 0.1 * ((n + 1) // 2)) for n in range(16)])
    pen = torch.ones(1, 64)
    soft = stairs
    for _ in range(6):
        soft = smoothed(soft, pen)
    off = (soft[0, :, 0] - soft[0, :, 1]).abs()
    assert off[4:-4].max() < 0.75 * (stairs[0, :, 0] - stairs[0, :, 1]).abs()[4:-4].max()
    assert torch.equal(soft[0, [0, -1]], stairs[0, [0, -1]])
    lifted = pen.clone()
    lifted[0, 30] = 0
    once = smoothed(stairs, lifted)
    assert torch.equal(once[0, 30:32], stairs[0, 30:32])


def test_varied_ink_stays_in_its_frame() -> None:
    torch.manual_seed(0)
    paths = line((0.05, 0.5), (0.95, 0.5), (0.5, 0.9)).expand(200, -1, -1)
    for made in (bent(paths, torch.ones(200, 64)), restyled(paths)):
        assert made.shape == paths.shape and torch.isfinite(made).all()
        sides = (made.amax(1) - made.amin(1)).amax(1)
        assert float(sides.min()) > 0.7 and float(sides.max()) < 1.15
        assert (made - paths).abs().mean() > 0.003


def test_it_learns_from_writers_that_no_judge_sees() -> None:
    assert recogniser.Recipe.part == "recognisers"
    hands = [f"hand {n}" for n in range(200)]
    assert {half_of(hand) for hand in hands if part_of(hand) == "train"} == {"judges", "recognisers"}


def test_a_step_learns_from_ink_and_from_pictures_alone() -> None:
    torch.manual_seed(0)
    recipe = recogniser.Recipe(recogniser.Config(alphabet="AB", width=4, features=16))
    inks = [glyph("AB"[n % 2], Writer.random(n), 0) for n in range(16)]
    path, pen = shown(inks)
    pictures = torch.from_numpy(np.stack([drawn(ink, 2.0) for ink in inks]))[:, None].float() / 255
    batch = {
        "path": path,
        "pen": pen,
        "glyph": pictures,
        "code": torch.tensor([ord("ABC"[n % 3 if n < 3 else n % 2]) for n in range(16)]),
    }
    optimiser = torch.optim.Adam(recipe.parameters(), 5e-3)
    recipe.train()
    first = None
    for _ in range(40):
        losses = recipe.loss(recipe.phases[0], batch)
        first = first or float(losses["loss"])
        optimiser.zero_grad()
        losses["loss"].backward()
        optimiser.step()
    recipe.eval()
    after = recipe.loss(recipe.phases[0], batch)
    assert float(after["loss"]) < 0.7 * first and float(after["wrong"]) < 0.4


@pytest.fixture(scope="module")
def shipped() -> recogniser.Sampler:
    [ref] = [ref for ref in find_models() if ref.card.name == "recogniser_default"]
    assert ref.card.data["part"] == "recognisers"
    return load_sampler(ref)  # type: ignore[return-value]


def test_the_shipped_one_reads_ink_and_pictures(shipped: recogniser.Sampler) -> None:
    letters = "ABCEHKLNOSTXZ"
    inks = [glyph(letter, Writer.random(7), 0) for letter in letters]
    read = chances(shipped, inks)
    assert read.shape == (len(letters), 94) and np.allclose(read.sum(1), 1, atol=1e-4)
    hits = [chance_of(shipped, row, letter) for row, letter in zip(read, letters, strict=True)]
    assert np.mean([hit is not None and hit > 0.5 for hit in hits]) > 0.75
    seen = chances_of_pictures(shipped, [drawn(ink, 2.0) for ink in inks])
    assert (
        np.mean([shipped.classes[int(row.argmax())].upper() == letter for row, letter in zip(seen, letters, strict=True)]) > 0.6
    )
    assert chance_of(shipped, read[0], "あ") is None


def test_what_only_size_tells_apart_is_one_chance(shipped: recogniser.Sampler) -> None:
    ring = Ink((Stroke(np.stack([np.cos(np.linspace(1, 7.3, 60)), np.sin(np.linspace(1, 7.3, 60))], 1)),))
    (row,) = chances(shipped, [affine(ring, np.eye(2) * 4)])
    assert chance_of(shipped, row, "o") == chance_of(shipped, row, "O") == chance_of(shipped, row, "0") > 0.8


def test_no_ink_and_no_pictures_give_no_rows(shipped: recogniser.Sampler) -> None:
    assert chances(shipped, []).shape == (0, 94) and chances_of_pictures(shipped, []).shape == (0, 94)
    with pytest.raises(ValueError):
        chances(shipped, [Ink()])
