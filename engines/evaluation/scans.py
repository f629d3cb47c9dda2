"""Suite `scans`: the strokes of real scans, which no ink of ours produced, so that the picture itself is the only truth.

The strokes found are drawn again at the picture's own size, as wide as they say they are (width times pressure), and compared
with it by IoU, a pixel counting as ink from half grey on. Where a judge is on this machine, it reads both: the redrawing must say
what the scan said to it. Without a store: MNIST's test pictures, the part of KMNIST's that the split holds back, and Omniglot's
evaluation set, whose characters no judge knows.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engines.data.places import real_data
from engines.data.sample import Sample
from engines.data.split import By, Part, keys_of, members
from engines.data.store import Store, StoreError
from engines.evaluation import recogniser
from engines.evaluation.judging import redraw_iou
from engines.evaluation.real_data import REMEDY, scans_store
from engines.evaluation.recovery import row_name
from engines.formats import omniglot
from engines.inference.recover import Recovered, recover
from engines.messages import ModelRef
from engines.metrics.strokes import aiou, redrawn
from engines.training.checkpoint import load_sampler

SETS = ("mnist", "kmnist", "omniglot")
OMNIGLOT = "omniglot/images_evaluation.npz"
LIMIT = 300  # pictures of a set where nothing is said
BATCH = 48  # pictures recovered together
TIMED = 24  # pictures of a set that are timed one by one
FAITHFUL = 0.85  # IoU from which a redrawing counts as faithful
FIGURES = ("redraw_iou", "redraw_faithful", "aiou", "judge_agreement", "judge_accuracy", "by_trace", "seconds_per_sample")

Grey = NDArray[np.float32]
Report = Callable[[int, int, str], None]
Reader = Callable[[Sequence[Grey], str], list[str]]  # pictures, characters to choose from -> what they say


@dataclass(frozen=True, eq=False)
class Scan:
    """One picture: (H, W) in 0..1, 1 = ink, and what it says ("" where nobody knows)."""

    image: Grey
    text: str


def gather(data: Path | None, split: Part, by: By, limit: int, seed: int) -> dict[str, list[Scan]]:
    """At most `limit` pictures of each set; of a store as one set. Raises StoreError where there is none."""
    if data is not None:
        return {data.stem: _of_store(data, split, by, limit, seed)}
    found: dict[str, list[Scan]] = {}
    for name in SETS:
        try:
            found[name] = _of_set(name, by, limit, seed)
        except StoreError:
            continue  # without one set the others are still worth measuring
    if not found:
        raise StoreError(f"The suite's data, scans of MNIST, KMNIST or Omniglot, is not on this machine. {REMEDY}")
    return found


def _of_set(name: str, by: By, limit: int, seed: int) -> list[Scan]:
    if name != "omniglot":
        return _of_store(scans_store(name), "all" if name == "mnist" else "test", by, limit, seed)
    folder = real_data()
    if folder is None or not (folder / OMNIGLOT).is_file():
        raise StoreError(f"The suite's data, Omniglot, is not on this machine. {REMEDY}")
    samples = list(omniglot.read(folder / OMNIGLOT))
    return [_scan(samples[at]) for at in np.random.default_rng(seed).permutation(len(samples))[:limit]]


def _of_store(path: Path, split: Part | Literal["all"], by: By, limit: int, seed: int) -> list[Scan]:
    scans: list[Scan] = []
    with Store(path) as store:
        rows = members(keys_of(store.writers, store.sources, by), split)
        for row in np.random.default_rng(seed).permutation(rows):
            sample = store[int(row)]
            if sample.image is not None and sample.image.any():
                scans.append(_scan(sample))
            if len(scans) == limit:
                break
    if not scans:
        raise StoreError(f"{path} holds no picture for the {split} part; import scans into it, such as `ductus import idx`.")
    return scans


def _scan(sample: Sample) -> Scan:
    assert sample.image is not None
    return Scan(sample.image.astype(np.float32) / np.float32(255), sample.text)


def line(method: str, name: str, scans: Sequence[Scan], sampler: Any | None, read: Reader | None) -> dict[str, Any]:
    """One method's figures on one set."""
    answers: list[Recovered] = []
    for begin in range(0, len(scans), BATCH):
        answers += recover([scan.image for scan in scans[begin : begin + BATCH]], sampler)
    likeness = [redraw_iou(answer, scan.image) for answer, scan in zip(answers, scans, strict=True)]
    found: dict[str, Any] = {"method": method, "category": name, "n": len(scans)}
    found["redraw_iou"] = float(np.median(likeness))
    found["redraw_faithful"] = float(np.mean(np.array(likeness) >= FAITHFUL))
    found["aiou"] = float(np.mean([aiou(answer.ink, scan.image) for answer, scan in zip(answers, scans, strict=True)]))
    found |= _verdict(scans, answers, read) if read else {}
    found["by_trace"] = float(np.mean([answer.method == "trace" for answer in answers]))
    found["seconds_per_sample"] = float(np.median([_timed(scan, sampler) for scan in scans[:TIMED]]))
    return found


def _verdict(scans: Sequence[Scan], answers: Sequence[Recovered], read: Reader) -> dict[str, float]:
    """How often a judge reads the redrawing as it read the scan, and how often it read the scan rightly; of known texts only."""
    among = "".join(sorted({scan.text for scan in scans if len(scan.text) == 1}))
    known = [(scan, answer) for scan, answer in zip(scans, answers, strict=True) if len(scan.text) == 1]
    before = read([scan.image for scan, _ in known], among) if known else []
    if not before:
        return {}
    after = read([_again(answer, scan.image) for scan, answer in known], among)
    return {
        "judge_agreement": float(np.mean([one == other for one, other in zip(before, after, strict=True)])),
        "judge_accuracy": float(np.mean([one == scan.text for one, (scan, _) in zip(before, known, strict=True)])),
    }


def _again(answer: Recovered, image: Grey) -> Grey:
    if not answer.ink.points:
        return np.zeros_like(image)
    height, width = image.shape
    return redrawn(answer.ink, (height, width), max(answer.width, 1e-3), by_pressure=True).astype(np.float32)


def _timed(scan: Scan, sampler: Any | None) -> float:
    began = time.perf_counter()
    recover([scan.image], sampler)
    return time.perf_counter() - began


def reader(device: str) -> Reader | None:
    """The shipped judge; None where its weights are not there."""
    try:
        sampler = recogniser.shipped_judge(device)
    except StoreError:
        return None

    def read(images: Sequence[Grey], among: str) -> list[str]:
        known = "".join(character for character in among if character in sampler.classes)
        return recogniser.read(sampler, images, known)[0] if known else []

    return read


def serves(ref: ModelRef) -> bool:
    """Whether a model has a part in this suite: stroke recovery of any design."""
    return ref.card.family.startswith("stroke_")


def run(
    data: Path | None,
    models: Sequence[ModelRef],
    split: Part = "test",
    by: By = "writer",
    limit: int | None = None,
    seed: int = 0,
    device: str = "cpu",
    report: Report = lambda done, total, text: None,
) -> dict[str, Any]:
    """The table as `ductus eval --suite scans` prints it. limit: pictures of each set, LIMIT where None.

    split and by choose among a store's pictures. Raises StoreError, FormatError, CardError or WeightsError.
    """
    began = time.monotonic()
    report(0, 0, "reading")
    sets, read = gather(data, split, by, limit or LIMIT, seed), reader(device)
    ours = sorted(models, key=lambda ref: row_name(ref) != "default")
    ways: dict[str, Any | None] = {**{row_name(ref): load_sampler(ref, device) for ref in ours}, "trace": None}
    rows: list[dict[str, Any]] = []
    for method, sampler in ways.items():
        for name, scans in sets.items():
            report(len(rows), len(ways) * len(sets), f"{method}, {name}")
            rows.append(line(method, name, scans, sampler, read))
    return {
        "suite": "scans",
        "data": str(data or ", ".join(sets)),
        "split": split,
        "by": by,
        "n": sum(map(len, sets.values())),
        "limit": limit or LIMIT,
        "seed": seed,
        "seconds": time.monotonic() - began,
        "device": device,
        "rows": rows,
    }
