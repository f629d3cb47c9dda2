"""Help: first steps, the shortcut sheet (made from the table of commands) and attributions."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from studio.commands import MENUS, TABLE

FIRST_STEPS = """
<h2>First steps</h2>
<ol>
<li><b>Write one letter</b> on the page, with a pen or the mouse. While you write, the panel at the right shows the image
that the model makes of your strokes.</li>
<li><b>Lift the pen.</b> From that image alone the model recovers strokes. They are drawn again in time, from pink to yellow:
play, pause, drag the timeline, change the speed, loop.</li>
<li><b>Drop a picture</b> of a letter on the page, or paste one (Ctrl+V): its strokes are recovered and replayed. Ctrl+Return
puts them on the page.</li>
<li><b>Take it with you</b>: Ctrl+E exports SVG, PNG or a GIF of the replay; Ctrl+C copies the ink.</li>
<li><b>Nothing is lost.</b> Each stroke is kept the moment it is drawn; undo (Ctrl+Z) goes back as far as the page does, also
after a restart.</li>
</ol>
<p>The model reads one letter at a time and draws it as one connected line: where a letter needs several strokes, the line
runs through the air between them.</p>
"""

ABOUT = """
<h2>Ductus</h2>
<p>A handwriting studio: ink, image and the strokes between them.</p>
<p>Licence: Apache 2.0. Each model's licence and attribution are on its card, in the Models panel.</p>
<h3>After</h3>
<p>Cross-VAE: Sumi, Iwana, Hayashi, Uchida, <i>Modality Conversion of Handwritten Patterns by Cross Variational Autoencoders</i>,
ICDAR 2019.</p>
<h3>Built with</h3>
<p>Qt for Python (LGPL 3), PyTorch (BSD), NumPy (BSD), scikit-image (BSD), h5py (BSD), Pillow (MIT-CMU), svgwrite (MIT),
safetensors (Apache 2.0), typer and rich (MIT), platformdirs (MIT), defusedxml (PSF).</p>
<p>The icons and the sample letters are Ductus' own.</p>
"""


def shortcut_sheet() -> str:
    """Every command that has a shortcut, as an HTML table a menu at a time."""
    rows = ["<h2>Keyboard shortcuts</h2><table cellspacing='0' cellpadding='4'>"]
    for menu in MENUS:
        commands = [command for command in TABLE if command.menu.partition("/")[0] == menu and command.keys]
        rows += [f"<tr><td colspan='2'><br><b>{menu}</b></td></tr>"] if commands else []
        rows += [
            f"<tr><td>{escape(command.text.rstrip('…'))}</td><td>&nbsp;&nbsp;{escape(', '.join(command.keys))}</td></tr>"
            for command in commands
        ]
    rows.append("<tr><td>Pan with any tool</td><td>&nbsp;&nbsp;Space and drag</td></tr>")
    rows.append("<tr><td>Zoom at the pointer</td><td>&nbsp;&nbsp;Ctrl and wheel</td></tr></table>")
    return "".join(rows)


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
    titles = {"first_steps": "First steps", "shortcuts": "Keyboard shortcuts", "about": "About Ductus"}
    texts = {"first_steps": FIRST_STEPS, "about": ABOUT}
    dialog = HelpDialog(titles[page], texts.get(page) or shortcut_sheet(), parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    return dialog
