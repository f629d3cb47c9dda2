"""`ductus pack` and `ductus check`: a snapshot of what was collected, and whether every byte of it is as it was written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from engines.cli_support import CommandError, Json, progress, tell


def pack(
    journals: Annotated[list[Path], typer.Argument(metavar="JOURNAL...", help="Journals of a collection, or its folder.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="STORE", help="The store to write (.h5); none: the collection's own.")
    ] = None,
    json: Json = None,
) -> None:
    """Snapshot a collection: its journals into a store, which is checked before it takes the old one's place."""
    from engines.data import erasing, packing

    with progress("packing") as report:
        if out is not None:
            missing = [str(path) for path in journals if not path.exists()]
            if missing:
                raise CommandError(f"{missing[0]} does not exist; name journals or a collection's folder.")
            facts, where = packing.pack_journals(journals, out, report), out
        else:
            folder = _only_folder(journals)
            finished = erasing.forgiving(folder, report)
            facts, where = packing.pack(folder, report), folder / packing.STORE
            facts |= {"sealed": packing.seal(folder), "erased": finished}
    tell({**facts, "store": str(where)}, [f"{where}: {facts['samples']:,} samples.", *_remarks(facts)], json)


def _only_folder(journals: list[Path]) -> Path:
    from engines.data.packing import journals_of

    if len(journals) != 1 or not journals[0].is_dir():
        raise typer.BadParameter("Say with -o where to write the store; without it name the one folder of a collection.")
    if not journals_of(journals[0]):
        raise CommandError(f"{journals[0]} is no collection: there is no journal in it.")
    return journals[0]


def _remarks(facts: dict[str, Any]) -> list[str]:
    told = []
    if facts["damaged"]:
        told.append(f"Damaged: {', '.join(facts['damaged'])}; `ductus check` says where.")
    if facts["rescued"]:
        told.append(f"{facts['rescued']:,} samples that the journals had lost were still in the store and are kept.")
    if facts["skipped"]:
        told.append(f"{facts['skipped']:,} records make no sense and were left out.")
    return told


def check(
    path: Annotated[Path, typer.Argument(metavar="STORE|JOURNAL|FOLDER", help="A store, a journal, a page, a collection.")],
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend a collection from what is sound in it; damaged files are kept beside.")
    ] = False,
    json: Json = None,
) -> None:
    """Verify every checksum, and say in plain words what, if anything, is damaged and where."""
    from engines.data import checking

    done: list[str] = []
    with progress("checking") as report:
        if repair:
            folder = path / "collection" if (path / "collection").is_dir() else path
            done = checking.repair(folder, report)
        findings = checking.check(path, report)
    damaged = [finding for finding in findings if not finding.whole]
    lines = [*done, *(f"{'ok     ' if finding.whole else 'DAMAGED'}  {finding.path}: {finding.told}" for finding in findings)]
    tell({"path": str(path), "whole": not damaged, "repaired": done, "files": checking.as_json(findings)}, lines, json)
    if damaged:
        what = damaged[0].path.name if len(damaged) == 1 else f"{len(damaged)} of {len(findings)} files"
        raise CommandError(f"{what} {'is' if len(damaged) == 1 else 'are'} damaged; see above.")
