"""Judges: they learn to read from their own half, answer within what is asked, and no Recipe takes one."""

import ast
import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch

from engines.data.split import half_of, keys_of, members, part_of
from engines.ink.glyph import drawn
from engines.ink.synthesis import Writer, glyph
from engines.models import catalog
from engines.models.characters import ASCII, KUZUSHIJI, MERGED, merged, ordered
from engines.models.judges import PRESETS, Config, Recipe, Sampler, build
from engines.models.variation import varied

ROOT = Path(__file__).parents[2]
SMALL = Config(alphabet="AOX10", width=4, smoothing=0.0, lr=2e-2, warm_up=1)


def letters(text, hands):
    made = np.stack([drawn(glyph(letter, Writer.random(hand), 0), 2.5) for hand in hands for letter in text])
    return torch.from_numpy(made[:, None]).float() / 255, torch.tensor([ord(letter) for _ in hands for letter in text])


def test_it_stays_within_its_size():
    assert sum(weight.numel() for weight in build(PRESETS["default"]).parameters()) <= 1_000_000


def test_it_learns_to_read_and_answers_what_it_read():
    torch.manual_seed(0)
    recipe = Recipe(SMALL)
    images, codes = letters("AOX1", range(24))
    [phase] = recipe.phases
    assert isinstance(phase.lr, float)
    step = torch.optim.AdamW(recipe.nets.parameters(), lr=0.01)
    for _ in range(60):
        losses = recipe.loss(phase, {"glyph": images, "code": codes})
        step.zero_grad()
        losses["loss"].backward()
        step.step()
    recipe.eval()
    seen = recipe.loss(phase, {"glyph": images, "code": codes})
    assert float(seen["wrong"]) < 0.1
    sampler = Sampler(SMALL, recipe.nets.state_dict())
    unseen, wanted = letters("AOX1", range(50, 60))
    texts, sure = sampler.read(unseen)
    assert np.mean([ord(text) == code for text, code in zip(texts, wanted.tolist(), strict=True)]) > 0.8
    assert sure.shape == (40,) and 0 < sure.min() <= sure.max() <= 1
    texts, sure = sampler.read(unseen, among="0X")
    assert set(texts) <= {"0", "X"}
    assert sampler.features(unseen).shape == (40, 20)
    with pytest.raises(ValueError, match="knows none"):
        sampler.read(unseen, among="é")


def test_characters_that_it_does_not_know_change_nothing():
    recipe = Recipe(SMALL).eval().requires_grad_(False)
    images, codes = letters("AO", range(4))
    known = recipe.loss(recipe.phases[0], {"glyph": images, "code": codes})
    codes[::2] = ord("é")
    fewer = recipe.loss(recipe.phases[0], {"glyph": images, "code": codes})
    assert 0 < float(fewer["loss"]) < float(known["loss"])
    nothing = recipe.loss(recipe.phases[0], {"glyph": images, "code": torch.full_like(codes, -1)})
    assert float(nothing["loss"]) == float(nothing["wrong"]) == 0


def test_variations_differ_and_stay_pictures():
    torch.manual_seed(0)
    images, _ = letters("ARS", range(8))
    made = varied(images)
    assert made.shape == images.shape and made.min() >= 0 and made.max() <= 1 and torch.isfinite(made).all()
    moved = (made - images).abs().mean((1, 2, 3))
    assert (moved > 0.01).all() and len(moved.unique()) == len(moved)
    assert 0.4 < float(made.mean() / images.mean()) < 2.5


def test_merged_characters_are_one_and_others_themselves():
    assert merged("o") == merged("0") == merged("O") and merged("l") == merged("1") != merged("|")
    assert merged("A") == "A" and merged("あ") == "あ"
    assert len("".join(MERGED)) == len(set("".join(MERGED)))


@pytest.mark.parametrize(("settings", "says"), [({"width": 0}, "'width'"), ({"alphabet": "AA"}, "'alphabet'")])
def test_a_config_that_cannot_be_is_refused(settings, says):
    with pytest.raises(ValueError, match=says):
        Config(**settings)


# ---------------------------------------------------------------- judges judge alone


def judge():
    return Sampler(SMALL, build(SMALL).state_dict())


@pytest.mark.parametrize("family", catalog.FAMILIES)
def test_no_recipe_of_the_catalogue_takes_a_judge(family):
    module = catalog.family(family)
    config = next(iter(module.PRESETS.values()))
    assert module.Recipe(config, {}).frozen == {}
    with pytest.raises(ValueError, match="is a judge"):
        module.Recipe(config, {"reader": judge()})


@pytest.mark.parametrize("family", sorted(set(catalog.FAMILIES) - {"judge"}))
def test_no_recipe_can_begin_from_a_judges_weights(family):
    module = catalog.family(family)
    with pytest.raises(RuntimeError, match=r"Missing key|Unexpected key"):
        module.Recipe(next(iter(module.PRESETS.values()))).nets.load_state_dict(judge().nets.state_dict())


def test_only_the_catalogue_and_evaluation_know_judges():
    allowed = {"engines/models/catalog.py", "engines/models/judges.py"}
    for path in sorted((ROOT / "engines").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        imported = {
            f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        if any("models.judges" in target for target in imported):
            assert name in allowed or name.startswith("engines/evaluation/"), name


def test_no_writer_of_the_judges_half_is_one_that_a_loss_may_be_steered_by():
    writers = [f"writer {k}" for k in range(400)]
    mine, theirs, train = ({writers[k] for k in members(writers, part)} for part in ("judges", "recognisers", "train"))
    assert mine | theirs == train and not mine & theirs
    assert 100 < len(mine) < 220 and 100 < len(theirs) < 220
    assert all(part_of(writer) == "train" and half_of(writer) == "judges" for writer in mine)
    halves = {name: catalog.family(name).Recipe.part for name in catalog.FAMILIES}
    assert [name for name, part in halves.items() if part == "judges"] == ["judge"]


def test_a_sample_whose_writer_is_unknown_is_kept_apart_by_its_place():
    assert keys_of(["ann", ""], ["a#1", "a#2"], "writer") == ["ann", "a#2"]
    assert keys_of(["ann", ""], ["a#1", "a#2"], "random") == ["a#1", "a#2"]


def test_presets_are_configs_of_known_classes():
    assert ordered(PRESETS["default"].alphabet) == "".join(sorted(ASCII + KUZUSHIJI))
    assert dataclasses.replace(PRESETS["draft"], width=8).width == 8
