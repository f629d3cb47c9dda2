"""`ductus eval` and `ductus figures`: what the models are worth, as tables and as a paper's figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engines.cli_support import Json, Report, leave_a_core, one_of, progress, table, tell

if TYPE_CHECKING:
    from engines.messages import ModelRef

SUITES = ("table1", "recovery", "scans", "recogniser", "style")
FIGURES = ("cross-vae", "recovery")


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
    suites: dict[str, Callable[..., tuple[dict[str, Any], list[str]]]] = {
        "table1": _table1,
        "recovery": _recovery,
        "scans": _scans,
        "recogniser": _recogniser,
        "style": _style,
    }
    leave_a_core()
    with progress("measuring") as report:
        result, lines = suites[suite](data, model, {"split": split, "by": by, "limit": limit, "seed": seed}, report)
    head = (
        f"{suite}: {result['n']:,} samples, {result['split']} by {result['by']}, {result['seconds']:.1f} s on {result['device']}"
    )
    tell(result, [head, *lines, *result.get("notes", ())], json)


def _table1(
    data: Path | None, names: Sequence[str] | None, choice: dict[str, Any], report: Report
) -> tuple[dict[str, Any], list[str]]:
    from engines.evaluation import table1

    result = table1.run(data, _models(names, _both_ways, controls=True), **choice)
    return result, _lines(result["rows"], ["psnr", "ssim", "dtw_path", "dtw_ref", "gain_db", "epochs"], ["method"])


def _recovery(
    data: Path | None, names: Sequence[str] | None, choice: dict[str, Any], report: Report
) -> tuple[dict[str, Any], list[str]]:
    from engines.evaluation import recovery

    result = recovery.run(data, _models(names, recovery.serves, controls=True), **choice, report=report)
    lines = [f"at most {result['limit']} samples of each category, seed {result['seed']}"]
    lines += _lines(result["rows"], recovery.FIGURES, ["method", "category", "n"])
    lines += [f"{count:,} left out: {why}" for why, count in result["skipped"].items()]
    for method, causes in result["causes"].items():
        lines += ["", f"{method}: answers that fail, and how many show each cause"]
        heads = list(next(iter(causes.values())))
        lines += table(["category", *heads], [[category, *counts.values()] for category, counts in causes.items()])
    return result, lines


def _scans(
    data: Path | None, names: Sequence[str] | None, choice: dict[str, Any], report: Report
) -> tuple[dict[str, Any], list[str]]:
    from engines.evaluation import scans

    result = scans.run(data, _models(names, scans.serves, controls=True), **choice, report=report)
    lines = [f"at most {result['limit']} pictures of each set, seed {result['seed']}"]
    return result, [*lines, *_lines(result["rows"], scans.FIGURES, ["method", "category", "n"])]


def _recogniser(
    data: Path | None, names: Sequence[str] | None, choice: dict[str, Any], report: Report
) -> tuple[dict[str, Any], list[str]]:
    from engines.evaluation import recogniser

    result = recogniser.run(data, _models(names, recogniser.serves, controls=True), **choice, report=report)
    return result, _lines(result["rows"], recogniser.FIGURES, ["method", "category", "n"])


def _style(
    data: Path | None, names: Sequence[str] | None, choice: dict[str, Any], report: Report
) -> tuple[dict[str, Any], list[str]]:
    from engines.evaluation import style

    result = style.run(data, _models(names, style.serves, controls=True), **choice, report=report)
    lines = _lines(result["rows"], style.FIGURES, ["method"])
    for row in result["rows"]:
        sites = row.get("sites", {})
        lines += ["", f"{row['method']}: eer_8 of each site", *table(["site", "eer_8"], [[*one] for one in sites.items()])]
    return result, lines


def _lines(rows: Iterable[dict[str, Any]], figures: Iterable[str], names: Sequence[str]) -> list[str]:
    """A suite's rows as a table."""
    columns = [*names, *figures]
    return table(columns, [[row.get(name) for name in columns] for row in rows])


def figures(
    name: Annotated[str, typer.Argument(metavar="NAME", help=f"One of: {', '.join(FIGURES)}.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="Folder for the pictures and tables.")],
    data: Annotated[Path | None, typer.Option(metavar="STORE", help="Letters of this store; else the paper's real data.")] = None,
    model: Annotated[list[str] | None, typer.Option(help="Only these models, by name or path; may be repeated.")] = None,
    by: Annotated[str, typer.Option(help="Split by writer or random.")] = "writer",
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="At most that many letters damaged (else 100), or samples of each category (else 300)."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the choice of samples and of the damage.")] = 0,
    json: Json = None,
) -> None:
    """Figures of what models do, as PNG, SVG and CSV: a founding paper's, or the worst of stroke recovery."""
    one_of("NAME", name, FIGURES)
    one_of("--by", by, ("writer", "random"))
    with progress("drawing") as report:
        if name == "recovery":
            from engines.cli_figures_recovery import recovery
            from engines.evaluation.recovery import serves

            result = recovery(out, _models(model, serves, controls=True), data, by, limit, seed, report)  # type: ignore[arg-type]
            heads, rows = ["method", "category", "label", "dtw_path", "aiou", "causes", "source"], result["worst"]
        else:
            from engines.cli_figures import cross_vae

            result = cross_vae(out, _models(model, _both_ways), data, by, limit or 100, seed, report)  # type: ignore[arg-type]
            heads, rows = ["model", "damaged", "kind", "share", "method", "psnr", "ssim", "dtw_path"], result["restoration"]
    told = table(heads, [[row.get(head) for head in heads] for row in rows])
    tell(result, [f"{out}: {len(result['files'])} files.", *told, *result["notes"]], json)


def _both_ways(ref: ModelRef) -> bool:
    """Whether a model converts ink to images and images to ink."""
    return {"ink_to_image", "image_to_ink"} <= set(ref.card.can)


def _models(names: Sequence[str] | None, fits: Callable[[ModelRef], bool], controls: bool = False) -> list[ModelRef]:
    """The models named, else all that fit. controls: the baselines before them."""
    from engines.cli_models import listing, named
    from engines.inference.library import find_controls

    if names:
        return [named(name) for name in names]
    return [ref for ref in (*(find_controls() if controls else ()), *listing()[0]) if fits(ref)]
