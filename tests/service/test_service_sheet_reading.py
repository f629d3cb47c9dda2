"""The job "read_sheet" and `ductus sheet`: pictures in, samples with ink out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engines.data.sheet_layout import sheet_pages
from engines.data.store import Store
from engines.export.collection_sheet import pixels
from engines.formats import images, inkml
from engines.ink.geometry import bounds
from engines.messages import BoxRead, Event, Failed, Finished, Job, Progress, Saved, Stopped
from engines.service.working import VERBS, run
from tests.formats.sheet_scenes import Scene, invented, page_of_letters, written

PAGE = page_of_letters(1, "ARxe")


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scans") / "scan.png"
    sheet, _ = written(PAGE, Scene(dpi=150), invented(1), 1)
    left, top, width, height = (round(v * sheet.shape[1] / 210) for v in (PAGE.places[3].left, PAGE.places[3].top, 20, 18))
    sheet[top + 4 : top + height - 4, left + 4 : left + width - 4] = 255  # the last box is left empty
    Image.fromarray(sheet).save(path)
    return path


def worked(fields: dict, stop=lambda: False) -> tuple[Event, list[Event]]:
    told: list[Event] = []
    return run(Job("j", "read_sheet", fields), VERBS, told.append, stop), told


def test_every_box_is_told_with_its_ink_and_the_usable_ones_are_stored(scan: Path, tmp_path: Path) -> None:
    end, told = worked({"paths": [str(scan)], "out": str(tmp_path / "sheet.h5"), "model": ""})
    assert isinstance(end, Finished), end
    boxes = [event for event in told if isinstance(event, BoxRead)]
    assert [box.sample.text for box in boxes] == list(PAGE.prompts)
    assert [box.usable for box in boxes] == [True, True, True, False]
    for box in boxes[:3]:
        assert box.sample.ink is not None
        left, top, right, bottom = bounds(box.sample.ink)
        assert 0 < left < right < box.extent[0]
        assert 0 < top < bottom < box.extent[1]
        assert bottom == pytest.approx(box.lines[0], abs=2.5)  # the letters stand on the baseline
        assert box.figures["iou"] > 0.6
    assert any(isinstance(event, Saved) for event in told)
    assert any(isinstance(event, Progress) and event.total for event in told)
    assert end.result["samples"] == 3 and end.result["remarks"] == {"empty": 1}
    with Store(tmp_path / "sheet.h5") as store:
        assert store.labels == list(PAGE.prompts[:3])
        assert store.writers == ["me-3f9a21"] * 3
        sample = store[0]
        assert sample.image is not None and sample.ink is not None
        np.testing.assert_array_equal(sample.image, boxes[0].sample.image)


def test_a_stop_writes_nothing(scan: Path, tmp_path: Path) -> None:
    end, _ = worked({"paths": [str(scan)], "out": str(tmp_path / "sheet.h5"), "ink": False}, lambda: True)
    assert isinstance(end, Stopped)
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_read_fails_in_a_sentence(tmp_path: Path) -> None:
    Image.fromarray(np.full((800, 600), 240, np.uint8)).save(tmp_path / "blank.png")
    end, _ = worked({"paths": [str(tmp_path / "blank.png")]})
    assert isinstance(end, Failed) and "does not show a collection sheet" in end.message
    end, _ = worked({"paths": [str(tmp_path / "nowhere")]})
    assert isinstance(end, Failed) and "does not exist" in end.message


def test_the_command_line_makes_and_reads_a_sheet_into_a_folder(scan: Path, tmp_path: Path, ductus) -> None:
    status, said, errors = ductus(
        "sheet", "make", "--text", "AB", "--each", "--writer", "me-1", "-o", tmp_path / "s.pdf", "--json", "-"
    )
    assert status == 0, errors
    assert json.loads(said)["boxes"] == 2
    status, said, errors = ductus("sheet", "read", scan, "-o", tmp_path / "out", "--no-ink", "--json", "-")
    assert status == 0, errors
    facts = json.loads(said)
    assert facts["samples"] == 3 and [box["text"] for box in facts["read"]] == list(PAGE.prompts)
    assert [sample.text for sample in images.read(tmp_path / "out")] == list(PAGE.prompts[:3])
    status, _, errors = ductus("sheet", "read", scan, "-o", tmp_path / "out")
    assert status == 1 and "holds something" in errors


def test_a_folder_gets_the_ink_too(scan: Path, tmp_path: Path) -> None:
    end, _ = worked({"paths": [str(scan)], "out": str(tmp_path / "out")})
    assert isinstance(end, Finished)
    assert [sample.text for sample in inkml.read(tmp_path / "out" / "ink.inkml")] == list(PAGE.prompts[:3])


def test_pages_that_no_picture_shows_are_named(tmp_path: Path) -> None:
    second = sheet_pages("AB" * 60, "me-1", "Twice")[1]
    Image.fromarray(pixels(second, 150)).save(tmp_path / "two.png")
    end, _ = worked({"paths": [str(tmp_path / "two.png")], "ink": False})
    assert isinstance(end, Finished)
    assert end.result["missing"] == ["Twice, page 1"] and end.result["samples"] == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("make", "--set", "nonsense", "-o", "x.pdf"), "no prompt set"),
        (("make", "-o", "x.pdf"), "needs something to write"),
        (("read", "nowhere.png", "-o", "x.h5"), "does not exist"),
    ],
)
def test_the_command_line_explains_itself(words: tuple[str, ...], told: str, ductus) -> None:
    status, _, errors = ductus("sheet", *words)
    assert status == 1 and told in errors
