"""The one training loop. It knows phases, EMA, checkpoints and events, and nothing of any family."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import json
import math
import platform
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from engines.data.cards import ModelCard
from engines.data.split import By
from engines.messages import Event, Failed, Finished, ModelRef, Preview, Progress, Saved, Started, Stopped
from engines.models import catalog
from engines.models.recipe import Phase, Recipe
from engines.training import batches
from engines.training.checkpoint import load_state, load_weights, save_snapshot, save_state
from engines.training.previews import Previews
from engines.training.ranks import Ranks, joined, own_device, place

Views = batches.Views | batches.RecoveryViews | batches.HandViews
VERSION = "0.1.0"  # as in pyproject; a card must be written where Ductus runs without being installed, too
EMA = 0.999  # decay a step of the averaged nets
VALIDATION = 2048  # samples judged at the end of an epoch
TICK = 1.0  # seconds between reports


class TrainingError(RuntimeError):
    """A training that cannot go on, with what to do about it."""


@dataclasses.dataclass(frozen=True)
class Plan:
    """Everything that decides a training's result."""

    family: str
    stores: tuple[Path, ...]
    out: Path
    preset: str = "paper"
    overrides: Mapping[str, str | float] = dataclasses.field(default_factory=dict)
    epochs: float | None = None
    steps: int | None = None
    batch: int = 128
    seed: int = 0
    device: str = "auto"
    precision: str = "float32"  # or "bfloat16": autocast; weights and losses stay float32
    threads: int = 0  # 0: leave torch's own choice
    by: By = "writer"
    variations: int = 0  # how often each sample is seen slanted, turned and stretched anew beside itself
    resume: bool = False
    start_from: ModelRef | None = None
    name: str = ""
    title: str = ""  # the model's name for people
    command: str = ""


class _Optimiser:
    """One phase's optimiser and the nets it moves."""

    def __init__(self, phase: Phase, recipe: Recipe) -> None:
        self.phase = phase
        self.weights = [weight for net in phase.nets for weight in recipe.nets[net].parameters()]
        if phase.optimiser == "rmsprop":
            self.optimiser: torch.optim.Optimizer = torch.optim.RMSprop(self.weights, lr=phase.lr)
        else:
            kind = torch.optim.AdamW if phase.optimiser == "adamw" else torch.optim.Adam
            self.optimiser = kind(self.weights, lr=phase.lr, betas=phase.betas, weight_decay=phase.decay)

    def update(self, losses: Mapping[str, Tensor], rate: float, ranks: Ranks) -> None:
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.zero_grad(set_to_none=True)
        loss = losses["loss"] if ranks.world == 1 else losses["loss"] * ranks.weight
        loss.backward()
        ranks.add_up([weight.grad for weight in self.weights if weight.grad is not None])
        if self.phase.clip:
            nn.utils.clip_grad_norm_(self.weights, self.phase.clip)
        self.optimiser.step()


def pick_device(wanted: str) -> torch.device:
    """ "auto", "cpu", "cuda" or "cuda:1" -> a device that is there. Raises TrainingError where it is not."""
    if wanted == "auto":
        wanted = "cuda" if torch.cuda.is_available() else "cpu"
    if wanted.startswith("cuda") and not torch.cuda.is_available():
        raise TrainingError("There is no CUDA device on this machine that torch can use. Train with --device cpu.")
    return torch.device(wanted)


class _Average:
    """The EMA copy of the nets. Weights and batch norm's running statistics are averaged, counters copied.

    The copy is in evaluation mode always: only the nets that train update their statistics.
    """

    def __init__(self, nets: nn.Module) -> None:
        self.nets = copy.deepcopy(nets).requires_grad_(False).eval()
        pairs = list(zip(self.nets.state_dict().values(), nets.state_dict().values(), strict=True))
        self._copies = [mine for mine, _ in pairs if mine.is_floating_point()]
        self._originals = [theirs for _, theirs in pairs if theirs.is_floating_point()]
        self._counters = [pair for pair in pairs if not pair[0].is_floating_point()]

    def update(self, step: int) -> None:
        """Follow the nets after a step (from 0); the first steps are followed faster."""
        torch._foreach_lerp_(self._copies, self._originals, 1 - min(EMA, (1 + step) / (10 + step)))
        for mine, theirs in self._counters:
            mine.copy_(theirs)


def averaged_state(recipe: Recipe, average: nn.Module) -> dict[str, Tensor]:
    """The EMA weights of the nets that a sampler is made of."""
    keep = tuple(f"{net}." for net in recipe.averaged)
    return {name: value for name, value in average.state_dict().items() if name.startswith(keep)}


class _Events:
    """Sends events on and keeps them in events.jsonl; silent: neither."""

    def __init__(self, path: Path, job: str, report: Callable[[Event], None] | None, silent: bool = False) -> None:
        self.path, self.job, self.report, self.silent = path, job, report, silent

    def __call__(self, event: Event) -> None:
        if self.silent:
            return
        if not isinstance(event, Preview):
            line = {"event": type(event).__name__, "time": round(time.time(), 3), **_plain(event)}
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
        if self.report:
            self.report(event)


def _plain(event: Event) -> dict[str, Any]:
    values = {key: value for key, value in vars(event).items() if key not in ("job", "card")}
    return {
        key: str(value) if isinstance(value, Path) else None if value != value else value
        for key, value in values.items()
        if value != ""
    }


def _card(plan: Plan, config: Any, data: Views, sampler: type, step: int, scores: dict[str, Any]) -> ModelCard:
    return ModelCard(
        name=plan.name or plan.out.name,
        title=plan.title,
        family=plan.family,
        config=dataclasses.asdict(config),
        can=tuple(sorted(sampler.can)),  # type: ignore[attr-defined]
        data=data.fingerprint,
        seed=plan.seed,
        command=plan.command or " ".join(["ductus", *sys.argv[1:]]),
        code=VERSION,
        versions={"python": platform.python_version(), "torch": str(torch.__version__)},
        scores=scores,
        licence="; ".join(data.fingerprint["licences"]),
        attribution="; ".join(data.fingerprint["attributions"]),
        base=plan.start_from.card.name if plan.start_from else "",
        alphabet="".join(sorted(set("".join(data.labels.tolist())))),
        steps=step,
    )


def _restore(state: Mapping[str, Any], recipe: Recipe, average: nn.Module, optimisers: Sequence[_Optimiser]) -> int:
    """Everything as it was when the state was saved. -> the next step. Raises TrainingError for another model's state.

    The learning rate and the place in the data are functions of the step, so the step is all that is kept of them.
    """
    try:
        recipe.nets.load_state_dict(state["nets"])
        average.load_state_dict(state["average"])
        for optimiser, saved in zip(optimisers, state["optimisers"], strict=True):
            optimiser.optimiser.load_state_dict(saved)
        torch.set_rng_state(state["rng"])
        if torch.cuda.is_available() and "rng_cuda" in state:
            torch.cuda.set_rng_state(state["rng_cuda"], next(recipe.nets.parameters()).device)
        return int(state["step"])
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise TrainingError(
            "The state to resume from belongs to another model; give the family, preset and sizes it was begun with."
        ) from error


def _sound(values: Any) -> bool:
    """Whether every number in a state (tensors, or lists and tables of them) is finite."""
    if isinstance(values, Tensor):
        return not values.is_floating_point() or bool(values.isfinite().all())
    parts = values.values() if isinstance(values, Mapping) else values if isinstance(values, list | tuple) else ()
    return all(_sound(part) for part in parts) and not (isinstance(values, float) and not math.isfinite(values))


@contextlib.contextmanager
def _aside(device: torch.device) -> Iterator[None]:
    """Inside, random numbers are the same every time; the training's own are not touched."""
    with torch.random.fork_rng(devices=[device] if device.type == "cuda" else []):
        torch.manual_seed(1)
        yield


@torch.no_grad()
def _validate(recipe: Recipe, average: nn.Module, views: Views, device: torch.device) -> dict[str, float]:
    """Losses of the averaged nets on the first validation samples, with noise that is the same every time."""
    if len(views) == 0:
        return {}
    held, recipe.nets = recipe.nets, average  # type: ignore[assignment]
    try:
        with _aside(device):
            parts = views.parts(VALIDATION)
            found = [recipe.loss(recipe.phases[0], views.batch(rows, device)) for rows in parts]
    finally:
        recipe.nets = held
    shares = [len(rows) / sum(map(len, parts)) for rows in parts]
    names = found[0]
    return {
        f"validation_{name}": sum(share * float(losses[name]) for share, losses in zip(shares, found, strict=True))
        for name in names
    }


def run(plan: Plan, report: Callable[[Event], None] | None = None, should_stop: Callable[[], bool] = lambda: False) -> ModelRef:
    """Train as planned. -> the newest snapshot. Leaves in plan.out: state.pt, <name>.safetensors, <name>.json, events.jsonl and,
    in previews/, the newest contact sheets.

    Started several times by torchrun, the processes share each batch; the first one writes and reports.
    Raises TrainingError, RanksError, StoreError, CardError or WeightsError with a sentence for people; what was saved stays.
    """
    device = own_device(pick_device(plan.device), place()[1])
    with joined(device) as (rank, world):
        events = _Events(plan.out / "events.jsonl", plan.name or plan.out.name, report, silent=rank > 0)
        try:
            return _run(plan, device, Ranks(rank, world, plan.batch), events, should_stop)
        except RuntimeError as error:
            if plan.out.is_dir():
                events(Failed(events.job, str(error)))
            raise


def _run(plan: Plan, device: torch.device, ranks: Ranks, events: _Events, should_stop: Callable[[], bool]) -> ModelRef:
    # ------------------------------------------------------------------ what is trained, on what
    if plan.threads:
        torch.set_num_threads(plan.threads)
    module = catalog.family(plan.family)
    config = catalog.configure(plan.family, plan.preset, plan.overrides)
    torch.manual_seed(plan.seed)
    recipe: Recipe = module.Recipe(config)
    if plan.start_from and plan.start_from.card.family != plan.family:
        other = plan.start_from.card
        raise TrainingError(f"'{other.name}' is of the family {other.family}; {plan.family} begins from a model of its own.")
    if plan.start_from:
        recipe.nets.load_state_dict(load_weights(plan.start_from))
    recipe.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    average = _Average(recipe.nets)
    with ranks.first_ahead():
        views = batches.load_views(plan.stores, recipe.part, plan.by, recipe.views, variations=plan.variations)
        judged = batches.load_views(plan.stores, "validation", plan.by, recipe.views)
    if device.type == "cuda":
        views, judged = views.to(device), judged.to(device)
    order = views.order(plan.batch, plan.seed)
    ranks = Ranks(ranks.rank, ranks.world, order.batch)  # fewer samples than a batch make a smaller one
    total = plan.steps or max(1, round((plan.epochs or 1) * order.per_epoch))

    # ------------------------------------------------------------------ where it stands
    optimisers = [_Optimiser(phase, recipe) for phase in recipe.phases]
    state_path, first = plan.out / "state.pt", 0
    if plan.resume and not state_path.is_file():
        raise TrainingError(f"There is nothing to resume in {plan.out}; start without --resume.")
    if plan.resume:
        first = _restore(load_state(state_path), recipe, average.nets, optimisers)

    def save(step: int, scores: dict[str, Any]) -> ModelRef:
        state = {
            "nets": recipe.nets.state_dict(),
            "average": average.nets.state_dict(),
            "optimisers": [optimiser.optimiser.state_dict() for optimiser in optimisers],
            "rng": torch.get_rng_state(),
            "step": step,
            **({"rng_cuda": torch.cuda.get_rng_state(device)} if device.type == "cuda" else {}),
        }
        # a finite loss may have moved the weights to where nothing is finite
        if any(ranks.any(not _sound([state, scores]))):
            raise _diverged(step, state_path)
        card = _card(plan, config, views, module.Sampler, step, scores)
        if not ranks.first:
            return ModelRef(card, plan.out)
        save_state(state_path, state)
        ref = save_snapshot(plan.out, card, averaged_state(recipe, average.nets))
        events(Saved(events.job, ref.weights, ref.card))
        return ref

    # ------------------------------------------------------------------ the loop
    plan.out.mkdir(parents=True, exist_ok=True)
    among = f", {ranks.world} processes" if ranks.world > 1 else ""
    events(Started(events.job, f"{plan.family} {plan.preset}, {len(views)} samples, {device}{among}"))
    began = shown = time.monotonic()
    previews = Previews(plan.out / "previews", judged if len(judged) else views)
    sums: dict[str, Tensor | float] = {}
    count, ref, scores = 0, None, {"epochs": 0.0}
    for step in range(first, total):
        rows = order.rows(step)
        ranks = ranks.of(len(rows))
        batch = views.batch(rows[ranks.share], device)
        for optimiser in optimisers:
            if step % optimiser.phase.every == 0:
                with torch.autocast(device.type, torch.bfloat16, enabled=plan.precision == "bfloat16"), ranks.noise():
                    losses = recipe.loss(optimiser.phase, batch)
                optimiser.update(losses, optimiser.phase.rate(step, total), ranks)
                for name, value in losses.items():
                    sums[name] = sums.get(name, 0.0) + value.detach()
        average.update(step)
        count += 1
        now = time.monotonic()
        ended = (step + 1) % order.per_epoch == 0 or step + 1 == total
        due, stopping = ranks.any(now - shown > TICK, should_stop())
        if due or ended:
            figures = ranks.means({name: float(value) / count for name, value in sums.items()})
            if not all(math.isfinite(value) for value in figures.values()):
                raise _diverged(step + 1, state_path)
            left = (now - began) / (step + 1 - first) * (total - step - 1)
            if ended:
                scores = {"epochs": round((step + 1) / order.per_epoch, 3)}
                if ranks.first:
                    scores |= _validate(recipe, average.nets, judged, device)
                figures |= {name: value for name, value in scores.items() if name != "epochs"}
            events(Progress(events.job, step + 1, total, figures, left))
            sums, count, shown = {}, 0, now
        if ended or stopping:
            ref = save(step + 1, scores)
        if ended and ranks.first and previews.affordable():
            with _aside(device):
                strips = previews.make(
                    lambda: module.Sampler(config, averaged_state(recipe, average.nets), str(device)), step + 1
                )
            if strips:
                events(Preview(events.job, step + 1, strips))
        if stopping and step + 1 < total:
            events(Stopped(events.job, f"Stopped at step {step + 1} of {total}; continue with --resume."))
            return ref  # type: ignore[return-value]
    if ref is None:
        ref = save(max(first, total), scores)
    events(Finished(events.job, {"model": str(ref.weights), "scores": scores}))
    ranks.any(False)  # the first process has written everything
    return ref


def _diverged(step: int, state: Path) -> TrainingError:
    """What to say when numbers have left the numbers."""
    before = f"The loss or the weights were no longer numbers at step {step}."
    if state.is_file():
        return TrainingError(
            f"{before} The last good state is kept; continue with a lower learning rate (--resume --set lr=...)."
        )
    return TrainingError(f"{before} Nothing was saved yet; begin again with a lower learning rate (--set lr=...).")


def train(
    family: str,
    store_paths: Sequence[Path],
    out: Path,
    *,
    report: Callable[[Event], None] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
    **settings: Any,
) -> ModelRef:
    """`run` with a Plan made from keywords; settings are Plan's fields."""
    return run(Plan(family, tuple(map(Path, store_paths)), Path(out), **settings), report, should_stop)
