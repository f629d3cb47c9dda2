"""Published sets from strangers: archives, arrays and drawings that are damaged or forged are read or refused in one sentence."""

import gzip
import io
import zipfile

import numpy as np
import pytest
from fuzzing import assert_sentence, cases, changes, damaged
from hypothesis import given
from hypothesis import strategies as st

from engines.formats import idx, kanjivg, omniglot
from engines.formats.opening import FormatError

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="109" height="109"><path d="M20,30c20,-3,40,-3,60,0"/></svg>'
DRAWING = "START\n17.64,-26.86,0\n18.64,-26.86,217\nBREAK\n"


def packed(files, pack=zipfile.ZIP_DEFLATED):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", pack) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return raw.getvalue()


def pictures():
    raw = io.BytesIO()
    np.savez(raw, images=np.arange(2 * 3 * 8 * 8).reshape(2, 3, 8, 8) % 3 > 0)
    return raw.getvalue()


def array(*shape):
    return b"\0\0\x08" + bytes([len(shape)]) + b"".join(n.to_bytes(4, "big") for n in shape) + bytes(range(np.prod(shape)))


KINDS = {
    "omniglot": (omniglot.read, "strokes.zip", packed({f"s/Greek/character0{n}/0394_0{n}.txt": DRAWING for n in (1, 2)})),
    "pictures": (omniglot.read, "images_evaluation.npz", pictures()),
    "kanjivg": (kanjivg.read, "kanjivg.zip", packed({"kanji/00041.svg": SVG, "kanji/03042.svg": SVG}, zipfile.ZIP_STORED)),
    "idx": (idx.read, "train-images-idx3-ubyte", array(2, 5, 4)),
    "gzipped": (idx.read, "train-images-idx3-ubyte.gz", gzip.compress(array(2, 5, 4))),
}


def outcome(folder, kind, data):
    """ "read" where sound samples came of it, else the sentence; what was left out is told in sentences, too."""
    read, name, _ = KINDS[kind]
    (folder / name).write_bytes(data)
    (folder / "train-labels-idx1-ubyte").write_bytes(array(2))
    left = []
    try:
        samples = list(read(folder / name, left=left))
    except FormatError as error:
        assert_sentence(str(error), name)
        return str(error)
    for _, reason in left:
        assert_sentence(reason)
    assert samples or left
    for sample in samples:
        assert sample.ink is None or all(len(stroke) and np.isfinite(stroke.xy).all() for stroke in sample.ink)
        assert sample.image is None or (sample.image.ndim == 2 and sample.image.dtype == np.uint8 and sample.image.size)
        assert (sample.ink is None) != (sample.image is None)
        sample.text.encode(), sample.provenance.source.encode()
    return "read"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_sound_is_read(tmp_path, kind):
    assert outcome(tmp_path, kind, KINDS[kind][2]) == "read"


@pytest.mark.parametrize("kind", KINDS)
@cases(150)
@given(wanted=changes())
def test_a_damaged_set_is_read_or_refused(tmp_path, kind, wanted):
    outcome(tmp_path, kind, damaged(KINDS[kind][2], wanted, KINDS["pictures"][2]))


@pytest.mark.parametrize("kind", KINDS)
@cases(60)
@given(data=st.binary(max_size=200))
def test_anything_else_is_refused(tmp_path, kind, data):
    assert outcome(tmp_path, kind, data) != "read"


LINE = st.text(alphabet="0123456789.,-einfa STRBEAK\x00", max_size=30) | st.just("1.5,-2.5,30") | st.just("BREAK")


@cases(200)
@given(st.lists(LINE, max_size=8).map("\n".join) | st.text(max_size=60))
def test_any_text_in_place_of_a_drawing_is_read_or_refused(tmp_path, text):
    data = packed({"s/Greek/character01/0394_01.txt": text.encode("utf-8", "replace")})
    outcome(tmp_path, "omniglot", data)


@cases(100)
@given(st.text(min_size=1, max_size=30), changes(2))
def test_any_name_and_any_damage_inside_an_archive_is_read_or_refused(tmp_path, name, wanted):
    files = {f"kanji/{name.encode('utf-8', 'replace').decode()}.svg": SVG, "kanji/00041.svg": damaged(SVG.encode(), wanted)}
    outcome(tmp_path, "kanjivg", packed(files))
