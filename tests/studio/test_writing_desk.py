import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from engines.data.collection import Box
from engines.data.coverage import Cover
from studio.canvas.coverage_map import CoverageMap, in_words
from studio.ruling import ruled, task_of
from studio.switching import LONG, SHAKE, Switch
from studio.theme import DARK, LIGHT, contrast, mix
from studio.writing_desk import ACCEPT, ORDER, SKIP, WritingDesk


@pytest.fixture
def desk(qtbot):
    made = WritingDesk(LIGHT)
    qtbot.addWidget(made)
    made.resize(736, 660)
    made.show_prompt("a", "Write this sign", Box(80, 80, 56, 34, 10))
    made.show()
    return made


def test_letters_for_the_pages_tools_stay_on_the_desk_and_commands_do_not(desk):
    def overridden(key, text, keys=Qt.KeyboardModifier.NoModifier):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, keys, text)
        event.ignore()
        QApplication.sendEvent(desk.box, event)
        return event.isAccepted()

    assert overridden(Qt.Key.Key_R, "r") and overridden(Qt.Key.Key_P, "p") and overridden(Qt.Key.Key_Space, " ")
    assert not overridden(Qt.Key.Key_Z, "\x1a", Qt.KeyboardModifier.ControlModifier)
    assert not overridden(Qt.Key.Key_F1, "")


def test_a_key_whose_button_makes_no_sense_does_nothing(desk):
    done = []
    desk.acted.connect(done.append)
    desk.enable(accept=False, skip=True)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_S, Qt.Key.Key_X):
        QTest.keyClick(desk.box, key)
    assert done == [SKIP]


def test_long_prompts_are_smaller_and_fit(desk):
    sizes = []
    for prompt in ("g", "handwriting", "The quick brown fox jumps over the lazy dog."):
        desk.show_prompt(prompt, "", Box(80, 80))
        QApplication.processEvents()
        sizes.append(desk.prompt.font().pixelSize())
        assert desk.prompt.heightForWidth(desk.prompt.width()) <= desk.prompt.height() + 1
    assert sizes == sorted(sizes, reverse=True) and len(set(sizes)) == 3


def test_a_resting_mouse_presses_a_button_once(desk):
    done, moment = [], [0.0]
    desk.acted.connect(done.append)
    desk.dwelling.now, desk.dwelling.seconds = lambda: moment[0], 1.0
    QApplication.sendEvent(desk.buttons[SKIP], QEvent(QEvent.Type.Enter))
    for moment[0] in (0.5, 0.9):
        desk.dwelling.beat()
    assert done == [] and desk.dwelling._ring.isVisible()
    for moment[0] in (1.1, 2.5, 4.0):
        desk.dwelling.beat()
    assert done == [SKIP] and not desk.dwelling._ring.isVisible()
    desk.dwelling.seconds = 0.0
    QApplication.sendEvent(desk.buttons[ACCEPT], QEvent(QEvent.Type.Enter))
    moment[0] = 9.0
    desk.dwelling.beat()
    assert done == [SKIP]


def test_a_switch_walks_when_pressed_shortly_chooses_when_held_and_takes_a_trembling_for_one_press():
    switch, moment, heard = Switch(), [10.0], []
    switch.now = lambda: moment[0]
    switch.walked.connect(lambda: heard.append("walk"))
    switch.chosen.connect(lambda: heard.append("choose"))
    for held, rest in ((0.1, 1.0), (LONG + 0.1, 1.0), (0.05, SHAKE / 2), (0.05, 1.0)):
        switch.press()
        switch.press()  # a key that repeats itself
        moment[0] += held
        switch.release()
        moment[0] += rest
    assert heard == ["walk", "choose", "walk"]
    switch.release()
    assert len(heard) == 3


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_button_that_is_used_most_can_be_read(desk, theme):
    desk.set_theme(theme)
    drawn = desk.buttons[ACCEPT].icon().pixmap(16, 16).toImage()
    colours = {drawn.pixelColor(x, y).name() for x in range(16) for y in range(16) if drawn.pixelColor(x, y).alpha() > 250}
    assert colours and all(contrast(colour, theme.accent) >= 4.5 for colour in colours)


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [("a", "letters"), ("qu", "pairs"), ("fox", "words"), ("Handschriftenkunde", "words"), ("x" * 72, "sentences")],
)
@pytest.mark.parametrize("left", [False, True])
def test_every_prompt_gets_a_box_in_which_its_lines_lie(prompt, kind, left):
    made = ruled(prompt, kind, left)
    box = made.box
    assert 0 < box.x_height < box.baseline and box.width <= 180
    assert box.baseline + (made.lines - 1) * made.pitch < box.height
    assert box.slant == (0 if left else 10)


def test_the_map_says_what_is_covered_in_words_and_in_fields(qtbot):
    shown = CoverageMap("Coverage")
    qtbot.addWidget(shown)
    covers = (
        Cover("e", {"isolated": (3, 2), "final": (0, 1)}),
        Cover("q", {"isolated": (0, 2)}),
        Cover("x", {"isolated": (2, 2)}),
    )
    shown.set_covers(covers)
    shown.resize(300, shown.heightForWidth(300))
    shown.show()
    assert in_words(covers[0]) == "e: 2 of 2 alone, 0 of 1 at the end"
    assert shown.accessibleDescription() == "1 of 3 are covered."
    assert shown.cover_at(shown.field(1).center()) is covers[1] and shown.cover_at(QPoint(299, 5)) is None
    at = shown.field(2).center()
    QApplication.sendEvent(shown, QHelpEvent(QEvent.Type.ToolTip, at, shown.mapToGlobal(at)))
    assert "x: 2 of 2 alone" in QToolTip.text()
    QToolTip.hideText()
    image = shown.grab().toImage()
    bottom = [QColor(image.pixel(shown.field(n).left() + 3, shown.field(n).bottom() - 2)).name() for n in range(3)]
    top = [QColor(image.pixel(shown.field(n).left() + 3, shown.field(n).top() + 2)).name() for n in range(3)]
    filled, ground = mix(LIGHT.raised, LIGHT.accent, 0.36).name(), LIGHT.raised.lower()
    assert bottom == [filled, ground, filled] and top == [ground, ground, filled]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_letters_can_be_read_on_filled_fields(theme):
    assert contrast(theme.text, mix(theme.raised, theme.accent, 0.36).name()) >= 4.5
    assert set(ORDER) == set(WritingDesk(theme).buttons)


def test_words_tell_letters_apart_that_look_alike():
    told = [task_of(prompt, "letters") for prompt in "Il1O0oß&あ"]
    capital, small, digit, sign = (f"Write this {what}" for what in ("capital letter", "small letter", "digit", "sign"))
    assert told == [capital, small, digit, capital, digit, small, small, sign, sign]
    assert [task_of("th", "pairs"), task_of("fox", "words"), task_of("a b", "sentences")] == [
        "Write these letters together", "Write this word", "Write this line",
    ]  # fmt: skip
