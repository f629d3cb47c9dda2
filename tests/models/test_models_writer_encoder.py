"""The writer encoder: what is counted of ink, what is usual for a letter, sets of one hand, and likeness."""

from pathlib import Path

import numpy as np
import pytest
import torch

from engines.data.sample import Provenance, Sample
from engines.data.split import members
from engines.data.store import Store, write_store
from engines.evaluation import style
from engines.inference.library import find_models
from engines.inference.styles import outlier, style_of, vectors
from engines.ink.geometry import affine
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke
from engines.models import writer_encoder
from engines.models.statistics import STATISTICS, LetterNorm, statistics
from engines.training import batches, hands, trainer
from engines.training.checkpoint import load_sampler

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def lean(hand: int) -> np.ndarray:
    """A hand of its own: slant and width by its number."""
    rng = np.random.default_rng(hand)
    return np.array([[np.exp(rng.normal(0, 0.25)), rng.normal(0, 0.5)], [0, 1]])


def letter(hand: int, which: str, nth: int = 0) -> Ink:
    return affine(glyph(which, Writer.random(hand), nth), lean(hand))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hands") / "hands.h5"
    samples = [
        Sample(letter(hand, which), text=which, writer=f"lab/site {hand % 2}/{hand}", provenance=Provenance(f"{hand}{which}"))
        for hand in range(64)
        for which in LETTERS
    ]
    write_store(
        path, [*samples, Sample(letter(1, "A"), text="A"), Sample(Ink((Stroke([(0, 0)]),)), text=".", writer="lab/site 0/0")]
    )
    return path


def test_what_is_counted_is_finite_and_follows_the_pen() -> None:
    path = torch.linspace(0.1, 0.9, 64)[None, :, None].expand(1, 64, 2).clone()
    path[..., 1] = 0.5
    even = torch.zeros(1, 64)
    right = statistics(path, torch.ones(1, 64), even, torch.zeros(1, 3))
    left = statistics(path.flip(1), torch.ones(1, 64), even, torch.zeros(1, 3))
    assert right.shape == (1, STATISTICS) and torch.isfinite(right).all()
    assert right[0, 0] == pytest.approx(1, abs=1e-3) and left[0, 8] == pytest.approx(1, abs=1e-3)  # of sixteen directions
    still = statistics(torch.zeros(2, 64, 2), torch.zeros(2, 64), torch.zeros(2, 64), torch.zeros(2, 3))
    assert torch.isfinite(still).all()


def test_what_is_usual_for_a_letter_is_taken_off() -> None:
    norm = LetterNorm(3, 2)
    torch.manual_seed(0)
    values, code = torch.randn(4000, 2), torch.randint(0, 2, (4000,))
    values[code == 1] += 5
    norm.train()
    norm(values, code)
    norm.eval()
    out = norm(values, code)
    for each in (0, 1):
        assert out[code == each].mean(0).abs().max() < 0.1 and 0.3 < float(out[code == each].std()) < 1.1
    assert norm(torch.full((1, 2), 2.5), torch.tensor([2])).abs().max() < 0.3  # never seen: what is usual for all


def test_batches_hold_two_sets_of_a_hand_without_a_letter_twice(store: Path) -> None:
    views = batches.load_views([store], "recognisers", "writer", ("hand",))
    assert isinstance(views, hands.HandViews) and (views.writers != "").all()
    order = views.order(5 * hands.LEAST, 3)
    rows = order.rows(7)
    assert torch.equal(rows, views.order(5 * hands.LEAST, 3).rows(7)) and not torch.equal(rows, order.rows(8))
    batch = views.batch(rows, torch.device("cpu"))
    for of_hand, codes in zip(batch["hand"].view(5, -1), batch["code"].view(5, -1), strict=True):
        assert len(set(of_hand.tolist())) == 1 and len(set(codes.tolist())) == hands.LEAST
    again = batches.load_views([store], "recognisers", "writer", ("hand",))  # from the cache
    assert all(torch.equal(again.tensors[name], views.tensors[name]) for name in views.tensors)
    assert hands.SET == writer_encoder.SET


def test_a_short_training_tells_unseen_hands_apart(store: Path, tmp_path: Path) -> None:
    plan = trainer.Plan(
        "writer_encoder",
        (store,),
        tmp_path / "run",
        preset="draft",
        steps=60,
        batch=192,
        device="cpu",
        threads=1,
        overrides={"lr": 5e-3},
    )
    ref = trainer.run(plan)
    assert ref.card.data["part"] == "recognisers" and ref.card.can == ("encode_style",)
    table = style.run(store, [ref], split="test", limit=None)
    ours, baseline = table["rows"]
    assert baseline["method"] == "directions" and ours["method"] == "run"
    assert 0 <= ours["eer_8"] < 0.35 and ours["eer_8"] <= ours["eer_1"]
    with Store(store) as opened:
        assert table["n"] == len({opened.writers[row] for row in members(opened.writers, "test")} - {""})
    assert style.run(store, [ref], split="all", by="random", limit=4)["notes"]


def test_trials_are_of_one_site_and_share_no_letter() -> None:
    writing = {
        f"lab/{site}/{hand}": {which: [hand * 100 + n, hand * 100 + n + 50] for n, which in enumerate(LETTERS)}
        for hand, site in enumerate("aabb")
    }
    pairs = style.trials(writing, 8, 0, rounds=3)
    assert set(pairs.site) == {"lab/a", "lab/b"} and pairs.same.mean() == 0.5
    for one, other, same in zip(pairs.one, pairs.other, pairs.same, strict=True):
        assert not {row % 50 for row in one} & {row % 50 for row in other}
        assert (one[0] // 100 == other[0] // 100) == same and {one[0] // 100, other[0] // 100} <= (
            {0, 1} if one[0] < 200 else {2, 3}
        )
    assert not len(style.trials({"lab/a/1": writing["lab/a/0"]}, 8, 0).same)


def test_equal_error_rates_that_are_known() -> None:
    same = np.array([True] * 10 + [False] * 10)
    assert style.equal_error_rate(np.arange(20.0)[::-1], same) == 0
    assert style.equal_error_rate(np.arange(20.0), same) == 1
    mixed = np.r_[np.ones(9), -2, -np.ones(9), 2.0]
    assert style.equal_error_rate(mixed, same) == pytest.approx(0.1)


@pytest.fixture(scope="module")
def shipped() -> writer_encoder.Sampler:
    [ref] = [ref for ref in find_models() if ref.card.name == "writer_encoder_default"]
    return load_sampler(ref)  # type: ignore[return-value]


def test_the_shipped_one_tells_hands_that_lean_otherwise(shipped: writer_encoder.Sampler) -> None:
    sides = {
        hand: [
            style_of(vectors(shipped, [letter(hand, which) for which in half], half)) for half in (LETTERS[::3], LETTERS[1::3])
        ]
        for hand in (3, 4, 5)
    }
    like = {
        (one, other): float(shipped.likeness(torch.from_numpy(sides[one][0])[None], torch.from_numpy(sides[other][1])[None]))
        for one in sides
        for other in sides
    }
    own = [like[hand, hand] for hand in sides]
    strangers = [value for (one, other), value in like.items() if one != other]
    assert np.mean(own) > np.mean(strangers) + 0.5


def test_vectors_of_samples_and_of_a_hand(shipped: writer_encoder.Sampler) -> None:
    inks = [letter(3, "A"), Ink((Stroke([(0, 0)]),)), letter(3, "B")]
    each = vectors(shipped, inks, ["A", ".", "B"])
    assert each.shape == (3, shipped.size) and np.isnan(each[1]).all() and np.isfinite(each[[0, 2]]).all()
    assert np.allclose(style_of(each), each[[0, 2]].mean(0)) and np.isnan(style_of(each[1:2])).all()
    assert vectors(shipped, [], []).shape == (0, shipped.size)


def test_a_sample_unlike_the_others_is_told_and_few_tell_nothing() -> None:
    rng = np.random.default_rng(0)
    known = (rng.normal(0, 0.5, (30, 8)) + np.arange(8)).astype(np.float32)
    usual, strange = outlier(known[0] + 0.01, known[1:]), outlier(-known[0], known[1:])
    assert usual is not None and usual < 0.97 < (strange or 0)
    assert outlier(known[0], known[:5]) is None and outlier(np.full(8, np.nan, np.float32), known) is None
