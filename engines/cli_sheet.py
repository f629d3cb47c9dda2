"""`ductus sheet`: collection sheets for the printer, and what was written on them read back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from engines.cli_support import Json, one_of, tell

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
