"""InkML, the W3C's format for ink: what Ductus writes, and a tolerant reader for what other programs write.

Ductus writes millimetres, seconds and one `<trace>` a stroke in the order drawn; numbers are the shortest decimals that read
back as the same float32, so a round trip is exact. Source: W3C Recommendation "Ink Markup Language (InkML)", 20 September 2011.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

import numpy as np
from numpy.typing import NDArray

from engines.data.files import replacing
from engines.data.sample import Provenance, Sample
from engines.formats.inkml_brushes import MILLIMETRES, BrushBook, BrushesThere
from engines.formats.inkml_traces import Channel, TraceFormat, parse_points
from engines.formats.opening import MAX_POINTS, FormatError, attribute, local, make_stroke, parse_xml, shortest, walk
from engines.ink.brush import Brush
from engines.ink.geometry import affine, bounds
from engines.ink.types import Ink, Stroke

NAMESPACE = "http://www.w3.org/2003/InkML"
SECONDS = {"s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9}
LARGEST_PAGE = 1200.0  # mm; larger ink in units that the file does not name cannot be millimetres (A0 is 1189 mm long)
FITTED = 160.0  # mm; the longer side that such ink is given
GAP = 0.2  # s between strokes whose times each begin anew
_ANNOTATIONS = ("source", "licence", "device", "time", "consent", "category")  # of Provenance


# ---------------------------------------------------------------- writing


def write(path: Path, samples: Ink | Sample | Iterable[Sample]) -> None:
    """Write ink or samples as InkML, whole or not at all. One sample: its traces directly; more: a `<traceGroup>` each.

    Channels are X Y T F and tilt (OTx, OTy), the last four only where any stroke knows them; "?" stands for unknown values.
    Strokes that have a brush refer to it.
    """
    data = to_bytes(samples)
    with replacing(Path(path)) as part:
        part.write_bytes(data)


def to_bytes(samples: Ink | Sample | Iterable[Sample]) -> bytes:
    """The InkML document as UTF-8 bytes; see write."""
    items = _as_samples(samples)
    strokes = [stroke for sample in items for stroke in sample.ink or ()]
    root = Element("ink", {"xmlns": NAMESPACE})
    channels, brushes = _channels(strokes), BrushBook()
    brushes.collect(stroke.brush for stroke in strokes)
    _describe(root, channels, brushes)
    if len(items) == 1:
        _write_sample(root, items[0], channels, brushes)
    else:
        for sample in items:
            group = SubElement(root, "traceGroup", {"contextRef": "#page"})
            if not sample.text:
                SubElement(group, "annotation", {"type": "truth"})  # marks the group as a sample of its own
            _write_sample(group, sample, channels, brushes)
    indent(root, " ")
    buffer = io.BytesIO()
    ElementTree(root).write(buffer, encoding="utf-8", xml_declaration=True)
    return buffer.getvalue() + b"\n"


def _as_samples(samples: Ink | Sample | Iterable[Sample]) -> list[Sample]:
    if isinstance(samples, Ink):
        return [Sample(ink=samples)]
    return [samples] if isinstance(samples, Sample) else list(samples)


def _channels(strokes: list[Stroke]) -> list[str]:
    known = {
        "T": any(np.isfinite(stroke.t).any() for stroke in strokes),
        "F": any(np.isfinite(stroke.pressure).any() for stroke in strokes),
        "OTx": any(np.isfinite(stroke.tilt).any() for stroke in strokes),
        "OTy": any(np.isfinite(stroke.tilt).any() for stroke in strokes),
    }
    return ["X", "Y", *(name for name, there in known.items() if there)]


def _describe(root: Element, channels: list[str], brushes: BrushBook) -> None:
    details = {
        "X": {"units": "mm"},
        "Y": {"units": "mm"},
        "T": {"units": "s", "respectTo": "#began"},
        "F": {"units": "dev", "min": "0", "max": "1"},
        "OTx": {"units": "deg"},
        "OTy": {"units": "deg"},
    }
    definitions = SubElement(root, "definitions")
    SubElement(definitions, "timestamp", {"xml:id": "began", "time": "0"})
    context = SubElement(definitions, "context", {"xml:id": "page", "timestampRef": "#began"})
    source = SubElement(context, "inkSource", {"xml:id": "pen"})
    layout = SubElement(source, "traceFormat")
    for name in channels:
        SubElement(layout, "channel", {"name": name, "type": "decimal", **details[name]})
    brushes.define(definitions)
    SubElement(root, "context", {"contextRef": "#page"})


def _write_sample(parent: Element, sample: Sample, channels: list[str], brushes: BrushBook) -> None:
    notes = {"truth": sample.text, "writer": sample.writer}
    notes |= {name: getattr(sample.provenance, name) for name in _ANNOTATIONS}
    for kind, text in notes.items():
        if text:
            SubElement(parent, "annotation", {"type": kind}).text = _plain(text)
    for stroke in sample.ink or ():
        trace = SubElement(parent, "trace", {"contextRef": "#page", **brushes.reference(stroke.brush)})
        trace.text = _trace(stroke, channels)


def _plain(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"))


def _trace(stroke: Stroke, channels: list[str]) -> str:
    columns = {
        "X": stroke.xy[:, 0],
        "Y": stroke.xy[:, 1],
        "T": stroke.t,
        "F": stroke.pressure,
        "OTx": stroke.tilt[:, 0],
        "OTy": stroke.tilt[:, 1],
    }
    words = [shortest(columns[name]) for name in channels]
    return ", ".join(" ".join(point) for point in zip(*words, strict=True))


# ---------------------------------------------------------------- reading


@dataclass
class _Trace:
    """One trace as it stands in the file: columns by channel name, and how its channels are to be read."""

    columns: dict[str, NDArray[np.float64]]
    layout: TraceFormat
    offset: float  # seconds
    group: Element | None
    number: int
    brush: Brush | None

    @property
    def timed(self) -> bool:
        return bool(np.isfinite(self.columns["T"]).any()) if "T" in self.columns else False


def read(path: Path) -> Iterator[Sample]:
    """The samples of an InkML file: one for each trace group with a truth of its own, and one for all other traces.

    Ink is in millimetres (units that the file does not name are taken as millimetres, or, where that gives ink of more than
    1200 mm, fitted to 160 mm), times in seconds. Raises FormatError for a file that is not InkML, is damaged or holds no trace.
    """
    path = Path(path)
    root = parse_xml(path, "ink", "InkML")
    traces, notes = _collect(root, path)
    if not traces:
        raise FormatError(f"{path} is InkML but holds no <trace>: there is no ink in it.")
    groups: dict[int, list[_Trace]] = {}
    for trace in traces:
        groups.setdefault(id(trace.group), []).append(trace)
    for members in groups.values():
        owner = members[0].group
        own = {**notes.get(id(root), {}), **(notes.get(id(owner), {}) if owner is not None else {})}
        yield _sample(members, own, path)


def _collect(root: Element, path: Path) -> tuple[list[_Trace], dict[int, dict[str, str]]]:
    """All pen-down traces in order and the annotations of every element that has some.

    Traces among the definitions are an archive: only those that a `<traceView>` shows are taken (InkML, section 3.4).
    """
    contexts = _Contexts(root, path)
    notes: dict[int, dict[str, str]] = {}
    traces: list[_Trace] = []
    by_id: dict[str, _Trace] = {}
    total = number = 0
    viewed = {attribute(e, "traceDataRef").lstrip("#") for e, _ in walk(root, path) if local(e) == "traceView"} - {""}
    for element, above in walk(root, path):
        name = local(element)
        if name == "annotation" and above:
            notes.setdefault(id(above[-1]), {}).setdefault(attribute(element, "type"), (element.text or "").strip())
        if name == "context":
            contexts.enter(element, above)
        if name != "trace":
            continue
        number += 1
        archived = any(local(e) == "definitions" for e in above) and not viewed.intersection(_names(element, above))
        if attribute(element, "type", "penDown").lower() != "pendown" or archived:
            continue
        trace = _read_trace(element, above, contexts, number, path)
        total += len(trace.columns["X"])
        if total > MAX_POINTS:
            raise FormatError(f"{path} holds more than {MAX_POINTS:,} points; split it into smaller files.")
        prior = by_id.get(attribute(element, "priorRef").lstrip("#"))
        if prior is not None and attribute(element, "continuation") in ("middle", "end"):
            for channel in prior.columns:
                tail = trace.columns.get(channel, np.full(len(trace.columns["X"]), np.nan))
                prior.columns[channel] = np.concatenate([prior.columns[channel], tail])
            trace = prior
        else:
            traces.append(trace)
        by_id[attribute(element, "id")] = trace
    grouped = {key for key, own in notes.items() if "truth" in own}
    return [t if id(t.group) in grouped else replace(t, group=None) for t in traces], notes


def _names(element: Element, above: tuple[Element, ...]) -> set[str]:
    """The names by which a `<traceView>` can mean a trace: its own and those of its groups."""
    return {attribute(e, "id") for e in (element, *above) if local(e) in ("trace", "traceGroup")}


def _read_trace(element: Element, above: tuple[Element, ...], contexts: _Contexts, number: int, path: Path) -> _Trace:
    layout = contexts.layout(element, above)
    columns = parse_points(element.text or "", layout, f"{path}, trace {number}")
    group = next((e for e in reversed(above) if local(e) == "traceGroup"), None)
    try:
        offset = float(attribute(element, "timeOffset", "0")) / 1000
    except ValueError:
        offset = 0.0
    brush = contexts.brushes.of(element, above)
    return _Trace(columns, layout, offset if np.isfinite(offset) else 0.0, group, number, brush)


class _Contexts:
    """Which trace format holds for a trace: named by it or its group, else the current context's, else the only one."""

    def __init__(self, root: Element, path: Path) -> None:
        self._path = path
        self._ids = {attribute(e, "id"): e for e, _ in walk(root, path) if attribute(e, "id")}
        self.brushes = BrushesThere(self._ids)
        self._parsed: dict[int, TraceFormat] = {}
        self._found: dict[int, TraceFormat | None] = {}
        formats = [e for e, _ in walk(root, path) if local(e) == "traceFormat"]
        self._current = self._parse(formats[0]) if formats else TraceFormat()

    def enter(self, element: Element, above: tuple[Element, ...]) -> None:
        """A `<context>` outside definitions becomes the current one."""
        if not any(local(e) == "definitions" for e in above):
            self._current = self._of_context(element) or self._current

    def layout(self, element: Element, above: tuple[Element, ...]) -> TraceFormat:
        """The trace format of a trace."""
        for holder in (element, *reversed(above)):
            reference = attribute(holder, "contextRef")
            named = self._ids.get(reference.lstrip("#")) if reference else None
            if named is None:
                continue
            if id(named) not in self._found:
                self._found[id(named)] = self._of_context(named)
            found = self._found[id(named)]
            if found is not None:
                return found
        return self._current

    def _of_context(self, element: Element, depth: int = 0) -> TraceFormat | None:
        inside = next((e for e in element.iter() if local(e) == "traceFormat"), None)
        if inside is not None:
            return self._parse(inside)
        for name in ("traceFormatRef", "inkSourceRef", "contextRef"):
            named = self._ids.get(attribute(element, name).lstrip("#")) if attribute(element, name) else None
            if named is not None and depth < 8:  # a file may refer in a circle
                found = self._parse(named) if local(named) == "traceFormat" else self._of_context(named, depth + 1)
                if found is not None:
                    return found
        return None

    def _parse(self, element: Element) -> TraceFormat:
        if id(element) not in self._parsed:
            self._parsed[id(element)] = TraceFormat.parse(element, self._ids)
        return self._parsed[id(element)]


# ---------------------------------------------------------------- units


def _sample(traces: list[_Trace], notes: dict[str, str], path: Path) -> Sample:
    inks = Ink(tuple(_stroke(trace, path) for trace in traces))
    if not all(trace.layout.channel("X").factor(MILLIMETRES) for trace in traces):
        inks = _fitted(inks)
    inks = _timed(inks, traces)
    provenance = Provenance(**{name: notes.get(name, "") for name in _ANNOTATIONS})
    return Sample(ink=inks, text=notes.get("truth", ""), writer=notes.get("writer", ""), provenance=provenance)


def _stroke(trace: _Trace, path: Path) -> Stroke:
    layout, columns = trace.layout, trace.columns
    unknown = np.full(len(columns["X"]), np.nan)
    xy = np.stack([_scaled(columns[name], layout.channel(name)) for name in ("X", "Y")], axis=1)
    tilt = np.stack([columns.get("OTx", unknown), columns.get("OTy", unknown)], axis=1)
    pressure = _pressure(columns.get("F", unknown), layout.channel("F"))
    return make_stroke(f"{path}, trace {trace.number}", xy, trace.brush, pressure=pressure, tilt=np.clip(tilt, -90, 90))


def _scaled(values: NDArray[np.float64], channel: Channel) -> NDArray[np.float64]:
    factor = channel.factor(MILLIMETRES) or 1.0
    return values * (-factor if channel.flipped else factor)


def _pressure(values: NDArray[np.float64], channel: Channel) -> NDArray[np.float64]:
    """To 0..1 by the channel's stated range, else by the largest value seen."""
    known = values[np.isfinite(values)]
    if len(known) == 0:
        return values
    low = channel.low or 0.0
    high = channel.high if channel.high is not None else max(1.0, float(known.max()))
    if (low, high) == (0.0, 1.0):
        return values
    return np.clip((values - low) / (high - low), 0.0, 1.0) if high > low else np.full(len(values), np.nan)


def _fitted(ink: Ink) -> Ink:
    left, top, right, bottom = bounds(ink)
    extent = max(right - left, bottom - top)
    if not np.isfinite(extent) or extent <= LARGEST_PAGE:
        return ink
    scale = FITTED / extent
    moved = affine(ink, np.eye(2) * scale, (-left * scale, -top * scale))
    pens = (stroke.brush for stroke in ink)  # brushes say their own units
    return Ink(tuple(Stroke(s.xy, s.t, s.pressure, s.tilt, brush=pen) for s, pen in zip(moved, pens, strict=True)))


def _timed(ink: Ink, traces: list[_Trace]) -> Ink:
    """Ink with its times in seconds since it began.

    Times that refer to a timestamp are kept as they are. Others count from the start of the document or of each trace; where
    they fall back at a trace, each trace began anew: it is placed by its timeOffset or, without one, 0.2 s after
    the trace before.
    """
    if not any(trace.timed for trace in traces):
        return ink
    times = [_seconds(trace) for trace in traces]
    if not all(trace.layout.channel("T").respects for trace in traces if trace.timed):
        times = _in_sequence(times, [trace.offset for trace in traces])
    return Ink(tuple(replace(s, t=t.astype(np.float32)) for s, t in zip(ink, times, strict=True)))


def _seconds(trace: _Trace) -> NDArray[np.float64]:
    values = trace.columns.get("T", np.full(len(trace.columns["X"]), np.nan))
    factor = trace.layout.channel("T").factor(SECONDS)
    return values * (factor if factor is not None else 1e-3)  # InkML's own default is milliseconds


def _in_sequence(times: list[NDArray[np.float64]], offsets: list[float]) -> list[NDArray[np.float64]]:
    known = [t[np.isfinite(t)] for t in times]
    filled = [t for t in known if len(t)]
    anew = any(later[0] < earlier[-1] for earlier, later in pairwise(filled))
    if not anew:
        return [t - filled[0][0] for t in times]
    if any(offsets):
        return [t + (offset - min(offsets)) for t, offset in zip(times, offsets, strict=True)]
    placed, clock = [], 0.0
    for values, real in zip(times, known, strict=True):
        start = real[0] if len(real) else 0.0
        placed.append(values - start + clock)
        clock += (float(real[-1] - start) if len(real) else 0.0) + GAP
    return placed
