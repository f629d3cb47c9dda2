"""Import dataset: where the files are, which kinds of characters to read, and what the store will be called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.labels import level
from studio.words import tr


def categories() -> dict[str, str]:
    """UNIPEN's kinds of isolated characters in plain words."""
    return {"1a": tr("Digits"), "1b": tr("Capital letters"), "1c": tr("Small letters")}


class ImportDialog(QDialog):
    """Asks for one import. stores: where they are kept; start: the folder where looking begins.

    After `exec`, `fields` is what the import job needs, or None.
    """

    def __init__(self, stores: Path, start: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import dataset"))
        self.setMinimumWidth(640)
        self._stores, self._start = stores, start
        self.fields: dict[str, Any] | None = None
        self.title = ""
        self.source, self.name = QLineEdit(), QLineEdit("unipen")
        self.kinds = {key: QCheckBox(f"{words} ({key})") for key, words in categories().items()}
        self.problem = QLabel()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._build()
        self._check()

    def _build(self) -> None:
        explain = QLabel(
            self.tr(
                "UNIPEN: the folder of the release, or its .tar.xz archive. Reading takes minutes and goes on in the background; "
                "the status bar shows how far it is and lets you cancel."
            )
        )
        explain.setWordWrap(True)
        explain.setObjectName("muted")
        self.source.setPlaceholderText(self.tr("Folder or archive"))
        self.source.setAccessibleName(self.tr("Folder or archive of the dataset"))
        self.name.setAccessibleName(self.tr("Name of the store"))
        archive, folder = QPushButton(self.tr("Archive…")), QPushButton(self.tr("Folder…"))
        archive.clicked.connect(self._pick_archive)
        folder.clicked.connect(self._pick_folder)
        where, kinds = QHBoxLayout(), QHBoxLayout()
        where.addWidget(self.source, 1)
        where.addWidget(archive)
        where.addWidget(folder)
        for key, box in self.kinds.items():
            box.setChecked(key == "1b")
            box.setMinimumHeight(32)
            box.toggled.connect(self._check)
            kinds.addWidget(box)
        kinds.addStretch(1)
        form = QFormLayout()
        form.setSpacing(16)
        form.addRow(self.tr("Read from"), where)
        form.addRow(self.tr("Characters"), kinds)
        form.addRow(self.tr("Store name"), self.name)
        level(form)
        self.problem.setProperty("role", "hint")
        self.problem.setWordWrap(True)
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText(self.tr("Import"))
        self.source.textChanged.connect(self._check)
        self.name.textChanged.connect(self._check)
        self._buttons.accepted.connect(self._take)
        self._buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(16)
        for field in (self.source, self.name, archive, folder):
            field.setMinimumHeight(32)
        whole.addWidget(explain)
        whole.addLayout(form)
        whole.addWidget(self.problem)
        whole.addStretch(1)
        whole.addWidget(self._buttons)

    @property
    def store(self) -> Path:
        """Where the store will be."""
        return self._stores / f"{self.name.text().strip()}.h5"

    def trouble(self) -> str:
        """Why this cannot be imported yet, or ""."""
        source = self.source.text().strip()
        if not source:
            return self.tr("Choose the folder or the archive that holds the dataset.")
        if not Path(source).exists():
            return self.tr("{} is not there.").format(source)
        if not any(box.isChecked() for box in self.kinds.values()):
            return self.tr("Choose at least one kind of characters.")
        name = self.name.text().strip()
        if not name or Path(name).name != name:
            return self.tr("Give the store a name without slashes.")
        if self.store.exists():
            return self._replaces(name)
        return ""

    def _replaces(self, name: str) -> str:
        return self.tr("There is a store called {} already; it is replaced when the import is done.").format(name)

    def _check(self) -> None:
        trouble = self.trouble()
        self.problem.setText(trouble)
        replaces = bool(trouble) and trouble == self._replaces(self.name.text().strip())
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not trouble or replaces)

    def _pick_archive(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Archive"), str(self._start), self.tr("Archives") + " (*.tar.xz *.tar.gz *.tar *.tgz)"
        )
        if name:
            self.source.setText(name)

    def _pick_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder"), str(self._start))
        if name:
            self.source.setText(name)

    def _take(self) -> None:
        kinds = tuple(key for key, box in self.kinds.items() if box.isChecked())
        self.title = self.tr("Importing {}").format(", ".join(kinds))
        self.fields = {
            "format": "unipen",
            "path": self.source.text().strip(),
            "categories": kinds,
            "store": str(self.store),
            "title": self.title,
        }
        self.accept()
