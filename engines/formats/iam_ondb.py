"""IAM-OnDB: lines of English text written on a whiteboard by 221 people (Liwicki and Bunke, ICDAR 2005).

- `lineStrokes/a01/a01-000/a01-000u-01.xml`: the strokes of one line, `<Stroke><Point x y time/></Stroke>` in a StrokeSet;
- `ascii/a01/a01-000/a01-000u.txt`: what the page says; the lines after "CSR:" belong to the strokes of line 01, 02, ... in order;
- `original/a01/a01-000/strokesu.xml`: the page as it was recorded; its `<Form ... writerID="10163">` names the writer.

Read is the folder (or a zip archive) that holds lineStrokes and ascii, unpacked beside each other as the set is published, or
lineStrokes alone with ascii beside it, or one line. Times are seconds. The set states no unit of length: one is taken as 0.1 mm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import numpy as np

from engines.data.sample import Provenance, Sample
from engines.formats.bundle import Bundle, Left, Member
from engines.formats.opening import AGAIN, FormatError, Report, attribute, decoded, local, make_stroke, parse_xml_bytes, readable
from engines.ink.types import Ink, Stroke

LICENCE = "IAM-OnDB: research only, not commercial"
ABOUT = {  # what a store of it says of its source
    "source": "IAM-OnDB",
    "attribution": "IAM On-Line Handwriting Database, M. Liwicki and H. Bunke, ICDAR 2005; for research that is not commercial",
}
UNIT = 0.1  # mm
ENDINGS = (".xml", ".txt")
LINE = re.compile(r"([a-z]\d\d-\d{3})([a-z]?)-(\d\d)\.xml$", re.IGNORECASE)
_WRITER = re.compile(rb'<Form\b[^>]{0,400}\bwriterID\s*=\s*"([^"<>]{1,40})"')


def read(path: Path, report: Report | None = None, left: Left | None = None) -> Iterator[Sample]:
    """Every line with what it says, in the order of its name.

    left: a line that is damaged or has no transcription is appended as (place, reason); the rest arrives. Raises FormatError
    where nothing can be read.
    """
    path = Path(path)
    root = _root(path)
    with Bundle(root, ENDINGS) as bundle:
        lines = _Lines(bundle)
        wanted = [member for member in bundle.members if LINE.search(member.name)]
        if path != root:
            inside = path.relative_to(root).as_posix()
            wanted = [member for member in wanted if member.name == inside or member.name.startswith(f"{inside}/")]
        bundle.members = wanted
        yield from bundle.samples(lines.sample, "lines of IAM-OnDB (lineStrokes/a01/a01-000/a01-000u-01.xml)", report, left)


def _root(path: Path) -> Path:
    """The folder above lineStrokes where the path lies in it: the transcriptions are beside."""
    above = [path, *path.parents]
    place = next((folder for folder in above if folder.name == "lineStrokes"), None)
    return place.parent if place is not None and path.exists() else path


class _Lines:
    """Makes samples of lines; what pages say and who wrote them is looked up once a page."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        names = {PurePosixPath(member.name): member for member in bundle.members}
        self._texts = {name.stem: member for name, member in names.items() if name.suffix.lower() == ".txt"}
        self._pages = {
            f"{name.parent.name}/{name.stem}": member for name, member in names.items() if name.stem.startswith("strokes")
        }
        self._page, self._said, self._writer = "", [""], ""

    def sample(self, member: Member, data: bytes) -> Sample:
        """One line. Raises FormatError."""
        found = LINE.search(member.name)
        assert found is not None  # only such members are asked for
        form, letter, number = found.groups()
        page = form + letter
        if page != self._page:
            self._page, self._said, self._writer = page, self._transcription(page), self._written_by(form, letter)
        at = int(number) - 1
        if not 0 <= at < len(self._said) or not self._said[at]:
            raise FormatError(f"{member.place} has no transcription: {page}.txt has {len(self._said)} lines after CSR.")
        root = parse_xml_bytes(data, member.place, "WhiteboardCaptureSession", "an IAM-OnDB line")
        strokes = [element for element in root.iter() if local(element) == "Stroke"]
        ink = Ink(tuple(_strokes([_points(stroke, member.place) for stroke in strokes], member.place)))
        provenance = Provenance(f"{page}-{number}", LICENCE, device="whiteboard", category="line")
        return Sample(ink=ink, text=self._said[at], writer=self._writer, provenance=provenance)

    def _transcription(self, page: str) -> list[str]:
        member = self._texts.get(page)
        if member is None:
            return []
        lines = [readable(line.strip()) for line in decoded(self._bundle.read(member)).splitlines()]
        start = next((at for at, line in enumerate(lines) if line.upper() == "CSR:"), None)
        if start is None:
            raise FormatError(f"{member.place} has no line 'CSR:' before the text; {AGAIN}.")
        return [line for line in lines[start + 1 :] if line]

    def _written_by(self, form: str, letter: str) -> str:
        """The writer whom the page's own record names, "" where it is not there."""
        for name in (f"{form}/strokes{letter or 'z'}", f"{form}/strokes{letter}", f"{form}{letter}/strokes{letter}"):
            member = self._pages.get(name)
            found = _WRITER.search(self._bundle.read(member)) if member is not None else None
            if found:
                return f"iam-ondb/{readable(decoded(found[1]))}"
        return ""


def _points(stroke: object, place: str) -> np.ndarray:
    """The points of a stroke, (N, 3) x, y and time as the file has them."""
    rows = []
    for number, point in enumerate(stroke, 1):  # type: ignore[arg-type,var-annotated]
        if local(point) != "Point":
            continue
        try:
            rows.append([float(attribute(point, name, "nan")) for name in ("x", "y", "time")])
        except ValueError as error:
            raise FormatError(f"{place}, point {number} of a stroke is no numbers; {AGAIN}.") from error
    return np.array(rows, np.float64).reshape(-1, 3)


def _strokes(parts: list[np.ndarray], place: str) -> Iterator[Stroke]:
    """In mm and in seconds since the first point."""
    parts = [part for part in parts if len(part)]
    if not parts:
        raise FormatError(f"{place} holds no point; {AGAIN}.")
    begin = parts[0][0, 2]
    for number, part in enumerate(parts, 1):
        times = part[:, 2] - begin
        yield make_stroke(f"{place}, stroke {number}", part[:, :2] * UNIT, t=np.where(np.isfinite(times), times, np.nan))
