"""The one question before ink is lost: closing while the page could not be saved."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QMessageBox, QWidget

from studio.words import tr

Answer = Literal["stay", "export", "close"]


def question(copy: bool) -> tuple[str, str]:
    """(what is the matter, what is safe and what helps). copy: another running Ductus holds the page."""
    if copy:
        return (
            tr("What you drew here is not saved: this is a copy of a page that another Ductus has open."),
            tr("The page itself is safe there. Export keeps your ink in a file; closing drops it."),
        )
    return (
        tr("The newest ink is not saved: the disk refused it."),
        tr(
            "Everything saved before is safe. Free some space or put the drive back and stay: Ductus tries again every two "
            "seconds. Or export the ink to another place. Closing now drops what is not saved."
        ),
    )


def ask_before_loss(parent: QWidget, copy: bool) -> Answer:
    """Ask what to do; Esc stays."""
    what, helps = question(copy)
    box = QMessageBox(QMessageBox.Icon.Warning, tr("Close Ductus?"), what, parent=parent)
    box.setInformativeText(helps)
    stay = box.addButton(tr("Stay"), QMessageBox.ButtonRole.RejectRole)
    export = box.addButton(tr("Export…"), QMessageBox.ButtonRole.AcceptRole)
    drop = box.addButton(tr("Close without saving"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return "export" if box.clickedButton() is export else "close" if box.clickedButton() is drop else "stay"
