"""IDX: MNIST's own layout, what labels mean in each set, and damage told in one sentence."""

import gzip
import struct

import numpy as np
import pytest

from engines.data.places import real_data
from engines.formats import idx
from engines.formats.opening import FormatError

PICTURES = np.arange(3 * 4 * 5, dtype=np.uint8).reshape(3, 4, 5)


def array(values):
    return b"\0\0\x08" + bytes([values.ndim]) + struct.pack(f">{values.ndim}I", *values.shape) + values.tobytes()


def put(folder, part="train", labels=(7, 0, 3), pack=gzip.compress, pictures=PICTURES, end=".gz"):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{part}-images-idx3-ubyte{end}"
    path.write_bytes(pack(array(pictures)))
    (folder / f"{part}-labels-idx1-ubyte{end}").write_bytes(pack(array(np.array(labels, np.uint8))))
    return path


def test_pictures_come_with_their_labels_packed_or_not(tmp_path):
    put(tmp_path / "plain", pack=bytes, end="")
    for path in (put(tmp_path / "mnist"), tmp_path / "mnist" / "train-labels-idx1-ubyte.gz", tmp_path / "plain"):
        samples = list(idx.read(path))
        assert [sample.text for sample in samples] == ["7", "0", "3"]
        np.testing.assert_array_equal(np.stack([sample.image for sample in samples]), PICTURES)
        assert (samples[1].provenance.source, samples[1].provenance.category) == ("mnist/train/1", "train")
        assert samples[1].writer == "" and samples[1].ink is None


def test_a_folder_gives_all_its_parts(tmp_path):
    put(tmp_path), put(tmp_path, "t10k")
    assert [sample.provenance.category for sample in idx.read(tmp_path)] == ["t10k"] * 3 + ["train"] * 3


def test_kmnist_is_hiragana_under_its_own_licence(tmp_path):
    path = put(tmp_path / "kmnist")
    samples = list(idx.read(path))
    assert [sample.text for sample in samples] == ["や", "お", "つ"]
    assert samples[0].provenance.licence == "CC BY-SA 4.0"
    assert "CODH" in idx.about([path])["attribution"]
    both = idx.about([tmp_path, put(tmp_path / "mnist")])
    assert both["source"] == "KMNIST, MNIST" and "LeCun" in both["attribution"] and "CODH" in both["attribution"]


def test_emnist_is_read_upright_by_the_table_beside_it(tmp_path):
    path = put(tmp_path, "emnist-letters-train", labels=(1, 2, 1))
    (tmp_path / "emnist-letters-mapping.txt").write_text("1 65 97\n2 66 98\n")
    samples = list(idx.read(path))
    assert [sample.text for sample in samples] == ["A", "B", "A"]
    np.testing.assert_array_equal(samples[0].image, PICTURES[0].T)
    assert samples[0].provenance.category == "letters-train"


def test_a_damaged_part_is_named_and_the_rest_arrives(tmp_path):
    left = []
    put(tmp_path).write_bytes(b"nothing of the kind")
    put(tmp_path, "t10k")
    assert len(list(idx.read(tmp_path, left=left))) == 3
    assert len(left) == 1 and "train-images-idx3-ubyte.gz is no IDX file" in left[0][1]


WHOLE = gzip.compress(array(PICTURES))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (WHOLE[:-9], "breaks off"),
        (WHOLE[:30] + b"\xff\xff" + WHOLE[32:], "damaged"),
        (array(PICTURES)[:-1], "promises 3 x 4 x 5 bytes and holds 59"),
        (array(PICTURES) + b"1", "holds 61"),
        (b"\0\0\x0d\x03" + array(PICTURES)[4:], "no IDX file of bytes"),
        (array(PICTURES[0]), "has 2 dimensions"),
        (b"\0\0\x08\x03\0\0", "dimensions"),
        (b"\0\0\x08\x03" + b"\xff" * 12, "promises 4294967295"),
        (b"", "is empty"),
    ],
)
def test_what_is_no_array_of_pictures_is_refused(tmp_path, data, says):
    path = put(tmp_path)
    path.write_bytes(data)
    with pytest.raises(FormatError, match=says):
        list(idx.read(path))


def test_labels_that_do_not_belong_are_refused(tmp_path):
    with pytest.raises(FormatError, match="holds 2 labels for 3 pictures"):
        list(idx.read(put(tmp_path / "a", labels=(1, 2))))
    with pytest.raises(FormatError, match="has the label 12, but MNIST has 10 classes"):
        list(idx.read(put(tmp_path / "b", labels=(1, 12, 3))))
    path = put(tmp_path / "c")
    (tmp_path / "c" / "train-labels-idx1-ubyte.gz").unlink()
    with pytest.raises(FormatError, match=r"no labels beside it; put train-labels-idx1-ubyte\.gz"):
        list(idx.read(path))


@pytest.mark.parametrize(("table", "says"), [(None, "table of labels"), ("1 A\n", "line 1"), ("1 65\n300 66\n", "line 2")])
def test_a_table_that_is_missing_or_damaged_is_told(tmp_path, table, says):
    path = put(tmp_path, "emnist-letters-train", labels=(1, 2, 1))
    if table:
        (tmp_path / "emnist-letters-mapping.txt").write_text(table)
    with pytest.raises(FormatError, match=says):
        list(idx.read(path))


def test_what_unpacks_to_more_than_it_may_is_not_unpacked(tmp_path, monkeypatch):
    path = put(tmp_path)
    path.write_bytes(gzip.compress(bytes(1 << 20)))
    monkeypatch.setattr(idx, "MAX_BYTES", 1 << 16)
    with pytest.raises(FormatError, match="larger than"):
        list(idx.read(path))


@pytest.mark.realdata
def test_the_real_sets_are_read_whole():
    folder = real_data()
    kana = list(idx.read(folder / "kmnist"))
    assert len(kana) == 10_000 and {sample.text for sample in kana} == set(idx.HIRAGANA)
    digits = list(idx.read(folder / "mnist" / "t10k-images-idx3-ubyte.gz"))
    assert len(digits) == 10_000 and digits[0].text == "7" and digits[0].image.shape == (28, 28)
    assert 0.05 < np.mean([sample.image.mean() for sample in digits]) / 255 < 0.25  # ink is the brighter and the lesser part
