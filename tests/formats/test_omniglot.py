"""Omniglot: drawings in millimetres and seconds, pictures with their numbers, and the real archives to the last drawing."""

import zipfile

import numpy as np
import pytest

from engines.data.places import real_data
from engines.formats import omniglot
from engines.formats.opening import FormatError

DRAWING = "START\n10.0,-20.0,100\n12.0,-20.0,130\nBREAK\n5.0,-7.5,900\nBREAK\n"
NAME = "strokes/Korean/character29/0671_14.txt"


def archive(path, files):
    with zipfile.ZipFile(path, "w") as opened:
        for name, text in files.items():
            opened.writestr(name, text)
    return path


def test_a_drawing_is_millimetres_y_down_and_seconds_from_zero(tmp_path):
    [sample] = omniglot.read(archive(tmp_path / "strokes_a.zip", {NAME: DRAWING}))
    first, second = sample.ink
    np.testing.assert_allclose(first.xy / omniglot.PIXEL, [[10, 20], [12, 20]], rtol=1e-6)
    np.testing.assert_allclose(first.t, [0, 0.03], atol=1e-6)
    np.testing.assert_allclose(second.xy / omniglot.PIXEL, [[5, 7.5]], rtol=1e-6)
    np.testing.assert_allclose(second.t, [0.8], atol=1e-6)
    assert (sample.text, sample.writer) == ("", "omniglot/Korean/14")
    assert sample.provenance.category == "Korean/character29"
    assert sample.provenance.source == "Korean/character29/0671_14"
    assert sample.provenance.licence == "MIT"


def pictures(path, paper=True, shape=(3, 20, 9, 9)):
    images = np.full(shape, paper)
    images[..., 4, 2:7] = not paper
    np.savez(path, images=images, labels=np.zeros(shape[:2], int))
    return path


@pytest.mark.parametrize("paper", [True, False])
def test_pictures_are_ink_on_nothing_whichever_way_they_were_stored(tmp_path, paper):
    samples = list(omniglot.read(pictures(tmp_path / "images_evaluation.npz", paper)))
    assert len(samples) == 60 and samples[0].ink is None
    assert [sample.provenance.source for sample in samples[19:21]] == ["0965_20", "0966_01"]
    assert samples[7].image.dtype == np.uint8
    np.testing.assert_array_equal(samples[7].image.nonzero()[0], [4] * 5)
    assert set(np.unique(samples[7].image)) == {0, 255}


def test_a_folder_gives_all_its_archives(tmp_path):
    pictures(tmp_path / "images_background.npz")
    archive(tmp_path / "strokes_a.zip", {NAME: DRAWING})
    samples = list(omniglot.read(tmp_path))
    assert len(samples) == 61 and sum(sample.ink is not None for sample in samples) == 1


def test_a_bad_drawing_is_named_with_its_line_and_the_rest_arrives(tmp_path):
    left = []
    files = {NAME: DRAWING, NAME.replace("14", "15"): DRAWING.replace("130", "soon"), "a/0001_01.txt": DRAWING}
    assert len(list(omniglot.read(archive(tmp_path / "a.zip", files), left=left))) == 1
    assert "0671_15.txt, line 3 is '12.0,-20.0,soon', not a point" in left[1][1]
    assert "not named as Omniglot" in left[0][1]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("START\nBREAK\n", "holds no point"),
        ("1,2,nan\n", "line 1 tells the time 'nan'"),
        ("1,2\n", "not a point"),
        ("1,nan,3\n", "cannot be used"),
        ("1e40,2,3\n", "cannot be used"),
        ("\x00\xff", "not a point"),
    ],
)
def test_what_is_no_drawing_is_refused(tmp_path, text, says):
    with pytest.raises(FormatError, match=says):
        list(omniglot.read(archive(tmp_path / "a.zip", {NAME: text})))


@pytest.mark.parametrize(
    ("arrays", "says"),
    [
        ({"images": np.zeros((2, 9, 9), bool)}, "of shape"),
        ({"images": np.zeros((2, 2, 9, 9), np.float32)}, "of shape"),
        ({"images": np.zeros((0, 2, 9, 9), bool)}, "of shape"),
        ({"images": np.array([[[[{"a": 1}]]]], object)}, "of shape"),
        ({"labels": np.zeros(3)}, "no array 'images'"),
    ],
)
def test_what_are_no_pictures_is_refused(tmp_path, arrays, says):
    np.savez(tmp_path / "images_a.npz", **arrays)
    with pytest.raises(FormatError, match=says):
        list(omniglot.read(tmp_path / "images_a.npz"))


@pytest.mark.parametrize("name", ["images_background.npz", "strokes.zip"])
def test_what_is_not_there_is_said(tmp_path, name):
    with pytest.raises(FormatError, match="does not exist"):
        list(omniglot.read(tmp_path / name))


@pytest.mark.realdata
def test_the_real_drawings_lie_on_the_ink_of_their_pictures():
    folder = real_data() / "omniglot"
    pictures = {sample.provenance.source: sample.image for sample in omniglot.read(folder / "images_background.npz")}
    assert len(pictures) == 964 * 20
    left = []
    drawings = list(omniglot.read(folder / "strokes_background_small1.zip", left=left))
    assert len(drawings) == 2720 and not left
    assert len({sample.writer for sample in drawings}) == 5 * 20
    shares = []
    for sample in drawings[::40]:
        picture = np.pad(pictures[sample.provenance.source.rpartition("/")[2]] > 0, 2)
        near = np.max([np.roll(picture, (y, x), (0, 1)) for y in (-1, 0, 1) for x in (-1, 0, 1)], axis=0)
        x, y = (np.concatenate([stroke.xy for stroke in sample.ink]) / omniglot.PIXEL).round().astype(int).T
        shares.append(near[y.clip(0, 104) + 2, x.clip(0, 104) + 2].mean())
    assert np.mean(shares) > 0.95
