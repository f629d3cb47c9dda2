"""Ink as JSON: for scripts and web pages that would rather not parse XML. Exact for float32, null for what is unknown.

    {"ductus": "ink", "version": 1, "unit": "mm", "text": "A", "writer": "", "provenance": {...},
     "strokes": [{"x": [...], "y": [...], "t": [...], "pressure": [...], "tilt_x": [...], "tilt_y": [...],
                  "brush": {"width": 0.7, "colour": "#2f4b7c", "thinning": 0.5, "gamma": 1}}]}

Only x and y are required; `brush` tells the pen (width in mm), and a brush that makes no sense is left out. The reader also
takes what other programs tend to write: strokes as lists of points, [[x, y], ...] or [[x, y, t], ...], and a bare list of such
strokes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engines.data.files import replacing
from engines.data.sample import Provenance, Sample
from engines.formats.opening import MAX_POINTS, FormatError, make_stroke, parse_json, readable
from engines.ink.brush import Brush
from engines.ink.types import Array, Ink, Stroke

VERSION = 1
_OPTIONAL = ("t", "pressure", "tilt_x", "tilt_y")


def write(path: Path, sample: Ink | Sample) -> None:
    """Write ink or one sample as JSON, whole or not at all."""
    text = to_text(sample)
    with replacing(Path(path)) as part:
        part.write_text(text, "utf-8")


def to_text(sample: Ink | Sample) -> str:
    """The JSON document; see the module's docstring."""
    item = Sample(ink=sample) if isinstance(sample, Ink) else sample
    document = {
        "ductus": "ink",
        "version": VERSION,
        "unit": "mm",
        "text": item.text,
        "writer": item.writer,
        "provenance": {key: value for key, value in asdict(item.provenance).items() if value},
        "strokes": [_columns(stroke) for stroke in item.ink or ()],
    }
    return json.dumps(document, allow_nan=False, separators=(",", ":")) + "\n"


def _columns(stroke: Stroke) -> dict[str, Any]:
    columns = {"x": stroke.xy[:, 0], "y": stroke.xy[:, 1]}
    optional = {"t": stroke.t, "pressure": stroke.pressure, "tilt_x": stroke.tilt[:, 0], "tilt_y": stroke.tilt[:, 1]}
    columns |= {name: values for name, values in optional.items() if np.isfinite(values).any()}
    brush = {} if stroke.brush is None else {"brush": stroke.brush.noted()}
    return {name: _numbers(values) for name, values in columns.items()} | brush


def _numbers(values: Array) -> list[float | None]:
    """Doubles whose shortest text is also the float32's shortest text (0.1, not 0.10000000149011612)."""
    return [None if value != value else value for value in np.array(values.astype(str), np.float64).tolist()]


def read(path: Path) -> Iterator[Sample]:
    """The one sample of a JSON ink file. Raises FormatError naming the stroke for anything that is not ink."""
    path = Path(path)
    raw = parse_json(path, "JSON ink")
    document: dict[str, Any] = raw if isinstance(raw, dict) else {"strokes": raw}
    _check_kind(document, path)
    strokes = [_stroke(item, f"{path}, stroke {number}") for number, item in enumerate(document["strokes"], 1)]
    if sum(len(stroke) for stroke in strokes) > MAX_POINTS:
        raise FormatError(f"{path} holds more than {MAX_POINTS:,} points; split it into smaller files.")
    noted = document.get("provenance")
    known = (
        {f.name: readable(str(noted[f.name])) for f in fields(Provenance) if f.name in noted} if isinstance(noted, dict) else {}
    )
    yield Sample(
        ink=Ink(tuple(strokes)),
        text=_text(document, "text"),
        writer=_text(document, "writer"),
        provenance=Provenance(**known),
    )


def _check_kind(document: dict[str, Any], path: Path) -> None:
    version = document.get("version", VERSION)
    if document.get("ductus") == "ink" and isinstance(version, int) and version > VERSION:
        raise FormatError(f"{path} was written by a newer Ductus (ink version {version}); please update Ductus.")
    if not isinstance(document.get("strokes"), list):
        raise FormatError(f"{path} is JSON but not ink: it holds no list of strokes.")
    if document.get("unit", "mm") != "mm":
        raise FormatError(f'{path} is in {str(document["unit"])[:40]!r}; Ductus reads JSON ink in millimetres ("unit": "mm").')


def _text(document: dict[str, Any], key: str) -> str:
    value = document.get(key, "")
    return readable(value) if isinstance(value, str) else ""


def _stroke(item: Any, place: str) -> Stroke:
    if isinstance(item, list):
        return _stroke_of_points(item, place)
    if not isinstance(item, dict) or "x" not in item or "y" not in item:
        raise FormatError(f"{place} is neither a list of points nor an object with x and y; remove or repair it.")
    x, y = _column(item["x"], "x", place), _column(item["y"], "y", place)
    optional = {name: _column(item[name], name, place) for name in _OPTIONAL if item.get(name) is not None}
    for name, values in {"y": y, **optional}.items():
        if len(values) != len(x):
            raise FormatError(f"{place} has {len(x)} x values but {len(values)} of {name}; the file is damaged.")
    unknown = np.full(len(x), np.nan)
    tilt = np.stack([optional.get("tilt_x", unknown), optional.get("tilt_y", unknown)], axis=1)
    xy = np.stack([x, y], axis=1)
    brush = Brush.from_notes(item["brush"]) if isinstance(item.get("brush"), dict) else None
    return make_stroke(place, xy, brush, t=optional.get("t"), pressure=optional.get("pressure"), tilt=tilt)


def _stroke_of_points(points: list[Any], place: str) -> Stroke:
    for number, point in enumerate(points, 1):
        if not isinstance(point, list) or not 2 <= len(point) <= 3:
            raise FormatError(f"{place}, point {number} is not [x, y] or [x, y, t]; remove or repair it.")
    columns = [_column([p[i] if i < len(p) else None for p in points], "xyt"[i], place) for i in range(3)]
    return make_stroke(place, np.stack(columns[:2], axis=1), t=columns[2])


def _column(values: Any, name: str, place: str) -> NDArray[np.float64]:
    """A list of numbers and nulls -> (N,) with NaN for null."""
    if not isinstance(values, list):
        raise FormatError(f"{place}: {name} must be a list of numbers; remove or repair that stroke.")
    for number, value in enumerate(values, 1):
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise FormatError(f"{place}, point {number}: {name} is not a number; remove or repair that stroke.")
    try:
        column = np.array([np.nan if value is None else value for value in values], np.float64)
    except OverflowError as error:  # a whole number of more than 308 digits
        raise FormatError(f"{place}: {name} holds a number too large to use; remove or repair that stroke.") from error
    column[np.isinf(column)] = np.nan
    return column
