"""The program ends without a sound, also after something was copied."""

import os
import subprocess
import sys

COPY_AND_QUIT = """
from PySide6.QtCore import QMimeData, QTimer
from studio.app import make_application
from PySide6.QtGui import QGuiApplication
app = make_application(["ductus"])
data = QMimeData()
data.setText("ink")
QGuiApplication.clipboard().setMimeData(data)
QTimer.singleShot(0, app.quit)
raise SystemExit(app.exec())
"""


def test_quitting_after_a_copy_ends_with_success() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run([sys.executable, "-c", COPY_AND_QUIT], env=environment, capture_output=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
