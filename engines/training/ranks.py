"""One training shared by several processes, as `torchrun` starts them; a training alone passes through here unchanged.

Each process takes its share of the same global batch, gradients are averaged, and what one process wishes (to stop, to report)
all do after the same step. Only the first process writes. Figures and wishes travel by gloo, so that no step waits for a GPU;
gradients go by the device's own backend.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence

import torch
import torch.distributed as dist
from torch import Tensor

from engines.models.layers import share_of_noise

SETTINGS = ("RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT")  # what torchrun tells each process


class RanksError(RuntimeError):
    """Processes that cannot train together, or no longer do."""


def place() -> tuple[int, int]:
    """(rank, world): which process of how many this is; (0, 1) where nobody started several."""
    if not all(os.environ.get(name) for name in SETTINGS):
        return 0, 1
    return int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])


def own_device(device: torch.device, world: int) -> torch.device:
    """The device of this process: where several share a machine with GPUs, each takes its own."""
    if world == 1 or device.type != "cuda" or device.index is not None:
        return device
    return torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")) % torch.cuda.device_count())


class Ranks:
    """The processes of a training, seen from one of them. batch: the size of the global batch, at least one sample a process."""

    def __init__(self, rank: int = 0, world: int = 1, batch: int = 1) -> None:
        if batch < world:
            raise RanksError(f"A batch of {batch} cannot be shared by {world} processes; take a larger --batch.")
        self.rank, self.world, self.batch = rank, world, batch
        self.share = slice(batch * rank // world, batch * (rank + 1) // world)
        self.weight = (self.share.stop - self.share.start) / batch  # of this process's means in the means of the whole batch

    def of(self, batch: int) -> Ranks:
        """The same for a batch of another size."""
        return self if batch == self.batch else Ranks(self.rank, self.world, batch)

    @property
    def first(self) -> bool:
        """Whether this is the process that writes."""
        return self.rank == 0

    def noise(self) -> contextlib.AbstractContextManager[None]:
        """Inside, the families' noise is this process's share of what one process would draw for the whole batch."""
        return contextlib.nullcontext() if self.world == 1 else share_of_noise(self.share, self.batch)

    def add_up(self, tensors: Sequence[Tensor]) -> None:
        """Replace tensors by their sums over all processes, in one go."""
        if self.world == 1 or not tensors:
            return
        flat = torch.cat([tensor.reshape(-1) for tensor in tensors])
        with _talking():
            dist.all_reduce(flat)
        for tensor, total in zip(tensors, flat.split([tensor.numel() for tensor in tensors]), strict=True):
            tensor.copy_(total.view(tensor.shape))

    def means(self, values: Mapping[str, float]) -> dict[str, float]:
        """Means over each process's share -> means over the whole batch, the same in every process."""
        if self.world == 1:
            return dict(values)
        weighted = torch.tensor(list(values.values()), dtype=torch.float64) * self.weight
        self.add_up([weighted])
        return dict(zip(values, weighted.tolist(), strict=True))

    def any(self, *wishes: bool) -> tuple[bool, ...]:
        """What at least one process wishes. Waits for all of them."""
        if self.world == 1:
            return wishes
        found = torch.tensor(wishes, dtype=torch.uint8)
        with _talking():
            dist.all_reduce(found, dist.ReduceOp.MAX)
        return tuple(bool(wish) for wish in found)

    @contextlib.contextmanager
    def first_ahead(self) -> Iterator[None]:
        """The first process does what is inside alone, then the others: they find what it left on the disk."""
        if not self.first:
            self.any(False)
        yield
        if self.first:
            self.any(False)


@contextlib.contextmanager
def joined(device: torch.device) -> Iterator[tuple[int, int]]:
    """Inside, this process is one of those that torchrun started. -> (rank, world). Raises RanksError where they do not meet."""
    rank, world = place()
    if world == 1:
        yield rank, world
        return
    try:
        dist.init_process_group("cpu:gloo,cuda:nccl" if device.type == "cuda" else "gloo", rank=rank, world_size=world)
    except (RuntimeError, ValueError) as error:
        raise RanksError(f"The {world} processes of this training do not find each other ({_first_line(error)}).") from error
    try:
        yield rank, world
    finally:
        dist.destroy_process_group()


@contextlib.contextmanager
def _talking() -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:
        raise RanksError(
            "Another process of this training has ended, so that this one cannot go on. "
            f"What was saved is kept; go on with --resume. ({_first_line(error)})"
        ) from error


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:120]
