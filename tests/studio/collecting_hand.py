"""A hand that writes what the Collect panel asks for, with real tablet events."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from canvas_pens import MOVE, PEN, PRESS, RELEASE, tablet
from PySide6.QtWidgets import QApplication

from engines.ink.geometry import affine, bounds
from engines.ink.synthesis import ALPHABET, Writer, glyph, word
from engines.ink.types import Ink
from studio.canvas.writing_box import WritingBox

HAND = replace(Writer.random(5), joined=True)


def ink_for(prompt: str, box, seed: int = 5) -> Ink:
    """What a hand would write into the box: on its baseline, well within its border."""
    known = "".join(letter if letter in ALPHABET or letter == " " else "n" for letter in prompt)
    ink = glyph(known, HAND, seed) if len(known) == 1 else word(known, HAND, seed)
    left, top, right, bottom = bounds(ink)
    scale = min(0.5 * box.height / max(bottom - top, 0.1), 0.85 * box.width / max(right - left, 0.1))
    return affine(ink, np.eye(2) * scale, (box.width / 2 - scale * (left + right) / 2, box.baseline - scale * bottom))


def write(box: WritingBox, ink: Ink, start: int = 1000, lift: bool = True) -> None:
    """Send the ink to the box as a tablet of 200 Hz does. lift: whether the last stroke is finished."""
    for number, stroke in enumerate(ink):
        stamp = start + 5000 * number
        places = [box.place_of(*point) for point in stroke.xy.astype(float).tolist()]
        for index, at in enumerate(places):
            tablet(box, MOVE if index else PRESS, (at.x(), at.y()), stamp + 5 * index, 0.5, PEN)
        if lift or number < len(ink) - 1:
            tablet(box, RELEASE, (at.x(), at.y()), stamp + 5 * len(places), 0.0, PEN)
    QApplication.processEvents()


def write_prompt(window, seed: int = 5, lift: bool = True) -> str:
    """Write what is asked now. -> the prompt."""
    sitting, box = window.collecting.sitting, window.collecting.desk.box
    write(box, ink_for(sitting.prompt, box.box, seed), lift=lift)
    return sitting.prompt
