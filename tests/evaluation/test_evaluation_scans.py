"""Suite scans: sets and stores of pictures, redrawn and compared, and what a judge says of both."""

import gzip
import json
import struct
from pathlib import Path

import numpy as np
import pytest
import torch

from engines.data.sample import Sample
from engines.data.store import StoreError, write_store
from engines.evaluation import recogniser, scans
from engines.ink.raster import render
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke


def picture(text: str, hand: int, side: int = 28) -> np.ndarray:
    ink = glyph(text, Writer.random(hand), hand)
    points = np.concatenate([stroke.xy for stroke in ink])
    low, long = points.min(0), np.ptp(points, axis=0).max()
    return render(Ink(tuple(Stroke((stroke.xy - low) * side * 0.7 / long + 0.15 * side) for stroke in ink)), side, side, 2.5)


def scan(text: str, hand: int) -> scans.Scan:
    return scans.Scan(picture(text, hand).astype(np.float32) / np.float32(255), text)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    made = [Sample(image=picture(text, hand), text=text) for hand in range(4) for text in "27"]
    write_store(tmp_path / "digits.h5", [*made, Sample(image=np.zeros((28, 28), np.uint8), text="0")])
    return tmp_path / "digits.h5"


def test_the_pictures_of_a_store_are_redrawn_by_every_method(store: Path, tmp_path: Path, ductus) -> None:
    status, said, errors = ductus("eval", "--suite", "scans", "--data", store, "--split", "all", "--json", tmp_path / "told.json")
    assert status == 0, errors
    told = json.loads((tmp_path / "told.json").read_text())
    rows = {(row["method"], row["category"]): row for row in told["rows"]}
    traced = rows["trace", "digits"]
    assert told["n"] == traced["n"] == 8 and traced["redraw_iou"] > 0.7 and traced["aiou"] > 0.7 and traced["by_trace"] == 1
    assert "redraw_faithful" in said and traced["seconds_per_sample"] > 0


def test_sets_are_found_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mnist").mkdir()
    pictures = np.stack([picture("27"[k % 2], k) for k in range(6)])
    labels = bytes(int("27"[k % 2]) for k in range(6))
    place = tmp_path / "mnist" / "t10k-images-idx3-ubyte.gz"
    place.write_bytes(gzip.compress(struct.pack(">4B3I", 0, 0, 8, 3, *pictures.shape) + pictures.tobytes()))
    place.with_name("t10k-labels-idx1-ubyte.gz").write_bytes(gzip.compress(struct.pack(">4BI", 0, 0, 8, 1, 6) + labels))
    monkeypatch.setenv("DUCTUS_DATA", str(tmp_path))
    found = scans.gather(None, "test", "writer", 4, 0)
    assert list(found) == ["mnist"] and len(found["mnist"]) == 4 and {one.text for one in found["mnist"]} <= {"2", "7"}
    assert all(one.image.dtype == np.float32 and one.image.max() == 1 for one in found["mnist"])


def test_where_nothing_is_found_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUCTUS_DATA", str(tmp_path))
    with pytest.raises(StoreError, match="DUCTUS_DATA"):
        scans.run(None, [])
    write_store(tmp_path / "ink.h5", [Sample(Ink((Stroke([[0, 0], [1, 1]]),)), text="A")])
    with pytest.raises(StoreError, match="no picture"):
        scans.run(tmp_path / "ink.h5", [])


def test_a_judge_is_asked_of_both_and_only_of_what_is_known() -> None:
    asked: list[tuple[int, str]] = []

    def read(images, among: str) -> list[str]:
        asked.append((len(images), among))
        return ["2", "7"] if len(asked) == 1 else ["2", "2"]

    row = scans.line("trace", "made", [scan("2", 0), scan("7", 1), scans.Scan(picture("A", 0) / np.float32(255), "")], None, read)
    assert asked == [(2, "27"), (2, "27")] and row["judge_agreement"] == 0.5 and row["judge_accuracy"] == 1
    assert "judge_agreement" not in scans.line("trace", "made", [scan("2", 0)], None, None)


class Judge:
    classes = "27A"

    def read(self, images, among: str) -> tuple[list[str], torch.Tensor]:
        assert images.shape[1:] == (1, 32, 32) and among == "27"
        return ["2"] * len(images), torch.ones(len(images))


def test_the_shipped_judge_reads_where_there_is_one(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "shipped_judge", lambda device: Judge())
    (row,) = scans.run(store, [], split="all")["rows"]  # type: ignore[arg-type]
    assert row["judge_agreement"] == 1 and row["judge_accuracy"] == 0.5
    read = scans.reader("cpu")
    assert read is not None and read([picture("A", 0) / np.float32(255)], "あ") == []

    def absent(device: str) -> None:
        raise StoreError("The judge is not there.")

    monkeypatch.setattr(recogniser, "shipped_judge", absent)
    assert scans.reader("cpu") is None
