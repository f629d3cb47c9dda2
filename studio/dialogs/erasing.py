"""Before everything of a writer is erased: what that is, which models learnt from it, and the name typed as the second step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from studio.labels import label

MOST_MODELS = 6  # that are named


class ErasingDialog(QDialog):
    """name: of the writer. samples, letters, sessions: what will be gone. models: titles of those trained on it."""

    def __init__(self, name: str, counts: tuple[int, int, int], models: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setWindowTitle(self.tr("Erase a writer"))
        self.setMinimumWidth(520)
        self.typed = QLineEdit()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.erase = self.buttons.addButton(self.tr("Erase for ever"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self._build(counts, models)
        self._check()

    def _build(self, counts: tuple[int, int, int], models: Sequence[str]) -> None:
        figures = self.tr("Samples: {:,} · different labels: {:,} · sessions: {:,}").format(*counts)
        what = self.tr(
            "All of it, and the name {}, is removed from every file of your collection: the journals, the store and its older "
            "copies. There is no undo."
        )
        title = label(self.tr("Erase everything of {}?").format(self._name), "rowTitle", wrap=True)
        gone = label(f"{figures}\n{what.format(self._name)}", "", wrap=True)
        stays = label(
            self.tr("What you exported or gave away before is not reached. To keep a copy, cancel and export the writer first."),
            "muted",
            wrap=True,
        )
        self.typed.setAccessibleName(self.tr("The writer's name, to be sure"))
        self.typed.setMinimumHeight(32)
        self.typed.textChanged.connect(self._check)
        self.typed.returnPressed.connect(self._accept)
        self.erase.setAutoDefault(False)
        self.erase.clicked.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(16)
        for part in (title, gone, label(self._models(models), "note", wrap=True), stays):
            whole.addWidget(part)
        whole.addWidget(label(self.tr("To be sure, type the name: {}").format(self._name), "", wrap=True))
        whole.addWidget(self.typed)
        whole.addStretch(1)
        whole.addWidget(self.buttons)
        self.typed.setFocus()

    def _models(self, models: Sequence[str]) -> str:
        if not models:
            return self.tr("No model on this machine was trained on these samples.")
        named = ", ".join(models[:MOST_MODELS]) + ("…" if len(models) > MOST_MODELS else "")
        return self.tr(
            "Models trained on this: {}. They stay, and may still write like this person; delete them in the Models folder "
            "if they shall not."
        ).format(named)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words need: a name may take several lines."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    @property
    def sure(self) -> bool:
        """Whether the name was typed."""
        return " ".join(self.typed.text().split()).casefold() == " ".join(self._name.split()).casefold()

    def _check(self) -> None:
        self.erase.setEnabled(self.sure)

    def _accept(self) -> None:
        if self.sure:
            self.accept()
