"""The work on a collection that takes longer than a frame: packing it, exporting one writer, erasing one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engines.service.verbs import Pace, Report, ShouldStop, named


def pack(fields: dict[str, Any], report: Report, should_stop: ShouldStop) -> dict[str, Any]:
    """Fields: folder. -> what engines.data.packing.pack tells. Afterwards an open Collection calls `packed`."""
    from engines.data import erasing, packing

    (folder,) = (Path(fields[name]) for name in named(fields, "folder"))
    tell = Pace(report, should_stop)
    finished = erasing.forgiving(folder, tell)
    return packing.pack(folder, tell) | {"sealed": packing.seal(folder), "erased": finished}


def erase(fields: dict[str, Any], report: Report, should_stop: ShouldStop) -> dict[str, Any]:
    """Fields: folder, writer (an id that an open Collection was told to `forget`). -> what engines.data.erasing.erase tells, and
    models: [{"name", "title"}] that were trained on this writer's samples and that nothing erases."""
    from engines.data import erasing
    from engines.data.cards import models_of

    folder, writer = (fields[name] for name in named(fields, "folder", "writer"))
    models = [{"name": card.name, "title": card.title} for card in models_of(str(writer))]
    return erasing.erase(Path(folder), str(writer), Pace(report, should_stop)) | {"models": models}


def export_writer(fields: dict[str, Any], report: Report, should_stop: ShouldStop) -> dict[str, Any]:
    """Fields: folder, writer, path (a new .h5, or a folder to make). -> samples, path."""
    from engines.formats.writer_folder import export

    folder, writer, path = (fields[name] for name in named(fields, "folder", "writer", "path"))
    return export(Path(folder), str(writer), Path(path), Pace(report, should_stop))


def check(fields: dict[str, Any], report: Report, should_stop: ShouldStop) -> dict[str, Any]:
    """Fields: folder of a collection that nobody has open. It is repaired where something is damaged.

    -> files, damaged (a sentence for each damaged file), done (what was repaired, in sentences).
    """
    from engines.data import checking

    (folder,) = (Path(fields[name]) for name in named(fields, "folder"))
    tell = Pace(report, should_stop)
    findings = checking.check(folder, tell)
    damaged = [f"{finding.path.name}: {finding.told}" for finding in findings if not finding.whole]
    return {"files": len(findings), "damaged": damaged, "done": checking.repair(folder, tell) if damaged else []}
