"""Small real models with random weights, and the ways to spoil them."""

from __future__ import annotations

import dataclasses
import json
import pickle
from pathlib import Path
from typing import Any

import torch

from engines.data.cards import ModelCard
from engines.messages import ModelRef
from engines.models import cross_vae
from engines.training.checkpoint import save_snapshot


def make_model(folder: Path, name: str = "small", seed: int = 0, **card: Any) -> ModelRef:
    torch.manual_seed(seed)
    config = cross_vae.PRESETS["draft"]
    state = cross_vae.Recipe(config).nets.state_dict()
    values: dict[str, Any] = {
        "title": f"Model {name}",
        "config": dataclasses.asdict(config),
        "can": tuple(cross_vae.Sampler.can),
        **card,
    }
    return save_snapshot(folder, ModelCard(name=name, family="cross_vae", **values), state)


def spoil_weights(ref: ModelRef, how: str) -> None:
    """Make the weights file something that it should not be."""
    data = ref.weights.read_bytes()
    if how == "pickle":
        ref.weights.write_bytes(pickle.dumps(Trap(ref.folder / "executed")))
    elif how == "torch":
        torch.save({"trap": Trap(ref.folder / "executed")}, ref.weights)
    elif how == "cut":
        ref.weights.write_bytes(data[: len(data) // 2])
    elif how == "empty":
        ref.weights.write_bytes(b"")
    elif how == "noise":
        ref.weights.write_bytes(bytes(range(256)) * 64)
    elif how == "folder":
        ref.weights.unlink()
        ref.weights.mkdir()


def change_card(ref: ModelRef, **values: Any) -> None:
    path = ref.folder / f"{ref.card.name}.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **values}), "utf-8")


class Trap:
    """Unpickled, it leaves a file behind: proof that something was executed."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple:
        return (Path.touch, (self.mark,))
