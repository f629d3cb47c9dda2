"""Restore in the window: what was erased is asked for, shown as a ghost, and put on the page in one step."""

from pathlib import Path

import numpy as np
import pytest
from answering_fake import FakeClient

from engines.ink.types import Ink, Stroke
from engines.messages import Restore
from studio.app import build
from studio.bridge import Bridge
from studio.page import Page
from studio.restoration import lost_points
from studio.settings import Settings

DOWN = Stroke([[60, 40], [60, 60], [60, 80]], t=[0.0, 0.01, 0.02], id="down")
BAR = Stroke([[60, 60], [75, 60]], t=[0.04, 0.05], id="bar")
LETTER = Ink((DOWN, BAR))


@pytest.fixture
def window(qtbot):
    clients = []

    def make(listener):
        clients.append(FakeClient(listener))
        return clients[-1]

    made = build(Settings(theme="light"), Page(), Bridge(make=make))
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.client = clients[0]
    qtbot.waitUntil(lambda: made.bridge.state == "ready")
    return made


def asks(window):
    return [(ask, lane) for ask, lane in window.client.asked if isinstance(ask, Restore)]


def test_points_that_were_erased_are_found_by_name_and_by_origin():
    assert lost_points(LETTER, LETTER).tolist() == [False] * 5
    assert lost_points(LETTER, Ink((DOWN,))).tolist() == [False] * 3 + [True] * 2
    cut = Stroke(DOWN.xy[:2], origin="down")
    assert lost_points(LETTER, Ink((cut, BAR))).tolist() == [False, False, True, False, False]


@pytest.mark.parametrize(
    "other", [Ink(), Ink((Stroke([[0, 0]]),)), Ink((DOWN, Stroke([[1, 1]]))), Ink((DOWN.derive(DOWN.xy + 1),))]
)
def test_other_ink_is_no_remainder(other):
    assert lost_points(LETTER, other) is None


def test_an_erased_stroke_is_asked_for_shown_and_placed_in_one_step(window, qtbot):
    window.page.add_ink(LETTER, "Letter")
    assert window.restoration.strip.isHidden()
    window.page.erase(["bar"])
    assert window.restoration.strip.isVisible()
    window.commands["ink.restore"].trigger()
    qtbot.waitUntil(window.restoration.strip.place.isEnabled)
    ((ask, lane),) = asks(window)
    assert lane == "latent" and len(ask.ink) == 1 and ask.gaps[0].before == 1
    np.testing.assert_allclose(ask.frame.scale, 0.9 / 40, rtol=1e-5)
    assert len(window.page.strokes) == 1  # nothing is changed yet
    window.restoration.strip.place.click()
    assert [len(stroke) for stroke in window.page.strokes] == [3, 64]
    window.page.undo()
    assert [stroke.id for stroke in window.page.strokes] == ["down"]


def test_undoing_the_eraser_or_writing_on_takes_the_offer_back(window):
    window.page.add_ink(LETTER, "Letter")
    window.page.erase(["bar"])
    window.page.undo()
    assert window.restoration.strip.isHidden()
    window.page.erase(["bar"])
    assert window.restoration.strip.isVisible()
    window.page.add(Stroke([[60, 60], [70, 62]]))
    assert window.restoration.strip.isHidden()


def test_with_nothing_missing_the_command_says_what_to_do(window, qtbot):
    window.page.add_ink(LETTER, "Letter")
    with qtbot.waitSignal(window.restoration.told) as told:
        window.commands["ink.restore"].trigger()
    assert not asks(window)
    assert "erase a part" in told.args[0]


def test_a_picture_is_restored_as_image_and_as_ink(window, qtbot):
    window.conversion.open_picture(Path("scan.png"), "scan.png")
    qtbot.waitUntil(window.restoration.strip.isVisible)
    window.restoration.strip.restore.click()
    qtbot.waitUntil(window.restoration.strip.place.isEnabled)
    assert window.restoration.strip.image.filled
    assert asks(window)[0][0].picture == Path("scan.png")
    window.restoration.strip.place.click()
    assert len(window.page.strokes) == 1
