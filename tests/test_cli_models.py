"""`ductus models`: models come in checked, go out whole, and shipped ones stay."""

import json
import pickle

import numpy as np
import pytest

from engines import cli_models
from engines.data.cards import ModelCard, write_card
from engines.data.places import models_home
from engines.inference import library


def card_at(folder, name="mine", **values):
    folder.mkdir(parents=True, exist_ok=True)
    fields = {"family": "cross_vae", "config": {}, "can": ("encode", "decode"), "weights": f"{name}.safetensors", **values}
    card = ModelCard(name=name, shapes={"a": "float32 2x3", "b": "float32"}, **fields)
    write_card(card, folder / f"{name}.json")
    (folder / card.weights).write_bytes(b"weights")
    return card


@pytest.fixture
def no_shipped(monkeypatch, tmp_path):
    monkeypatch.setattr(library, "shipped_models", lambda: tmp_path / "shipped")
    return tmp_path / "shipped"


def test_the_list_says_what_is_in_use_for_what_and_names_broken_cards(ductus, no_shipped):
    card_at(no_shipped, "shipped")
    card_at(models_home(), "mine", can=("encode", "image_to_ink"))
    (models_home() / "broken.json").write_text("{")
    status, out, _ = ductus("models", "--json", "-")
    told = json.loads(out)
    assert status == 0 and [row["name"] for row in told["models"]] == ["shipped", "mine"]
    assert [row["in_use_for"] for row in told["models"]] == [["encode", "decode"], ["image_to_ink"]]
    assert "broken.json" in told["problems"][0]
    assert ductus("models", "list")[1].splitlines()[0].startswith("name")


def test_a_card_is_shown_without_its_tensors(ductus, no_shipped):
    card_at(models_home(), "mine", licence="CC BY 4.0")
    status, out, _ = ductus("models", "show", "mine", "--json", "-")
    told = json.loads(out)
    assert status == 0 and told["parameters"] == 7 and told["tensors"] == 2 and told["licence"] == "CC BY 4.0"
    assert ductus("info", "mine", "--json", "-")[1] == out


def test_a_shipped_model_is_never_removed(ductus, no_shipped):
    card_at(no_shipped, "shipped")
    status, _, err = ductus("models", "remove", "shipped")
    assert status == 1 and "not removed" in err and (no_shipped / "shipped.json").is_file()


def test_ones_own_model_is_removed_whole(ductus, no_shipped):
    card_at(models_home(), "mine")
    assert ductus("models", "remove", "mine")[0] == 0
    assert not list(models_home().iterdir())
    assert ductus("models", "remove", "mine")[0] == 1


def test_export_copies_card_and_weights_and_overwrites_nothing(ductus, no_shipped, tmp_path):
    card_at(models_home(), "mine")
    assert ductus("models", "export", "mine", tmp_path / "out")[0] == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["mine.json", "mine.safetensors"]
    status, _, err = ductus("models", "export", "mine", tmp_path / "out")
    assert status == 1 and "already there" in err


class Trap:
    def __reduce__(self):
        return (exec, ("raise SystemExit('executed')",))


@pytest.mark.parametrize("kind", ["pickle", "shape", "empty", "name", "family", "absent", "not a card"])
def test_a_model_that_is_not_what_it_says_is_refused_and_nothing_changes(ductus, no_shipped, tmp_path, kind):
    from safetensors.numpy import save_file

    folder = tmp_path / "in"
    card_at(folder, "evil", **({"family": "unknown"} if kind == "family" else {}))
    weights = folder / "evil.safetensors"
    if kind == "pickle":
        weights.write_bytes(pickle.dumps(Trap()))
    elif kind == "empty":
        weights.write_bytes(b"")
    elif kind == "absent":
        weights.unlink()
    elif kind == "not a card":
        (folder / "evil.json").write_text("[1]")
    else:
        save_file({"a": np.zeros((3, 2), np.float32)}, weights)
    words = ["models", "import", folder / "evil.json", *(["--name", "../out"] if kind == "name" else [])]
    status, _, err = ductus(*words)
    assert status == 1 and len(err.splitlines()) == 1 and "executed" not in err
    assert not models_home().exists() or not list(models_home().iterdir())


def test_a_real_model_comes_in_once_and_under_another_name(ductus, no_shipped, tmp_path):
    import dataclasses

    from engines.models import catalog
    from engines.training.checkpoint import save_snapshot
    from engines.training.trainer import averaged_state

    config = catalog.configure("cross_vae", "paper")
    recipe = catalog.family("cross_vae").Recipe(config)
    card = ModelCard("fresh", "cross_vae", dataclasses.asdict(config), ("encode",))
    save_snapshot(tmp_path / "run", card, averaged_state(recipe, recipe.nets))
    assert ductus("models", "import", tmp_path / "run")[0] == 0
    assert [ref.card.name for ref in cli_models.listing()[0]] == ["fresh"]
    status, _, err = ductus("models", "import", tmp_path / "run")
    assert status == 1 and "already a model" in err
    assert ductus("models", "import", tmp_path / "run", "--replace")[0] == 0
    assert ductus("models", "import", tmp_path / "run" / "fresh.safetensors", "--name", "second")[0] == 0
    assert [ref.card.name for ref in cli_models.listing()[0]] == ["fresh", "second"]
    assert ductus("models", "export", "fresh", tmp_path / "half", "--half")[0] == 0
    whole, half = models_home() / "fresh.safetensors", tmp_path / "half" / "fresh.safetensors"
    assert half.stat().st_size < 0.51 * whole.stat().st_size
    assert ductus("models", "import", tmp_path / "half", "--name", "third")[0] == 0  # loads and fits its card


def test_facts_are_told_without_brackets_and_unknown_ones_not_at_all():
    facts = {"name": "a", "data": {"stores": ["x", "y"], "samples": 3}, "gone": None, "none": [], "long_text": "z" * 500}
    name, data, long = cli_models.lines(facts)
    assert (name, data) == ("name       a", "data       stores x, y, samples 3") and long.endswith("z ...") and len(long) < 420
