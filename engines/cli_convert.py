"""`ductus convert`: ink to ink, ink to picture or replay, picture to ink; the direction follows from the names' endings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engines.cli_models import named
from engines.cli_strokes import RECOVERED, strokes_of
from engines.cli_support import CommandError, Report, progress, sentence, tell
from engines.data.sample import Sample
from engines.export import png, writing
from engines.export.options import ENDINGS, Options, Style
from engines.formats import ductus_page, ink_json, inkml, uim, unipen, xopp
from engines.formats import svg as svg_ink
from engines.ink.brush import Brush
from engines.ink.geometry import affine
from engines.ink.types import Ink, Stroke
from engines.messages import Convert, Recover, Reply, Request

INK_IN = (".ductus", ".inkml", ".svg", ".json", ".unipen", ".xopp", ".uim")
PICTURES_IN = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp")
PICTURES_OUT = tuple(png.KINDS)

Pixels = NDArray[np.uint8]


class Converter:
    """Converts one file after another; a model is loaded once, and only where one is needed.

    options: how results are drawn, their kind open. animated: SVG as a replay. sheet: PDF and SVG as a ductus sheet. Raises
    CommandError or CardError for a model that is not there.
    """

    def __init__(self, options: Options, model: str = "", animated: bool = False, sheet: bool = False) -> None:
        self.options, self.animated, self.sheet = options, animated, sheet
        self._model = named(model) if model else None
        self._shelf: Any = None
        self._report: Report | None = None

    def convert(self, source: Path, target: Path, report: Report | None = None) -> dict[str, Any]:
        """Write `target` from `source`. -> what was done, plain values. Raises ValueErrors with a sentence, or OSError.

        report: told of the frames of a replay while they are drawn.
        """
        self._report = report
        check(source, target)
        if target.exists() and source.exists() and target.samefile(source):
            raise CommandError(f"{source} would be overwritten by its own conversion; name another file.")
        if source.suffix.lower() in PICTURES_IN:
            return self._from_picture(source, target)
        return self._from_ink(source, target)

    def _from_picture(self, source: Path, target: Path) -> dict[str, Any]:
        if not source.is_file():
            raise CommandError(f"{source} does not exist; check the name.")
        if target.suffix.lower() in PICTURES_OUT and self._model is None:
            raise CommandError(
                f"{source} and {target} are both pictures; name an ink file such as {source.stem}.inkml, or a --model."
            )
        if self._model is None or "strokes" in self._model.card.can:
            return self._strokes_of(source, target)
        reply = self._ask(Recover(source, self._name))
        if target.suffix.lower() in PICTURES_OUT:
            return {**self._save_image(reply.images["b2b"], target), **_told(reply)}
        ink = affine(reply.inks["b2t"], np.eye(2) * RECOVERED)
        return {**self._write([Sample(ink=_fresh(ink))], target), **_told(reply)}

    def _strokes_of(self, source: Path, target: Path) -> dict[str, Any]:
        if target.suffix.lower() in PICTURES_OUT:
            raise CommandError(f"{self._name} gives strokes and no picture; name an ink file such as {source.stem}.inkml.")
        ink, facts = strokes_of(source, self._model, self._report)
        return {**self._write([Sample(ink=ink)], target), **facts}

    def _from_ink(self, source: Path, target: Path) -> dict[str, Any]:
        samples = read_ink(source)
        if self._model is None:
            return self._write(samples, target)
        reply = self._ask(Convert(writing.merged(samples), self._name))
        if target.suffix.lower() in PICTURES_OUT:
            return {**self._save_image(reply.images["t2b"], target), **_told(reply)}
        return {**self._write([Sample(ink=_fresh(reply.inks["t2t"]))], target), **_told(reply)}

    @property
    def _name(self) -> str:
        return self._model.card.name if self._model else ""

    def _ask(self, ask: Convert | Recover) -> Reply:
        from engines.inference.answers import answer
        from engines.inference.shelf import Shelf

        if self._shelf is None:
            self._shelf = Shelf(1, folders=(self._model.folder,)) if self._model else Shelf(1)
        reply = answer(Request(1, "picture", ask), self._shelf)
        if reply.error:
            raise CommandError(reply.error)
        return reply

    def _write(self, samples: list[Sample], target: Path) -> dict[str, Any]:
        title = samples[0].text if len(samples) == 1 and not self.sheet else ""
        options = replace(self.options, title=self.options.title or title).for_file(target)
        if self.sheet:
            if options.kind not in ("pdf", "svg"):
                raise CommandError(f"A ductus sheet is a PDF or an SVG; name an output such as {target.stem}.pdf.")
            options = replace(options, kind="sheet" if options.kind == "pdf" else "sheet-svg")
        if self.animated and options.kind == "svg":
            options = replace(options, kind="svg-replay")
        made = writing.write(samples, target, options, self._drawn)
        facts: dict[str, Any] = {
            "strokes": sum(len(sample.ink or ()) for sample in samples),
            "points": writing.merged(samples).points,
        }
        if made.pixels:
            facts |= {"width": made.pixels[0], "height": made.pixels[1]}
        if made.millimetres:
            facts["millimetres"] = [round(side, 3) for side in made.millimetres]
        if made.travel:
            facts |= {"travel_written": round(made.travel[0], 1), "travel": round(made.travel[1], 1)}
        found = {"frames": made.frames, "seconds": made.seconds, "pages": made.pages}
        return facts | {name: value for name, value in found.items() if value is not None}

    def _drawn(self, frames: int, total: int) -> None:
        if self._report is not None:
            self._report(frames, total, f"{frames} of {total}")

    def _save_image(self, image: Pixels, target: Path) -> dict[str, Any]:
        """A model's picture (0 paper, 255 ink) as dark on light, enlarged where a size is asked for."""
        dark = 255 - image
        if self.options.size:
            dark = png.resized(dark, self.options.size)
        png.save(dark, target, png.KINDS[target.suffix.lower()])
        return {"width": dark.shape[1], "height": dark.shape[0]}


def drawn_with(width: float | None, thinning: float | None) -> Brush | None:
    """The pen that was asked for; None = as each stroke was written."""
    if width is None and thinning is None:
        return None
    plain = Brush()
    return Brush(plain.width if width is None else width, plain.thinning if thinning is None else thinning)


def drawn_as(style: str | None) -> Style | None:
    """How strokes are drawn by the name that was typed. Raises CommandError for another one."""
    known: dict[str | None, Style | None] = {None: None, "ductus": None, "outline": "outline", "line": "line"}
    if style not in known:
        raise CommandError(f"{style!r} is no way to draw strokes; use outline, line or ductus (a ductus sheet).")
    return known[style]


def fields_of(said: Sequence[str], example: str) -> dict[str, str]:
    """Field -> value of FIELD=VALUE words. Raises CommandError for other words."""
    if not all("=" in word for word in said):
        raise CommandError(f"Say FIELD=VALUE, for example {example}.")
    return {name.strip(): value for name, _, value in (word.partition("=") for word in said)}


def check(source: Path, target: Path) -> None:
    """Raises CommandError where one of the two endings is unknown."""
    if source.suffix.lower() not in (*INK_IN, *PICTURES_IN):
        known = " ".join((*INK_IN, *PICTURES_IN))
        raise CommandError(f"{source} does not end like ink or a picture that Ductus reads ({known}).")
    if target.suffix.lower() not in ENDINGS:
        known = " ".join(ENDINGS)
        raise CommandError(f"{target} does not end like something that Ductus writes ({known}).")


def folder(converter: Converter, source: Path, target: Path, ending: str, report: Report) -> dict[str, Any]:
    """Every file of a folder that can be converted; one output an input, same stem; a failure is listed and not fatal."""
    names = sorted(path for path in source.iterdir() if path.is_file() and path.suffix.lower() in (*INK_IN, *PICTURES_IN))
    if not names:
        raise CommandError(f"{source} holds no ink and no picture that Ductus reads.")
    converted: list[dict[str, Any]] = []
    failed: list[dict[str, str]] = []
    taken: dict[str, Path] = {}
    for number, path in enumerate(names):
        report(number, len(names), path.name)
        out = target / f"{path.stem}{ending}"
        try:
            if path.stem in taken:
                raise CommandError(f"{out.name} was already made from {taken[path.stem].name}.")
            facts = converter.convert(path, out)
            taken[path.stem] = path
            converted.append({"in": str(path), "out": str(out), **facts})
        except (ValueError, OSError) as error:
            failed.append({"in": str(path), "error": sentence(error)})
    report(len(names), len(names), "")
    return {"converted": converted, "failed": failed}


def convert_store(store: Path, target: Path, to: str, json: str | None) -> None:
    """Write a store's samples into the folder `target`. Raises CommandError where `to` is not said, and what `give` raises."""
    from engines.formats.giving import TARGETS, give

    if not to:
        raise CommandError(f"{store} is a store: say with --to what to write into the folder OUT: {', '.join(TARGETS)}.")
    with progress("writing") as report:
        facts = give(store, target, to.lower().removeprefix("."), report)
    told = [f"{target}: {facts['samples']:,} samples in {facts['files']:,} files."]
    told += [f"{facts['left_out']:,} left out: the format cannot hold them."] if facts["left_out"] else []
    tell({"in": str(store), "out": str(target), **facts}, told, json)


def read_ink(path: Path) -> list[Sample]:
    """The samples of an ink file, never empty. Raises FormatError or UnipenError."""
    readers: dict[str, Callable[[Path], Iterator[Sample]]] = {
        ".ductus": ductus_page.read,
        ".inkml": inkml.read,
        ".svg": svg_ink.read,
        ".json": ink_json.read,
        ".unipen": unipen.coarsest,
        ".xopp": xopp.read,
        ".uim": uim.read,
    }
    samples = list(readers[path.suffix.lower()](path))
    if not any(sample.ink and sample.ink.points for sample in samples):
        raise CommandError(f"{path} holds no ink.")
    return samples


def _fresh(ink: Ink) -> Ink:
    """The same strokes without the names of the unseen ones they were derived from."""
    return Ink(tuple(Stroke(stroke.xy, stroke.t, stroke.pressure, stroke.tilt, brush=stroke.brush) for stroke in ink))


def _told(reply: Reply) -> dict[str, Any]:
    return {"model": reply.model, "figures": dict(reply.figures)}


def summary(facts: dict[str, Any]) -> str:
    """What was done, in a line for people."""
    parts = [f"{facts[name]} {name}" for name in ("words", "lines", "strokes", "points", "frames", "pages") if name in facts]
    parts += [f"{facts['width']} x {facts['height']} pixels"] if "width" in facts else []
    parts += ["{:.4g} x {:.4g} mm".format(*facts["millimetres"])] if "millimetres" in facts else []
    parts += [f"{facts['seconds']:.1f} s"] if "seconds" in facts else []
    if "travel" in facts:
        parts.append(f"{facts['travel']} mm with the pen up ({facts['travel_written']} in writing order)")
    parts += [f"by {facts['model']}"] if "model" in facts else []
    return ", ".join([*parts, *(f"{name} {value:.3g}" for name, value in facts.get("figures", {}).items())])
