"""Doctor in the window: `ductus doctor` runs as a program of its own, and what it found is told with its remedies."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QWidget

from studio.dialogs.reading import ReadingDialog
from studio.language import spoken
from studio.theme import Theme
from studio.words import tr

STATES = ("missing", "note", "ok")


@dataclass(frozen=True)
class Finding:
    """As the doctor tells it (engines.cli_doctor)."""

    what: str
    state: str
    found: str
    remedy: str = ""


def findings(text: str) -> list[Finding]:
    """What the doctor printed. Raises ValueError where it is no report."""
    told: Any = json.loads(text)
    if not isinstance(told, dict) or not isinstance(told.get("findings"), list):
        raise ValueError("There are no findings in the report.")
    return [
        Finding(**{name: str(item.get(name, "")) for name in ("what", "state", "found", "remedy")}) for item in told["findings"]
    ]


def page(found: list[Finding], theme: Theme) -> str:
    """The findings as HTML, what is missing first."""
    words = {"ok": tr("fine"), "note": tr("could be better"), "missing": tr("missing")}
    colours = {"ok": theme.good, "note": theme.accent, "missing": theme.bad}
    missing = sum(finding.state == "missing" for finding in found)
    head = (
        tr("Something is missing; what helps is written beside it.") if missing else tr("Everything that Ductus needs is here.")
    )
    rows = []
    for finding in sorted(found, key=lambda finding: STATES.index(finding.state) if finding.state in STATES else 0):
        remedy = f"<br><i>{escape(spoken(finding.remedy))}</i>" if finding.remedy else ""
        state = f"<b style='color:{colours.get(finding.state, theme.bad)}'>{escape(words.get(finding.state, finding.state))}</b>"
        rows.append(
            f"<tr><td>{escape(spoken(finding.what))}</td><td>{state}</td><td>{escape(spoken(finding.found))}{remedy}</td></tr>"
        )
    return f"<h2>{tr('Doctor')}</h2><p>{escape(head)}</p><table cellspacing='0' cellpadding='6'>{''.join(rows)}</table>"


def command() -> list[str]:
    """How this program's own doctor is called."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "studio"]
    return [*program, "doctor", "--json", "-"]


class DoctorDialog(ReadingDialog):
    """Examines when it opens; closing it calls the examination off. asked: the command, another one in tests."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, asked: list[str] | None = None) -> None:
        super().__init__(tr("Doctor"), "", parent)
        self._theme, self._asked = theme, asked or command()
        self.resize(720, 560)
        self.copy = self.add_copy()
        self.again = self._action(self.tr("Examine again"), self.tr("Look once more, after something was mended."))
        self.again.clicked.connect(self.examine)
        self.process = QProcess(self)
        self.process.finished.connect(self._finished)
        self.process.errorOccurred.connect(self._failed)
        self.examine()

    def examine(self) -> None:
        """Start the doctor."""
        for button in (self.copy, self.again):
            button.setEnabled(False)
        waiting = self.tr("Looking at Python, Qt, the pen, the graphics card, the folders and the models. A few seconds…")
        self.view.setHtml(f"<h2>{escape(self.windowTitle())}</h2><p>{escape(waiting)}</p>")
        self.process.start(self._asked[0], self._asked[1:])

    def _finished(self) -> None:
        text = bytes(self.process.readAllStandardOutput().data()).decode("utf-8", "replace")
        try:
            told = page(findings(text), self._theme)
        except ValueError:
            said = bytes(self.process.readAllStandardError().data()).decode("utf-8", "replace").strip()[-2000:]
            told = self._sorry(said)
        self._tell(told)

    def _failed(self) -> None:
        if self.process.state() == QProcess.ProcessState.NotRunning:
            self._tell(self._sorry(self.process.errorString()))

    def _sorry(self, said: str) -> str:
        words = self.tr("The doctor could not be asked. Your page is safe; `ductus doctor` in a terminal may tell more.")
        return f"<h2>{escape(self.windowTitle())}</h2><p>{escape(words)}</p><pre>{escape(said)}</pre>"

    def _tell(self, html: str) -> None:
        self.view.setHtml(html)
        for button in (self.copy, self.again):
            button.setEnabled(True)

    def done(self, result: int) -> None:
        """Closing ends the examination."""
        self.process.blockSignals(True)
        self.process.kill()
        self.process.waitForFinished(200)
        super().done(result)
