"""Both designs of stroke recovery: what they see, what they lose, and that what they choose is always a way over the pieces."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
import torch

from engines.models import stroke_links, stroke_recovery
from engines.models.pieces import FEATURES, TURNED
from engines.models.pointing import TWICE

DRAFT = stroke_recovery.PRESETS["draft"]
LINKS = stroke_links.PRESETS["draft"]
Designs = pytest.mark.parametrize("family", [stroke_recovery, stroke_links], ids=["pointer", "links"])


def chain(count: int = 5, batch: int = 3) -> dict[str, torch.Tensor]:
    """Samples whose pieces lie end to end from left to right; the second one is shorter."""
    generator = torch.Generator().manual_seed(1)
    pieces = torch.zeros(batch, count, FEATURES)
    place = torch.arange(count) * 0.2 + 0.1
    pieces[..., 0], pieces[..., 2], pieces[..., 4] = place, place + 0.1, place + 0.2
    pieces[..., 1:6:2], pieces[..., 6], pieces[..., 8], pieces[..., 10] = 0.5, 1.0, -1.0, 0.8
    nodes = torch.stack([torch.arange(count), torch.arange(count) + 1], -1).expand(batch, -1, -1)
    counts = torch.tensor([[count, count], [count - 2, count - 2]] + [[count, count]] * (batch - 2))
    steps = (2 * torch.arange(count)).expand(batch, -1)
    lifts = torch.zeros(batch, count, dtype=torch.long)
    lifts[:, 0] = lifts[:, 2] = 1
    image = torch.rand(batch, 1, 72, 80, generator=generator)
    return {"image": image, "pieces": pieces, "nodes": nodes, "counts": counts, "steps": steps, "lifts": lifts}


def sampler(family: Any, seed: int = 0) -> Any:
    torch.manual_seed(seed)
    recipe = family.Recipe(family.PRESETS["draft"])
    return family.Sampler(family.PRESETS["draft"], recipe.nets.state_dict())


def asked(batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {**{name: batch[name] for name in ("image", "pieces", "nodes")}, "counts": batch["counts"][:, 0]}


@Designs
def test_every_weight_learns_and_the_size_is_kept(family: Any) -> None:
    assert sum(weight.numel() for weight in family.Recipe(family.Config()).parameters()) <= 4_000_000
    recipe = family.Recipe(family.PRESETS["draft"])
    recipe.loss(recipe.phases[0], chain())["loss"].backward()
    still = [name for name, weight in recipe.named_parameters() if weight.grad is None or not weight.grad.abs().sum() > 0]
    assert still == []


@Designs
def test_a_few_samples_are_learnt_by_heart(family: Any) -> None:
    torch.manual_seed(0)
    recipe = family.Recipe(family.PRESETS["draft"])
    optimiser = torch.optim.Adam(recipe.parameters(), 3e-3)
    for _ in range(120):
        losses = recipe.loss(recipe.phases[0], chain())
        optimiser.zero_grad()
        losses["loss"].backward()
        optimiser.step()
    assert float(losses["loss"].detach()) < 0.1
    found = family.Sampler(family.PRESETS["draft"], recipe.nets.state_dict()).strokes(asked(chain()), 4)
    for one, (pieces, _) in zip(found, chain()["counts"].tolist(), strict=True):
        assert one.steps[0] == [2 * number for number in range(pieces)]
        assert one.lifts[0] == [number in (0, 2) for number in range(pieces)]


def test_padding_changes_nothing() -> None:
    hand = sampler(stroke_recovery).hand
    batch = chain()
    alone = {name: value[1:2] for name, value in batch.items()}
    alone["pieces"], alone["nodes"] = alone["pieces"][:, :3], alone["nodes"][:, :3]
    alone["steps"], alone["lifts"] = alone["steps"][:, :3], alone["lifts"][:, :3]
    logits, following, real = hand(batch)
    own, own_following, _ = hand(alone)
    assert real[1].tolist() == [True] * 4 + [False] * 2
    directed = 6
    for step in range(4):
        both = logits[1, step]
        kept = torch.cat([both[:directed], both[10 : 10 + directed], both[-1:]])
        torch.testing.assert_close(kept, own[0, step], atol=1e-4, rtol=1e-4)
    assert following[1, 3] == 20 and own_following[0, 3] == 12  # the end


def test_turned_is_its_own_inverse() -> None:
    assert [TURNED[TURNED[column]] for column in range(FEATURES)] == list(range(FEATURES))


def whole(one: Any, pieces: int) -> None:
    for steps, lifts in zip(one.steps, one.lifts, strict=True):
        assert lifts[0] and {step // 2 for step in steps} == set(range(pieces))
        assert max(steps.count(step) for step in steps) <= TWICE
        for before, after, lift in zip(steps, steps[1:], lifts[1:], strict=False):
            end = before // 2 + (1 - before % 2)
            start = after // 2 + after % 2
            assert lift or end == start


@pytest.mark.parametrize("seed", range(6))
def test_whatever_the_weights_a_sequence_is_a_way_over_all_pieces(seed: int) -> None:
    batch = chain(6, 4)
    for one, (pieces, _) in zip(sampler(stroke_recovery, seed).strokes(asked(batch), 5), batch["counts"].tolist(), strict=True):
        whole(one, pieces)
        assert one.total == sorted(one.total, reverse=True)
        for total, sure in zip(one.total, one.sure, strict=True):
            assert total == pytest.approx(sum(sure), abs=1e-3)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_forced_is_drawn_as_it_is(seed: int) -> None:
    batch = chain(6, 3)
    forced = [[[5, 3]], [], [[8, 10], [1]]]
    found = sampler(stroke_recovery, seed).strokes(asked(batch), 4, forced)
    for one, sequences in zip(found, forced, strict=True):
        for steps, lifts in zip(one.steps, one.lifts, strict=True):
            begins = [*itertools.compress(range(len(steps)), lifts), len(steps)]
            strokes = [steps[begin:end] for begin, end in itertools.pairwise(begins)]
            assert all(sequence in strokes for sequence in sequences)


def test_one_by_one_and_together_are_the_same() -> None:
    batch, mine = asked(chain()), sampler(stroke_recovery)
    together = mine.strokes(batch, 3)
    for row, one in enumerate(together):
        alone = mine.strokes({name: value[row : row + 1] for name, value in batch.items()}, 3)[0]
        assert alone.steps[0] == one.steps[0] and alone.total[0] == pytest.approx(one.total[0], abs=1e-3)


def test_sizes_must_be_sizes() -> None:
    for config in (stroke_recovery.Config, stroke_links.Config):
        make: Callable[..., Any] = config
        with pytest.raises(ValueError, match="width"):
            make(width=0)
