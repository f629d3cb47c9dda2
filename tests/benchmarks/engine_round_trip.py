"""How much the way to the engine process adds to a conversion: ask -> reply through the client, beside the same answer computed
in this process, the bare model's four passes, and what the caller of `ask` waits. Below all of them the floor: what the machine,
measured in the same run, needs at least for the model's arithmetic and for reading its weights once.

    python tests/benchmarks/engine_round_trip.py [--asks 500] [--model NAME]

Without a model on this machine it makes one of the published size with random weights in a folder of its own.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import torch
from torch.utils.flop_counter import FlopCounterMode

from engines.data.cards import ModelCard
from engines.inference.answers import answer
from engines.inference.shelf import Shelf, find_models
from engines.ink.raster import unipen32
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink
from engines.messages import Convert, Reply, Request
from engines.models import cross_vae
from engines.service.client import Client
from engines.training.checkpoint import save_snapshot

WARM_UPS = 20


def letters(count: int) -> list[Ink]:
    return [glyph("ABEGKMRSTW"[k % 10], Writer.random(k % 7), k) for k in range(count)]


def told(name: str, seconds: list[float], base: list[float] | None = None, least: list[float] | None = None) -> None:
    p50, p99 = np.percentile(seconds, [50, 99]) * 1e3
    ratio = f"  x{p50 / np.percentile(base, 50) / 1e3:.2f} of the bare model" if base else ""
    above = f"  x{p50 / least[0] / 1e3:.1f} of the floor" if least else ""
    print(f"{name:34} p50 {p50:8.3f} ms   p99 {p99:8.3f} ms{ratio}{above}")


def timed(work: Callable[[Ink], object], inks: list[Ink]) -> list[float]:
    taken = []
    for ink in inks:
        began = time.perf_counter()
        work(ink)
        taken.append(time.perf_counter() - began)
    return taken[WARM_UPS:]


def through_client(inks: list[Ink], model: str) -> tuple[list[float], list[float], list[float]]:
    """-> seconds from ask to reply, seconds that `ask` took, seconds that the engine says it worked."""
    answered, worked = threading.Event(), []

    def listen(heard: object) -> None:
        if isinstance(heard, Reply):
            assert not heard.error, heard.error
            worked.append(heard.seconds)
            answered.set()

    client = Client(listen)
    client.start()
    trips, asks = [], []
    for ink in inks:
        answered.clear()
        began = time.perf_counter()
        client.ask(Convert(ink, model), "pen")
        asks.append(time.perf_counter() - began)
        answered.wait(60)
        trips.append(time.perf_counter() - began)
    client.close()
    return trips[WARM_UPS:], asks[WARM_UPS:], worked[WARM_UPS:]


def make_model(folder: Path) -> str:
    config = cross_vae.PRESETS["paper"]
    card = ModelCard("benchmark", "cross_vae", dataclasses.asdict(config), tuple(cross_vae.Sampler.can))
    save_snapshot(folder, card, cross_vae.Recipe(config).nets.state_dict())
    return "benchmark"


def best(work: Callable[[], object], times: int = 30) -> float:
    """The fewest seconds of several turns: what the machine can."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def floor(conversion: Callable[[], object], weights: int) -> list[float]:
    """Print the least a conversion can cost on this machine. weights: bytes. -> [seconds]."""
    a, b = torch.rand(384, 384), torch.rand(384, 384)  # short, so that some turn is not interrupted
    source, target = torch.rand(1 << 22), torch.empty(1 << 22)  # 16 MB each
    speed = 2 * 384**3 / best(lambda: torch.mm(a, b), 300)
    bandwidth = 2 * source.nbytes / best(lambda: target.copy_(source), 100)
    with FlopCounterMode(display=False) as counter:
        conversion()
    flops = counter.get_total_flops()
    least = max(flops / speed, weights / bandwidth)
    print(f"one conversion: {flops / 1e6:.1f} MFLOP, {weights / 1e6:.1f} MB of weights")
    print(f"this machine, one thread: {speed / 1e9:.0f} GFLOP/s (matrix product), {bandwidth / 1e9:.1f} GB/s (copy)")
    parts = f"{1e3 * flops / speed:.3f} ms of arithmetic, {1e3 * weights / bandwidth:.3f} ms of reading"
    print(f"the floor: {parts}; at least {1e3 * least:.3f} ms; the bare model's best turn x{best(conversion, 100) / least:.1f}")
    return [least]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--asks", type=int, default=500)
    parser.add_argument("--model", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        model = options.model
        if not model and not find_models():
            os.environ["DUCTUS_HOME"] = home
            model = make_model(Path(home) / "models")
        measure(options.asks, model)


def measure(count: int, model: str) -> None:
    torch.set_num_threads(1)
    inks = letters(count + WARM_UPS)
    shelf = Shelf()
    sampler = shelf.sampler(model, frozenset({"encode", "decode"}))

    def bare(ink: Ink) -> None:
        image, path, _ = prepared[id(ink)]
        z = torch.cat([sampler.encode_path(path), sampler.encode_image(image)])
        sampler.decode_image(z)
        sampler.decode_path(z)

    prepared = {}
    for ink in inks:
        image, path, frame = unipen32(ink)
        prepared[id(ink)] = torch.from_numpy(image / np.float32(255))[None, None], torch.from_numpy(path)[None], frame
    base = timed(bare, inks)
    here = timed(lambda ink: answer(Request(0, "pen", Convert(ink, model)), shelf), inks)
    trips, asks, worked = through_client(inks, model)
    nets = sampler.nets  # type: ignore[attr-defined]
    least = floor(lambda: bare(inks[0]), sum(weight.nbytes for weight in nets.parameters()))
    told("bare model, this process", base, least=least)
    told("rendering (unipen32)", timed(unipen32, inks), base)
    told("whole answer, this process", here, base, least)
    told("whole answer, engine process", worked, base, least)
    told("ask -> reply through the client", trips, base, least)
    told("what the caller of ask waits", asks)
    told("the way there and back", [trip - work for trip, work in zip(trips, worked, strict=True)])


if __name__ == "__main__":
    main()
