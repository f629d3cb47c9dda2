"""Help: first steps, the shortcut sheet (made from the table of commands) and attributions."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from studio.menus.table import MENUS, commands_table, menu_words
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
    """Licence, papers and the work of others, as HTML."""
    parts = (
        tr("A handwriting studio: ink, image and the strokes between them."),
        tr("Licence: Apache 2.0. Each model's licence and attribution are on its card, in the Models panel."),
    )
    after, built, ours = tr("After"), tr("Built with"), tr("The icons and the sample letters are Ductus' own.")
    text = "".join(f"<p>{part}</p>" for part in parts)
    return f"<h2>Ductus</h2>{text}<h3>{after}</h3>{PAPERS}<h3>{built}</h3>{LIBRARIES}<p>{ours}</p>"


PAPERS = """
<p>Cross-VAE: Sumi, Iwana, Hayashi, Uchida, <i>Modality Conversion of Handwritten Patterns by Cross Variational Autoencoders</i>,
ICDAR 2019.</p>
"""

LIBRARIES = """
<p>Qt for Python (LGPL 3), PyTorch (BSD), NumPy (BSD), scikit-image (BSD), h5py (BSD), Pillow (MIT-CMU), svgwrite (MIT),
safetensors (Apache 2.0), typer and rich (MIT), platformdirs (MIT), defusedxml (PSF).</p>
"""


def shortcut_sheet() -> str:
    """Every command that has a shortcut, as an HTML table a menu at a time."""
    title = tr("Keyboard shortcuts")
    rows = [f"<h2>{title}</h2><table cellspacing='0' cellpadding='4'>"]
    words, everything = menu_words(), commands_table()
    for menu in MENUS:
        commands = [command for command in everything if command.menu.partition("/")[0] == menu and command.keys]
        rows += [f"<tr><td colspan='2'><br><b>{words[menu].replace('&', '')}</b></td></tr>"] if commands else []
        rows += [_row(command.text.rstrip("…"), ", ".join(command.keys)) for command in commands]
    page = tr("On the page")
    rows.append(f"<tr><td colspan='2'><br><b>{page}</b></td></tr>")
    rows.append(_row(tr("Pan with any tool"), tr("Space and drag")))
    rows.append(_row(tr("Zoom at the pointer"), tr("Ctrl and wheel")))
    rows.append(_row(tr("Time: a tenth of a second back or on"), tr("Left, Right in the timeline")))
    return "".join(rows) + "</table>"


def _row(what: str, keys: str) -> str:
    return f"<tr><td>{escape(what)}</td><td>&nbsp;&nbsp;{escape(keys)}</td></tr>"


class HelpDialog(QDialog):
    """One page of help to read."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(560, 560)
        view = QTextBrowser()
        view.setHtml(text)
        view.setOpenExternalLinks(True)
        view.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addWidget(view)
        column.addWidget(buttons)


def show_help(parent: QWidget, page: str) -> HelpDialog:
    """Open a page of help beside the work, not in its way: "first_steps", "shortcuts" or "about"."""
    titles = {"first_steps": tr("First steps"), "shortcuts": tr("Keyboard shortcuts"), "about": tr("About Ductus")}
    texts = {"first_steps": first_steps, "shortcuts": shortcut_sheet, "about": about}
    dialog = HelpDialog(titles[page], texts[page](), parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    return dialog
