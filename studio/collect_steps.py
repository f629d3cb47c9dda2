"""What undo and redo of a collection are called."""

from __future__ import annotations

from engines.data.collection import Step
from studio.words import tr


def in_words(what: str, count: int, label: str = "") -> str:
    """A step of undo for people."""
    if what == "accept" and label:
        return tr("Accept “{}”").format(label)
    one, many = {
        "accept": (tr("Accept sample"), tr("Accept {:,} samples")),
        "add": (tr("Add sample"), tr("Add {:,} samples")),
        "delete": (tr("Delete sample"), tr("Delete {:,} samples")),
        "relabel": (tr("Relabel sample"), tr("Relabel {:,} samples")),
    }.get(what, (tr("Change sample"), tr("Change {:,} samples")))
    return one if count == 1 else many.format(count)


def told(step: Step | None) -> str:
    """A step for people; "" for none."""
    if step is None:
        return ""
    return in_words(step.what, len(step.edits), (step.edits[0].after or "") if len(step.edits) == 1 else "")
