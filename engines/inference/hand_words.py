"""What the figures of a hand mean and what is missing for more, in sentences for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MEANS = {
    "slant": "How far the down-strokes lean from upright; to the right is positive.",
    "x_height": "How high small letters without tails are, such as a, n and o.",
    "cap_height": "How high capitals, digits and letters such as b and l are.",
    "proportion": "How high small letters are beside tall ones.",
    "aspect": "How wide letters are for their height, once the slant is taken out.",
    "curvature": "By how many degrees the line turns on a way as long as the letter is large.",
    "roundness": "How much of all turning is done in curves, and not in corners.",
    "strokes": "How many times the pen touches the paper for one letter.",
    "consistency": "How often a letter is written in its commonest order and direction of strokes.",
    "speed": "How fast the pen moves while it is down.",
    "slowing": "How much the pen slows down where the line bends; a practised hand has about a third.",
    "seconds": "How long a letter takes, with the pen's lifts.",
    "lift": "How long the pen is up between two strokes.",
    "air": "How much of the time of writing the pen is up.",
    "inversions": "How often the speed rises in one up or down movement; one is fluent, more is hesitant.",
    "tremor": "How far the pen strays to the side where its way is straight.",
    "pressure": "How hard the pen presses, of what the device can tell.",
    "force": "How far pressure varies, from light to firm parts.",
    "pitch": "How wide a letter is in words, with the gap beside it.",
    "letter_gap": "How wide the gap is between letters that do not touch.",
    "word_gap": "How wide the gap is between two words.",
    "baseline": "How far the feet of a word's letters lie off their common line.",
    "rise": "By how much words climb to the right.",
    "seat": "How far letters stand below the ruled line; above it is negative.",
    "width": "How wide the line is.",
    "weight": "How wide the line is for the height of the letters.",
}
LACKS = {
    "letters": "There are fewer than eight letters: write some more, then there is a style to tell.",
    "kinds": "There are only few different letters: others may tell another slant or speed.",
    "ink": "There are only pictures: order, speed and pressure need ink from a pen.",
    "times": "The device told no times: speed and rhythm are not known.",
    "pressure": "The device told no pressure.",
    "small": "Small letters are missing: write some for the x-height.",
    "tall": "Tall letters are missing: write capitals, or letters such as b and l.",
    "words": "Words are missing: write some for spacing and the line.",
    "repeats": "No letter was written three times: habits are not sure yet.",
    "widths": "The width of the line is not known: there are neither pictures nor a pen's width.",
}


def worded(style: Mapping[str, Any]) -> dict[str, Any]:
    """A style with its sentences: "means" of every figure, and "wishes", what would tell more."""
    figures = [{**figure, "means": MEANS.get(figure["name"], "")} for figure in style.get("figures", ())]
    wishes = [LACKS[code] for code in style.get("lacks", ()) if code in LACKS]
    return {**style, "figures": figures, "wishes": wishes}
