import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engines.data.sample import Provenance, Sample
from engines.formats import inkml
from engines.formats.opening import FormatError, shortest
from engines.ink.types import Ink, Stroke

finite = st.floats(width=32, allow_nan=False, allow_infinity=False)
unknown_or = st.one_of(st.just(np.nan), finite)


@st.composite
def strokes(draw):
    n = draw(st.integers(0, 8))
    pick = lambda shape, values: draw(arrays(np.float32, shape, elements=values))  # noqa: E731
    tilt = st.floats(-90, 90, width=32)
    return Stroke(pick((n, 2), finite), pick(n, unknown_or), pick(n, unknown_or), pick((n, 2), tilt))


def _write(tmp_path, text, name="ink.inkml"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def _one(path):
    (sample,) = inkml.read(path)
    return sample


@settings(max_examples=60, deadline=None)
@given(st.lists(strokes(), min_size=1, max_size=4))
def test_every_float32_comes_back_as_it_was(tmp_path_factory, items):
    ink = Ink(tuple(items))
    path = tmp_path_factory.mktemp("inkml") / "a.inkml"
    inkml.write(path, ink)
    assert _one(path).ink.same_as(ink)


@given(finite)
def test_the_shortest_number_is_exact_and_has_no_exponent(value):
    (text,) = shortest(np.array([value], np.float32))
    assert np.float32(text) == np.float32(value) and "e" not in text.lower()
    assert shortest(np.array([np.nan, 1.5], np.float32)) == ["?", "1.5"]


def test_a_changed_digit_is_noticed(tmp_path):
    ink = Ink((Stroke([(1.25, 2.5), (3, 4)], t=[0, 1]),))
    path = _write(tmp_path, inkml.to_bytes(ink).decode().replace("1.25", "1.26"))
    assert not _one(path).ink.same_as(ink)


def test_what_it_says_who_wrote_it_and_where_it_came_from_stay(tmp_path):
    provenance = Provenance("session 3", "CC BY 4.0", "tablet", "2024-05-01T10:00:00", "yes", "1b")
    sample = Sample(Ink((Stroke([(0, 0)]),)), text="Ä & <b>", writer="w/1", provenance=provenance)
    inkml.write(tmp_path / "a.inkml", sample)
    back = _one(tmp_path / "a.inkml")
    assert (back.text, back.writer, back.provenance) == (sample.text, sample.writer, provenance)


def test_channels_are_absent_where_nothing_is_known():
    text = inkml.to_bytes(Ink((Stroke([(0, 0), (1, 1)]),))).decode()
    assert 'name="X"' in text and 'name="T"' not in text and 'name="F"' not in text and 'name="OTx"' not in text
    timed = inkml.to_bytes(Ink((Stroke([(0, 0), (1, 1)], t=[0, 1], pressure=[0.5, np.nan]),))).decode()
    assert 'name="T"' in timed and 'name="F"' in timed and "1 1 1 ?" in timed


def test_several_samples_stay_apart(tmp_path):
    samples = [Sample(Ink((Stroke([(i, 0), (i, 1)]),)), text=text) for i, text in enumerate(["A", "", "B"])]
    inkml.write(tmp_path / "many.inkml", samples)
    assert [s.text for s in inkml.read(tmp_path / "many.inkml")] == ["A", "", "B"]


def test_differences_and_second_differences_are_summed(tmp_path):
    # W3C InkML, 3.2.1: 1125 18432,'23'43,"7"-8,3-5,7-3,6 2,6 8,3 6,2 4*,3 6* (the recommendation's own example)
    path = _write(tmp_path, """<ink><trace>1125 18432,'23'43,"7"-8,3-5,7-3,6 2</trace></ink>""")
    raw = inkml.parse_points("""1125 18432,'23'43,"7"-8,3-5,7-3,6 2""", inkml.TraceFormat(), "trace")
    assert np.column_stack([raw["X"], raw["Y"]]).tolist() == [
        [1125, 18432], [1148, 18475], [1178, 18510], [1211, 18540], [1251, 18567], [1297, 18596],
    ]  # fmt: skip
    assert len(_one(path).ink.strokes[0]) == 6


def test_a_star_repeats_and_a_question_mark_is_unknown():
    layout = inkml.TraceFormat((*inkml.TraceFormat().channels, inkml.Channel("F")), 3, {"X": 0, "Y": 1, "F": 2})
    columns = inkml.parse_points("5 6 1, * 7 ?, 9 * 0.5", layout, "trace")
    assert columns["X"].tolist() == [5, 5, 9] and columns["Y"].tolist() == [6, 7, 7]
    assert np.isnan(columns["F"][1]) and columns["F"][2] == 0.5


def test_units_pressure_range_and_orientation_of_another_program(tmp_path):
    path = _write(
        tmp_path,
        """<inkml:ink xmlns:inkml="http://www.w3.org/2003/InkML"><inkml:definitions><inkml:context xml:id="c"><inkml:inkSource>
        <inkml:traceFormat><inkml:channel name="X" units="cm"/><inkml:channel name="Y" units="cm" orientation="-ve"/>
        <inkml:channel name="F" max="1023" min="0"/><inkml:channel name="T" units="ms"/></inkml:traceFormat></inkml:inkSource>
        </inkml:context></inkml:definitions><inkml:trace contextRef="#c">1 2 0 0, 2 3 1023 500</inkml:trace></inkml:ink>""",
    )
    (stroke,) = _one(path).ink
    assert stroke.xy.tolist() == [[10, -20], [20, -30]]
    assert stroke.pressure.tolist() == [0, 1] and stroke.t.tolist() == [0, 0.5]


def test_resolution_of_the_source_gives_millimetres(tmp_path):
    path = _write(
        tmp_path,
        """<ink><inkSource xml:id="s"><traceFormat><channel name="X"/><channel name="Y"/></traceFormat><channelProperties>
        <channelProperty channel="X" name="resolution" value="1000" units="1/cm"/>
        <channelProperty channel="Y" name="resolution" value="1000" units="1/cm"/></channelProperties></inkSource>
        <trace>0 0, 1000 500</trace></ink>""",
    )
    assert _one(path).ink.strokes[0].xy.tolist() == [[0, 0], [10, 5]]


def test_ink_in_unnamed_units_larger_than_any_page_is_fitted(tmp_path):
    path = _write(tmp_path, "<ink><trace>10000 20000, 26000 24000</trace></ink>")
    assert np.allclose(_one(path).ink.strokes[0].xy, [[0, 0], [160, 40]], atol=1e-3)


def test_times_that_begin_anew_in_each_trace_are_put_one_after_another(tmp_path):
    form = '<traceFormat><channel name="X"/><channel name="Y"/><channel name="T" units="s"/></traceFormat>'
    anew = _write(tmp_path, f"<ink>{form}<trace>0 0 0, 1 1 1</trace><trace>2 2 0, 3 3 1</trace></ink>")
    assert np.allclose([s.t for s in _one(anew).ink], [[0, 1], [1.2, 2.2]])
    told = _write(
        tmp_path, f'<ink>{form}<trace timeOffset="500">0 0 0, 1 1 1</trace><trace timeOffset="2500">2 2 0</trace></ink>'
    )
    assert [s.t.tolist() for s in _one(told).ink] == [[0, 1], [2]]


def test_hovering_is_left_out_and_continued_traces_are_joined(tmp_path):
    path = _write(
        tmp_path,
        '<ink><trace xml:id="a" continuation="begin">0 0, 1 1</trace><trace type="penUp">5 5</trace>'
        '<trace continuation="end" priorRef="#a">2 2, 3 3</trace></ink>',
    )
    assert [len(s) for s in _one(path).ink] == [4]


def test_contexts_that_refer_in_a_circle_end(tmp_path):
    path = _write(
        tmp_path,
        '<ink><context xml:id="a" contextRef="#b"/><context xml:id="b" contextRef="#a"/><trace contextRef="#a">1 2</trace></ink>',
    )
    assert _one(path).ink.points == 1


BOMB = '<!DOCTYPE ink [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><ink><trace>&b;</trace></ink>'
OUTSIDE = '<!DOCTYPE ink [<!ENTITY x SYSTEM "file:///etc/passwd">]><ink><annotation>&x;</annotation><trace>1 2</trace></ink>'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("  \n ", "is empty"),
        ("<ink><trace>1 2", "line 1, column 15"),
        ("<svg/>", "begins with <svg>"),
        ("not xml at all", "not valid InkML"),
        ("<ink/>", "holds no <trace>"),
        ("<ink><trace>1 nan</trace></ink>", "point 1 has no usable Y"),
        ("<ink><trace>1 2, 1 ?</trace></ink>", "trace 1, point 2 has no usable Y"),
        ("<ink><trace>1 2</trace><trace>1 2, 3 x</trace></ink>", "trace 2, point 2 holds 'x'"),
        ("<ink><trace>1 2, 3</trace></ink>", "point 2 has 1 values"),
        ("<ink><trace>1e39 2</trace></ink>", "trace 1 cannot be used"),
        ("<ink><trace>1e999 2</trace></ink>", "point 1 has no usable X"),
        (BOMB, "XML entities"),
        (OUTSIDE, "XML entities"),
        ("<ink>" + "<traceGroup>" * 300 + "</traceGroup>" * 300 + "</ink>", "deep"),
    ],
)
def test_what_is_not_usable_inkml_is_told_in_one_sentence(tmp_path, text, says):
    path = _write(tmp_path, text)
    with pytest.raises(FormatError) as told:
        list(inkml.read(path))
    message = str(told.value)
    assert says in message and str(path) in message and "\n" not in message


def test_missing_files_folders_and_binary_are_told(tmp_path):
    for path, says in ((tmp_path / "no.inkml", "does not exist"), (tmp_path, "is a folder")):
        with pytest.raises(FormatError, match=says):
            list(inkml.read(path))
    (tmp_path / "b.inkml").write_bytes(bytes(range(256)) * 20)
    with pytest.raises(FormatError, match="not valid InkML"):
        list(inkml.read(tmp_path / "b.inkml"))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_anywhere_is_a_sentence_or_ink_and_never_a_crash(tmp_path_factory, data):
    whole = inkml.to_bytes(Ink((Stroke([(1, 2), (3, 4)], t=[0, 1]), Stroke([(5, 6)]))))
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.booleans())
    broken = whole[:at] if cut else whole[:at] + bytes([data.draw(st.integers(0, 255))]) + whole[at + 1 :]
    path = tmp_path_factory.mktemp("damage") / "a.inkml"
    path.write_bytes(broken)
    try:
        assert all(sample.ink is not None for sample in inkml.read(path))
    except FormatError as error:
        assert str(path) in str(error)


def test_traces_kept_among_the_definitions_are_read_where_a_view_shows_them(tmp_path):
    (tmp_path / "a.inkml").write_text(
        '<ink><definitions><trace xml:id="a">1 2, 3 4</trace><trace xml:id="b">5 6</trace>'
        '<traceGroup xml:id="g"><trace xml:id="c">7 8</trace></traceGroup></definitions>'
        '<traceView traceDataRef="#a"/><traceView traceDataRef="#g"/></ink>'
    )
    (sample,) = inkml.read(tmp_path / "a.inkml")
    assert [stroke.xy[0].tolist() for stroke in sample.ink] == [[1, 2], [7, 8]]
