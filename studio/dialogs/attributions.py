"""Attributions: papers, data and models, libraries and icons, with their licences, read from what is really installed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from engines.data.cards import CardError, ModelCard, read_card
from studio.words import tr

LIBRARIES = (
    "PySide6-Essentials", "torch", "numpy", "scikit-image", "scipy", "h5py", "pillow", "safetensors", "pyqtgraph", "svgwrite",
    "defusedxml", "platformdirs", "typer", "rich",
)  # fmt: skip
PAPERS = (
    (
        "Sumi, Iwana, Hayashi, Uchida: Modality Conversion of Handwritten Patterns by Cross Variational Autoencoders. "
        "ICDAR 2019.",
        "",
    ),
    (
        "Plamondon, Djioua: A multi-level representation paradigm for handwriting stroke generation. "
        "Human Movement Science 25, 2006 (sigma-lognormal model).",
        "https://doi.org/10.1016/j.humov.2006.07.004",
    ),
    (
        "Guyon, Schomaker, Plamondon, Liberman, Janet: UNIPEN project of on-line data exchange and recognizer benchmarks. "
        "ICPR 1994.",
        "https://doi.org/10.1109/ICPR.1994.576870",
    ),
    (
        "Wang, Bovik, Sheikh, Simoncelli: Image quality assessment: from error visibility to structural similarity. "
        "IEEE Transactions on Image Processing 13, 2004 (SSIM).",
        "https://doi.org/10.1109/TIP.2003.819861",
    ),
)


@dataclass(frozen=True)
class Library:
    """An installed package. licence: as its metadata says, "" where that is silent."""

    name: str
    version: str
    licence: str
    page: str


def libraries(names: tuple[str, ...] = LIBRARIES) -> list[Library]:
    """What is installed of `names`, from the packages' own metadata. Reads files: not for the window's thread."""
    found = []
    for name in names:
        try:
            about = metadata.metadata(name).json
        except metadata.PackageNotFoundError:
            continue
        pages = dict(line.lower().split(", ", 1) for line in about.get("project_url", ()) if ", " in line)
        page = about.get("home_page") or next((pages[name] for name in ("homepage", "source", "repository") if name in pages), "")
        found.append(Library(str(about["name"]), str(about["version"]), _licence(about), str(page)))
    return found


def _licence(about: Mapping[str, Any]) -> str:
    """One line: the SPDX expression, else the classifiers, else the first line of the old free field."""
    if about.get("license_expression"):
        return str(about["license_expression"])
    classes = [line.rpartition(" :: ")[2] for line in about.get("classifier", ()) if line.startswith("License ::")]
    named = [words for words in classes if words != "OSI Approved"]
    free = str(about.get("license", "")).strip().splitlines()
    return ", ".join(named) or (free[0][:80] if free else "")


def cards(folder: Path | None = None) -> list[ModelCard]:
    """The cards of the shipped models (or of `folder`), and of the controls that learned from other handwriting than they did.

    Reads files; a card that cannot be read is left out.
    """
    place = folder or Path(str(resources.files("resources"))) / "models"
    found: list[ModelCard] = []
    for path in (*sorted(place.glob("*.json")), *sorted(place.glob("controls/*.json"))):
        try:
            card = read_card(path)
        except CardError:
            continue
        if path.parent == place or card.attribution not in {known.attribution for known in found}:
            found.append(card)
    return found


def gather() -> str:
    """Everything as HTML. For a thread that is not the window's."""
    return page(cards(), libraries())


def page(models: list[ModelCard], built: list[Library]) -> str:
    """The attributions as HTML."""
    parts = [f"<h2>{escape(tr('Attributions'))}</h2>"]
    thanks = tr("Ductus itself: Apache License 2.0. What it stands on belongs to others, with thanks.")
    parts.append(f"<p>{escape(thanks)}</p>")
    parts.append(_section(tr("Papers"), [_link(words, address) for words, address in PAPERS]))
    told = [
        f"<b>{escape(card.title or card.name)}</b><br>{escape(card.attribution)}<br>{_under(card.licence)}" for card in models
    ]
    parts.append(_section(tr("Shipped models and the handwriting they learned from"), told))
    named = [f"<b>{_link(item.name, item.page)}</b> {escape(item.version)}<br>{_under(item.licence)}" for item in built]
    parts.append(_section(tr("Libraries"), named))
    parts.append(_section(tr("Icons and sample letters"), [escape(tr("Drawn and written by Ductus, under its own licence."))]))
    return "".join(parts)


def _under(licence: str) -> str:
    return escape(tr("Licence: {}").format(licence or tr("not stated")))


def _link(words: str, address: str) -> str:
    return f"<a href='{escape(address)}'>{escape(words)}</a>" if address else escape(words)


def _section(title: str, items: list[str]) -> str:
    return f"<h3>{escape(title)}</h3>" + "".join(f"<p>{item}</p>" for item in items)
