"""Tables of 28 x 28 pixels: what labels mean in each set, and wrong rows named by their line."""

import numpy as np
import pytest

from engines.formats import az_csv
from engines.formats.opening import FormatError

PICTURE = (np.arange(784) % 256).astype(np.uint8)


def row(label, pixels=PICTURE):
    return ",".join(map(str, [label, *pixels.tolist()]))


def put(folder, *rows, name="A_Z Handwritten Data.csv"):
    (folder / name).write_text("\n".join(rows) + "\n")
    return folder / name


def test_letters_digits_and_headings(tmp_path):
    first, last = az_csv.read(put(tmp_path, row(0), row(25)))
    assert (first.text, last.text) == ("A", "Z")
    np.testing.assert_array_equal(first.image, PICTURE.reshape(28, 28))
    heading = "label," + ",".join(f"{y}x{x}" for y in range(28) for x in range(28))
    assert [sample.text for sample in az_csv.read(put(tmp_path, heading, row(7), name="mnist_test.csv"))] == ["7"]
    assert [sample.text for sample in az_csv.read(put(tmp_path, row(7), name="kmnist-test.csv"))] == ["や"]
    assert first.provenance.source != last.provenance.source


def test_emnist_is_turned_upright_and_named_by_its_table(tmp_path):
    (tmp_path / "emnist-letters-mapping.txt").write_text("1 65 97\n2 66 98\n")
    (sample,) = az_csv.read(put(tmp_path, row(2), name="emnist-letters-train.csv"))
    assert sample.text == "B"
    np.testing.assert_array_equal(sample.image, PICTURE.reshape(28, 28).T)
    with pytest.raises(FormatError, match="table of labels"):
        list(az_csv.read(put(tmp_path, row(2), name="emnist-digits-test.csv")))


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (row(3).rpartition(",")[0], "has 784 columns"),
        (row(26), "label '26'"),
        (row(3).replace(",5,", ",five,", 1), "no number"),
        (row(3).replace(",5,", ",500,", 1), "no pixel"),
        (row(3).replace(",5,", ",nan,", 1), "no pixel"),
    ],
)
def test_a_wrong_row_is_named_and_the_rest_arrives(tmp_path, bad, says):
    left = []
    samples = list(az_csv.read(put(tmp_path, row(0), bad, row(1)), left=left))
    assert [sample.text for sample in samples] == ["A", "B"]
    assert "line 2" in left[0][0] and says in left[0][1]


def test_another_table_is_refused_at_its_first_row(tmp_path):
    with pytest.raises(FormatError, match="line 2 has 3 columns, not 785"):
        list(az_csv.read(put(tmp_path, "name,x,y", "1,2,3", *["1,2,3"] * 5000, name="other.csv")))
