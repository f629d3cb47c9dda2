"""Which runtime answers a conversion best: python tests/benchmarks/inference_runtime.py [--model NAME] [--rounds 200]

One conversion (both encoders, both decoders, one letter, one thread) by torch as the engine process runs it, by torch traced and
frozen, and by ONNX Runtime where it is installed (with onnx and onnxscript; they are no dependency of Ductus). In turns, in one
process; processor time of the median turn, so that other programs count little. Then what each costs to load: the time and the
peak memory of a fresh process (Linux). Trust the ratios to torch.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import torch
from engine_round_trip import make_model
from torch import Tensor, nn

from engines.inference.shelf import Shelf, find_models

NEEDED = ("onnx", "onnxruntime", "onnxscript")
LOADING = """
import re, time
from pathlib import Path
began = time.process_time()
{work}
print(time.process_time() - began, int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""
TORCH = """
import torch
from pathlib import Path
from engines.inference.library import model_at
from engines.training.checkpoint import load_sampler
load_sampler(model_at(Path({card!r})))
"""
ONNX = "import onnxruntime\nonnxruntime.InferenceSession({file!r}, providers=['CPUExecutionProvider'])"


class Conversion(nn.Module):
    """What one answer asks of the nets, in one graph. picture (1, 1, 32, 32), points (1, 64, 2 or 3)."""

    def __init__(self, sampler: object) -> None:
        super().__init__()
        self.nets = sampler.nets  # type: ignore[attr-defined]
        self.drawn = "bitmap_finisher" in self.nets

    def forward(self, picture: Tensor, points: Tensor) -> tuple[Tensor, Tensor]:
        """-> images (2, 1, 32, 32) and strokes (2, 64, 2 or 3): as t, as b."""
        z = torch.cat([self.nets["path_encoder"](points)[0], self.nets["bitmap_encoder"](picture)[0]])
        if not self.drawn:
            return self.nets["bitmap_decoder"](z).sigmoid(), self.nets["path_decoder"](z).sigmoid()
        from engines.models.cross_vae_drawn import decode

        strokes, images = decode(self.nets, z)
        return images.sigmoid(), strokes.sigmoid()


def runtimes(whole: Conversion, inputs: tuple[Tensor, Tensor], folder: Path) -> dict[str, Callable[[], object]]:
    """name -> one conversion; all give the same numbers."""
    with torch.no_grad():
        frozen = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(whole, inputs).eval()))  # type: ignore[no-untyped-call]

    def eager() -> object:
        with torch.inference_mode():
            return whole(*inputs)

    def traced() -> object:
        with torch.inference_mode():
            return frozen(*inputs)

    found = {"torch, inference mode": eager, "torch, traced and frozen": traced}
    if all(importlib.util.find_spec(name) for name in NEEDED):
        found["ONNX Runtime"] = onnx(whole, inputs, folder)
    else:
        print(f"ONNX Runtime is left out: {', '.join(NEEDED)} are not all installed.")
    return found


def onnx(whole: Conversion, inputs: tuple[Tensor, Tensor], folder: Path) -> Callable[[], object]:
    """Export, load and check against torch."""
    import onnxruntime  # type: ignore[import-not-found]

    file = folder / "conversion.onnx"
    torch.onnx.export(whole, inputs, file, input_names=["picture", "points"], dynamo=True, verbose=False)
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = settings.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(file), settings, providers=["CPUExecutionProvider"])
    given = {"picture": inputs[0].numpy(), "points": inputs[1].numpy()}
    with torch.inference_mode():
        for mine, theirs in zip(whole(*inputs), session.run(None, given), strict=True):
            np.testing.assert_allclose(mine.numpy(), theirs, atol=1e-3)
    return lambda: session.run(None, given)


def turns(found: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median processor milliseconds of a conversion, the runtimes in turn."""
    taken: dict[str, list[float]] = {name: [] for name in found}
    for round_ in range(rounds + 20):
        for name, work in found.items():
            began = time.process_time()
            work()
            if round_ >= 20:
                taken[name].append(1000 * (time.process_time() - began))
    return {name: float(np.median(times)) for name, times in taken.items()}


def loading(work: str) -> str:
    """Processor seconds and peak megabytes of a fresh process that does the work."""
    run = [sys.executable, "-c", LOADING.format(work=work)]
    told = subprocess.run(
        run, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    seconds, size = map(float, told.stdout.split())
    return f"{seconds:5.2f} s of the processor, {size:5.0f} MB"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--model", default="")
    parser.add_argument("--rounds", type=int, default=200)
    options = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as home:
        if not options.model and not find_models():
            os.environ["DUCTUS_HOME"] = home
            options.model = make_model(Path(home) / "models")
        model = Shelf().model(options.model, frozenset({"encode", "decode"}))
        whole = Conversion(model.sampler).eval()
        points = torch.rand(1, 64, 3 if whole.drawn else 2)
        found = runtimes(whole, (torch.rand(1, 1, 32, 32), points), Path(home))
        medians = turns(found, options.rounds)
        base = medians["torch, inference mode"]
        for name, median in medians.items():
            print(f"{name:28} {median:7.3f} ms of the processor a conversion   x{median / base:.2f}")
        card = model.ref.folder / f"{model.ref.card.name}.json"
        print(f"{'loading torch and the model':28} {loading(TORCH.format(card=str(card)))}")
        if "ONNX Runtime" in found:
            print(f"{'loading ONNX Runtime and it':28} {loading(ONNX.format(file=str(Path(home) / 'conversion.onnx')))}")
        print(f"{'loading neither':28} {loading('import numpy')}")


if __name__ == "__main__":
    main()
