"""SVG drawings as ink: every path, polyline, polygon, line and simple shape becomes a stroke in the order it stands in the file.

Taken are geometry and, where a line has them, stroke width and colour (black is the theme's ink). Scripts, style sheets, text,
pictures and anything outside the file are neither run nor fetched; a filled shape gives its outline. Units and
viewBox give millimetres (a bare number is 1/96 inch, as in CSS).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree.ElementTree import Element

import numpy as np

from engines.data.sample import Provenance, Sample
from engines.formats.opening import MAX_DEPTH, FormatError, attribute, local, make_stroke, parse_xml, parse_xml_bytes, readable
from engines.formats.svg_path import (
    MAX_DRAWN,
    PathError,
    Points,
    Subpath,
    affine,
    ellipse,
    flatten,
    numbers,
    parse_path,
    parse_transform,
)
from engines.ink.brush import Brush
from engines.ink.types import Ink, Stroke

TOLERANCE = 0.01  # mm that a flattened curve may stray: a tenth of the finest pen
MAX_SIZE = 32 << 20  # bytes: a hundred full pages of curves
MAX_AGAIN = 4 << 20  # characters of path data that are read again through <use>
MAX_REPEATS = 100_000  # of elements through <use>: a few lines of <use> can ask for billions
MILLIMETRES = {"": 25.4 / 96, "px": 25.4 / 96, "mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "q": 0.25}
WIDEST = 100.0  # mm of a line that may be a pen's
COLOURS = {"black": "#000000", "currentcolor": "#000000", "red": "#ff0000", "green": "#008000", "blue": "#0000ff"} | {
    "gray": "#808080", "grey": "#808080", "navy": "#000080", "maroon": "#800000", "purple": "#800080", "teal": "#008080",
    "orange": "#ffa500", "brown": "#a52a2a", "olive": "#808000", "magenta": "#ff00ff", "cyan": "#00ffff", "yellow": "#ffff00",
    "white": "#ffffff",
}  # fmt: skip
_GROUPS = frozenset(("svg", "g", "a", "switch", "symbol"))
_PLAIN = frozenset({"#000000", "#1f2328"})  # black and the ink of Ductus' own exports: ink of no particular colour
_LENGTH = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*([a-zA-Z%]*)\s*$")


@dataclass(frozen=True)
class _Visit:
    """An element still to be read: its transform to millimetres, how deep it stands and what hides it."""

    element: Element
    matrix: Points
    depth: int = 0
    hidden: bool = False
    used: bool = False  # reached through <use>: a symbol is drawn
    colour: str = "none"  # of its lines,
    width: float = 1.0  # and their width in user units


def read(path: Path) -> Iterator[Sample]:
    """The one sample of an SVG file: its strokes in millimetres, y down, without times.

    Curves are flattened to within 0.01 mm. Raises FormatError for a file that is not SVG, is damaged or holds no line.
    """
    path = Path(path)
    root = parse_xml(path, "svg", "SVG", MAX_SIZE)
    yield Sample(ink=_ink(root, path), text=_title(root), provenance=Provenance(source=readable(path.name)))


def drawing(data: bytes, place: str) -> Ink:
    """The strokes of an SVG file's content; place: how errors name it. Raises FormatError as `read` does."""
    return _ink(parse_xml_bytes(data, place, "svg", "SVG"), place)


def _ink(root: Element, path: Path | str) -> Ink:
    with np.errstate(all="ignore"):  # numbers beyond all bounds end as "not a number", which make_stroke refuses
        strokes = _strokes(root, path)
    if not strokes:
        raise FormatError(f"{path} is SVG but holds no path, line or shape; convert its text and pictures to paths first.")
    return Ink(tuple(strokes))


def _strokes(root: Element, path: Path | str) -> list[Stroke]:
    elements = list(root.iter())
    by_id = {attribute(element, "id"): element for element in elements if attribute(element, "id")}
    strokes: list[Stroke] = []
    points = visited = again = 0
    seen: set[int] = set()
    stack = [_Visit(root, np.eye(3))]
    while stack:
        visit = stack.pop()
        visited += 1
        if visited > len(elements) + MAX_REPEATS or visit.depth > MAX_DEPTH:
            raise FormatError(f"{path} repeats or nests its elements too often to be read; save it again as plain SVG.")
        if id(visit.element) in seen:
            again += len(attribute(visit.element, "d")) + len(attribute(visit.element, "points"))
        seen.add(id(visit.element))
        if again > MAX_AGAIN:
            raise FormatError(f"{path} repeats its paths too often to be read; save it again as plain SVG.")
        place = f"{path}, {_place(visit.element, visited)}"
        visit = _inked(visit)
        try:
            found, below = _visit(visit, by_id)
            for shape, matrix in found:
                line = flatten(shape, matrix, TOLERANCE, MAX_DRAWN - points)
                points += len(line)
                dot = bool((line == line[0]).all())
                strokes.append(make_stroke(place, line[:1] if dot else line, _brush(visit)))
        except PathError as error:
            raise FormatError(f"{place} cannot be read: {error}; repair or remove it.") from error
        stack.extend(reversed(below))
    return strokes


def _place(element: Element, number: int) -> str:
    name = attribute(element, "id")
    return f"<{local(element)}> {name!r}" if name else f"element {number} (<{local(element)}>)"


def _title(root: Element) -> str:
    """The text of a `<title>` at the top, where Ductus keeps what the ink says."""
    return next(((child.text or "").strip() for child in root if local(child) == "title"), "")


def _visit(visit: _Visit, by_id: dict[str, Element]) -> tuple[list[tuple[Subpath, Points]], list[_Visit]]:
    """What an element draws, with its transform to millimetres, and the elements to read after it."""
    element, name = visit.element, local(visit.element)
    if (name == "symbol" and not visit.used) or _property(element, "display") == "none":
        return [], []
    hidden = {"hidden": True, "collapse": True, "visible": False}.get(_property(element, "visibility"), visit.hidden)
    matrix = visit.matrix @ parse_transform(attribute(element, "transform"))
    if name == "svg" or (name == "symbol" and attribute(element, "viewBox")):
        matrix = matrix @ _viewport(element, outermost=visit.depth == 0)
    if name == "use":
        target = by_id.get(attribute(element, "href").removeprefix("#"))
        if target is None or not attribute(element, "href").startswith("#"):
            return [], []
        moved = matrix @ affine(1, 0, 0, 1, _length(element, "x"), _length(element, "y"))
        return [], [replace(visit, element=target, matrix=moved, depth=visit.depth + 1, hidden=hidden, used=True)]
    if name in _GROUPS:
        inside = replace(visit, matrix=matrix, depth=visit.depth + 1, hidden=hidden, used=False)
        return [], [replace(inside, element=child) for child in element]
    shapes = [] if hidden else _shapes(element, name)
    return [(shape, matrix) for shape in shapes], []


def _inked(visit: _Visit) -> _Visit:
    """The visit with its element's own stroke colour and width, where it has them."""
    colour, width = (_property(visit.element, name) for name in ("stroke", "stroke-width"))
    length = _parse_length(width)
    known = length is not None and length[0] > 0 and length[1] in MILLIMETRES
    size = length[0] * MILLIMETRES[length[1]] / MILLIMETRES["px"] if length is not None and known else visit.width
    return replace(visit, colour=colour.lower() or visit.colour, width=size)


def _brush(visit: _Visit) -> Brush | None:
    """The pen of a line: even, of the drawn width in mm; None for a shape that is only filled or a colour not understood."""
    colour = _hex(visit.colour)
    matrix = visit.matrix @ parse_transform(attribute(visit.element, "transform"))
    width = visit.width * math.sqrt(abs(float(np.linalg.det(matrix[:2, :2]))))
    if colour is None or not (math.isfinite(width) and 0 < width <= WIDEST):
        return None
    return Brush(width=round(width, 6), thinning=0.0, colour="" if colour in _PLAIN else colour)


def _hex(colour: str) -> str | None:
    """A colour as #rrggbb; None for "none" and for what is not one of #rgb, #rrggbb, rgb(), a name of COLOURS or currentColor."""
    if re.fullmatch("#[0-9a-f]{3}", colour):
        return "#" + "".join(2 * digit for digit in colour[1:])
    if re.fullmatch("#[0-9a-f]{6}", colour):
        return colour
    parts = re.fullmatch(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)", colour)
    if parts:
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in parts.groups())
    return COLOURS.get(colour)


def _property(element: Element, name: str) -> str:
    """A presentation property from the style attribute, else from the attribute of its name."""
    for rule in attribute(element, "style").split(";"):
        key, _, value = rule.partition(":")
        if key.strip() == name:
            return value.strip()
    return attribute(element, name).strip()


def _shapes(element: Element, name: str) -> list[Subpath]:
    if name == "path":
        return parse_path(attribute(element, "d"))
    if name in ("polyline", "polygon"):
        return _polyline(element, closed=name == "polygon")
    if name == "line":
        x1, y1, x2, y2 = (_length(element, key) for key in ("x1", "y1", "x2", "y2"))
        return [[np.array([[x1, y1], [x2, y2]])]]
    if name == "rect":
        return _rectangle(element)
    if name in ("circle", "ellipse"):
        rx, ry = (_length(element, "r"),) * 2 if name == "circle" else (_length(element, "rx"), _length(element, "ry"))
        return [ellipse(_length(element, "cx"), _length(element, "cy"), rx, ry)] if rx > 0 and ry > 0 else []
    return []


def _polyline(element: Element, closed: bool) -> list[Subpath]:
    values = numbers(attribute(element, "points"))
    if len(values) % 2:
        raise PathError("its points do not come in pairs")
    corners = np.array(values).reshape(-1, 2)
    if len(corners) == 0:
        return []
    if closed:
        corners = np.concatenate([corners, corners[:1]])
    return [[corners[:1]]] if len(corners) == 1 else [[corners[i : i + 2] for i in range(len(corners) - 1)]]


def _rectangle(element: Element) -> list[Subpath]:
    x, y, width, height = (_length(element, key) for key in ("x", "y", "width", "height"))
    if width <= 0 or height <= 0:
        return []
    corners = np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)])
    return [[corners[i : i + 2] for i in range(4)]]


# ---------------------------------------------------------------- units


def _parse_length(text: str) -> tuple[float, str] | None:
    """(number, lower-case unit), None for an empty or foreign length."""
    found = _LENGTH.match(text.strip()[:64])
    return (float(found[1]), found[2].lower()) if found else None


def _length(element: Element, name: str) -> float:
    """A length attribute in user units (1/96 inch where a unit is named); 0 where absent."""
    text = attribute(element, name)
    if not text:
        return 0.0
    length = _parse_length(text)
    if length is None or (length[1] not in MILLIMETRES and length[1] != "%"):
        raise PathError(f"its {name} is {text[:20]!r}, which is not a length")
    return length[0] * MILLIMETRES[length[1]] / MILLIMETRES["px"] if length[1] in MILLIMETRES else 0.0


def _viewport(element: Element, outermost: bool) -> Points:
    """User units inside an `<svg>` -> units outside (millimetres for the outermost). SVG 1.1, chapter 7.8."""
    unit = MILLIMETRES["px"] if outermost else 1.0
    shift = np.eye(3) if outermost else affine(1, 0, 0, 1, _length(element, "x"), _length(element, "y"))
    box = numbers(attribute(element, "viewBox"))
    if len(box) != 4 or box[2] <= 0 or box[3] <= 0:
        return shift @ np.diag([unit, unit, 1.0])
    size = [_outer_size(element, name, unit) for name in ("width", "height")]
    scales = [outer / inner if outer else None for outer, inner in zip(size, box[2:], strict=True)]
    sx = scales[0] or scales[1] or unit
    sy = scales[1] or scales[0] or unit
    align = attribute(element, "preserveAspectRatio", "xMidYMid").split()[:1] or ["xMidYMid"]
    if align[0] == "none":
        return shift @ affine(sx, 0, 0, sy, -box[0] * sx, -box[1] * sy)
    scale = (max if "slice" in attribute(element, "preserveAspectRatio") else min)(sx, sy)
    free = [(outer or inner * scale) - inner * scale for outer, inner in zip(size, box[2:], strict=True)]
    share = [{"Min": 0.0, "Mid": 0.5, "Max": 1.0}.get(align[0][at : at + 3], 0.5) for at in (1, 5)]
    return shift @ affine(scale, 0, 0, scale, free[0] * share[0] - box[0] * scale, free[1] * share[1] - box[1] * scale)


def _outer_size(element: Element, name: str, unit: float) -> float | None:
    """A viewport's width or height in the units outside; None where it is not given or only relative."""
    length = _parse_length(attribute(element, name))
    if length is None or length[0] <= 0 or not math.isfinite(length[0]) or length[1] not in MILLIMETRES:
        return None
    return length[0] * MILLIMETRES[length[1]] / MILLIMETRES["px"] * unit
