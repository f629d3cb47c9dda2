"""What stroke recovery trains on: worn pictures of ink, the pieces of their skeletons and the way the hand went over them.

Samples differ in width, pieces and steps, so they lie end to end, and a batch is made of samples of about the same size.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engines.data.files import replacing
from engines.data.places import cache_home
from engines.data.split import By, Part, keys_of, members
from engines.data.store import Store
from engines.ink.matching import match
from engines.ink.pieces import FEATURES, features
from engines.ink.skeleton import skeleton
from engines.ink.types import Ink
from engines.ink.working import working
from engines.training.wear import plain, varied, worn

PROTOCOL = "recovery-1"  # part of the cache's name: raise it when pictures, skeletons or targets change
HEIGHT = 72  # pixels of a column: the working image is never higher
PARTS = 12  # of the words of a large store, each variation sees one
MANY_WORDS = 40_000
ALIKE = 8  # samples of one text by one writer in each variation
MOST_PIECES = 160  # a sample of more is left out
SIZES = (12, 18, 24, 32, 48, 64, 96, 128, 192, 256, 320)  # directed pieces at which samples are sorted into batches
TYPICAL = 32  # directed pieces of a sample of which a batch holds as many as were asked for
FEWEST = 4


@dataclass(frozen=True)
class Arrays:
    """Samples end to end. row: (N,) of the store; columns: (C, HEIGHT) uint8, an image column each; pieces: (P, FEATURES) and
    nodes: (P, 2) as `pieces.features` gives them; steps: (T, 2) int16, directed piece (2 x piece, + 1 backwards) and whether the
    pen came down there. column, piece, step: (N + 1,) where each sample's part begins.
    """

    row: NDArray[np.int64]
    columns: NDArray[np.uint8]
    pieces: NDArray[np.float32]
    nodes: NDArray[np.int16]
    steps: NDArray[np.int16]
    column: NDArray[np.int64]
    piece: NDArray[np.int64]
    step: NDArray[np.int64]


def recovery_arrays(store: Store, variation: int, progress: Callable[[int, int], None] | None = None) -> Arrays:
    """Every sample of a store with ink as a picture with its targets, from the cache where it is there.

    variation: 0 = clean, by the protocol of the suite `recovery`; 1, 2 ... = varied and worn, differently for each number.
    """
    kept = cache_home() / "views" / f"{store.info()['hash'][:20]}-{PROTOCOL}-{variation}.npz"
    if kept.is_file():
        with np.load(kept, allow_pickle=False) as arrays:
            return Arrays(**arrays)
    labels = store.labels
    chosen = _rows(labels, variation)
    found = []
    for number, row in enumerate(chosen):
        sample = _sample(store.ink(int(row)), len(labels[row]) < 2, np.random.default_rng((variation, row)), variation > 0)
        if sample is not None:
            found.append((int(row), *sample))
        if progress and number % 200 == 0:
            progress(number, len(chosen))
    made = _together(found)
    with replacing(kept) as part, part.open("wb") as handle:
        np.savez(handle, **vars(made))
    return made


def _rows(labels: Sequence[str], variation: int) -> NDArray[np.int64]:
    word = np.array([len(label) > 1 for label in labels])
    rows = np.arange(len(labels))
    if word.sum() <= MANY_WORDS:
        return rows
    return rows[~word | (np.cumsum(word) % PARTS == variation % PARTS)]


def _sample(ink: Ink | None, character: bool, rng: np.random.Generator, wear: bool) -> tuple[NDArray[Any], ...] | None:
    """(columns, pieces, nodes, steps) of one sample; None where nothing of it can be matched or it is too large."""
    if ink is None or not ink.points:
        return None
    ink = Ink(tuple(stroke for stroke in ink if len(stroke)))
    if wear:
        ink = varied(ink, character, rng)
    drawn = worn(ink, character, rng) if wear else plain(ink, character)
    one = working(drawn[0]) if drawn else None
    if drawn is None or one is None or one.grey.shape[0] > HEIGHT:
        return None
    graph = skeleton(one.grey)
    walks = match([one.frame.apply(drawn[1].apply(stroke.xy)) for stroke in ink], graph)
    if not walks or len(graph) > MOST_PIECES:
        return None
    rows, nodes = features(graph)
    columns = np.zeros((one.grey.shape[1], HEIGHT), np.uint8)
    columns[:, : one.grey.shape[0]] = np.rint(one.grey.T * 255)
    steps = [(2 * piece + (not forward), place == 0) for walk in walks for place, (piece, forward) in enumerate(walk)]
    return columns, rows, nodes.astype(np.int16), np.array(steps, np.int16)


def _few_alike(writers: NDArray[np.str_], labels: NDArray[np.str_], inside: NDArray[np.bool_], seed: int) -> NDArray[np.bool_]:
    """Which samples to keep so that no writer has the same text more than ALIKE times: one tireless hand's habits of order and
    direction would be taken for everybody's."""
    kept = np.zeros(len(labels), bool)
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    for row in np.random.default_rng(seed).permutation(np.flatnonzero(inside)):
        counts[writers[row], labels[row]] += 1
        kept[row] = counts[writers[row], labels[row]] <= ALIKE or not labels[row]
    return kept


def _together(found: Sequence[tuple[Any, ...]]) -> Arrays:
    parts = list(zip(*found, strict=True)) or [(), (), (), (), ()]
    empty = (np.zeros((0, HEIGHT), np.uint8), np.zeros((0, FEATURES), np.float32), *[np.zeros((0, 2), np.int16)] * 2)
    whole = [np.concatenate([blank, *part]) for blank, part in zip(empty, parts[1:], strict=True)]
    starts = [np.concatenate([[0], np.cumsum([len(item) for item in part])]).astype(np.int64) for part in (*parts[1:3], parts[4])]
    return Arrays(np.array(parts[0], np.int64), *whole, *starts)


@dataclass(frozen=True)
class RecoveryViews:
    """Samples as torch tensors. flat: name -> end to end (see Arrays); starts: name -> (N + 1,); labels, writers: (N,)."""

    flat: dict[str, Tensor]
    starts: dict[str, Tensor]
    labels: NDArray[np.str_]
    writers: NDArray[np.str_]
    fingerprint: dict[str, Any]

    def __len__(self) -> int:
        return len(self.labels)

    def batch(self, rows: Tensor, device: torch.device) -> dict[str, Tensor]:
        """The samples of these rows, padded: image (B, 1, HEIGHT, W) in 0..1, W a multiple of 16; pieces (B, P, FEATURES), nodes
        (B, P, 2); steps (B, T), lifts (B, T); counts (B, 2): pieces and steps of each."""
        rows = rows.to(next(iter(self.starts.values())).device)
        columns, _ = self._padded("columns", rows, 16)
        pieces, piece_counts = self._padded("pieces", rows)
        nodes, _ = self._padded("nodes", rows)
        steps, step_counts = self._padded("steps", rows)
        made = {
            "image": columns.transpose(1, 2)[:, None].float() / 255,
            "pieces": pieces.float(),
            "nodes": nodes.long(),
            "steps": steps[..., 0].long(),
            "lifts": steps[..., 1].long(),
            "counts": torch.stack([piece_counts, step_counts], 1),
        }
        return {name: value.to(device, non_blocking=True) for name, value in made.items()}

    def _padded(self, name: str, rows: Tensor, multiple: int = 1) -> tuple[Tensor, Tensor]:
        begin = self.starts[name][rows]
        counts = self.starts[name][rows + 1] - begin
        most = -(-int(counts.max()) // multiple) * multiple
        place = torch.arange(most, device=rows.device)[None]
        real = place < counts[:, None]
        taken = self.flat[name][(begin[:, None] + place).where(real, begin[:, None].clamp(max=len(self.flat[name]) - 1))]
        return taken * real.view(*real.shape, *[1] * (taken.dim() - 2)), counts

    def to(self, device: torch.device) -> RecoveryViews:
        """The whole dataset on a device."""
        flat, starts = ({name: tensor.to(device) for name, tensor in part.items()} for part in (self.flat, self.starts))
        return RecoveryViews(flat, starts, self.labels, self.writers, self.fingerprint)

    def parts(self, most: int) -> list[Tensor]:
        """Row numbers of about the first `most` samples in batches that fit into memory, the same every time."""
        rows = torch.arange(len(self))[:: max(1, len(self) // max(1, most))][:most]
        sizes = self.starts["pieces"].diff().cpu()[rows]
        return list(rows[sizes.argsort(stable=True)].split(64))

    def order(self, batch: int, seed: int) -> SizedOrder:
        """Which rows make up which step's batch."""
        return SizedOrder((2 * self.starts["pieces"].diff()).cpu().numpy(), batch, seed)


class SizedOrder:
    """Batches of samples of about the same size, larger samples fewer at once; a fresh shuffle every epoch, decided by the seed
    and the step alone."""

    def __init__(self, sizes: NDArray[np.int64], batch: int, seed: int) -> None:
        if len(sizes) == 0:
            raise ValueError("There is no sample to train on in this part of the data.")
        self.count, self.batch, self.seed = len(sizes), batch, seed
        bucket = np.searchsorted(SIZES, sizes)
        self._buckets = [np.flatnonzero(bucket == number) for number in np.unique(bucket)]
        limits = [int(sizes[rows].max()) for rows in self._buckets]
        self._takes = [
            min(len(rows), max(FEWEST, min(batch, batch * TYPICAL // most)))
            for rows, most in zip(self._buckets, limits, strict=True)
        ]
        self.per_epoch = sum(len(rows) // take for rows, take in zip(self._buckets, self._takes, strict=True))
        self._epoch, self._batches = -1, list[Tensor]()

    def rows(self, step: int) -> Tensor:
        """(n,) int64 row numbers of a step."""
        epoch, place = divmod(step, self.per_epoch)
        if epoch != self._epoch:
            rng = np.random.default_rng((self.seed, epoch))
            batches = []
            for rows, take in zip(self._buckets, self._takes, strict=True):
                mixed = rng.permutation(rows)
                batches += [torch.from_numpy(mixed[begin : begin + take]) for begin in range(0, len(rows) // take * take, take)]
            self._batches, self._epoch = [batches[number] for number in rng.permutation(len(batches))], epoch
        return self._batches[place]


def load_recovery(
    stores: Sequence[Store],
    part: Part | str,
    by: By,
    variations: Sequence[int],
    progress: Callable[[int, int], None] | None = None,
) -> RecoveryViews:
    """One part of stores together, each in every one of these variations; without a fingerprint."""
    names = {"columns": "column", "pieces": "piece", "nodes": "piece", "steps": "step"}
    flat: dict[str, list[NDArray[Any]]] = {name: [] for name in names}
    counts: dict[str, list[NDArray[np.int64]]] = {name: [np.zeros(1, np.int64)] for name in names}
    texts: list[NDArray[np.str_]] = []
    hands: list[NDArray[np.str_]] = []
    for store in stores:
        labels, writers = np.array(store.labels), np.array(store.writers)
        chosen = np.zeros(len(store), bool)
        chosen[members(keys_of(store.writers, store.sources, by), part)] = True  # type: ignore[arg-type]
        for variation in variations:
            arrays = recovery_arrays(store, variation, progress)
            inside = chosen[arrays.row]
            if part == "train":
                inside &= _few_alike(writers[arrays.row], labels[arrays.row], inside, variation)
            for name, start in names.items():
                spans = np.diff(getattr(arrays, start))
                flat[name].append(getattr(arrays, name)[np.repeat(inside, spans)])
                counts[name].append(spans[inside])
            texts.append(labels[arrays.row[inside]])
            hands.append(writers[arrays.row[inside]])
    whole = {name: torch.from_numpy(np.concatenate(arrays)) for name, arrays in flat.items()}
    starts = {name: torch.from_numpy(np.cumsum(np.concatenate(spans))) for name, spans in counts.items()}
    return RecoveryViews(whole, starts, np.concatenate(texts), np.concatenate(hands), {})
