"""Every window that Ductus can show, made for looking at; and what an eye would complain about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from answering_fake import FakeClient
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollBar,
    QToolButton,
    QWidget,
)

from engines.data.collection import new_writer
from engines.data.sample import Sample
from engines.ink.types import Ink, Stroke
from studio.app import build
from studio.bridge import Bridge
from studio.dialogs.closing import question
from studio.dialogs.comparison import ComparisonDialog
from studio.dialogs.crash import CrashDialog
from studio.dialogs.dataset import ImportDialog
from studio.dialogs.doctor import DoctorDialog
from studio.dialogs.erasing import ErasingDialog
from studio.dialogs.export import ExportDialog
from studio.dialogs.help import show_help
from studio.dialogs.shortcuts import ShortcutDialog
from studio.dialogs.writers import Known, WritersDialog
from studio.errors import Problem
from studio.labels import Elided
from studio.page import Page
from studio.settings import Settings
from studio.window import Window

LONG_NAME = "Maximiliane-Theodora von Hohenlohe-Waldenburg-Schillingsfürst"
LETTER = Ink((Stroke([[60, 40], [60, 60], [75, 80]], t=[0.0, 0.1, 0.2]),))


def made_window(theme: str = "light", size: tuple[int, int] = (1280, 720), settings: Settings | None = None) -> Window:
    """A window with a made-up engine, shown."""
    window = build(settings or Settings(theme=theme), Page(), Bridge(make=FakeClient))
    window.resize(*size)
    window.show()
    settle()
    return window


def settle() -> None:
    """Let everything that waits happen."""
    for _ in range(4):
        QApplication.processEvents()


def dialogs(window: Window, folder: Path) -> dict[str, Callable[[], QWidget]]:
    """Name -> makes and shows the dialog."""

    def shown(dialog: QWidget) -> QWidget:
        dialog.show()
        return dialog

    def crash() -> QWidget:
        dialog = CrashDialog(folder / "ductus.log", window.theme, window)
        dialog.tell(Problem("Something in Ductus went wrong (KeyError).", "Your page is safe.", "You can go on.", "Trace"))
        dialog.more.click()
        return dialog

    def closing() -> QWidget:
        what, helps = question(False)
        box = QMessageBox(QMessageBox.Icon.Warning, "", what, parent=window)
        box.setInformativeText(helps)
        return shown(box)

    def writers() -> QWidget:
        dialog = WritersDialog(window)
        dialog.show_writers([Known(new_writer(name), 3, 2) for name in ("Anna", LONG_NAME)], "", "")
        return shown(dialog)

    return {
        "preferences": window.preferring.open,
        "export": lambda: shown(ExportDialog({"Whole page": LETTER}, {}, "png", folder, window)),
        "import": lambda: shown(ImportDialog(folder / "stores", folder, window)),
        "first steps": lambda: show_help(window, "first_steps"),
        "about": lambda: show_help(window, "about"),
        "shortcuts": lambda: shown(ShortcutDialog(window.theme, window)),
        "attributions": window.helping.attributions,
        "doctor": lambda: shown(DoctorDialog(window.theme, window, ["true"])),
        "crash": crash,
        "closing": closing,
        "compare": lambda: shown(ComparisonDialog([Sample(LETTER, None, "a", "w")] * 2, {"w": "Anna"}, 30, window.theme, window)),
        "writers": writers,
        "erase": lambda: shown(ErasingDialog(LONG_NAME, (3, 2, 1), ["My capitals"], window)),
    }


def parts(root: QWidget) -> Iterator[QWidget]:
    """Every widget of a window that can be seen, without the insides of Qt's own and without other windows."""
    for widget in root.findChildren(QWidget):
        own = widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar | QMenu)
        inner = isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox)
        if widget.isVisible() and widget.window() is root and not own and not inner:
            yield widget


def place(widget: QObject) -> str:
    """Where a widget is, for a complaint."""
    names = []
    at: QObject | None = widget
    while at is not None and len(names) < 4:
        names.append(at.objectName() or type(at).__name__)
        at = at.parent()
    return " < ".join(names)


def clipped(root: QWidget) -> list[str]:
    """Labels and buttons whose words do not fit."""
    return [f"{place(widget)}: {words!r}" for widget in parts(root) for words in _cut(widget)]


def _cut(widget: QWidget) -> Iterator[str]:
    metrics = widget.fontMetrics()
    if isinstance(widget, Elided):
        return  # shortens itself, with the whole text in its tooltip
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            if widget.heightForWidth(widget.width()) > widget.height() + 2:
                yield widget.text()
        elif widget.sizeHint().width() > widget.width() + 1:
            yield widget.text()
    elif isinstance(widget, QPushButton | QCheckBox) and widget.sizeHint().width() > widget.width() + 1:
        yield widget.text()
    elif isinstance(widget, QToolButton) and widget.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly:
        if metrics.horizontalAdvance(widget.text()) > widget.width() - 2:
            yield widget.text()
    elif isinstance(widget, QComboBox) and metrics.horizontalAdvance(widget.currentText()) > widget.width() - 40:
        yield widget.currentText()
    elif isinstance(widget, QAbstractSpinBox) and metrics.horizontalAdvance(widget.text()) > widget.lineEdit().width():
        yield widget.text()


def reached(root: QWidget) -> list[QWidget]:
    """The widgets that Tab goes through, from where the focus is until it is there again."""
    from PySide6.QtTest import QTest

    found: list[QWidget] = []
    for _ in range(400):
        at = QApplication.focusWidget()
        if at is None or at in found:
            break
        found.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    return found


def focusable(root: QWidget) -> list[QWidget]:
    """The widgets that Tab should reach."""
    return [
        widget
        for widget in parts(root)
        if widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not (isinstance(widget, QAbstractScrollArea) and widget.focusPolicy() == Qt.FocusPolicy.NoFocus)
    ]
