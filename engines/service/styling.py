"""The job "style": the figures and the vector of a hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engines.service.verbs import Pace, Report, ShouldStop, named


def style(fields: dict[str, Any], report: Report, should_stop: ShouldStop) -> dict[str, Any]:
    """Fields: folder (of a collection) or store, writer (id or name), fresh (do not take what was kept). -> see
    engines.inference.hands.capture; samples 0 and nothing more where nothing has been collected."""
    from engines.data.writings import NothingError
    from engines.inference.hands import capture

    (writer,) = (fields[name] for name in named(fields, "writer"))
    source = fields.get("folder") or fields[named(fields, "store")[0]]
    try:
        return capture(
            Path(source), str(writer), Pace(report, should_stop), bool(fields.get("fresh")), int(fields.get("threads", 1))
        )
    except NothingError:
        if "folder" not in fields:
            raise
        return {"writer": "", "samples": 0, "people": []}
