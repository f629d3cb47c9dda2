"""The Ink menu: replay, recovered strokes, the pen."""

from __future__ import annotations

from studio.menus.command import Command
from studio.words import tr


def commands() -> tuple[Command, ...]:
    """In the order of the menu, in the person's language."""
    return (
        Command(
            "ink.play",
            tr("Play or pause"),
            "Ink",
            keys=("Ctrl+Space",),
            icon="play",
            hint=tr("Draw the recovered strokes in time."),
        ),
        Command(
            "ink.restart",
            tr("Play from the start"),
            "Ink",
            keys=("Ctrl+Shift+Space",),
            icon="to-start",
            hint=tr("Draw the recovered strokes again from the first point."),
        ),
        Command("ink.loop", tr("Loop"), "Ink", keys=("L",), icon="loop", hint=tr("Start again at the end."), kind="check"),
        Command(
            "ink.place",
            tr("Put recovered strokes on the page"),
            "Ink",
            keys=("Ctrl+Return",),
            icon="recover",
            hint=tr("Add the strokes that the model found as ink, beside yours."),
            section=True,
        ),
        Command(
            "ink.restore",
            tr("Restore what is missing"),
            "Ink",
            keys=("Ctrl+R",),
            icon="refresh",
            hint=tr("Let the model fill in what was erased of a letter, or what a damaged picture lost."),
        ),
        Command(
            "ink.sample",
            tr("Write a sample letter"),
            "Ink",
            keys=("Ctrl+L",),
            icon="sample",
            hint=tr("Ductus writes a letter of its own on the page."),
        ),
        Command(
            "pen.touch",
            tr("Draw with touch"),
            "Ink",
            hint=tr("One finger draws; else it moves the page. Two fingers zoom and move it."),
            kind="check",
            section=True,
        ),
        Command(
            "pen.dwell",
            tr("Draw by dwelling"),
            "Ink",
            hint=tr("A mouse that rests over the page puts the pen down; moving draws, and resting again lifts it."),
            kind="check",
        ),
        Command(
            "ink.smooth",
            tr("Smooth"),
            "Ink",
            hint=tr("Calm what is selected, else the current character."),
            section=True,
        ),
        Command("ink.simplify", tr("Simplify"), "Ink", hint=tr("Leave out points that the eye does not miss.")),
        Command(
            "ink.reverse", tr("Reverse direction"), "Ink", keys=("Ctrl+Shift+R",), hint=tr("Draw it from its end to its start.")
        ),
        Command("ink.split_here", tr("Split where clicked"), "Ink/Split", hint=tr("Cut where the select tool clicked last.")),
        Command("ink.split_corners", tr("Split at corners"), "Ink/Split", hint=tr("Cut wherever the way turns sharply.")),
        Command("ink.split_middle", tr("Split in the middle"), "Ink/Split", hint=tr("Cut each stroke into two equal parts.")),
        Command("ink.join", tr("Join"), "Ink", keys=("Ctrl+J",), hint=tr("One stroke of the selected ones.")),
        Command(
            "ink.earlier",
            tr("Draw earlier"),
            "Ink/Order",
            keys=("Shift+[", "{"),
            icon="order",
            hint=tr("One place earlier in its character; View, Stroke numbers and arrows shows the order."),
        ),
        Command(
            "ink.later",
            tr("Draw later"),
            "Ink/Order",
            keys=("Shift+]", "}"),
            icon="order",
            hint=tr("One place later in its character."),
        ),
        Command(
            "pen.settings",
            tr("Pen settings…"),
            "Ink",
            keys=("Shift+P",),
            icon="settings",
            hint=tr("Width, colour and pressure of the pen, smoothing and the tremor filter."),
            section=True,
        ),
        Command(
            "ink.redraw",
            tr("Change to this pen"),
            "Ink",
            icon="pen",
            hint=tr("Draw what is selected, else the current character, with the pen in hand."),
        ),
        Command("pen.fine", tr("Fine, 0.4 mm"), "Ink/Pen", kind="choice", group="pen"),
        Command("pen.medium", tr("Medium, 0.7 mm"), "Ink/Pen", kind="choice", group="pen"),
        Command("pen.broad", tr("Broad, 1.2 mm"), "Ink/Pen", kind="choice", group="pen"),
        Command("pen.fountain", tr("Fountain, 0.9 mm"), "Ink/Pen", kind="choice", group="pen"),
        Command("pen.brush", tr("Brush, 3 mm"), "Ink/Pen", kind="choice", group="pen"),
        Command("pen.thinner", tr("Thinner"), "Ink/Pen", keys=("[",), icon="minus", hint=tr("A thinner pen."), section=True),
        Command("pen.wider", tr("Wider"), "Ink/Pen", keys=("]",), icon="plus", hint=tr("A wider pen.")),
        Command("smooth.none", tr("None: the pen as recorded"), "Ink/Smoothing", kind="choice", group="smooth"),
        Command("smooth.some", tr("Some"), "Ink/Smoothing", kind="choice", group="smooth"),
        Command("smooth.much", tr("Much"), "Ink/Smoothing", kind="choice", group="smooth"),
    )
