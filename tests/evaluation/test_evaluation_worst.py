"""`ductus figures recovery`: which answers are the worst, their sheets and the tables beside them."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engines.cli_figures_recovery import worst
from engines.data.sample import Provenance, Sample
from engines.data.split import part_of
from engines.data.store import write_store
from engines.evaluation.judging import Written, judge
from engines.evaluation.recovery import Row, shown
from engines.inference.recover import Recovered
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke

HANDS = [name for name in (f"hand {k}" for k in range(60)) if part_of(name) == "test"][:3]


def written(text: str, hand: int) -> Ink:
    letters = [glyph(letter, Writer.random(hand), place) for place, letter in enumerate(text)]
    return Ink(tuple(Stroke(stroke.xy + np.array([9.0 * at, 0.0])) for at, letter in enumerate(letters) for stroke in letter))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "written.h5"
    made = [
        Sample(written(text, k), text=text, writer=hand, provenance=Provenance(f"{hand} {text}"))
        for k, hand in enumerate(HANDS)
        for text in ("A", "T", "one", "two")
    ]
    write_store(path, made)
    return path


def test_the_furthest_from_what_was_written_come_first() -> None:
    samples, answers = [], []
    for shift in (2, 9, 0, 5):
        made = shown(written("T", 0), "upper")
        assert made is not None
        samples.append(Written("T", "w", str(shift), "upper", *made))
        answers.append(Recovered(Ink(tuple(Stroke(stroke.xy + shift) for stroke in made[0])), 3.0))
    row = Row("made", tuple(samples), tuple(answers), tuple(judge(samples, answers)), {"upper": 0.0})
    assert [sample.source for _, _, sample in worst(row, False)] == ["9", "5", "2", "0"] and not worst(row, True)


def test_the_verb_writes_sheets_and_tables(store: Path, tmp_path: Path, ductus) -> None:
    out = tmp_path / "out"
    status, _, said = ductus("figures", "recovery", "-o", out, "--data", store, "--limit", 4, "--json", tmp_path / "told.json")
    assert status == 0, said
    told = json.loads((tmp_path / "told.json").read_text())
    assert told["n"] == 8 and len([row for row in told["worst"] if row["method"] == "trace"]) == 8
    for kind in ("characters", "words"):
        with Image.open(out / f"worst_{kind}_trace.png") as picture:
            colours = np.unique(np.asarray(picture.convert("RGB")).reshape(-1, 3), axis=0)
        assert len(colours) > 50
        drawing = (out / f"worst_{kind}_trace.svg").read_text()
        assert drawing.startswith("<svg") and f"the worst 4 of 4 {kind}" in drawing
    with (out / "recovery.csv").open() as handle:
        rows = {(row["method"], row["category"]): row for row in csv.DictReader(handle)}
    assert float(rows["trace", "words"]["aiou"]) > 0.7 and ("cross_vae", "words") not in rows
    with (out / "causes.csv").open() as handle:
        assert {row["category"] for row in csv.DictReader(handle) if row["method"] == "trace"} == {"all", "upper", "words"}
    distances = [row["dtw_path"] for row in told["worst"] if row["method"] == "trace" and row["category"] == "words"]
    assert distances == sorted(distances, reverse=True)
