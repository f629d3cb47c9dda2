"""The plain values that cross the border between the window's process and the engine processes.

A Request expects its Reply within a frame or two; whatever deserves a progress bar is a Job and answers with Events. Requests
travel on lanes: in each lane the newest wins, and every Reply carries the serial of the Request it answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engines.data.cards import ModelCard
from engines.data.sample import Sample
from engines.ink.gaps import Gap
from engines.ink.types import Frame, Ink, Stroke

Lane = Literal["pen", "picture", "file", "look", "latent", "mix", "write", "browse"]
LANES: tuple[Lane, ...] = ("pen", "picture", "file", "look", "latent", "mix", "write", "browse")  # in order of urgency


@dataclass(frozen=True)
class ModelRef:
    """A model on disk: its card and the folder that holds it and its weights."""

    card: ModelCard
    folder: Path

    @property
    def weights(self) -> Path:
        """The file that holds the tensors."""
        return self.folder / self.card.weights


@dataclass(frozen=True)
class Means:
    """What an engine process may use. device: "auto", "cpu", "cuda" or "cuda:1" …; threads: 0 = what suits its work."""

    device: str = "auto"
    threads: int = 0


@dataclass(frozen=True)
class EngineState:
    """How the answering process is. text: a sentence for people; details: more of it to copy (a traceback)."""

    state: Literal["starting", "ready", "restarting", "stopped"]
    text: str
    details: str = ""


@dataclass(frozen=True)
class Hello:
    """What a fresh engine process can do; it fills the menus."""

    families: tuple[str, ...] = ()
    presets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    devices: tuple[str, ...] = ("cpu",)
    models: tuple[ModelRef, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Convert:
    """Ink of one character -> both reconstructions and both cross conversions. model: a model's name, "" = the default one."""

    ink: Ink
    model: str = ""


@dataclass(frozen=True, eq=False)
class Recover:
    """A picture of one character -> the strokes that made it. picture: a file's path, or (H, W) / (H, W, 3 or 4) uint8 pixels."""

    picture: Path | NDArray[np.uint8]
    model: str = ""


@dataclass(frozen=True, eq=False)
class Trace:
    """A picture of handwriting -> its strokes, with pen-lifts, in the picture's own pixels.

    picture: as in Recover. model: a model of family stroke_recovery, "" = the default one, or the rules where there is none.
    fixed: strokes in the picture's pixels that the answer must hold as they are.
    """

    picture: Path | NDArray[np.uint8]
    model: str = ""
    fixed: tuple[Stroke, ...] = ()


@dataclass(frozen=True, eq=False)
class Decode:
    """A latent vector (D,) float32 -> image and ink."""

    z: NDArray[np.float32]
    model: str = ""


@dataclass(frozen=True, eq=False)
class Check:
    """Ink of one character and what was asked for -> what it reads as, and whether it is like what this hand wrote before.

    known: (N, D) float32, the style vectors that earlier replies told of this writer's samples; None where there are none.
    """

    ink: Ink
    prompt: str
    writer: str = ""
    known: NDArray[np.float32] | None = None


@dataclass(frozen=True, eq=False)
class Restore:
    """What is left of one character -> what a model would fill in.

    ink: what is left, with its gaps (see engines.ink.gaps) and the frame of the whole letter where it is known; it may
    be without a point where there is a picture. picture: as in Recover, damaged nobody knows where.
    """

    ink: Ink = field(default_factory=Ink)
    gaps: tuple[Gap, ...] = ()
    frame: Frame | None = None
    picture: Path | NDArray[np.uint8] | None = None
    model: str = ""


@dataclass(frozen=True)
class Open:
    """A file of ink (InkML, SVG or JSON) -> its strokes. Needs no model."""

    path: Path


@dataclass(frozen=True)
class Look:
    """Files or folders of foreign handwriting -> what they are. The reply's text is a format that the job "import" takes, its
    figures tell how many "samples" or "files" there are where that is found out at once."""

    paths: tuple[Path, ...]


@dataclass(frozen=True)
class Listing:
    """A store of samples -> its columns. Needs no model."""

    store: Path


@dataclass(frozen=True, eq=False)
class Thumbnails:
    """Small pictures of samples: of these rows of a store, then of these inks.

    rows: (N,) int64 places in the store; side: pixels; inks: of samples that are in no store yet; boxes: (N inks, 2) width and
    height of the box that each was written in, NaN = unknown: then the ink fills the picture.
    """

    store: Path | None
    rows: NDArray[np.int64]
    side: int
    inks: tuple[Ink, ...] = ()
    boxes: NDArray[np.float64] | None = None


@dataclass(frozen=True, eq=False)
class Samples:
    """The ink of these rows of a store, (N,) int64."""

    store: Path
    rows: NDArray[np.int64]


def table_of(strings: Iterable[str]) -> NDArray[np.uint8]:
    """Strings as one array that crosses the border quickly: UTF-8 with a zero byte between two of them."""
    return np.frombuffer("\0".join(strings).encode(), np.uint8)


def strings_of(table: NDArray[np.uint8], count: int | None = None) -> list[str]:
    """What `table_of` packed. count: of the strings, where there may be none."""
    return table.tobytes().decode().split("\0") if count != 0 else []


Ask = Convert | Recover | Trace | Decode | Check | Restore | Open | Look | Listing | Thumbnails | Samples


@dataclass(frozen=True, eq=False)
class Request:
    """One ask with its lane and its serial (rising within a client)."""

    serial: int
    lane: Lane
    ask: Ask


@dataclass(frozen=True, eq=False)
class Reply:
    """The answer to the Request of the same serial.

    images: name -> (H, W) uint8, 0 background to 255 ink. inks: name -> Ink in the page's millimetres where the ask had a place
    on the page, else in a unit square. z: name -> (D,) float32. figures: name -> number (psnr in dB, ssim, dtw_path in unit
    squares). text: what the ink says, where that is known. error: one sentence for people, "" where all went well; details: a
    traceback to copy.
    Names for Convert and Recover: images "ink" (the ink rendered), "t2b" (ink to image), "b2b" (the image reconstructed),
    "picture" (the picture as the model saw it); inks "t2t", "b2t" (image to strokes).
    Without a model the images "ink" and "picture" still come, beside the error. For Open: ink "opened".
    For Restore: inks "whole" and, of ink, "missing" alone; of a picture images "picture" and "restored".
    For Trace: ink "strokes" in pixels of the picture, upright and whole, pressure = the line's width there over figures "width"
    (pixels); figures "iou" (0..1, of the strokes drawn again) and "words"; `confidences` one for each stroke; text "trace" where
    the rules decided instead of a model. A picture of more words than are answered at once has figures "words" and no ink: it
    takes the job "recover".
    For Check: `text`, what it reads as; `confidence` and figures "confidence", the chance 0..1 that it reads as the prompt or as
    what only size tells from it (neither where no model knows the prompt); figures "outlier", 0..1, how rarely a sample of this
    writer is as unlike the others; z "style", a vector for later checks.
    For Listing: `arrays` of N rows in the store's order: int32 codes "text", "prompt", "writer", "category", "session", "time",
    "remarks", "device", "licence" and "consent", each into a table of strings, "text_table" and so on; "strokes" int32;
    "suspicion", "outlier" and "confidence" float32, NaN = unknown; "id", a table of N strings, where the store names its samples.
    A table is the strings' UTF-8 as uint8 with a zero byte between two (`strings_of` reads it); remarks have commas between.
    For Thumbnails: array "thumbnails" (N, side, side) uint8, 0 background to 255 ink. For Samples: inks by row, "17"; images
    where a sample has no ink.
    """

    serial: int
    lane: Lane
    images: dict[str, NDArray[np.uint8]] = field(default_factory=dict)
    inks: dict[str, Ink] = field(default_factory=dict)
    z: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)
    model: str = ""
    text: str = ""
    seconds: float = 0.0
    confidence: float | None = None
    confidences: tuple[float, ...] = ()
    error: str = ""
    details: str = ""
    arrays: dict[str, NDArray[Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Job:
    """Long work in a process of its own.

    verb: "train", "import", "pack", "evaluate", "export" or "recover". fields: the verb's arguments, plain values.
    """

    id: str
    verb: str
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Started:
    """The job's process is at work."""

    job: str
    title: str = ""


@dataclass(frozen=True)
class Progress:
    """step of total (0 = unknown); figures: the newest losses or counts; left: seconds to go, NaN = unknown."""

    job: str
    step: int
    total: int
    figures: dict[str, float] = field(default_factory=dict)
    left: float = float("nan")
    text: str = ""


@dataclass(frozen=True, eq=False)
class Preview:
    """Pictures of what the model does now. images: name -> (H, W) uint8, 0 background to 255 ink.

    Of a training: the rows of a contact sheet in order, each a strip of the same samples: "ink" is the input, then "b2b", "t2b",
    "b2t", "t2t" as far as the family can (names as in Reply).
    """

    job: str
    step: int
    images: dict[str, NDArray[np.uint8]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Traced:
    """One word of a picture was recovered. ink, confidences and width as in Reply for Trace."""

    job: str
    ink: Ink
    confidences: tuple[float, ...] = ()
    width: float = 0.0


@dataclass(frozen=True, eq=False)
class BoxRead:
    """One box of a collection sheet was read. sample: its image (255 = ink) and, once recovered, its ink in mm from the box's
    upper left corner; provenance names picture, page and box. extent: width and height in mm; lines: baseline and x-height, mm
    from its top, NaN for none. remarks and figures: see engines.picture.box_ink; usable: nothing grave is the matter.

    title, page, pages: of the sheet. number: of the box, from 0.
    """

    job: str
    picture: Path
    sample: Sample
    title: str
    page: int
    pages: int
    number: int
    extent: tuple[float, float]
    lines: tuple[float, float]
    remarks: tuple[str, ...] = ()
    figures: dict[str, float] = field(default_factory=dict)
    usable: bool = True


@dataclass(frozen=True)
class Saved:
    """Something whole is on the disk: a checkpoint, a store, a model."""

    job: str
    path: Path
    card: ModelCard | None = None


@dataclass(frozen=True)
class Finished:
    """The job did what it was asked. result: figures and paths, plain values."""

    job: str
    result: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Stopped:
    """The job was asked to stop and did, keeping what it had."""

    job: str
    text: str = ""


@dataclass(frozen=True)
class Failed:
    """The job could not go on. message: one sentence for people; details: a traceback to copy."""

    job: str
    message: str
    details: str = ""


Event = Started | Progress | Preview | Traced | BoxRead | Saved | Finished | Stopped | Failed
