import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.formats import svg, svg_path
from engines.formats.opening import FormatError

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
HEAD = f'<svg {NAMES} width="100mm" height="100mm" viewBox="0 0 100 100">'


def _strokes(tmp_path, body, head=HEAD):
    path = tmp_path / "a.svg"
    path.write_text(f"{head}{body}</svg>", "utf-8")
    (sample,) = svg.read(path)
    return [stroke.xy.tolist() for stroke in sample.ink]


def test_lines_polylines_polygons_and_paths_come_in_the_order_of_the_file(tmp_path):
    strokes = _strokes(
        tmp_path,
        '<line x1="0" y1="0" x2="1" y2="0"/><polyline points="2,0 3,0 3,1"/><g><polygon points="4 0 5 0 5 1"/></g>'
        '<path d="M6 0L7 0M8 0h1v2H8z"/><rect x="1" y="1" width="2" height="3"/>',
    )
    assert strokes == [
        [[0, 0], [1, 0]],
        [[2, 0], [3, 0], [3, 1]],
        [[4, 0], [5, 0], [5, 1], [4, 0]],
        [[6, 0], [7, 0]],
        [[8, 0], [9, 0], [9, 2], [8, 2], [8, 0]],
        [[1, 1], [3, 1], [3, 4], [1, 4], [1, 1]],
    ]


@pytest.mark.parametrize(
    ("head", "end"),
    [
        ("<svg>", 10 * 25.4 / 96),
        ('<svg viewBox="0 0 20 20">', 10 * 25.4 / 96),
        ('<svg width="200" height="200" viewBox="0 0 20 20">', 100 * 25.4 / 96),
        ('<svg width="20cm" height="20cm" viewBox="0 0 20 20">', 100),
        ('<svg width="2in" height="2in" viewBox="0 0 20 20">', 25.4),
        ('<svg width="72pt" height="72pt" viewBox="10 0 10 10">', 0),
        ('<svg width="20mm" viewBox="0 0 20 20">', 10),
    ],
)
def test_units_and_view_box_give_millimetres(tmp_path, head, end):
    ((_, last),) = _strokes(tmp_path, '<path d="M0 0H10"/>', head)
    assert last[0] == pytest.approx(end, abs=1e-4)


def test_a_view_box_of_another_shape_is_centred_as_svg_says(tmp_path):
    head = '<svg width="40mm" height="20mm" viewBox="0 0 10 10"{}>'
    assert _strokes(tmp_path, '<path d="M0 0H10"/>', head.format(""))[0] == [[10, 0], [30, 0]]
    assert _strokes(tmp_path, '<path d="M0 0H10"/>', head.format(' preserveAspectRatio="xMinYMin meet"'))[0] == [[0, 0], [20, 0]]
    assert _strokes(tmp_path, '<path d="M0 0H10V1"/>', head.format(' preserveAspectRatio="none"'))[0][2] == [40, 2]


def test_transforms_nest_and_apply_from_the_inside_out(tmp_path):
    body = '<g transform="translate(10 0)"><path transform="rotate(90) scale(2,3)" d="M1 1L2 1"/></g>'
    assert np.allclose(_strokes(tmp_path, body)[0], [[7, 2], [7, 4]], atol=1e-5)
    body = '<path transform="matrix(1 0 0 1 5 6), skewX(45)" d="M0 0L0 1"/>'
    assert np.allclose(_strokes(tmp_path, body)[0], [[5, 6], [6, 7]], atol=1e-5)
    body = '<path transform="rotate(180 5 5)" d="M0 0L1 0"/>'
    assert np.allclose(_strokes(tmp_path, body)[0], [[10, 10], [9, 10]], atol=1e-5)


def test_curves_stay_within_the_tolerance(tmp_path):
    (curve,) = _strokes(tmp_path, '<path d="M0 0C0 50 100 50 100 0"/>')
    t = np.linspace(0, 1, 4001)[:, None]
    exact = 3 * t * (1 - t) ** 2 * (0, 50) + 3 * t**2 * (1 - t) * (100, 50) + t**3 * (100, 0)
    points = np.array(curve)
    chords = points[1:] - points[:-1]
    away = exact[:, None] - points[:-1]
    along = np.clip((away * chords).sum(-1) / (chords**2).sum(-1), 0, 1)
    assert np.hypot(*(away - along[..., None] * chords).T).min(axis=0).max() < svg.TOLERANCE


def test_arcs_circles_and_smooth_curves_go_where_they_should(tmp_path):
    arc, circle = _strokes(tmp_path, '<path d="M10 20a10 10 0 0110-10"/><circle cx="50" cy="50" r="10"/>')
    assert np.allclose(np.hypot(*(np.array(arc) - (20, 20)).T), 10, atol=0.02) and np.allclose(arc[-1], [20, 10])
    assert np.allclose(np.hypot(*(np.array(circle) - (50, 50)).T), 10, atol=0.02) and np.allclose(
        circle[0], circle[-1], atol=1e-4
    )
    smooth, plain = _strokes(tmp_path, '<path d="M0 0Q5 10 10 0T20 0"/><path d="M0 0Q5 10 10 0Q15-10 20 0"/>')
    assert np.allclose(smooth, plain, atol=1e-4)
    smooth, plain = _strokes(tmp_path, '<path d="M0 0c1 5 4 5 5 0s4-5 5 0"/><path d="M0 0C1 5 4 5 5 0C6-5 9-5 10 0"/>')
    assert np.allclose(smooth, plain, atol=1e-4)


def test_a_path_of_no_length_is_a_dot(tmp_path):
    assert _strokes(tmp_path, '<path d="M3 4l0 0"/><path d="M5 6z"/><polyline points="7 8"/>') == [[[3, 4]], [[5, 6]], [[7, 8]]]


def test_used_and_nested_parts_are_drawn_and_definitions_are_not(tmp_path):
    body = (
        '<defs><path id="p" d="M0 0L1 0"/></defs><use xlink:href="#p" x="5" y="6"/>'
        '<svg x="50" y="50" width="10" height="10" viewBox="0 0 1 1"><path d="M0 0L1 1"/></svg>'
        '<use href="#p" transform="scale(2)"/>'
    )
    assert _strokes(tmp_path, body) == [[[5, 6], [6, 6]], [[50, 50], [60, 60]], [[0, 0], [2, 0]]]


def test_scripts_links_and_hidden_things_are_ignored(tmp_path):
    body = (
        '<script>alert(1)</script><image href="http://example.org/a.png"/><use href="http://example.org/a.svg#p"/>'
        '<style>@import url("http://example.org/a.css");</style><path style="display: none" d="M0 0L9 9"/>'
        '<g visibility="hidden"><path d="M0 0L8 8"/></g><path onload="alert(2)" d="M0 0L1 1"/>'
        '<foreignObject><path d="M9 9L1 1"/></foreignObject>'
    )
    assert _strokes(tmp_path, body) == [[[0, 0], [1, 1]]]


def test_a_doctype_without_entities_is_fine(tmp_path):
    head = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + HEAD
    assert _strokes(tmp_path, '<path d="M0 0L1 1"/>', head) == [[[0, 0], [1, 1]]]


LAUGHS = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>' + HEAD
OUTSIDE = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + HEAD
USE_BOMB = (
    '<g id="a0"><path d="M0 0L1 1"/></g>'
    + "".join(f'<g id="a{i}">' + f'<use href="#a{i - 1}"/>' * 10 + "</g>" for i in range(1, 9))
    + '<use href="#a8"/>'
)


@pytest.mark.parametrize(
    ("body", "says", "head"),
    [
        ("", "holds no path", HEAD),
        ("<text>A</text>", "holds no path", HEAD),
        ('<path d="M0 0x"/>', "'x' at character 5", HEAD),
        ('<path d="M0 0L1"/>', "lacks numbers", HEAD),
        ('<path d="L1 1"/>', "does not begin with a move", HEAD),
        ('<path d="5 5"/>', "follows no command", HEAD),
        ('<path d="M0 0L nan 1"/>', "lacks numbers", HEAD),
        ('<path d="M0 0L1e300 1"/>', "cannot be used", HEAD),
        ('<path d="M0 0C1e999 1 2 2 3 3"/>', "too large", HEAD),
        ('<path id="p7" transform="spin(4)" d="M0 0L1 1"/>', "<path> 'p7'", HEAD),
        ('<path transform="rotate(1 2)" d="M0 0L1 1"/>', "rotate has 2 numbers", HEAD),
        ('<polyline points="1 2 3"/>', "pairs", HEAD),
        ('<line x1="abc"/>', "not a length", HEAD),
        (USE_BOMB, "too often", HEAD),
        ('<g id="a"><use href="#a"/></g>', "too often", HEAD),
        ("<g>" * 500 + "</g>" * 500, "200 deep", HEAD),
        ("<text>&c;</text>", "XML entities", LAUGHS),
        ("<text>&x;</text>", "XML entities", OUTSIDE),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(tmp_path, body, says, head):
    with pytest.raises(FormatError) as told:
        _strokes(tmp_path, body, head)
    assert says in str(told.value) and "a.svg" in str(told.value) and "\n" not in str(told.value)


def test_long_white_space_is_read_in_linear_time(tmp_path):
    with pytest.raises(FormatError):
        _strokes(tmp_path, f'<path d="M0 0{" " * 300_000}x"/>')
    with pytest.raises(FormatError):
        _strokes(tmp_path, f'<path transform="scale(1){" " * 300_000}x" d="M0 0L1 1"/>')


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="MmZzLlHhVvCcSsQqTtAa0123456789.,-+ e", max_size=40))
def test_any_path_data_is_read_or_refused(text):
    try:
        for subpath in svg_path.parse_path(text):
            assert svg_path.flatten(subpath, np.eye(3), 0.1).shape[1] == 2
    except svg_path.PathError:
        pass
