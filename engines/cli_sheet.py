"""`ductus sheet`: collection sheets for the printer, and what was written on them read back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engines.cli_support import Json, one_of, tell

if TYPE_CHECKING:
    from engines.messages import BoxRead

sheet = typer.Typer(
    help="Collection sheets: make them for the printer, read scans and photographs of them.", no_args_is_help=True
)


@sheet.command()
def make(
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT.pdf", help="The PDF to write.")],
    sets: Annotated[list[str] | None, typer.Option("--set", metavar="NAME", help="A prompt set; may be repeated.")] = None,
    text: Annotated[list[str] | None, typer.Option(metavar="TEXT", help="A word or a line to write; may be repeated.")] = None,
    each: Annotated[bool, typer.Option("--each", help="Give each character of the texts a box of its own.")] = False,
    times: Annotated[int, typer.Option(min=1, max=50, help="How often everything is to be written.")] = 1,
    writer: Annotated[str, typer.Option(metavar="ID", help="The writer whose sheet it is.")] = "",
    title: Annotated[str, typer.Option(help="Printed above; else the set's title.")] = "",
    paper: Annotated[str, typer.Option(help="a4 or letter.")] = "a4",
    size: Annotated[int | None, typer.Option(metavar="MM", help="Height of the boxes: 24, 18, 14 or 11.")] = None,
    left_handed: Annotated[bool, typer.Option("--left-handed", help="Boxes from right to left, prompts at their right.")] = False,
    json: Json = None,
) -> None:
    """Make a sheet to print, write on and read back: as many pages as it takes."""
    from engines.data.sheet_layout import code_of, sheet_pages
    from engines.export.collection_sheet import save

    one_of("--paper", paper, ("a4", "letter"))
    prompts, named = _prompts(sets or (), text or (), each)
    pages = sheet_pages(prompts * times, writer, title or named, paper, size, left_handed)  # type: ignore[arg-type]
    save(out, pages)
    facts = {
        "out": str(out),
        "pages": len(pages),
        "boxes": sum(len(page.prompts) for page in pages),
        "paper": paper,
        "size": pages[0].size,
        "writer": writer,
        "codes": [code_of(page) for page in pages],
    }
    tell(facts, [f"{out}: {len(pages)} page{'s'[: len(pages) > 1]}, {facts['boxes']} boxes. Print it at 100%."], json)


def _prompts(sets: Sequence[str], texts: Sequence[str], each: bool) -> tuple[list[str], str]:
    """What is to be written, and what the sheet is called."""
    from engines.data.prompts import prompt_set

    found = [prompt_set(name) for name in sets]
    prompts = [prompt for one in found for prompt in one.prompts]
    for words in texts:
        prompts += [letter for letter in words if not letter.isspace()] if each else [words]
    return prompts, ", ".join(one.title for one in found)


@sheet.command()
def read(
    pictures: Annotated[list[Path], typer.Argument(metavar="PICTURE...", help="Scans or photographs, or folders of them.")],
    out: Annotated[str, typer.Option("-o", "--out", metavar="STORE|FOLDER", help="A store (.h5), or a folder of pictures.")],
    layout: Annotated[str, typer.Option(metavar="PDF|PICTURE|CODE", help="The sheet, where its code cannot be read.")] = "",
    page: Annotated[int, typer.Option(min=0, help="Which page of that sheet the picture shows.")] = 0,
    rows: Annotated[str, typer.Option(metavar='"A B C"', help="A plain scan without marks: what each of its rows holds.")] = "",
    writer: Annotated[str, typer.Option(metavar="ID", help="The writer of a plain scan.")] = "",
    no_ink: Annotated[bool, typer.Option("--no-ink", help="Pictures only: recover no strokes.")] = False,
    model: Annotated[str, typer.Option(help="Recover strokes by this model; else by the best there is.")] = "",
    json: Json = None,
) -> None:
    """Read written sheets back: every box a labelled sample, with its picture and its strokes."""
    from engines.cli_support import leave_a_core, progress
    from engines.messages import BoxRead, Event, Progress
    from engines.service.sheet_reading import read_sheet

    leave_a_core()
    boxes: list[BoxRead] = []
    with progress("reading") as report:

        def told(event: Event) -> None:
            if isinstance(event, BoxRead):
                boxes.append(event)
            elif isinstance(event, Progress):
                report(event.step, event.total, event.text)

        fields = {"paths": [str(path) for path in pictures], "out": out, "layout": layout, "page": page, "ink": not no_ink}
        result = read_sheet(fields | {"model": model, "rows": rows, "writer": writer}, told, lambda: False)
    facts = {"out": out, **result, "read": [_facts(box) for box in boxes]}
    human = [f"{out}: {result['samples']} of {result['boxes']} boxes of {result['pages']} pages, {result['seconds']:g} s."]
    human += [f"  {word}: {count} boxes" for word, count in result["remarks"].items()]
    human += [*result["trouble"], *(f"Not among the pictures: {page}." for page in result["missing"])]
    tell(facts, human, json)


def _facts(box: BoxRead) -> dict[str, object]:
    return {
        "picture": box.picture,
        "page": box.page,
        "box": box.number + 1,
        "text": box.sample.text,
        "strokes": len(box.sample.ink) if box.sample.ink else 0,
        "usable": box.usable,
        "remarks": list(box.remarks),
        **box.figures,
    }
