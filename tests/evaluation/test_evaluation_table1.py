"""Table I: the class average as a control, rows per model, and a model that knows the test set left out."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from engines.data.sample import Provenance, Sample
from engines.data.store import StoreError, write_store
from engines.evaluation import table1
from engines.ink.types import Ink, Stroke
from engines.training import trainer


@pytest.fixture
def store(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    shapes = {"L": [[0, 0], [0, 10], [6, 10]], "V": [[0, 0], [4, 10], [8, 0]]}
    made = [
        Sample(
            Ink((Stroke(np.array(shapes["LV"[k % 2]]) + rng.normal(0, 0.6, (3, 2))),)),
            text="LV"[k % 2],
            writer=f"writer {k % 40}",
            provenance=Provenance(f"made#{k}"),
        )
        for k in range(300)
    ]
    write_store(tmp_path / "letters.h5", made)
    return tmp_path / "letters.h5"


def test_class_average_is_the_mean_of_the_training_part_alone() -> None:
    images = np.stack([np.full((2, 2), value) for value in (0.0, 1.0, 0.5)])
    paths = np.zeros((3, 4, 2))
    found, _ = table1.class_average(["A", "A", "B"], images, paths, ["A", "B", "C"])
    np.testing.assert_allclose(found[:, 0, 0], [0.5, 0.5, 0.5])
    found, _ = table1.class_average(["A", "B", "B"], images, paths, ["A", "B"])
    np.testing.assert_allclose(found[:, 0, 0], [0.0, 0.75])


def test_perfect_conversions_score_perfectly() -> None:
    rng = np.random.default_rng(0)
    images, paths = rng.random((3, 32, 32)), rng.random((3, 64, 2))
    found = table1.figures(images, paths, images, paths)
    assert found["dtw_path"] == found["dtw_ref"] == 0 and found["ssim"] == pytest.approx(1) and found["psnr"] == np.inf
    assert table1.figures(images, paths, images, paths[:, ::-1])["dtw_path"] > 0.1


def test_the_table_has_a_row_for_each_model_and_the_class_average(store: Path, tmp_path: Path) -> None:
    plan = trainer.Plan("cross_vae", (store,), tmp_path / "run", preset="draft", steps=150, batch=32, device="cpu", threads=1)
    ref = trainer.run(dataclasses.replace(plan, name="cross_vae_conv"))
    table = table1.run(store, [ref])
    assert [row["method"] for row in table["rows"]] == ["conv", "class_average"]
    conv, average = table["rows"]
    assert conv["gain_db"] == pytest.approx(conv["psnr"] - average["psnr"]) and conv["epochs"] > 0
    assert {"psnr", "ssim", "dtw_path", "dtw_ref"} <= conv.keys() and 20 < table["n"] < 80
    assert table1.run(store, [ref], limit=7)["n"] == 7
    both = trainer.run(dataclasses.replace(plan, out=tmp_path / "other", by="random", steps=2, name="cross_vae_conv_random"))
    assert [row["method"] for row in table1.run(store, [ref, both], by="random")["rows"]] == ["conv", "class_average"]
    other = table1.run(store, [ref], by="random")
    assert [row["method"] for row in other["rows"]] == ["class_average"] and "left out" in other["notes"][0]


def test_without_the_real_data_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUCTUS_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(StoreError, match="DUCTUS_DATA"):
        table1.run(None, [])
