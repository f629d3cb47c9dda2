"""`ductus eval` and `ductus figures`: what the models are worth, as tables and as a paper's figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engines.cli_support import Json, one_of, progress, table, tell

if TYPE_CHECKING:
    from engines.messages import ModelRef

SUITES = ("table1",)
FIGURES = ("cross-vae",)


def evaluate(
    suite: Annotated[str, typer.Option(metavar="NAME", help=f"One of: {', '.join(SUITES)}.")],
    data: Annotated[
        Path | None, typer.Option(metavar="STORE", help="Judge on this store; else on the suite's real data.")
    ] = None,
    model: Annotated[list[str] | None, typer.Option(help="Only these models, by name or path; may be repeated.")] = None,
    split: Annotated[str, typer.Option(help="test, train, validation or all.")] = "test",
    by: Annotated[str, typer.Option(help="Split by writer or random.")] = "writer",
    limit: Annotated[int | None, typer.Option(min=1, help="At most that many samples.")] = None,
    seed: Annotated[int, typer.Option(help="Of the choice of samples.")] = 0,
    json: Json = None,
) -> None:
    """Measure models: one promised table a suite."""
    one_of("--suite", suite, SUITES)
    one_of("--split", split, ("test", "train", "validation", "all"))
    one_of("--by", by, ("writer", "random"))
    refs = _both_ways(model, controls=True)
    from engines.evaluation import table1

    with progress("measuring"):
        result = table1.run(data, refs, split=split, by=by, limit=limit, seed=seed)  # type: ignore[arg-type]
    figures = ["psnr", "ssim", "dtw_path", "dtw_ref", "gain_db", "epochs"]
    rows = [[row["method"], *(row.get(name) for name in figures)] for row in result["rows"]]
    head = f"{suite}: {result['n']:,} samples, {split} by {by}, {result['seconds']:.1f} s on {result['device']}"
    tell(result, [head, *table(["method", *figures], rows), *result.get("notes", ())], json)


def figures(
    name: Annotated[str, typer.Argument(metavar="NAME", help=f"One of: {', '.join(FIGURES)}.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="Folder for the pictures and tables.")],
    data: Annotated[Path | None, typer.Option(metavar="STORE", help="Letters of this store; else the paper's real data.")] = None,
    model: Annotated[list[str] | None, typer.Option(help="Only these models, by name or path; may be repeated.")] = None,
    by: Annotated[str, typer.Option(help="Split by writer or random.")] = "writer",
    limit: Annotated[int, typer.Option(min=1, help="At most that many letters are damaged and restored.")] = 100,
    seed: Annotated[int, typer.Option(help="Of the choice of letters and of the damage.")] = 0,
    json: Json = None,
) -> None:
    """A founding paper's figures from our models, as PNG, SVG and CSV."""
    one_of("NAME", name, FIGURES)
    one_of("--by", by, ("writer", "random"))
    from engines.cli_figures import cross_vae

    with progress("drawing") as report:
        result = cross_vae(out, _both_ways(model), data, by, limit, seed, report)  # type: ignore[arg-type]
    heads = ["model", "damaged", "kind", "share", "method", "psnr", "ssim", "dtw_path"]
    rows = [[row.get(head) for head in heads] for row in result["restoration"]]
    tell(result, [f"{out}: {len(result['files'])} files.", *table(heads, rows), *result["notes"]], json)


def _both_ways(names: Sequence[str] | None, controls: bool = False) -> list[ModelRef]:
    """The models named, else all that convert ink to images and images to ink. controls: the baselines before them."""
    from engines.cli_models import listing, named
    from engines.inference.library import find_controls

    if names:
        return [named(name) for name in names]
    found = (*(find_controls() if controls else ()), *listing()[0])
    return [ref for ref in found if {"ink_to_image", "image_to_ink"} <= set(ref.card.can)]
