"""`ductus figures cross-vae`: the sheets, the tables, and what is chosen for them."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engines.data.sample import Provenance, Sample
from engines.data.split import part_of
from engines.data.store import write_store
from engines.evaluation import damage
from engines.evaluation.figures_cross_vae import Letter, many_orders, one_of_each, order_of, unseen
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke

HANDS = [name for name in (f"hand {k}" for k in range(60)) if part_of(name) == "test"][:4]
BAR, DOWN = [[0, 5], [10, 5]], [[5, 0], [5, 10]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("letters") / "letters.h5"
    made = [
        Sample(glyph(letter, Writer.random(k), k), text=letter, writer=hand, provenance=Provenance(f"{hand} {letter}"))
        for k, hand in enumerate(HANDS)
        for letter in "ABZ"
    ]
    write_store(path, made)
    return path


def cross(*strokes) -> Letter:
    return Letter("A", "w", Ink(tuple(Stroke(points) for points in strokes)))


def test_orders_tell_strokes_apart_by_place_direction_and_sequence() -> None:
    told = [order_of(cross(*strokes).ink) for strokes in ([BAR, DOWN], [DOWN, BAR], [BAR[::-1], DOWN], [BAR])]
    assert len(set(told)) == 4
    assert told[0] == ("w→", "n↓")
    assert order_of(cross(np.array(BAR) * 3 + 7, np.array(DOWN) * 3 + 7).ink) == told[0]


def test_the_commonest_orders_are_shown_with_their_counts() -> None:
    samples = [cross(BAR, DOWN)] * 3 + [cross(DOWN, BAR)] * 2 + [cross(BAR)]
    assert [(len(order), count) for _, order, count in many_orders(samples, 2)] == [(2, 3), (2, 2)]
    assert len(many_orders(samples)) == 3


def test_only_writers_of_the_test_part_are_shown(store: Path) -> None:
    assert {sample.writer for sample in unseen(store)} == set(HANDS)
    assert [sample.label for sample in one_of_each(unseen(store))] == ["A", "B", "Z"]


@pytest.mark.parametrize("kind", damage.KINDS)
def test_damage_takes_the_share_it_says_and_nothing_else(kind: str) -> None:
    images = np.random.default_rng(0).random((20, 32, 32))
    made, known = damage.spoilt(images, kind, 0.25, 0)
    assert 0.2 < 1 - known.mean() < 0.3
    np.testing.assert_array_equal(made[known], images[known])
    assert (made[~known] != images[~known]).mean() > 0.9


def test_a_perfect_answer_is_better_than_nothing_in_every_figure(store: Path) -> None:
    true = damage.truth([sample.ink for sample in unseen(store)])
    spoilt, _ = damage.spoilt(true.images, "square", 0.25, 0)
    answers = {
        "nothing": damage.Answer(spoilt),
        "plain": damage.Answer(spoilt, true.paths + 0.1),
        "restored": damage.Answer(true.images, true.paths),
    }
    nothing, plain, best = damage.rows(damage.Trial("image", "square", 0.25, answers), true)
    assert "psnr_improved" not in nothing and plain["psnr_improved"] == 0
    assert best["psnr"] == damage.LOUDEST and best["ssim"] == pytest.approx(1) and best["dtw_path"] == 0
    assert best["dtw_path_improved"] == 1 and best["ssim_improved"] > 0.9


def test_the_verb_writes_sheets_and_tables(store: Path, tmp_path: Path, ductus) -> None:
    status, _, said = ductus(
        "figures", "cross-vae", "-o", tmp_path / "out", "--data", store, "--model", "cross_vae_default", "--limit", 4,
        "--json", tmp_path / "told.json",
    )  # fmt: skip
    assert status == 0, said
    told = json.loads((tmp_path / "told.json").read_text())
    assert told["models"] == ["cross_vae_default"] and told["n"] == 4
    assert len(told["restoration"]) == 9 * 3 + 9 * 4
    for name in ("fig4", "fig5", "restoration_ink", "restoration_image"):
        with Image.open(tmp_path / "out" / f"{name}_cross_vae_default.png") as picture:
            colours = np.unique(np.asarray(picture.convert("RGB")).reshape(-1, 3), axis=0)
        assert len(colours) > 50
        assert (tmp_path / "out" / f"{name}_cross_vae_default.svg").read_text().startswith("<svg")
    with (tmp_path / "out" / "restoration.csv").open() as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == len(told["restoration"]) and float(rows[0]["psnr"]) > 0
    restored = [row for row in rows if row["method"] == "restored" and row["damaged"] == "ink"]
    assert np.mean([float(row["dtw_path_improved"]) for row in restored]) > 0.5


def test_without_data_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ductus) -> None:
    monkeypatch.setenv("DUCTUS_DATA", str(tmp_path / "nowhere"))
    status, _, said = ductus("figures", "cross-vae", "-o", tmp_path / "out")
    assert status == 1 and "--data" in said and said.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_an_unknown_figure_is_bad_usage(tmp_path: Path, ductus) -> None:
    assert ductus("figures", "mona-lisa", "-o", tmp_path)[0] == 2
