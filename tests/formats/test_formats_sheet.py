"""Sheets read back from scans and photographs: the right prompt, the right place, the ink that was written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engines.data.sheet_layout import code_of, sheet_pages
from engines.export.collection_sheet import pixels, save
from engines.formats.gathering import Wish, gather
from engines.formats.opening import FormatError
from engines.formats.sheet import read, read_pages
from engines.formats.sheet_codes import layout_of, missing, only, twice
from tests.formats.sheet_scenes import (
    BLUE,
    FLAT,
    PHOTOS,
    RIGHT,
    Scene,
    invented,
    likeness,
    page_of_letters,
    seen,
    written,
)
from tests.picture.photographed import Camera

FEW = "AgRx7jQe"
PAGE = page_of_letters(1, FEW * 3)


def shares(scene: Scene, page=PAGE, seed: int = 1) -> list[float]:
    sheet, inks = written(page, scene, invented(seed), seed)
    (found,) = read_pages(seen(sheet, scene, seed))
    assert found.page == page
    assert [box.sample.text for box in found.boxes] == list(page.prompts)
    return [likeness(box, ink, scene.pen) for box, ink in zip(found.boxes, inks, strict=True)]


@pytest.mark.parametrize(
    "scene",
    [
        Scene(dpi=200),
        Scene(dpi=150, grey=True, camera=Camera(noise=0.01, quality=80)),
        Scene(dpi=200, turn=2, colour=BLUE, camera=Camera(noise=0.01, quality=80)),
        Scene(dpi=200, torn=(2,), camera=Camera(noise=0.01)),
    ],
    ids=["clean", "grey JPEG", "upside down, blue", "corner torn"],
)
def test_scans_are_read(scene: Scene) -> None:
    assert min(shares(scene)) >= RIGHT


@pytest.mark.parametrize("name", ["bent page", "corner outside"])
def test_photographs_are_read(name: str) -> None:
    scene = PHOTOS[name]
    found = shares(replace(scene, dpi=180, camera=replace(scene.camera, bow=scene.camera.bow / 2)))
    assert np.mean(np.array(found) >= RIGHT) >= 0.95


@pytest.mark.long
@pytest.mark.parametrize("name", [*FLAT, *PHOTOS])
def test_every_scene_reaches_its_share(name: str) -> None:
    page = page_of_letters(2)
    found = np.array(shares({**FLAT, **PHOTOS}[name], page, 2))
    assert np.mean(found >= RIGHT) >= (0.99 if name in FLAT else 0.95)


def test_a_likeness_of_other_ink_is_low() -> None:
    scene = Scene(dpi=150)
    sheet, _ = written(PAGE, scene, invented(1), 1)
    _, others = written(PAGE, scene, invented(9), 9)
    (found,) = read_pages(sheet)
    assert max(likeness(box, ink, scene.pen) for box, ink in zip(found.boxes, others, strict=True)) < RIGHT


def test_samples_carry_text_writer_and_where_they_come_from(tmp_path: Path) -> None:
    sheet, _ = written(PAGE, Scene(dpi=150), invented(1), 1)
    Image.fromarray(sheet).save(tmp_path / "scan.png", dpi=(150, 150))
    samples = list(read(tmp_path))
    assert [sample.text for sample in samples] == list(PAGE.prompts)
    assert {sample.writer for sample in samples} == {"me-3f9a21"}
    first = samples[0]
    assert first.provenance.source == "sheet/scan.png/1/1"
    assert first.provenance.device == "paper"
    assert first.image is not None
    assert first.image.shape == (216, 240)  # 18 by 20 mm at 12 pixels a mm
    assert first.image.max() == 255


def test_pictures_of_sheets_are_imported_as_any_format_is(tmp_path: Path) -> None:
    sheet, _ = written(PAGE, Scene(dpi=150), invented(1), 1)
    Image.fromarray(sheet).save(tmp_path / "a.png", dpi=(150, 150))
    samples = list(gather("sheet", [tmp_path], Wish(), lambda done, total, text: None).samples)
    assert [sample.text for sample in samples] == list(PAGE.prompts) and all(sample.image is not None for sample in samples)


def test_an_empty_sheet_gives_no_sample() -> None:
    (found,) = read_pages(pixels(PAGE, 150))
    assert all(box.remarks == ("empty",) for box in found.boxes)
    noisy = np.random.default_rng(0).normal(0, 4, (1754, 1240, 3)) + pixels(PAGE, 150)
    (found,) = read_pages(np.clip(noisy, 0, 255).astype(np.uint8))
    assert all("empty" in box.remarks and not box.usable for box in found.boxes)


def test_what_is_the_matter_with_a_box_is_told() -> None:
    scene = Scene(dpi=200)
    sheet, _ = written(PAGE, scene, invented(1), 1)
    per = sheet.shape[1] / 210
    crossed, border, empty, faint = PAGE.places[:4]

    def part(place, edge: float = 1.0):
        top, low = round((place.top + edge) * per), round((place.top + place.height - edge) * per)
        return slice(top, low), slice(round((place.left + edge) * per), round((place.left + place.width - edge) * per))

    rows, columns = part(crossed, 0.6)
    box = sheet[rows, columns]
    for step in range(-3, 4):
        for at in range(box.shape[1]):
            box[np.clip(at * box.shape[0] // box.shape[1] + step, 0, box.shape[0] - 1), at] = 20
    rows, columns = part(border, 0)
    sheet[rows.start + 60 : rows.start + 64, columns.start + 40 : columns.stop + 3] = 20
    sheet[part(empty)] = 255
    pale = sheet[part(faint)].astype(np.float32)
    sheet[part(faint)] = np.rint(255 - (255 - pale) * 0.18)
    (found,) = read_pages(sheet)
    assert "crossed" in found.boxes[0].remarks and not found.boxes[0].usable
    assert "border" in found.boxes[1].remarks and found.boxes[1].usable
    assert "empty" in found.boxes[2].remarks
    assert {"faint", "empty"} & set(found.boxes[3].remarks)
    assert all(not box.remarks for box in found.boxes[4:])


def test_two_sheets_in_one_picture_are_both_read() -> None:
    pages = [page_of_letters(1, FEW), page_of_letters(2, FEW)]
    sheets = [written(page, Scene(dpi=150), invented(1), 1)[0] for page in pages]
    found = read_pages(np.concatenate(sheets, axis=1))
    assert [one.page for one in found] == pages
    assert all(not box.remarks for one in found for box in one.boxes)


def hidden_code(dpi: int = 150) -> np.ndarray:
    sheet, _ = written(PAGE, Scene(dpi=dpi), invented(1), 1)
    left, top, side = (round(value * sheet.shape[1] / 210) for value in PAGE.code_box)
    sheet[top : top + side // 2, left : left + side] = 200
    return sheet


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_a_page_whose_code_is_spoilt_is_read_by_its_layout_whichever_way_up(turn: int) -> None:
    sheet = np.ascontiguousarray(np.rot90(hidden_code(), turn))
    with pytest.raises(FormatError, match=r"code in its corner cannot be read.*--layout"):
        read_pages(sheet)
    (found,) = read_pages(sheet, [PAGE])
    assert [box.sample.text for box in found.boxes] == list(PAGE.prompts)
    assert all(not box.remarks for box in found.boxes)


def test_a_spoilt_code_of_several_pages_asks_which_one_it_is(tmp_path: Path) -> None:
    pages = sheet_pages(FEW * 20, "me-3f9a21", "Letters")
    save(tmp_path / "sheet.pdf", pages)
    layout = layout_of(str(tmp_path / "sheet.pdf"))
    assert layout == list(pages)
    with pytest.raises(FormatError, match="which of the pages 1, 2, 3 it is"):
        read_pages(hidden_code(), layout)
    assert only(layout, 2) == [pages[1]]
    with pytest.raises(FormatError, match="has no page 9"):
        only(layout, 9)


def test_a_layout_is_known_by_code_json_or_another_picture(tmp_path: Path) -> None:
    assert layout_of(code_of(PAGE)) == [PAGE]
    (tmp_path / "codes.json").write_text(f'{{"codes": ["{code_of(PAGE)}"]}}')
    assert layout_of(str(tmp_path / "codes.json")) == [PAGE]
    Image.fromarray(pixels(PAGE, 110)).save(tmp_path / "page.png")
    assert layout_of(str(tmp_path / "page.png")) == [PAGE]
    (tmp_path / "note.txt").write_text("nothing")
    with pytest.raises(FormatError, match="tells of no sheet"):
        layout_of(str(tmp_path / "note.txt"))


def test_pages_that_are_missing_or_there_twice_are_told() -> None:
    pages = sheet_pages(FEW * 20, "me-3f9a21", "Letters")
    (second,) = read_pages(written(pages[1], Scene(dpi=150), invented(1), 1)[0])
    (empty,) = read_pages(pixels(pages[1], 150))
    assert missing([second]) == [("Letters", 1), ("Letters", 3)]
    assert twice([empty, second]) == [empty]
    assert twice([second, empty]) == [empty]


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (np.full((900, 700, 3), 250, np.uint8), "does not show a collection sheet"),
        (pixels(PAGE, 110)[: 60 * 4], "of the 4 marks"),
    ],
    ids=["blank", "only the head"],
)
def test_what_is_no_whole_sheet_is_told_with_a_way_on(picture: np.ndarray, words: str) -> None:
    with pytest.raises(FormatError, match=words):
        read_pages(picture)


def test_a_file_that_is_no_picture_is_told_and_the_rest_arrives(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"no picture at all")
    Image.fromarray(written(PAGE, Scene(dpi=150), invented(1), 1)[0]).save(tmp_path / "b.png")
    left: list[tuple[str, str]] = []
    assert len(list(read(tmp_path, left=left))) == len(PAGE.prompts)
    assert len(left) == 1 and "a.png" in left[0][1]
    with pytest.raises(FormatError, match="not a picture"):
        list(read(tmp_path / "a.png"))
