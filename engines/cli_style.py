"""`ductus style`: the figures and the vector of a hand."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from engines.cli_support import CommandError, Json, progress, table, tell

GRADES = {"few": "too few", "rough": "rough", "fair": "fair", "good": "good", "sure": "sure"}
CLOSE = {
    "close": "as near as hands usually come",
    "apart": "not very near",
    "unlike": "unlike any of them",
}
SHOWN = 40  # letters whose habits are printed; --json has them all


def style(
    writer: Annotated[str, typer.Argument(metavar="WRITER", help="A writer's id or name.")],
    data: Annotated[
        Path | None, typer.Option(metavar="STORE|DIR", help="A store of ink, or a collection's folder; else your collection.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Measure again, also where nothing changed.")] = False,
    json: Json = None,
) -> None:
    """Show how somebody writes: slant, size, order of strokes, speed, pressure, spacing, and how sure each of them is."""
    from engines.data.collection import collection_home
    from engines.data.writings import is_collection
    from engines.inference.hands import capture

    source = data or collection_home()
    if data is None and not is_collection(source):
        raise CommandError("There is no collection yet. Collect some letters in the studio, or name a store with --data.")
    with progress("measuring") as report:
        found = capture(source, writer, report, fresh, max(1, (os.cpu_count() or 2) - 1))
    tell(found, lines(found), json)


def lines(style: Mapping[str, Any]) -> Iterator[str]:
    """A style as it is printed."""
    from engines.ink.hand import KIND

    name = f"{style['name']} ({style['writer']})" if style.get("name") else style["writer"]
    yield f"{name}: {headline(style)}"
    standing = style["likeness"].get("standing", {})
    rows = []
    for figure in style["figures"]:
        kind = KIND[figure["name"]]
        digits = kind.digits
        interval = f"{figure['low']:.{digits}f} to {figure['high']:.{digits}f}" if "low" in figure else ""
        spread = f"{figure['spread']:.{digits}f}" if "spread" in figure else ""
        above = f"{standing[kind.name]:.0f}%" if kind.name in standing else ""
        value = f"{figure['value']:.{digits}f}"
        rows.append([kind.title, value, kind.unit, interval, spread, figure["n"], figure["grade"], above])
    if rows:
        yield ""
        yield from table(["figure", "value", "unit", "95% interval", "spread", "samples", "how sure", "above"], rows)
    if standing:
        yield f"above: share of {style['likeness']['writers']} UNIPEN writers of whom the same letters have less"
    if style["habits"]:
        yield ""
        yield from table(["letter", "samples", "strokes", "ways of writing it"], map(_habit, style["habits"][:SHOWN]))
        if len(style["habits"]) > SHOWN:
            yield f"and {len(style['habits']) - SHOWN} more"
    yield from _likeness(style["likeness"])
    vector = style.get("vector")
    if vector:
        yield f"style vector: {len(vector['values'])} numbers from {vector['samples']} samples by {vector['model']}"
    yield from style["wishes"]


def headline(style: Mapping[str, Any]) -> str:
    """How much there is and how sure that makes the style: "240 letters, 24 different: sure"."""
    count = style["letters"]
    part = f", {style['measured']:,} of {style['samples']:,} samples measured" if style["measured"] < style["samples"] else ""
    return f"{count:,} letter{'s'[: count != 1]}, {style['distinct']} different{part}: {GRADES[style['grade']]}"


def _habit(habit: Mapping[str, Any]) -> list[Any]:
    ways = ", ".join(f"{way['arrows']} {way['share']:.0%}" for way in habit["ways"])
    return [habit["letter"], habit["n"], f"{habit['strokes']:.1f}", ways]


def _likeness(likeness: Mapping[str, Any]) -> Iterator[str]:
    near = likeness.get("nearest")
    if near:
        yield ""
        yield f"closest among {likeness['writers']} UNIPEN writers ({CLOSE[likeness['close']]}):"
        yield from table(["writer", "distance"], [[each["writer"], f"{each['distance']:.2f}"] for each in near])
        yield f"{likeness['source']['attribution']}, {likeness['source']['licence']}"
