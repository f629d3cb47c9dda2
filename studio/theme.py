"""How the studio looks: two themes, one palette, one stylesheet and our own line icons.

Colours live here and nowhere else. Text, icons and ink keep a contrast of at least 4.5:1 with what lies behind them; time runs
from pink to yellow in both themes, as in the figures of the papers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib import resources

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from studio import controls


@dataclass(frozen=True)
class Theme:
    """Colours as #RRGGBB. `text`, `muted`, `accent`, `good` and `bad` may be written on `surface`, `raised` and `paper`."""

    name: str
    desk: str  # around the paper
    paper: str
    ink: str  # what the pen leaves
    accent: str  # what is active; iron-gall blue
    on_accent: str  # text on the accent
    text: str
    muted: str  # captions and hints
    surface: str  # bars, panels, the window
    raised: str  # fields, buttons, menus
    hover: str
    border: str
    guide: str  # ruled lines on the paper
    good: str
    bad: str
    time_start: str = "#D6336C"
    time_end: str = "#F2B705"

    @property
    def dark(self) -> bool:
        """Whether light ink stands on dark paper."""
        return self.name == "dark"

    def colour(self, role: str) -> QColor:
        """The colour of a field as a QColor."""
        return QColor(getattr(self, role))


LIGHT = Theme(
    name="light", desk="#DCDCDA", paper="#FBF8F1", ink="#1B2233", accent="#2F4B7C", on_accent="#FFFFFF", text="#23272E",
    muted="#5C626B", surface="#F3F3F1", raised="#FFFFFF", hover="#E6E8EC", border="#CBCCCC",
    guide="#CBD3E1", good="#1E6B45", bad="#A8322A",
)  # fmt: skip
DARK = Theme(
    name="dark", desk="#121518", paper="#1F2328", ink="#F3EBDA", accent="#9DB8E8", on_accent="#14181D", text="#ECE8DF",
    muted="#A6ACB5", surface="#191D21", raised="#262B31", hover="#2F353D", border="#3A414A",
    guide="#37414F", good="#7CCBA0", bad="#F2948A",
)  # fmt: skip
VISIBLE = 3.0  # contrast that ink of any colour has with its paper (WCAG 2.2, 1.4.11: graphical objects)
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


def system_theme() -> Theme:
    """The theme that the desktop asks for; light where it says nothing."""
    return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def named_theme(name: str) -> Theme:
    """The theme called `name` ("light", "dark"); for "system" and anything unknown the desktop's own."""
    return THEMES.get(name) or system_theme()


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two colours, 1 to 21."""
    lights = sorted((_luminance(QColor(first)), _luminance(QColor(second))))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def mix(first: QColor | str, second: QColor | str, share: float) -> QColor:
    """`first` at share 0 to `second` at share 1, in sRGB."""
    a, b, part = QColor(first), QColor(second), min(1.0, max(0.0, share))
    pairs = ((a.redF(), b.redF()), (a.greenF(), b.greenF()), (a.blueF(), b.blueF()), (a.alphaF(), b.alphaF()))
    return QColor.fromRgbF(*(x + (y - x) * part for x, y in pairs))


def with_alpha(colour: QColor | str, alpha: float) -> QColor:
    """The colour, as opaque as `alpha` 0..1 says."""
    made = QColor(colour)
    made.setAlphaF(min(1.0, max(0.0, alpha)))
    return made


@lru_cache(maxsize=256)
def ink_colour(colour: str, theme: Theme = LIGHT) -> QColor:
    """How ink of a colour ("" or "#rrggbb") is shown on the theme's paper; what is kept and exported is the colour itself.

    Ink too near to the paper is brought away from it in its own hue, only as far as VISIBLE asks: iron-gall blue turns light on
    slate and cream turns dark on paper. Do not change the QColor that is given.
    """
    if not colour or contrast(colour, theme.paper) >= VISIBLE:
        return QColor(colour or theme.ink)
    made = QColor(colour)
    hue, saturation, lightness = made.hslHueF(), made.hslSaturationF(), made.lightnessF()
    end = 1.0 if theme.dark else 0.0
    for step in range(1, 33):
        made = QColor.fromHslF(max(hue, 0.0), saturation, lightness + (end - lightness) * step / 32)
        if contrast(made.name(), theme.paper) >= VISIBLE:
            break
    return made


def time_colour(share: float, theme: Theme = LIGHT) -> QColor:
    """The colour of a moment: pink at 0 (the start) to yellow at 1 (the end)."""
    return mix(theme.time_start, theme.time_end, share)


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's own roles, so that every stock widget follows it."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    for names, colour in (
        ((role.Window, role.Button), theme.surface),
        ((role.Base, role.ToolTipBase), theme.raised),
        ((role.AlternateBase, role.Midlight), theme.hover),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), theme.text),
        ((role.Highlight, role.Link, role.Accent), theme.accent),
        ((role.HighlightedText,), theme.on_accent),
        ((role.PlaceholderText, role.LinkVisited), theme.muted),
        ((role.Mid, role.Dark), theme.border),
        ((role.Light,), theme.raised),
        ((role.Shadow,), theme.desk),
    ):
        for name in names:
            made.setColor(name, QColor(colour))
    faded = mix(theme.muted, theme.surface, 0.35)
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, name, faded)
    return made


STYLE = """
QMainWindow, QDialog { background: @surface; }
QToolTip { background: @raised; color: @text; border: 1px solid @border; padding: 4px 8px; }
QMenuBar { background: @surface; padding: 2px 4px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @raised; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 16px; height: 16px; margin-left: 4px; }
QMenu::indicator:checked { image: url(@{check:accent}); }
QMenu::right-arrow { image: url(@{chevron-right:muted}); width: 12px; height: 12px; margin-right: 4px; }
QMenu::item:selected { background: @hover; color: @text; }
QMenu::item:disabled { color: @muted; background: transparent; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QToolBar { background: @surface; border: none; padding: 4px; spacing: 4px; }
QToolBar::separator { background: @border; margin: 4px; width: 1px; height: 1px; }
QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 6px; background: transparent; color: @text; }
QToolButton:hover { background: @hover; }
QToolButton:checked, QToolButton:pressed { background: @hover; border-color: @border; color: @accent; }
QToolButton:focus { border-color: @accent; }
QToolButton::menu-indicator { image: none; }
QPushButton { background: @raised; border: 1px solid @border; border-radius: 6px; padding: 6px 16px; color: @text; }
QPushButton:hover { background: @hover; }
QPushButton:default { background: @accent; border-color: @accent; color: @on_accent; }
QPushButton:focus { border-color: @accent; }
QPushButton:checked { background: @hover; border: 2px solid @accent; padding: 5px 15px; }
QPushButton:default:hover { background: @accent; border-color: @text; }
QPushButton:default:focus { border: 2px solid @text; padding: 5px 15px; }
QPushButton:disabled, QToolButton:disabled { color: @muted; }
QPushButton:default:disabled { background: @hover; border-color: @border; color: @muted; }
QCheckBox, QRadioButton { spacing: 8px; padding: 4px 0; color: @text; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator {
  width: 16px; height: 16px; border: 1px solid @muted; background: @raised; }
QCheckBox::indicator, QListView::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QCheckBox::indicator:focus, QRadioButton::indicator:hover { border-color: @accent; }
QCheckBox:focus, QRadioButton:focus { color: @accent; }
QCheckBox::indicator:checked, QListView::indicator:checked {
  background: @accent; border-color: @accent; image: url(@{check:on_accent}); }
QCheckBox::indicator:indeterminate { background: @accent; border-color: @accent; image: url(@{minus:on_accent}); }
QRadioButton::indicator:checked { border-color: @accent; image: url(@{dot:accent}); }
QCheckBox:disabled, QRadioButton:disabled { color: @muted; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: @hover; border-color: @border; }
QCheckBox::indicator:checked:disabled { image: url(@{check:muted}); }
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QPlainTextEdit, QTextEdit, QListView, QTreeView, QTableView {
  background: @raised; border: 1px solid @border; border-radius: 6px; padding: 4px 8px; color: @text;
  selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QListView:focus, QTextEdit:focus,
QPlainTextEdit:focus, QTreeView:focus { border-color: @accent; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled { color: @muted; background: @surface; }
QComboBox { padding-right: 28px; }
QComboBox:hover, QSpinBox:hover, QDoubleSpinBox:hover, QLineEdit:hover { border-color: @muted; }
QComboBox::drop-down { border: none; width: 28px; subcontrol-origin: border; subcontrol-position: center right; }
QComboBox::down-arrow { image: url(@{chevron-down:text}); width: 12px; height: 12px; }
QComboBox::down-arrow:disabled { image: url(@{chevron-down:muted}); }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @border; border-radius: 0; padding: 4px; outline: none; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; }
QComboBox QAbstractItemView::item:selected { background: @hover; color: @text; }
QSpinBox, QDoubleSpinBox { padding-right: 26px; }
QSpinBox::up-button, QDoubleSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right;
  width: 24px; border: none; border-left: 1px solid @border; border-top-right-radius: 5px; }
QSpinBox::down-button, QDoubleSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right;
  width: 24px; border: none; border-left: 1px solid @border; border-bottom-right-radius: 5px; }
QSpinBox::up-button:hover, QDoubleSpinBox::up-button:hover, QSpinBox::down-button:hover,
QDoubleSpinBox::down-button:hover { background: @hover; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(@{chevron-up:text}); width: 10px; height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url(@{chevron-down:text}); width: 10px; height: 10px; }
QSpinBox::up-arrow:off, QDoubleSpinBox::up-arrow:off, QSpinBox::up-arrow:disabled,
QDoubleSpinBox::up-arrow:disabled { image: url(@{chevron-up:muted}); }
QSpinBox::down-arrow:off, QDoubleSpinBox::down-arrow:off, QSpinBox::down-arrow:disabled,
QDoubleSpinBox::down-arrow:disabled { image: url(@{chevron-down:muted}); }
QListView::item, QTreeView::item { padding: 4px; min-height: 20px; border-radius: 4px; }
QListView::item:selected, QTreeView::item:selected { background: @hover; color: @accent; }
QGroupBox { border: none; margin-top: 24px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; top: 4px; color: @muted; }
QDockWidget { color: @text; }
QDockWidget::title { background: @surface; padding: 8px; border: none; }
QStatusBar { background: @surface; color: @muted; border-top: 1px solid @border; }
QStatusBar QLabel { color: @muted; padding: 2px 4px; }
QStatusBar::item { border: none; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @border; border-radius: 4px; margin: 2px; min-width: 32px; min-height: 32px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSlider:horizontal { min-height: 24px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: @border; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: @accent; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -6px 0; border-radius: 8px; background: @raised;
  border: 2px solid @accent; }
QSlider::handle:horizontal:focus { background: @accent; }
QSlider::handle:horizontal:disabled, QSlider::sub-page:horizontal:disabled { border-color: @border; background: @border; }
QTabWidget::pane { border: none; border-top: 1px solid @border; }
QTabBar::tab { background: transparent; color: @muted; padding: 8px 16px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar::tab:hover, QTabBar::tab:focus { color: @accent; }
QProgressBar { background: @hover; border: none; border-radius: 4px; height: 8px; text-align: center; color: @text; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }
QSplitter::handle { background: @surface; }
QLabel[role="caption"], QLabel[role="hint"] { color: @muted; }
QLabel[role="title"] { font-size: 13pt; font-weight: 600; }
QLabel[role="error"] { color: @bad; }
"""
DRAWN = re.compile(r"@\{([a-z-]+):([a-z_]+)\}")


def stylesheet(theme: Theme) -> str:
    """The one stylesheet: `@role` becomes the theme's colour, `@{icon:role}` the file of that drawing in that colour."""
    sheet = DRAWN.sub(lambda found: controls.drawing(found[1], getattr(theme, found[2])), STYLE)
    for name in sorted((field.name for field in fields(theme) if field.name != "name"), key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", getattr(theme, name))
    return sheet


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole application in `theme`. Icons made before keep their colours: ask for them again."""
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette(theme))
    app.setStyleSheet(stylesheet(theme))


@cache
def icon_names() -> tuple[str, ...]:
    """Every icon that `icon` knows, sorted."""
    folder = resources.files("resources").joinpath("icons")
    return tuple(sorted(entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".svg")))


@cache
def _drawing(name: str, colour: str) -> QSvgRenderer:
    source = resources.files("resources").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))


class LineIcon(QIconEngine):
    """Draws one of our line icons at any size and pixel ratio: text colour, accent when checked, faded when disabled."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.drawing_name, self.theme = name, theme

    def clone(self) -> QIconEngine:
        """A second engine for a copied icon."""
        return LineIcon(self.drawing_name, self.theme)

    def colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        """The line's colour in a mode and state."""
        if mode == QIcon.Mode.Disabled:
            return mix(self.theme.muted, self.theme.surface, 0.5)
        if mode == QIcon.Mode.Selected:
            return QColor(self.theme.on_accent)
        return QColor(self.theme.accent if state == QIcon.State.On else self.theme.text)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the lines, square and centred, into `rect`."""
        side = min(rect.width(), rect.height())
        square = QRectF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _drawing(self.drawing_name, self.colour(mode, state).name()).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The lines at exactly `size` device pixels."""
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn


def icon(name: str, theme: Theme) -> QIcon:
    """Our line icon `name` (a file of resources/icons) in the theme's colours. Raises KeyError for a name that is not there."""
    if name not in icon_names():
        raise KeyError(f"There is no icon called {name!r}.")
    return QIcon(LineIcon(name, theme))
