"""How long until the window is painted, beside an empty Qt window in the same run. Argument: how many runs (7)."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

BARE = """
import time
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        print(time.time(), flush=True)
        app.quit()
window = Window(); window.resize(1280, 720); window.show(); app.exec()
"""

STUDIO = """
import sys, time
from studio import app as studio
class Silent:
    def __init__(self, listener): pass
    def start(self): pass
    def close(self, *_): pass
    def ask(self, ask, lane): return 0
    def use(self, answering, working): pass
application = studio.make_application(["ductus"])
window = studio.build(studio.Settings.load(), studio.Page(), studio.Bridge(make=Silent))
def painted():
    heavy = {"torch", "scipy", "skimage", "h5py", "pyqtgraph"} & set(sys.modules)
    print(time.time(), *sorted(heavy), flush=True)
    application.quit()
studio.FirstPaint(window.view, painted)
window.show(); application.exec()
"""


def seconds(code: str) -> float:
    """From the start of a process to what it prints."""
    began = time.time()
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    moment, *heavy = ran.stdout.split()
    assert not heavy, f"loaded at the start: {heavy}"
    return float(moment) - began


def main() -> None:
    """Print both medians and their ratio."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as home:
        os.environ["DUCTUS_HOME"] = home
        bare = statistics.median(seconds(BARE) for _ in range(runs))
        studio = statistics.median(seconds(STUDIO) for _ in range(runs))
    print(f"bare Qt window {bare:.2f} s, studio {studio:.2f} s, ratio {studio / bare:.1f} (median of {runs})")


if __name__ == "__main__":
    main()
