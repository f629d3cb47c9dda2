"""What a training leaves on the disk: a state to resume from, and snapshots (EMA weights as safetensors with their card).

The state is read with torch's weights-only loader and the snapshot is safetensors: neither can run code.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
import torch
from torch import Tensor

from engines.data.cards import CardError, ModelCard, write_card
from engines.data.files import replacing
from engines.messages import ModelRef
from engines.models import catalog
from engines.models.recipe import Sampler

MAX_WEIGHTS = 2 << 30  # bytes
REMEDY = "Export the model again, or remove it under Models."


class WeightsError(ValueError):
    """Weights that cannot be read or do not fit their card."""


def shapes_of(state: Mapping[str, Tensor]) -> dict[str, str]:
    """Every tensor's dtype and shape as text, such as "float32 64x2"; a scalar's shape is empty."""
    return {
        name: f"{str(value.dtype).removeprefix('torch.')} {'x'.join(map(str, value.shape))}".strip()
        for name, value in state.items()
    }


def save_snapshot(folder: Path, card: ModelCard, state: Mapping[str, Tensor]) -> ModelRef:
    """Write weights, then their card, each whole or not at all. -> the reference to load them by."""
    weights = f"{card.name}.safetensors"
    tensors = {name: value.detach().to("cpu", copy=True).contiguous() for name, value in state.items()}
    card = ModelCard(**{**card.__dict__, "weights": weights, "shapes": shapes_of(tensors)})
    with replacing(folder / weights, durable=True) as part:
        part.write_bytes(safetensors.torch.save(tensors, metadata={"family": card.family, "name": card.name}))
    write_card(card, folder / f"{card.name}.json")
    return ModelRef(card, folder)


def load_weights(ref: ModelRef) -> dict[str, Tensor]:
    """The tensors of a model, checked against its card. Raises WeightsError naming the file, what is wrong and the remedy."""
    path = ref.weights
    try:
        if path.stat().st_size > MAX_WEIGHTS:
            raise WeightsError(f"{path} is larger than any model of Ductus. {REMEDY}")
        state = safetensors.torch.load_file(path)
    except (OSError, safetensors.SafetensorError, ValueError) as error:
        if isinstance(error, WeightsError):
            raise
        raise WeightsError(f"{path} holds no weights that can be read ({_reason(error)}). {REMEDY}") from error
    if not state or shapes_of(state) != dict(ref.card.shapes):
        raise WeightsError(f"{path} does not hold the tensors that its card names. {REMEDY}")
    if not all(torch.isfinite(value).all() for value in state.values() if value.is_floating_point()):
        raise WeightsError(f"{path} holds weights that are not numbers. {REMEDY}")
    return state


def load_sampler(ref: ModelRef, device: str = "cpu") -> Sampler:
    """A model ready to answer. Raises CardError or WeightsError with one sentence for people."""
    try:
        module = catalog.family(ref.card.family)
        config = catalog.from_card(ref.card.family, ref.card.config)
    except ValueError as error:
        raise CardError(f"The card of '{ref.card.name}' cannot be used: {_reason(error)}. {REMEDY}") from error
    state = load_weights(ref)
    try:
        return module.Sampler(config, state, device)
    except (ValueError, RuntimeError, TypeError, OverflowError) as error:  # the last two: sizes beyond any integer of torch's
        raise WeightsError(f"The weights of '{ref.card.name}' do not fit its card: {_reason(error)}. {REMEDY}") from error


def _reason(error: Exception) -> str:
    """What an error says, in part of a line."""
    return " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__


def save_state(path: Path, state: Mapping[str, Any]) -> None:
    """Write a resumable state (tensors and plain values), whole or not at all."""
    with replacing(path, durable=True) as part:
        torch.save(dict(state), part)


def load_state(path: Path) -> dict[str, Any]:
    """Read a state back, tensors on the CPU.

    Raises WeightsError where it is damaged or holds anything but tensors and plain values.
    """
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch raises many kinds for a damaged file; each means the same here
        raise WeightsError(f"{path} cannot be resumed from: it is damaged or no training state ({str(error)[:80]}).") from error
