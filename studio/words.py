"""Words that stand outside Qt's objects (tables, values, functions), ready for translation; inside them it is `self.tr`."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """`text` in the person's language, itself where there is no translation. Called when it is shown, never at import.

    The translators' tool files a bare `tr("…")` under the empty context.
    """
    return QCoreApplication.translate("", text)


def mark(text: str) -> str:
    """`text` as it is, for the translators' tool to find: what is kept in English (constants, names of undo steps) and
    translated with `tr` or `studio.language.spoken` when it is shown."""
    return text
