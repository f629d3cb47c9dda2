"""Views of stroke recovery: pictures worn or clean, targets that lead over the skeleton, batches of one size."""

from pathlib import Path

import numpy as np
import pytest
import torch

from engines.data.sample import Provenance, Sample
from engines.data.store import Store, write_store
from engines.ink.pieces import FEATURES
from engines.ink.synthesis import Writer, glyph, word
from engines.training.batches import load_views
from engines.training.recovery_views import HEIGHT, RecoveryViews, SizedOrder, recovery_arrays
from engines.training.wear import SIDE, plain, worn


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    samples = [
        Sample(glyph(char, Writer.random(hand), hand), None, char, f"hand/{hand}", Provenance(source=f"made {hand} {char}"))
        for hand in range(8)
        for char in "ABgi8"
    ]
    samples += [
        Sample(word("ink", Writer.random(hand), hand), None, "ink", f"hand/{hand}", Provenance(source=f"w{hand}"))
        for hand in range(8)
    ]
    path = tmp_path / "made.h5"
    write_store(path, iter(samples))
    return path


def test_the_clean_picture_is_that_of_the_protocol() -> None:
    ink = glyph("B")
    found = plain(ink, True)
    assert found is not None and found[0].shape == (SIDE, SIDE)
    for stroke in ink:
        at = found[1].apply(stroke.xy)
        assert found[0][at[:, 1].astype(int), at[:, 0].astype(int)].min() > 0.5


def test_a_worn_picture_still_shows_the_ink() -> None:
    for seed in range(40):
        ink = glyph("R", Writer.random(seed), seed)
        found = worn(ink, True, np.random.default_rng(seed))
        assert found is not None and found[0].min() >= 0 and found[0].max() <= 1
        at = found[1].apply(np.concatenate([stroke.xy for stroke in ink]))
        inside = found[0][at[:, 1].astype(int), at[:, 0].astype(int)]
        assert (inside > 0.5 * found[0].max()).mean() > 0.6


def test_views_hold_ways_over_their_pieces(store: Path) -> None:
    views = load_views([store], "train", "writer", ("recovery",), variations=1)
    assert isinstance(views, RecoveryViews)
    assert views.fingerprint["variations"] == 1 and len(views) == 2 * views.fingerprint["samples"]
    joined: list[bool] = []
    for rows in views.parts(64):
        batch = views.batch(rows, torch.device("cpu"))
        count = len(rows)
        assert batch["image"].shape[:3] == (count, 1, HEIGHT) and batch["image"].shape[3] % 16 == 0
        assert batch["pieces"].shape[2] == FEATURES and float(batch["image"].max()) <= 1
        for pieces, steps, lifts, (many, long) in zip(
            batch["nodes"], batch["steps"], batch["lifts"], batch["counts"].tolist(), strict=True
        ):
            own = steps[:long]
            assert lifts[0] == 1 and int(own.max()) < 2 * many and not steps[long:].any()
            assert len(set((own // 2).tolist())) >= 0.8 * many
            ends = torch.stack([pieces, pieces.flip(1)], 1).flatten(0, 1)  # of directed pieces
            on = lifts[1:long] == 0
            joined += (ends[own[:-1], 1] == ends[own[1:], 0])[on].tolist()
    assert np.mean(joined) > 0.97  # a pen that ran dry is jumped over


def test_variations_differ_and_are_kept(store: Path) -> None:
    with Store(store) as opened:
        clean, first, second = (recovery_arrays(opened, number) for number in range(3))
        again = recovery_arrays(opened, 1)
    assert not np.array_equal(first.columns[:500], second.columns[:500])
    assert not np.array_equal(first.columns[:500], clean.columns[:500])
    np.testing.assert_array_equal(first.columns, again.columns)


def test_batches_hold_everything_once_and_larger_samples_in_smaller_ones() -> None:
    sizes = np.random.default_rng(0).integers(2, 200, 1000)
    order = SizedOrder(sizes, 32, 3)
    epoch = [order.rows(step) for step in range(order.per_epoch)]
    seen = torch.cat(epoch)
    assert len(seen.unique()) == len(seen) > 900
    for rows in epoch:
        own = sizes[rows.numpy()]
        assert own.max() - own.min() <= max(16, own.max() // 2) and len(rows) * own.max() <= max(32 * 40, 4 * own.max())
    again = SizedOrder(sizes, 32, 3)
    assert all(torch.equal(again.rows(step), rows) for step, rows in enumerate(epoch))
    assert not torch.equal(torch.cat([order.rows(order.per_epoch + step) for step in range(order.per_epoch)]), seen)
