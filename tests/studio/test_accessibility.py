"""Everything by keyboard, everything by name: each window is walked as a screen reader and a keyboard walk it."""

import pytest
from looking import LETTER, dialogs, focusable, made_window, parts, place, reached, settle
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio import looks, theme

NAMES = (
    "preferences", "export", "import", "first steps", "about", "shortcuts", "attributions", "doctor", "crash", "closing",
    "compare", "writers", "erase",
)  # fmt: skip


@pytest.fixture
def window(qtbot):
    made = made_window()
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: bool(made.bridge.hello.models))
    yield made
    made.close()


def nameless(root):
    """Focusable widgets that a screen reader could not name."""
    found = []
    for widget in parts(root):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(place(widget))
    return found


def unreached(root):
    """Widgets that Tab never comes to."""
    root.activateWindow()
    settle()
    if QApplication.focusWidget() is None or QApplication.focusWidget().window() is not root:
        root.setFocus()
        settle()
    if QApplication.focusWidget() is None:
        focusable(root)[0].setFocus()
    there = reached(root)
    again = QApplication.focusWidget()
    assert again in there, "Tab leads nowhere"
    start = there.index(again)
    return [place(widget) for widget in focusable(root) if widget not in there[start:]]


@pytest.mark.parametrize("panel", ["convert", "models"])
def test_every_part_of_the_window_has_a_name_and_is_reached_by_tab(window, panel, qtbot):
    window.choices.show_panel(panel)
    window.page.add_ink(LETTER)
    qtbot.waitUntil(lambda: window.conversion.reply is not None)
    settle()
    assert nameless(window) == []
    assert unreached(window) == []


def test_every_part_of_the_collect_panel_has_a_name_and_is_reached_by_tab(window, qtbot):
    window.choices.show_panel("collect")
    qtbot.waitUntil(lambda: window.collect.place == "writer")
    settle()
    assert nameless(window) == []
    assert unreached(window) == []
    window.collect.writerMade.emit("Anna", "right", "private")
    settle()
    assert nameless(window) == []
    assert unreached(window) == []
    window.collect.pause.click()
    settle()
    assert window.collect.place == "setup" and nameless(window) == []
    assert unreached(window) == []


def test_every_part_of_the_recover_panel_has_a_name_and_is_reached_by_tab(window, qtbot):
    window.choices.show_panel("recover")
    settle()
    assert nameless(window) == []
    assert unreached(window) == []
    window.recover.sampleWanted.emit()
    qtbot.waitUntil(lambda: len(window.page.strokes) == 2)
    window.recover.strokes.item(1).setSelected(True)
    window.choices.set_tool("pan")  # with Select, Tab walks the page's characters first
    settle()
    assert nameless(window) == []
    assert unreached(window) == []


def test_every_part_of_the_dataset_panel_has_a_name_and_is_reached_by_tab(window, qtbot):
    window.choices.show_panel("dataset")
    panel = window.datasets.panel
    qtbot.waitUntil(lambda: panel.pages.currentWidget() is panel.empty)
    settle()
    assert nameless(window) == []
    assert unreached(window) == []
    panel.sample.click()
    qtbot.waitUntil(lambda: len(panel.sheet.catalogue) == 48)
    panel.sheet.pick(1)
    settle()
    assert nameless(window) == []
    assert unreached(window) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_part_of_a_dialog_has_a_name_and_is_reached_by_tab(window, name, tmp_path):
    dialog = dialogs(window, tmp_path)[name]()
    settle()
    assert nameless(dialog) == []
    assert unreached(dialog) == []
    dialog.close()


def test_every_page_of_the_preferences_is_reached(window):
    dialog = window.preferring.open()
    for number in range(len(dialog.pages)):
        dialog.names.setCurrentRow(number)
        settle()
        assert nameless(dialog) == []
        assert unreached(dialog) == []
    dialog.close()


def test_the_list_of_dialogs_is_whole(window, tmp_path):
    assert tuple(dialogs(window, tmp_path)) == NAMES


def test_the_walk_finds_what_has_no_name_and_cannot_be_reached(qtbot):
    root = QWidget()
    qtbot.addWidget(root)
    column = QVBoxLayout(root)
    first, lost = QLineEdit(), QLineEdit()
    first.setAccessibleName("First")
    column.addWidget(first)
    column.addWidget(lost)
    root.show()
    first.setFocus()
    settle()
    assert len(nameless(root)) == 1
    assert unreached(root) == []
    trap = Trap(first)
    first.setFocus()
    assert len(unreached(root)) == 1
    first.removeEventFilter(trap)


class Trap(QWidget):
    """Keeps Tab for itself."""

    def __init__(self, over):
        super().__init__()
        over.installEventFilter(self)

    def eventFilter(self, watched, event):
        return event.type() == event.Type.KeyPress


KINDS = {
    "button": lambda: QPushButton("Open"),
    "default": lambda: _default(QPushButton("Open")),
    "tool": lambda: _words(QToolButton(), "Pan"),
    "field": lambda: QLineEdit("words"),
    "list": lambda: _filled(QListWidget()),
    "choice": lambda: _filled(QComboBox()),
    "number": QSpinBox,
    "check": lambda: QCheckBox("On"),
    "checked": lambda: _checked(QCheckBox("On")),
    "slider": lambda: QSlider(Qt.Orientation.Horizontal),
    "text": lambda: _read(QTextBrowser()),
    "details": lambda: _read(QPlainTextEdit()),
}


def _default(button):
    button.setDefault(True)
    return button


def _words(button, words):
    button.setText(words)
    return button


def _filled(widget):
    widget.addItems(["one", "two"])
    return widget


def _checked(box):
    box.setChecked(True)
    return box


def _read(view):
    view.setReadOnly(True)
    view.setPlainText("words")
    return view


@pytest.mark.parametrize("shown", theme.THEMES.values(), ids=lambda shown: shown.name)
@pytest.mark.parametrize("kind", KINDS)
def test_where_the_focus_is_can_be_seen(qtbot, qapp, kind, shown):
    before = qapp.palette(), qapp.styleSheet()
    root = QWidget()
    qtbot.addWidget(root)
    theme.apply(qapp, shown)
    root.setStyleSheet(looks.sheet(shown))
    try:
        column = QVBoxLayout(root)
        widget, other = KINDS[kind](), QLineEdit()
        column.addWidget(widget)
        column.addWidget(other)
        root.resize(240, 200)
        root.show()
        root.activateWindow()
        other.setFocus()
        settle()
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        focused = widget.grab().toImage()
        different = sum(
            focused.pixel(x, y) != without.pixel(x, y) for x in range(focused.width()) for y in range(focused.height())
        )
        assert different >= 40
    finally:
        qapp.setPalette(before[0])
        qapp.setStyleSheet(before[1])
