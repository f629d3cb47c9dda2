"""The job "style": the figures and the vector of a hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engines.service.verbs import Pace, Report, ShouldStop, named


def style(fields: dict[str, Any], report: Report, should_stop: ShouldStop) -> dict[str, Any]:
    """Fields: folder (of a collection) or store, writer (id or name), fresh (do not take what was kept). -> see
    engines.inference.hands.capture."""
    from engines.inference.hands import capture

    (writer,) = (fields[name] for name in named(fields, "writer"))
    source = fields.get("folder") or fields[named(fields, "store")[0]]
    return capture(Path(source), str(writer), Pace(report, should_stop), bool(fields.get("fresh")), int(fields.get("threads", 1)))
