"""Beam search over the directed pieces of skeletons: the likeliest ways a hand went over each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

NEAR = 0.14  # units: the pen goes on to a piece that begins no further off, else it lifts
SHORT = 0.3  # units: a piece longer than this must be drawn before the end, and a dot
TWICE = 2  # times that a piece is drawn in one direction at most
HOPELESS = 6.0  # nats that a beam may lie behind the best ended one
IMPOSSIBLE = -1e9


@dataclass(frozen=True, eq=False)
class Beams:
    """Sequences for one sample, likeliest first. steps: directed pieces of each; lifts: whether the pen came down there; sure:
    the log-probability of each step, the end included; total: of each sequence."""

    steps: list[list[int]]
    lifts: list[list[bool]]
    sure: list[list[float]]
    total: list[float]


@dataclass(frozen=True)
class _Forced:
    """Sequences that must be drawn as they are. locked, opens, closes: (B, D) pieces in one, and where one begins and ends;
    follow: (B, D) what comes next, -1 where nothing does."""

    locked: Tensor
    opens: Tensor
    closes: Tensor
    follow: Tensor


@torch.no_grad()
def search(hand: Any, seen: Any, beams: int, forced: Sequence[Sequence[Sequence[int]]] | None = None) -> list[Beams]:
    """hand: as stroke_recovery.Hand; seen: its encoding of B samples with D directed pieces. See `Sampler.strokes`."""
    batch, directed = seen.real.shape
    device = seen.real.device
    rules = _forced(forced, batch, directed, device)
    follows, must, known = _reachable(seen), _must(seen), hand.known(seen)
    memory = hand.begin(seen)[:, None].expand(-1, beams, -1).contiguous()  # (B, K, memory)
    current = torch.full((batch, beams), -1, dtype=torch.long, device=device)
    drawn = torch.zeros(batch, beams, directed, device=device)
    total = torch.full((batch, beams), IMPOSSIBLE, device=device)
    total[:, 0] = 0.0
    ended = torch.zeros(batch, beams, dtype=torch.bool, device=device)
    trail: list[tuple[Tensor, Tensor, Tensor]] = []
    most = 2 * directed + 4
    for _ in range(most):
        logs = hand.score(seen, known, memory, current, drawn).log_softmax(-1)
        logs = logs + _rules(seen, follows, must, current, drawn, rules)
        logs[..., :-1] = torch.where(ended[..., None], IMPOSSIBLE, logs[..., :-1])
        logs[..., -1] = torch.where(ended, 0.0, logs[..., -1])
        every = (total[..., None] + logs).flatten(1)  # (B, K (2 D + 1))
        total, place = every.topk(beams, dim=1)
        parent, choice = torch.div(place, 2 * directed + 1, rounding_mode="floor"), place % (2 * directed + 1)
        own = logs.flatten(1).gather(1, place)
        trail.append((parent, choice, own))
        ended = choice == 2 * directed
        piece = torch.where(ended, 0, choice % directed)
        memory = memory.gather(1, parent[..., None].expand_as(memory))
        drawn = drawn.gather(1, parent[..., None].expand_as(drawn))
        drawn = drawn.scatter_add(2, piece[..., None], (~ended)[..., None].to(drawn.dtype))
        current = torch.where(ended, current.gather(1, parent), piece)
        told = hand.inputs(seen, piece, (choice >= directed).long().where(~ended, 0))
        _, moved = hand.recall(told.flatten(0, 1)[:, None], memory.flatten(0, 1)[None].contiguous())
        memory = torch.where(ended[..., None], memory, moved[0].view_as(memory))
        best = total.masked_fill(~ended, IMPOSSIBLE).amax(1, keepdim=True)
        if bool((ended | (total < best - HOPELESS)).all()):
            break
    return _found(trail, ended, total, directed)


def _reachable(seen: Any) -> Tensor:
    """(B, D, D) whether the pen can go on from the end of one directed piece into another."""
    joined = seen.nodes[..., 1][:, :, None] == seen.nodes[..., 0][:, None]
    far = (seen.stop[:, :, None] - seen.start[:, None]).square().sum(-1).sqrt()
    return joined | (far < NEAR)


def _must(seen: Any) -> Tensor:
    """(B, D) pieces without which a sequence is not whole."""
    return ((seen.length > SHORT) | (seen.length <= 0)) & seen.real


def _rules(seen: Any, follows: Tensor, must: Tensor, current: Tensor, drawn: Tensor, forced: _Forced | None) -> Tensor:
    """(B, K, 2 D + 1) zero for what may come next, IMPOSSIBLE for what may not."""
    directed = drawn.shape[2]
    near = follows.gather(1, current.clamp(min=0)[..., None].expand(-1, -1, directed))  # (B, K, D)
    spent = drawn >= TWICE
    either = drawn + drawn.unflatten(-1, (-1, 2)).flip(-1).flatten(-2)
    spent = spent | (either > TWICE)
    carry_on, lift = near & ~spent, ~spent & (either < TWICE)
    end = ~((either == 0) & must[:, None]).any(-1)
    if forced is not None:
        at = current.clamp(min=0)
        following = forced.follow.gather(1, at).masked_fill(current < 0, -1)  # (B, K)
        closing = forced.closes.gather(1, at) & (current >= 0)
        free, opening = ~forced.locked[:, None], forced.opens[:, None] & (drawn == 0)
        only = torch.arange(directed, device=drawn.device) == following[..., None]
        inside = (following >= 0)[..., None]
        carry_on = torch.where(inside, only, carry_on & free & ~closing[..., None])
        lift = ~inside & ((lift & free) | opening)
        end = end & ~inside[..., 0]
    lift, carry_on = lift & seen.real[:, None], carry_on & seen.real[:, None]
    stuck = ~(lift.any(-1) | carry_on.any(-1))
    allowed = torch.cat([carry_on, lift, (end | stuck)[..., None]], -1)
    return torch.where(allowed, 0.0, IMPOSSIBLE)


def _forced(forced: Sequence[Sequence[Sequence[int]]] | None, batch: int, directed: int, device: torch.device) -> _Forced | None:
    if not forced or not any(len(sequences) for sequences in forced):
        return None
    flags = torch.zeros(3, batch, directed, dtype=torch.bool)
    follow = torch.full((batch, directed), -1, dtype=torch.long)
    for row, sequences in enumerate(forced):
        for sequence in sequences:
            for step, after in zip(sequence, [*sequence[1:], -1], strict=True):
                flags[0, row, [step, step ^ 1]] = True
                follow[row, step] = after
            flags[1, row, sequence[0]] = True
            flags[2, row, sequence[-1]] = True
    locked, opens, closes = flags.to(device)
    return _Forced(locked, opens, closes, follow.to(device))


def _found(trail: list[tuple[Tensor, Tensor, Tensor]], ended: Tensor, total: Tensor, directed: int) -> list[Beams]:
    parents, choices, owns = (torch.stack([step[part] for step in trail], 2).tolist() for part in range(3))  # (B, K, T)
    totals, whole = total.tolist(), ended.tolist()
    found = []
    for row in range(len(totals)):
        made: list[tuple[float, list[int], list[float]]] = []
        for beam in range(len(totals[row])):
            if totals[row][beam] <= IMPOSSIBLE / 2 or (not whole[row][beam] and made):
                continue
            at, steps, sure = beam, [], []
            for step in range(len(trail) - 1, -1, -1):
                steps.append(choices[row][at][step])
                sure.append(owns[row][at][step])
                at = parents[row][at][step]
            count = sum(step < 2 * directed for step in steps)
            made.append((totals[row][beam], steps[::-1][:count], sure[::-1][: count + 1]))
        made.sort(key=lambda one: -one[0])
        found.append(
            Beams(
                [[step % directed for step in steps] for _, steps, _ in made],
                [[step >= directed for step in steps] for _, steps, _ in made],
                [sure for _, _, sure in made],
                [one[0] for one in made],
            )
        )
    return found
