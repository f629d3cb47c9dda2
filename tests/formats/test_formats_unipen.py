"""UNIPEN: components counted as the format counts them, damage named, and the real release read to the last segment."""

import io
import lzma
import tarfile
from pathlib import Path

import numpy as np
import pytest

from engines.data.places import real_data
from engines.formats import unipen

HEADER = ".COORD X Y T\n.X_POINTS_PER_MM 10\n.Y_POINTS_PER_MM 10\n.POINTS_PER_SECOND 100\n.WRITER_ID ANN\n"
INK = """.PEN_DOWN
0 0 0
10 20 10
.PEN_UP
5 5 20
.PEN_DOWN
.PEN_UP
.PEN_DOWN
30 40 30
30 50 40
40 50 50
.PEN_UP
"""


def release(root: Path, data: str, include: str = HEADER + INK) -> Path:
    """A release with one data file of category 1b and one include."""
    for folder, name, text in (("data/1b/xyz", "ann.dat", data), ("include/xyz/data", "ann.dat", include)):
        (root / folder).mkdir(parents=True, exist_ok=True)
        (root / folder / name).write_text(text, "latin-1")
    return root


def read(root: Path) -> tuple[list, list]:
    skipped: list[unipen.Skipped] = []
    return list(unipen.read(root, ("1b",), skipped=skipped)), skipped


def test_components_count_non_empty_pen_downs_and_pen_ups(tmp_path: Path) -> None:
    # components: 0 down, 1 up (one point in the air), 2 the last down; the empty blocks are not counted
    root = release(tmp_path, '.INCLUDE xyz/data/ann.dat\n.SEGMENT CHARACTER 0-1 ? "A"\n.SEGMENT CHARACTER 2 OK "B"\n')
    samples, skipped = read(root)
    assert [sample.text for sample in samples] == ["A", "B"] and not skipped
    assert [len(stroke) for stroke in samples[0].ink] == [2]
    assert [len(stroke) for stroke in samples[1].ink] == [3]


def test_points_become_millimetres_y_down_and_seconds_from_zero(tmp_path: Path) -> None:
    root = release(tmp_path, '.INCLUDE xyz/data/ann.dat\n.SEGMENT CHARACTER 2 ? "B"\n')
    stroke = read(root)[0][0].ink.strokes[0]
    np.testing.assert_allclose(stroke.xy, [[3, -4], [3, -5], [4, -5]])
    np.testing.assert_allclose(stroke.t, [0, 0.01, 0.02], atol=1e-6)
    assert np.isnan(stroke.pressure).all()


@pytest.mark.parametrize(
    ("components", "lengths"), [("0,2", [2, 3]), ("0:1-2:1", [1, 2]), ("2:1-2:1", [1]), ("0-2", [2, 3]), (" 0 - 2 ", [2, 3])]
)
def test_components_with_points_and_lists(tmp_path: Path, components: str, lengths: list[int]) -> None:
    root = release(tmp_path, f'.INCLUDE xyz/data/ann.dat\n.SEGMENT CHARACTER {components} ? "B"\n')
    samples, skipped = read(root)
    assert not skipped
    assert [len(stroke) for stroke in samples[0].ink] == lengths


def test_writer_is_site_and_id_or_the_file(tmp_path: Path) -> None:
    data = '.INCLUDE xyz/data/ann.dat\n.SEGMENT CHARACTER 0 ? "A"\n'
    assert read(release(tmp_path / "a", data))[0][0].writer == "unipen/xyz/ANN"
    nameless = HEADER.replace(".WRITER_ID ANN\n", "") + INK
    assert read(release(tmp_path / "b", data, nameless))[0][0].writer == "unipen/xyz/ann"


def test_quotes_and_backslashes_in_labels(tmp_path: Path) -> None:
    labels = ('"\\""', '"""', '"\\\\"', '"a\\b"')
    root = release(tmp_path, ".INCLUDE xyz/data/ann.dat\n" + "".join(f".SEGMENT CHARACTER 0 ? {label}\n" for label in labels))
    assert [sample.text for sample in read(root)[0]] == ['"', '"', "\\", "a\\b"]


def test_times_without_t_follow_rate_and_pen_up(tmp_path: Path) -> None:
    ink = ".PEN_DOWN\n0 0\n1 1\n.PEN_UP\n.DT 200\n.PEN_DOWN\n2 2\n3 3\n"
    root = release(
        tmp_path, '.INCLUDE xyz/data/ann.dat\n.SEGMENT CHARACTER 0-1 ? "A"\n', ".COORD X Y\n.POINTS_PER_SECOND 100\n" + ink
    )
    first, second = read(root)[0][0].ink
    np.testing.assert_allclose(first.t, [0, 0.01], atol=1e-6)
    np.testing.assert_allclose(second.t, [0.22, 0.23], atol=1e-6)


def test_microseconds_are_told_from_milliseconds(tmp_path: Path) -> None:
    ink = HEADER + ".PEN_DOWN\n0 0 0\n1 1 10000\n2 2 20000\n"
    root = release(tmp_path, '.INCLUDE xyz/data/ann.dat\n.SEGMENT CHARACTER 0 ? "A"\n', ink)
    np.testing.assert_allclose(read(root)[0][0].ink.strokes[0].t, [0, 0.01, 0.02], atol=1e-6)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('.SEGMENT CHARACTER 7 ? "A"\n', "components 7-7"),
        ('.SEGMENT CHARACTER x ? "A"\n', "can be read"),
        ('.SEGMENT CHARACTER 1 ? "A"\n', "no pen-down point"),
        ('.INCLUDE xyz/data/gone.dat\n.SEGMENT CHARACTER 0 ? "A"\n', "gone.dat"),
    ],
)
def test_a_bad_segment_is_named_and_the_rest_arrives(tmp_path: Path, data: str, reason: str) -> None:
    good = '.INCLUDE xyz/data/ann.dat\n.SEGMENT CHARACTER 0 ? "Z"\n'
    root = release(tmp_path, ".INCLUDE xyz/data/ann.dat\n" + data)
    (root / "data/1b/xyz/other.dat").write_text(good)
    samples, skipped = read(root)
    assert [sample.text for sample in samples] == ["Z"]
    assert len(skipped) == 1 and reason in skipped[0].reason and "ann.dat, line" in skipped[0].where


@pytest.mark.parametrize("bad", ["0 zero 1\n", "0 nan 1\n", "0 1e999 1\n"])
def test_a_damaged_file_is_named_with_its_line_and_skipped(tmp_path: Path, bad: str) -> None:
    root = release(tmp_path, '.INCLUDE xyz/data/ann.dat\n.SEGMENT CHARACTER 0 ? "A"\n', HEADER + ".PEN_DOWN\n" + bad)
    (root / "data/1b/xyz/other.dat").write_text(HEADER + INK + '.SEGMENT CHARACTER 0 ? "Z"\n')
    samples, skipped = read(root)
    assert [sample.text for sample in samples] == ["Z"]
    assert "include/xyz/data/ann.dat, line 6" in skipped[0].reason


def test_an_include_of_itself_ends(tmp_path: Path) -> None:
    root = release(tmp_path, ".INCLUDE xyz/data/ann.dat\n", ".INCLUDE xyz/data/ann.dat\n")
    samples, skipped = read(root)
    assert not samples and "may include itself" in skipped[0].reason


def test_a_block_without_one_whole_line_does_no_harm(tmp_path: Path) -> None:
    root = release(tmp_path, '.COORD X Y P\n.SEGMENT CHARACTER 1 OK "a"\n.PEN_DOWN\n5 6\n.PEN_DOWN\n1 2 3\n')
    samples, skipped = read(root)
    assert samples[0].ink.points == 1 and "odd lines" in skipped[0].reason


def test_what_is_no_release_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(unipen.UnipenError, match="no data/ folder"):
        list(unipen.read(tmp_path))
    with pytest.raises(unipen.UnipenError, match="does not exist"):
        list(unipen.read(tmp_path / "gone"))
    (tmp_path / "noise.tar.xz").write_bytes(b"\xfd7zXZ\0 nothing of the kind")
    with pytest.raises(unipen.UnipenError, match="cannot be read as an archive") as told:
        list(unipen.read(tmp_path / "noise.tar.xz"))
    assert "\n" not in str(told.value)
    with pytest.raises(unipen.UnipenError, match="no category '9z'"):
        list(unipen.read(tmp_path, ("9z",)))


def test_a_truncated_archive_gives_what_arrived_and_says_so(tmp_path: Path) -> None:
    root = release(tmp_path / "r", HEADER + INK + '.SEGMENT CHARACTER 0 ? "A"\n')
    rng = np.random.default_rng(0)
    noise = "\n".join(".COMMENT " + line.tobytes().hex() for line in rng.integers(0, 255, (4000, 60), np.uint8))
    (root / "data/1b/xyz/zzz.dat").write_text(noise)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for path in sorted(root.rglob("*.dat")):
            archive.add(path, "unipen/" + path.relative_to(root).as_posix())
    whole = lzma.compress(buffer.getvalue())
    (tmp_path / "whole.tar.xz").write_bytes(whole)
    assert len(read(tmp_path / "whole.tar.xz")[0]) == 1
    (tmp_path / "cut.tar.xz").write_bytes(whole[: len(whole) * 2 // 3])
    samples, skipped = read(tmp_path / "cut.tar.xz")
    assert [sample.text for sample in samples] == ["A"]
    assert "breaks off" in skipped[0].reason


@pytest.mark.realdata
def test_the_release_gives_exactly_its_segments_and_writers() -> None:
    folder = real_data()
    assert folder is not None
    skipped: list[unipen.Skipped] = []
    counts: dict[str, int] = {}
    writers: dict[str, set[str]] = {}
    for sample in unipen.read(folder / "unipen_train_r01_v07.tar.xz", ("1a", "1b"), skipped=skipped):
        category = sample.provenance.category
        counts[category] = counts.get(category, 0) + 1
        writers.setdefault(category, set()).add(sample.writer)
    assert counts == {"1a": 11_229, "1b": 24_429}
    assert len(writers["1b"]) == 258 and not skipped


@pytest.mark.realdata
@pytest.mark.long
@pytest.mark.timeout(600)
def test_every_category_gives_exactly_its_segments() -> None:
    folder = real_data()
    assert folder is not None
    wanted = {"1c": (49_807, 0), "1d": (15_084, 0), "6": (61_063, 431), "7": (66_684, 1_040), "8": (11_372, 395)}
    for category, (count, missing) in wanted.items():
        skipped: list[unipen.Skipped] = []
        found = sum(1 for _ in unipen.read(folder / "unipen_train_r01_v07.tar.xz", (category,), skipped=skipped))
        lacking = [item for item in skipped if "not in the release" in item.reason]
        assert (found, len(lacking)) == (count, missing), category
