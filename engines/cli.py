"""The command line: everything that needs no window, by the same code that the studio uses.

Verbs import what they need when they run, so that `--help` is instant and loads neither torch nor h5py. Each exits with 0, with 2
on bad usage, or with 1 and one sentence on stderr (and the traceback with `--debug`).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from engines import cli_collection, cli_import, cli_measure, cli_sheet, cli_style
from engines.cli_support import CommandError, Json, one_of, progress, sentence, show_any_name, table, tell
from engines.service.entry import leave

HELP = "A handwriting studio: ink, image and the strokes between them. Without a verb the studio opens."
PLOT = "Of a plotter, for .gcode: lift (servo spindle z custom), down, up, feed, travel, dwell, origin, order and more."
SHEET = "Of a ductus sheet: model and letters (mm high), rows to practise on, steps and words (yes or no)."
INTERRUPTED = 130  # how typer ends after Ctrl+C, without a word
TOURING = "DUCTUS_TOURING"  # set for the window's process, so that it cannot start itself in a circle

commands = typer.Typer(name="ductus", help=HELP, no_args_is_help=True, add_completion=False)
models = typer.Typer(help="List, show, import, export and remove models, and which is in use for what.", no_args_is_help=False)
commands.add_typer(models, name="models")
commands.add_typer(cli_sheet.sheet, name="sheet")
commands.command("import")(cli_import.import_)
commands.command("pack")(cli_collection.pack)
commands.command("check")(cli_collection.check)
commands.command("eval")(cli_measure.evaluate)
commands.command("figures")(cli_measure.figures)
commands.command("style")(cli_style.style)


def app(arguments: Sequence[str] | None = None) -> None:
    """Run the command line (sys.argv without arguments) and end the process with its exit status."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command. -> its exit status; under torchrun the process ends here."""
    status = _run(arguments)
    if int(os.environ.get("WORLD_SIZE", "1")) > 1:  # torch's threads for talking sometimes abort a process that ends tidily
        leave(status)
    return status


def _run(arguments: Sequence[str] | None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    end = words.index("--") if "--" in words else len(words)
    debug = "--debug" in words[:end]
    words = [word for word in words[:end] if word != "--debug"] + words[end:]
    show_any_name()
    try:
        typer.main.get_command(commands)(args=words, prog_name="ductus")
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            print(f"ductus: {sentence(KeyboardInterrupt())}", file=sys.stderr)
            return 1
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except (Exception, KeyboardInterrupt) as error:
        if debug:
            traceback.print_exc()
        print(f"ductus: {sentence(error)}", file=sys.stderr)
        return 1
    return 0


def _version(wanted: bool) -> None:
    if wanted:
        from importlib import metadata

        print(f"ductus {metadata.version('ductus')}")
        raise typer.Exit


@commands.callback()
def _ductus(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a failure; works after any verb.")] = False,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """The options before a verb; `--debug` is taken out by `run` wherever it stands."""


# ---------------------------------------------------------------- what there is


@commands.command()
def doctor(json: Json = None) -> None:
    """What this machine has, what is missing, and the remedy."""
    from engines.cli_doctor import examine, lines

    findings = examine()
    tell({"findings": [vars(finding) for finding in findings]}, lines(findings), json)
    missing = [finding.what for finding in findings if finding.state == "missing"]
    if missing:
        raise CommandError(f"Something is missing: {', '.join(missing)}; the remedies are above.")


@commands.command()
def info(
    target: Annotated[str, typer.Argument(metavar="PAGE|STORE|MODEL", help="A page, a store, or a model (name, card, folder).")],
    json: Json = None,
) -> None:
    """What a page, a store or a model says of itself."""
    from engines.cli_models import information, lines

    facts = information(target)
    tell(facts, lines(facts), json)


@commands.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
def tour(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the pictures and tour.json.")],
) -> None:
    """The main job without hands, through the real window: converts both ways, exports PNG, SVG and GIF, measures."""
    if os.environ.get(TOURING):
        raise CommandError("The tour is the window's own; start it with `ductus tour --out DIR`.")
    command = [sys.executable, "-m", "studio", "tour", "--out", str(out), *context.args]
    raise typer.Exit(subprocess.call(command, env={**os.environ, TOURING: "1"}))


# ---------------------------------------------------------------- data


@commands.command()
def convert(
    source: Annotated[
        Path,
        typer.Argument(metavar="IN", help="Ink (.inkml .svg .json .unipen .xopp .uim), a picture, a folder, or a store (.h5)."),
    ],
    target: Annotated[
        Path, typer.Argument(metavar="OUT", help="Ink, a picture, .pdf, .gif (replay), .gcode, or a folder (--to).")
    ],
    to: Annotated[
        str,
        typer.Option(help="Ending of the files to write into the folder OUT, such as inkml; of a store unipen or images too."),
    ] = "",
    model: Annotated[str, typer.Option(help="Convert through this model: cross_vae, or one that recovers strokes.")] = "",
    size: Annotated[int | None, typer.Option(min=1, help="Pixels of the longer side of pictures and GIF.")] = None,
    width: Annotated[float | None, typer.Option("--width", "--pen", min=0.01, max=100, help="Width of the pen, mm.")] = None,
    thinning: Annotated[float | None, typer.Option(min=0, max=1, help="How much pressure or pace changes the width.")] = None,
    colour: Annotated[str | None, typer.Option(help="Colour of the ink, #RRGGBB.")] = None,
    style: Annotated[
        str | None, typer.Option(help="outline: with the pen's width; line: one thin line a stroke; ductus: a ductus sheet.")
    ] = None,
    margin: Annotated[float, typer.Option(min=0, max=1000, help="Free space around the ink in mm.")] = 2.0,
    tolerance: Annotated[float, typer.Option(min=0, max=10, help="mm that curves may stray from the ink; 0 = none.")] = 0.03,
    background: Annotated[str | None, typer.Option(help="Colour of the paper; pictures and GIF have one anyway.")] = None,
    transparent: Annotated[bool, typer.Option("--transparent", help="No paper: a transparent picture.")] = False,
    outlines: Annotated[bool, typer.Option("--outlines", help="The same as --style outline.")] = False,
    animated: Annotated[bool, typer.Option("--animate", "--animated", help="SVG as a replay.")] = False,
    time: Annotated[bool | None, typer.Option(help="Colours of time, pink to yellow; replays have them anyway.")] = None,
    marks: Annotated[bool, typer.Option("--marks", help="A number where each stroke begins, an arrow on its way.")] = False,
    guides: Annotated[bool, typer.Option("--guides", help="The page's ruled lines.")] = False,
    speed: Annotated[float, typer.Option(min=0.01, max=100, help="Of a replay: 1 as written, 2 twice as fast.")] = 1.0,
    fps: Annotated[float, typer.Option(min=1, max=50, help="Frames a second of a GIF.")] = 25.0,
    loop: Annotated[bool | None, typer.Option(help="Whether a replay begins again; a GIF does anyway.")] = None,
    paper: Annotated[str, typer.Option(help="Paper of PDF and plots: a3, a4, a5, letter or 300x200; none: the ink's size.")] = "",
    fit: Annotated[bool, typer.Option("--fit", help="Fit the ink to the paper instead of true size.")] = False,
    title: Annotated[str, typer.Option(help="Title of a ductus sheet, PDF, SVG or plot.")] = "",
    copybook: Annotated[list[str] | None, typer.Option("--sheet", metavar="FIELD=VALUE", help=SHEET)] = None,
    plot: Annotated[list[str] | None, typer.Option(metavar="FIELD=VALUE", help=PLOT)] = None,
    json: Json = None,
) -> None:
    """Ink to ink, ink to picture, PDF or replay, picture to ink; the endings of the names decide.

    A picture may be a photograph or scan of a whole page: its words are found and their strokes recovered, in drawing order and
    where they were written, in mm by the picture's own resolution (else 300 dpi).
    """
    from engines.cli_convert import Converter, convert_store, drawn_as, drawn_with, fields_of, folder, summary

    if source.suffix.lower() == ".h5":
        convert_store(source, target, to, json)
        return
    from engines.export.copybook import Copybook
    from engines.export.options import NOTHING, Options
    from engines.export.plotter import Plotter

    options = Options(
        size=size,
        pen=drawn_with(width, thinning),
        colour=colour,
        style="outline" if outlines else drawn_as(style),
        margin=margin,
        tolerance=tolerance,
        background=NOTHING if transparent else background,
        timed=time,
        marks=marks,
        guides=guides,
        speed=speed,
        fps=fps,
        loop=loop,
        page=paper.lower(),
        fit=fit,
        title=title,
        copybook=Copybook.from_words(fields_of(copybook or (), "--sheet rows=3")),
        plotter=Plotter.from_words(fields_of(plot or (), "--plot lift=z")),
    )
    converter = Converter(options, model, animated, style == "ductus")
    ending = f".{to.lower().removeprefix('.')}" if to else ""
    if not source.is_dir():
        out = target / f"{source.stem}{ending}" if ending else target
        with progress("converting") as report:
            facts = converter.convert(source, out, report)
        tell({"in": str(source), "out": str(out), **facts}, [f"{out}: {summary(facts)}"], json)
        return
    if not ending:
        raise typer.BadParameter("IN is a folder: say with --to what to write into the folder OUT, for example --to inkml.")
    with progress("converting") as report:
        result = folder(converter, source, target, ending, report)
    told = [f"{len(result['converted'])} converted into {target}, {len(result['failed'])} failed."]
    tell(result, [*told, *(f"  {item['error']}" for item in result["failed"])], json)
    if result["failed"] and not result["converted"]:
        raise CommandError(f"Nothing in {source} could be converted.")


# ---------------------------------------------------------------- models


@commands.command()
def train(
    family: Annotated[str, typer.Argument(metavar="FAMILY", help="Model family, such as cross_vae.")],
    data: Annotated[list[Path], typer.Option(metavar="STORE", help="A store to train on; may be repeated.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="Run folder: state, snapshots, events.")],
    preset: Annotated[str, typer.Option(metavar="NAME", help="A named configuration of the family.")] = "paper",
    changes: Annotated[list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="Change one setting.")] = None,
    base: Annotated[str, typer.Option("--from", metavar="MODEL", help="Start from this model's weights.")] = "",
    like: Annotated[str, typer.Option(metavar="CARD", help="Take configuration and seed from this model's card.")] = "",
    resume: Annotated[bool, typer.Option("--resume", help="Go on where this run folder stands.")] = False,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or cuda:1.")] = "auto",
    epochs: Annotated[float | None, typer.Option(min=0, help="How often to see every sample.")] = None,
    steps: Annotated[int | None, typer.Option(min=1, help="How many updates, instead of --epochs.")] = None,
    batch: Annotated[int, typer.Option(min=1, help="Samples an update.")] = 128,
    variations: Annotated[int, typer.Option(min=0, help="Varied copies of each sample beside itself.")] = 0,
    precision: Annotated[str, typer.Option(help="float32 or bfloat16.")] = "float32",
    threads: Annotated[int, typer.Option(min=0, help="At most the cores there are; 0 = all but one.")] = 0,
    by: Annotated[str, typer.Option(help="Split by writer or random.")] = "writer",
    name: Annotated[str, typer.Option(help="The model's name; else the folder's.")] = "",
    title: Annotated[str, typer.Option(help="The model's name for people.")] = "",
    seed: Annotated[int | None, typer.Option(help="Of everything random.")] = None,
    json: Json = None,
) -> None:
    """Train a model; Ctrl+C stops it cleanly, --resume goes on."""
    one_of("--by", by, ("writer", "random"))
    one_of("--precision", precision, ("float32", "bfloat16"))
    if not re.fullmatch(r"auto|cpu|cuda(:\d{1,2})?", device):
        raise typer.BadParameter(f"--device must be auto, cpu, cuda or cuda:1, not '{device}'.")
    if epochs is not None and steps is not None:
        raise typer.BadParameter("Give --epochs or --steps, not both.")
    if epochs is None and steps is None:
        raise typer.BadParameter("Say how long with --epochs or --steps.")
    from engines.cli_models import named
    from engines.cli_train import run_training

    cores = max(1, (os.cpu_count() or 2) // int(os.environ.get("LOCAL_WORLD_SIZE") or 1))  # torchrun's processes share them
    overrides: dict[str, Any] = dict(named(like).card.config) if like else {}
    overrides |= dict(_change(text) for text in changes or ())
    known_seed = named(like).card.seed if like else 0
    settings = {
        "preset": preset,
        "overrides": overrides,
        "epochs": epochs,
        "steps": steps,
        "batch": batch,
        "variations": variations,
        "title": title,
        "seed": known_seed if seed is None else seed,
        "device": device,
        "precision": precision,
        "threads": min(threads, cores) or max(1, cores - 1),
        "by": by,
        "resume": resume,
        "start_from": named(base) if base else None,
        "name": name,
    }
    result, stopped = run_training(family, data, out, settings, chatty=json != "-")
    if result:
        tell(result, (), json)
    if stopped:
        raise CommandError(stopped)


def _change(text: str) -> tuple[str, str]:
    field, found, value = text.partition("=")
    if not found or not field:
        raise typer.BadParameter(f"--set {text}: write it as FIELD=VALUE, for example --set latent=32.")
    return field.strip(), value.strip()


@models.callback(invoke_without_command=True)
def _models(context: typer.Context, json: Json = None) -> None:
    """List, show, import, export and remove models, and which is in use for what."""
    if context.invoked_subcommand is None:
        _list(json)


@models.command("list")
def list_models(json: Json = None) -> None:
    """All models, and which is in use for what."""
    _list(json)


def _list(json: str | None) -> None:
    from engines.cli_models import in_use, listing

    refs, problems = listing()
    users = in_use(refs)
    rows = []
    for ref in refs:
        used = [ability for ability, name in users.items() if name == ref.card.name]
        rows.append({"name": ref.card.name, "family": ref.card.family, "in_use_for": used, "folder": str(ref.folder)})
    told = table(["name", "family", "in use for"], [[row["name"], row["family"], ", ".join(row["in_use_for"])] for row in rows])
    human = told if rows else ["There is no model yet; `ductus train` makes one, `ductus models import` brings one."]
    tell({"models": rows, "problems": problems}, [*human, *problems], json)


@models.command()
def show(name: Annotated[str, typer.Argument(metavar="MODEL")], json: Json = None) -> None:
    """A model's card."""
    from engines.cli_models import describe, lines

    facts = describe(name)
    tell(facts, lines(facts), json)


@models.command("import")
def import_model(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A model's card, weights or folder.")],
    name: Annotated[str, typer.Option(help="Keep it under this name.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Replace your own model of that name.")] = False,
) -> None:
    """Check a model from elsewhere and copy it to your own."""
    from engines.cli_models import bring_in

    ref = bring_in(path, name, replace)
    print(f"{ref.card.name} is in {ref.folder}.")


@models.command("export")
def export_model(
    name: Annotated[str, typer.Argument(metavar="MODEL")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder for the card and the weights.")],
    half: Annotated[bool, typer.Option("--half", help="Weights as float16: half the size, as Ductus ships them.")] = False,
) -> None:
    """Copy a model's card and weights to a folder."""
    from engines.cli_models import send_out

    ref = send_out(name, folder, half)
    print(f"{ref.weights} and its card are written.")


@models.command("remove")
def remove_model(name: Annotated[str, typer.Argument(metavar="MODEL")]) -> None:
    """Delete one of your own models."""
    from engines.cli_models import remove

    ref = remove(name)
    print(f"{ref.card.name} is removed from {ref.folder}.")


if __name__ == "__main__":
    app()
