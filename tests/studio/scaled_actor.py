"""Shows every window at this process' scale and language; prints what does not fit, as JSON. Arguments: language, folder."""

import json
import sys
from pathlib import Path

from looking import LETTER, clipped, dialogs, made_window, settle
from PySide6.QtCore import QSize

from studio.app import make_application
from studio.language import install
from studio.theme import LIGHT, icon

app = make_application([])
install(app, sys.argv[1])
found = {}
window = made_window()
for size in ((1280, 720), (960, 600)):
    window.resize(*size)
    for panel in window.panels:
        window.choices.show_panel(panel)
        settle()
        found[f"window {size} {panel}, empty"] = clipped(window)
window.resize(1280, 720)
window.page.add_ink(LETTER)
for panel in window.panels:
    window.choices.show_panel(panel)
    settle()
    found[f"window, {panel}"] = clipped(window)
for name, make in dialogs(window, Path(sys.argv[2])).items():
    dialog = make()
    pages = range(len(dialog.pages)) if name == "preferences" else range(1)
    for page in pages:
        if name == "preferences":
            dialog.names.setCurrentRow(page)
        settle()
        found[f"{name} {page}"] = clipped(dialog)
    dialog.close()
ratio = window.devicePixelRatioF()
drawn = icon("pen", LIGHT).pixmap(QSize(24, 24), ratio)
window.close()
print(
    json.dumps(
        {"ratio": ratio, "icon": [drawn.width(), drawn.devicePixelRatio()], "clipped": {k: v for k, v in found.items() if v}}
    )
)
