"""What the trainer adds to a bare PyTorch loop: python tests/benchmarks/training_overhead.py [--steps 300] [--preset paper_plain]

The same family, batch, optimiser, averaged weights and data in one process on one thread, in turns of a few steps each, so that
other programs slow both alike. Printed are the median ratio of neighbouring turns, of the wall and of the processor's time, and
the ratio of the whole: validation, snapshots, previews and events included, which the bare loop has none of. Trust the ratios.
"""

from __future__ import annotations

import argparse
import copy
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import torch

from engines.data.sample import Provenance, Sample
from engines.data.store import write_store
from engines.ink.synthesis import Writer, glyph
from engines.models import catalog
from engines.training import batches, trainer

SAMPLES, TURN = 4000, 5  # an epoch of 4,000 letters is short: real ones validate and save less often


def make_store(path: Path) -> Path:
    """Letters by a hundred writers."""
    letters = "ABEGKMRSTW"
    made = (
        Sample(
            glyph(letters[k % 10], Writer.random(k % 100), k),
            text=letters[k % 10],
            writer=f"writer {k % 100}",
            provenance=Provenance(f"made#{k}", "CC0"),
        )
        for k in range(SAMPLES)
    )
    write_store(path, made, {})
    return path


def bare(plan: trainer.Plan) -> Iterator[None]:
    """The shortest loop that trains the same; each `next` is one step."""
    module = catalog.family(plan.family)
    torch.manual_seed(plan.seed)
    recipe = module.Recipe(catalog.configure(plan.family, plan.preset, plan.overrides))
    recipe.to(memory_format=torch.channels_last)
    average = copy.deepcopy(recipe.nets)
    (phase,) = recipe.phases
    weights, copies = list(recipe.nets.parameters()), list(average.parameters())
    kinds = {"rmsprop": torch.optim.RMSprop, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW}
    optimiser = kinds[phase.optimiser](weights, lr=phase.lr)
    data = batches.load_views(plan.stores, "train", plan.by, recipe.views).tensors
    count = len(next(iter(data.values())))
    while True:
        for rows in torch.randperm(count).split(plan.batch)[: count // plan.batch]:
            batch = {name: values[rows] for name, values in data.items()}
            batch["bitmap"] = batch["bitmap"].float() / 255
            loss = recipe.loss(phase, batch)["loss"]
            optimiser.zero_grad()
            loss.backward()
            if phase.clip:
                torch.nn.utils.clip_grad_norm_(weights, phase.clip)
            optimiser.step()
            with torch.no_grad():
                torch._foreach_lerp_(copies, weights, 1 - trainer.EMA)
            yield


class Turns:
    """Given to the trainer as `should_stop`: after every TURN of its steps the bare loop does as many."""

    def __init__(self, loop: Iterator[None]) -> None:
        self.loop, self.step = loop, 0
        self.taken: list[tuple[tuple[float, float], tuple[float, float]]] = []
        self.since = clocks()

    def __call__(self) -> bool:
        self.step += 1
        if self.step % TURN == 0:
            theirs = elapsed(self.since)
            began = clocks()
            for _ in range(TURN):
                next(self.loop)
            self.taken.append((theirs, elapsed(began)))
            self.since = clocks()
        return False


def clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def elapsed(since: tuple[float, float]) -> tuple[float, float]:
    wall, work = clocks()
    return wall - since[0], work - since[1]


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--family", default="cross_vae")
    parser.add_argument("--preset", default="paper_plain")
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--batch", type=int, default=128)
    options = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as home:
        os.environ["DUCTUS_HOME"] = os.environ["XDG_CACHE_HOME"] = home
        store = make_store(Path(home) / "letters.h5")
        common = {"preset": options.preset, "batch": options.batch, "device": "cpu", "threads": 1}
        plan = trainer.Plan(options.family, (store,), Path(home) / "run", steps=options.steps, **common)
        loop = bare(plan)
        next(loop)
        turns = Turns(loop)
        trainer.run(plan, should_stop=turns)
    taken = np.array(turns.taken[2:])  # (turns, trainer or bare, wall or work); the first ones warm up
    wall, work = np.median(taken[:, 0] / taken[:, 1], axis=0)
    whole = taken[:, 0].sum(0) / taken[:, 1].sum(0)
    step = 1000 * np.median(taken[:, 1, 1]) / TURN
    print(f"{options.family} {options.preset}, batch {options.batch}: a bare step takes {step:.1f} ms of the processor")
    print(f"the trainer's loop, median of {len(taken)} turns   x{wall:.3f} by the wall   x{work:.3f} of the processor")
    print(f"with validation, snapshots and previews     x{whole[0]:.3f} by the wall   x{whole[1]:.3f} of the processor")


if __name__ == "__main__":
    main()
