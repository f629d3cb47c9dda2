"""KanjiVG: Japanese characters (and ASCII) as SVG, one path a stroke, in the order and direction they are written.

A zip archive or a folder of files named by code point ("03042.svg", variants "04e00-Kaisho.svg"), or one such file. Times are
unknown: the paths are drawn shapes, not a recorded pen, and all are of one normalised hand. Source: http://kanjivg.tagaini.net.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from engines.data.sample import Provenance, Sample
from engines.formats import svg
from engines.formats.bundle import Bundle, Left, Member
from engines.formats.opening import FormatError, Report, read_bytes

LICENCE = "CC BY-SA 3.0"
ABOUT = {  # what a store of it says of its source
    "source": "KanjiVG",
    "attribution": "KanjiVG, Copyright (C) 2009-2026 Ulrich Apel and contributors, http://kanjivg.tagaini.net, CC BY-SA 3.0",
}
WRITER = "kanjivg"  # one for all: a split by writer keeps the set in one piece
NAME = re.compile(r"(?:^|/)([0-9a-fA-F]{4,6})(?:-[^/]*)?\.svg$", re.IGNORECASE)


def read(path: Path, report: Report | None = None, left: Left | None = None) -> Iterator[Sample]:
    """Every character, in the order of code points, in millimetres (109 pixels of 25.4/96 mm a side), y down.

    left: what cannot be used is appended as (place, reason); the rest arrives. Raises FormatError where nothing can be read.
    """
    path = Path(path)
    if path.suffix.lower() == ".svg" and not path.is_dir():
        yield _character(Member(path.name, str(path)), read_bytes(path))
        return
    with Bundle(path, ".svg") as bundle:
        yield from bundle.samples(_character, "KanjiVG characters (.svg)", report, left)


def _character(member: Member, data: bytes) -> Sample:
    found = NAME.search(member.name)
    code = int(found[1], 16) if found else -1
    if not 0x20 < code <= 0x10FFFF or 0xD800 <= code < 0xE000:
        raise FormatError(f"{member.place} is not named by a code point, as KanjiVG names its characters: 03042.svg.")
    ink = svg.drawing(data, member.place)
    provenance = Provenance(member.name.rpartition("/")[2], LICENCE, category=_kind(code))
    return Sample(ink=ink, text=chr(code), writer=WRITER, provenance=provenance)


def _kind(code: int) -> str:
    """The division of the set that a code point belongs to."""
    if code < 0x80:
        return "ascii"
    return "kana" if 0x3040 <= code < 0x3100 or 0x31F0 <= code < 0x3200 else "kanji"
