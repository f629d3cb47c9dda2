"""What the theme's stylesheet cannot know: the window's own parts by name (rails, panel, status line), on an 8 px grid."""

from __future__ import annotations

from studio.theme import Theme

SHEET = """
QToolBar { padding: 8px 4px; spacing: 4px; border: none; }
QToolBar#Panels QToolButton { font-size: 11px; padding: 4px 2px; }
QToolBar QToolButton:checked { border-color: @accent; color: @accent; }
QLabel#documentState { color: @muted; padding: 4px 16px; }
QWidget#panel, QWidget#panelBody { background: @surface; }
QLabel#rowTitle { font-weight: 600; color: @text; }
QLabel#arrow { color: @muted; font-size: 20px; }
QLabel#figures { color: @text; }
QLabel#note { color: @text; background: @hover; border-radius: 6px; padding: 8px; }
QLabel#muted { color: @muted; }
QFrame#card { background: @raised; border: 1px solid @border; border-radius: 8px; }
QFrame#timelineFrame { background: @surface; border-top: 1px solid @border; }
QWidget#errorBar { background: @raised; border-top: 2px solid @bad; }
QWidget#errorBar QLabel { color: @text; }
QPushButton#offer { background: @accent; border-color: @accent; color: @on_accent; }
QFrame#palette { background: @raised; border: 1px solid @border; border-radius: 10px; }
QFrame#palette QLineEdit { border: none; font-size: 14px; background: transparent; }
QFrame#palette QListWidget { border: none; padding: 0; background: transparent; }
QSplitter::handle { background: @border; }
QStatusBar { min-height: 28px; }
QStatusBar QToolButton { border: 1px solid @border; padding: 0 8px; }
QStatusBar QToolButton:focus { border-color: @accent; }
"""


BIG = """
QPushButton, QComboBox, QSpinBox, QDoubleSpinBox, QLineEdit, QStatusBar QToolButton { min-height: 40px; }
QCheckBox, QRadioButton { min-height: 40px; }
QCheckBox::indicator, QRadioButton::indicator { width: 24px; height: 24px; }
QMenuBar::item { padding: 10px 12px; }
QMenu::item { padding: 12px 28px 12px 16px; }
QListWidget::item { min-height: 36px; }
QSlider:horizontal { min-height: 40px; }
QSlider::handle:horizontal { width: 26px; height: 26px; margin: -12px 0; border-radius: 14px; }
"""


def sheet(theme: Theme, big: bool = False) -> str:
    """The style sheet of the main window for `theme`. big: targets for fingers and shaking hands."""
    filled = SHEET + (BIG if big else "")
    for role in ("on_accent", "surface", "raised", "border", "accent", "hover", "muted", "text", "bad"):
        filled = filled.replace(f"@{role}", getattr(theme, role))
    return filled
