"""Universal Ink Model files (.uim), through Wacom's universal-ink-library where that is installed.

Strokes are taken as their splines' points with the sensor's own times and pressures; widths and colours become brushes. The
library is not part of Ductus: it asks for an old protobuf. Source: https://github.com/Wacom-Developer/universal-ink-library.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engines.data.sample import Provenance, Sample
from engines.formats.opening import MAX_POINTS, FormatError, make_stroke, read_bytes, readable
from engines.ink.brush import Brush
from engines.ink.types import Ink, Stroke

DIP = 25.4 / 96  # mm of the model's unit
MAX_SIZE = 64 << 20  # bytes: protobuf in Python takes a hundred times as many
REMEDY = "install it with `pip install universal-ink-library`, or save the ink as InkML where it was written"
THICKEST = 100.0  # mm


def read(path: Path) -> Iterator[Sample]:
    """The one sample of a .uim file, in millimetres and seconds. Raises FormatError, also where the library is not installed."""
    path = Path(path)
    data = read_bytes(path, MAX_SIZE)
    if data[:4] != b"RIFF" or data[8:12] != b"UINK":
        raise FormatError(f"{path} is no Universal Ink Model file: it does not begin with RIFF and UINK.")
    parser = _parser(path)
    try:
        model = parser().parse(data)
        parts = [_columns(model, stroke) for stroke in model.strokes]
    except Exception as error:  # a foreign parser raises whatever it meets in a damaged file
        reason = "is damaged, or no Universal Ink Model that can be read; get it again from where it came from"
        raise FormatError(f"{path} {reason}.") from error
    strokes = list(_strokes(parts, path))
    if not strokes:
        raise FormatError(f"{path} is a Universal Ink Model file but holds no stroke: there is no ink in it.")
    yield Sample(ink=Ink(tuple(strokes)), provenance=Provenance(readable(path.name)))


def _parser(path: Path) -> Any:
    """The library's parser, without what it writes to the terminal."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        from uim.codec.parser.uim import UIMParser
    except ImportError as error:
        raise FormatError(f"{path} needs the package universal-ink-library, which is not installed; {REMEDY}.") from error
    finally:
        logging.disable(before)
    logging.getLogger("uim").handlers.clear()
    logging.getLogger("uim").setLevel(logging.CRITICAL)
    return UIMParser


def _columns(model: Any, stroke: Any) -> dict[str, Any]:
    """A stroke's points in the model's units, and the sensor's values as far as they belong to them."""
    xy = np.array([stroke.splines_x, stroke.splines_y], np.float64).T
    matrix = np.array(model.transform, np.float64)
    if matrix.shape == (4, 4):
        xy = xy @ matrix[:2, :2].T + matrix[:2, 3]
    told = {name: _sensor(model, stroke, name) for name in ("TIMESTAMP", "PRESSURE")}
    return {"xy": xy, "brush": _brush(stroke), "first": int(stroke.sensor_data_offset or 0), **told}


def _sensor(model: Any, stroke: Any, name: str) -> list[float]:
    from uim.model.inkinput.inputdata import InkSensorType

    if stroke.sensor_data_id is None:
        return []
    return list(model.sensor_data_lookup(stroke, getattr(InkSensorType, name)) or ())


def _brush(stroke: Any) -> Brush | None:
    """The pen that a stroke's style or its points tell; None where neither does."""
    style = stroke.style.path_point_properties if stroke.style is not None else None
    sizes = [value for value in stroke.sizes if value > 0] or [style.size if style is not None else 0.0]
    width = float(np.median(sizes)) * DIP
    if not 0 < width <= THICKEST:
        return None
    colours = [getattr(stroke, name)[:1] for name in ("red", "green", "blue")]
    if all(colours):
        shares = [float(colour[0]) / 255 for colour in colours]
    else:
        shares = [float(getattr(style, name)) for name in ("red", "green", "blue")] if style is not None else [0.0] * 3
    colour = "#" + "".join(f"{min(255, max(0, round(255 * share))):02x}" for share in shares)
    return Brush(width=round(width, 6), colour="" if colour == "#000000" else colour)


def _strokes(parts: list[dict[str, Any]], path: Path) -> Iterator[Stroke]:
    """In mm and in seconds since the first point."""
    if sum(len(part["xy"]) for part in parts) > MAX_POINTS:
        raise FormatError(f"{path} holds more than {MAX_POINTS:,} points; split it into smaller files.")
    begin = next((part["TIMESTAMP"][0] for part in parts if part["TIMESTAMP"]), math.nan)
    peak = max((max(part["PRESSURE"]) for part in parts if part["PRESSURE"]), default=1.0)
    for number, part in enumerate(parts, 1):
        count = len(part["xy"])
        if not count:
            continue
        times = _fitting(part["TIMESTAMP"], part["first"], count)
        pressure = _fitting(part["PRESSURE"], part["first"], count) / max(peak, 1.0)
        place = f"{path}, stroke {number}"
        yield make_stroke(place, part["xy"] * DIP, part["brush"], t=times - begin, pressure=np.clip(pressure, 0.0, 1.0))


def _fitting(values: list[float], first: int, count: int) -> NDArray[np.float64]:
    """The sensor's values for `count` points of a spline, NaN where they do not fit."""
    known = np.array(values[first:] if first else values, np.float64)
    known = np.where(np.isfinite(known), known, np.nan)
    if len(known) == count:
        return known
    if len(known) and count - len(known) == 2:  # the spline's ends
        return np.concatenate([known[:1], known, known[-1:]])
    return known[:count] if len(known) > count else np.full(count, np.nan)
