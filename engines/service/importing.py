"""The job "import": foreign handwriting into a store, by the code that `ductus import` uses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engines.messages import Look, Reply, Request
from engines.service.verbs import JobError, Pace, Report, ShouldStop, named

TOLD = 2000  # things left out that are named in the result; more are only counted


def import_samples(fields: dict[str, Any], report: Report, should_stop: ShouldStop) -> dict[str, Any]:
    """Fields: paths (or one path), store (to write), format ("" = found out); categories, levels, labels, limit.

    -> the store's summary, format, skipped (how many) and left_out ([place, reason], at most TOLD of them). Stopped or failed,
    no store is written and one that was there stays as it was.
    """
    from engines.data.store import write_store
    from engines.formats.gathering import Wish, gather, with_room

    given = fields.get("paths") or [fields[name] for name in named(fields, "path")]
    paths, store = [Path(path) for path in given], Path(fields[named(fields, "store")[0]])
    if any(_same(path, store) for path in paths):
        raise JobError(f"{store} would be overwritten while it is read; give the new store another name.")
    pace = Pace(report, should_stop)
    wish = Wish(
        tuple(fields.get("categories", ())),
        tuple(fields.get("levels", ())),
        fields.get("labels", ""),
        int(fields.get("limit", 0)),
    )
    pace(0, 0, "Looking at the files")
    gathered = gather(fields.get("format", ""), paths, wish, pace)
    samples = with_room(gathered.samples, store)

    def stopping() -> Any:
        for sample in samples:
            pace.stop_where_asked()
            yield sample

    summary = write_store(store, stopping(), gathered.about)
    left = [[where, reason] for where, reason in gathered.left]
    return {**summary, "store": str(store), "format": gathered.form, "skipped": len(left), "left_out": left[:TOLD]}


def look(request: Request) -> Reply:
    """The reply to a Look: trouble is the reply's error."""
    from engines.formats.looking import find_out
    from engines.formats.opening import FormatError

    assert isinstance(request.ask, Look)
    try:
        found = find_out(request.ask.paths)
    except (FormatError, OSError) as error:
        return Reply(request.serial, request.lane, error=" ".join(str(error).split()) or "The files cannot be read.")
    return Reply(request.serial, request.lane, text=found.form, figures={found.unit: found.count} if found.count else {})


def _same(path: Path, store: Path) -> bool:
    return path.is_file() and store.exists() and path.samefile(store)
