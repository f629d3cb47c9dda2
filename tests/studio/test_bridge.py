"""The bridge: what the client hears on its threads arrives on the window's, and the real engine may be killed at any moment."""

import os
import signal
import threading

import numpy as np
import pytest
from answering_fake import FakeClient

from engines.ink.types import Ink, Stroke
from engines.messages import Convert, Hello, Progress, Reply
from engines.service.client import EngineState
from studio.app import build
from studio.bridge import Bridge
from studio.page import Page
from studio.settings import Settings

LETTER = Ink((Stroke([[60, 40], [60, 60], [75, 80]], t=[0.0, 0.1, 0.2]),))


class Recorder:
    """Notes every signal of a bridge, and the thread on which it came."""

    def __init__(self, bridge):
        self.heard, self.threads = [], set()
        for signal_ in (bridge.replied, bridge.helloed, bridge.jobEvent):
            signal_.connect(self.note)
        bridge.engineChanged.connect(lambda state, text: self.note((state, text)))

    def note(self, value):
        self.heard.append(value)
        self.threads.add(threading.current_thread())


def test_whatever_a_client_thread_tells_arrives_on_the_windows_thread_in_order(qtbot):
    bridge = Bridge(make=FakeClient)
    recorder = Recorder(bridge)
    values = [EngineState("ready", "Ready."), Hello(), Reply(1, "pen"), Progress("job", 1, 2)]
    thread = threading.Thread(target=lambda: [bridge._listen(value) for value in values])
    thread.start()
    thread.join()
    assert recorder.heard == []
    qtbot.waitUntil(lambda: len(recorder.heard) == 4)
    assert recorder.heard == [("ready", "Ready."), *values[1:]]
    assert recorder.threads == {threading.main_thread()}
    assert bridge.state == "ready"


def test_news_after_closing_is_dropped(qtbot):
    bridge = Bridge(make=FakeClient)
    recorder = Recorder(bridge)
    bridge._listen(Reply(1, "pen"))
    bridge.close()
    bridge._listen(Reply(2, "pen"))
    qtbot.wait(50)
    assert recorder.heard == []


def test_asks_and_jobs_reach_the_client(qtbot):
    clients = []
    bridge = Bridge(make=lambda listener: clients.append(FakeClient(listener)) or clients[0])
    assert bridge.ask(Convert(LETTER), "pen") == 1
    assert bridge.start_job("import", {"path": "x"}) == "import-1"
    bridge.stop_job("import-1")
    assert clients[0].asked[0][1] == "pen"
    assert clients[0].stopped == ["import-1"]


@pytest.mark.timeout(180)
def test_the_window_survives_a_killed_engine_and_the_next_one_answers(qtbot, tmp_path):
    bridge = Bridge()
    states = []
    bridge.engineChanged.connect(lambda state, text: states.append((state, text)))
    window = build(Settings(theme="light"), Page(tmp_path / "page.journal"), bridge)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: bridge.state == "ready", timeout=90_000)
    window.page.add_ink(LETTER)
    qtbot.waitUntil(lambda: window.conversion.reply is not None, timeout=30_000)
    first = bridge.process_id
    states.clear()
    window.conversion.reply = None
    os.kill(first, signal.SIGKILL)
    window.page.add_ink(LETTER)  # the hand goes on while there is no engine
    qtbot.waitUntil(lambda: any(state == "restarting" for state, _ in states), timeout=30_000)
    assert "your page is safe" in next(text for state, text in states if state == "restarting")
    assert len(window.page.strokes) == 2
    qtbot.waitUntil(lambda: bridge.state == "ready" and bridge.process_id != first, timeout=90_000)
    qtbot.waitUntil(lambda: window.conversion.reply is not None, timeout=30_000)
    assert window.status.engine.text().startswith("engine: ready")
    assert np.allclose(window.page.strokes[0].xy, LETTER.strokes[0].xy)
    window.close()
