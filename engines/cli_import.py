"""`ductus import`: samples of foreign formats into a store; what cannot be read is named and the rest arrives."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engines.cli_support import Json, one_of, progress, tell

IMPORTS = (  # as in engines.formats.looking, which is loaded only when something is imported
    "unipen", "inkml", "iam-ondb", "iam-words", "uji", "omniglot", "idx", "az-csv", "kanjivg", "svg", "json", "xopp", "uim",
    "images", "sheet", "store", "ductus", "auto",
)  # fmt: skip


def import_(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help=f"One of: {', '.join(IMPORTS)}.")],
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders of that format.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="STORE", help="The store to write (.h5).")],
    category: Annotated[
        list[str] | None, typer.Option(help="UNIPEN's 1b, Omniglot's Korean, IDX's train, ... or several.")
    ] = None,
    level: Annotated[list[str] | None, typer.Option(help="character, word, line or text, or several of them.")] = None,
    labels: Annotated[str, typer.Option("--filter", help="Take only samples made of these characters.")] = "",
    limit: Annotated[int, typer.Option(min=0, help="Stop after that many samples; 0 = all.")] = 0,
    json: Json = None,
) -> None:
    """Read handwriting of another format into a store; `auto` finds out which it is."""
    if form not in IMPORTS:
        raise typer.BadParameter(f"'{form}' is not a format that can be imported; there are: {', '.join(IMPORTS)}.")
    from engines.data.store import write_store
    from engines.formats.gathering import LEVELS, Wish, gather, with_room

    levels = _parts(level)
    for name in levels:
        one_of("--level", name, LEVELS)
    wish = Wish(_parts(category), levels, labels, limit)
    with progress("importing") as report:
        gathered = gather("" if form == "auto" else form, paths, wish, report)
        summary = write_store(out, with_room(gathered.samples, out), gathered.about)
    skipped = gathered.left
    result = {
        **summary,
        "store": str(out),
        "format": gathered.form,
        "skipped": [{"where": where, "reason": reason} for where, reason in skipped],
    }
    human = [f"{out}: {summary['samples']:,} samples of {summary['writers']:,} writers, {summary['distinct_labels']:,} labels."]
    if skipped:
        human += [f"{len(skipped):,} left out, first:", *(f"  {where}: {reason}" for where, reason in skipped[:5])]
    tell(result, human, json)


def _parts(texts: list[str] | None) -> tuple[str, ...]:
    """Repeated or comma-separated words of an option."""
    return tuple(part for text in texts or () for part in text.split(",") if part)
