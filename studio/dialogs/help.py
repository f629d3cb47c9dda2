"""Help to read: first steps, and what Ductus is."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QWidget

from studio.dialogs.reading import ReadingDialog
from studio.lastrun import versions
from studio.words import tr


def first_steps() -> str:
    """What to try in the first five minutes, as HTML."""
    title = tr("First steps")
    steps = (
        tr(
            "<b>Write one letter</b> on the page, with a pen or the mouse. While you write, the panel beside it shows the "
            "image that the model makes of your strokes."
        ),
        tr(
            "<b>Lift the pen.</b> From that image alone the model recovers strokes. They are drawn again in time, from pink to "
            "yellow: play, pause, drag the timeline, change the speed, loop."
        ),
        tr(
            "<b>Drop a picture</b> of a letter on the page, or paste one (Ctrl+V): its strokes are recovered and replayed. "
            "Ctrl+Return puts them on the page."
        ),
        tr("<b>Bring ink</b>: InkML, SVG and JSON files open onto the page (Ctrl+O), in their own place and size."),
        tr("<b>Take it with you</b>: Ctrl+E exports SVG, PNG or a GIF of the replay; Ctrl+C copies the ink."),
        tr(
            "<b>Nothing is lost.</b> Each stroke is kept the moment it is drawn; undo (Ctrl+Z) goes back as far as the page "
            "does, also after a restart."
        ),
        tr("<b>Find anything</b>: Ctrl+K finds every command by a part of its name."),
    )
    note = tr(
        "The model reads one letter at a time and draws it as one connected line: where a letter needs several strokes, the "
        "line runs through the air between them."
    )
    return f"<h2>{title}</h2><ol>{''.join(f'<li>{step}</li>' for step in steps)}</ol><p>{note}</p>"


def about() -> str:
    """What Ductus is, its version and licence, as HTML."""
    parts = (
        tr("A handwriting studio: ink, image and the strokes between them."),
        tr("Nothing leaves this machine: no account, no download, no report that you do not send yourself."),
        tr("Licence: Apache 2.0. Papers, data and the work of others: Help > Attributions."),
    )
    return f"<h2>Ductus</h2>{''.join(f'<p>{part}</p>' for part in parts)}<p>{escape(versions())}</p>"


def show_help(parent: QWidget, page: str) -> ReadingDialog:
    """Open a page of help beside the work, not in its way: "first_steps" or "about"."""
    titles = {"first_steps": tr("First steps"), "about": tr("About Ductus")}
    texts = {"first_steps": first_steps, "about": about}
    dialog = ReadingDialog(titles[page], texts[page](), parent)
    if page == "about":
        dialog.resize(520, 320)
        dialog.add_copy()
    dialog.show()
    return dialog
