"""A person at the whole program: writes on the page and in the Collect panel with tablet events until the program is killed.

    studio_actor.py ACKNOWLEDGEMENTS < seeds

Reads one line a start, "seed" or "seed engine" (with the real engine beside it), forks, and runs the studio in the child; the
child's number is the answer, and how it ended. What the child has done it writes down line by line, after the program told that
it is done:

    ready                          the window stands, page and collection are open
    will WHAT                      an action begins: "write", "undo", "redo", "accept", "skip"
    page DIGEST STROKES STEPS      what lies on the page, and how many steps can be undone
    saved page DIGEST STROKES STEPS    the same, when the window's corner said so
    items ID=DIGEST ...            the samples that are there
    saved items ID=DIGEST ...      the same, when the desk said "saved"
    prompt PROMPT                  what is asked for
    pen page ID POINTS             points of a stroke under the pen that the page was told
    pen box ID POINTS              the same in the box
"""

from __future__ import annotations

import faulthandler
import hashlib
import os
import random
import signal
import sys

from canvas_pens import MOVE, PRESS, RELEASE, tablet
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from engines.data.collection import Item
from engines.ink.types import Ink, Stroke
from studio import app as studio_app
from studio.collect_forms import Wish
from studio.history import History
from studio.window import Window
from studio.writing_desk import ACCEPT, SKIP

PEN_EVERY = 15  # points between two looks at the program's timers


def bits(stroke: Stroke) -> bytes:
    """Everything that the pen told."""
    return b"".join(getattr(stroke, name).tobytes() for name in ("xy", "t", "pressure", "tilt")) + stroke.id.encode()


def digest(strokes: object) -> str:
    """A short name for strokes, to the bit."""
    made = hashlib.sha256()
    for stroke in strokes:
        made.update(bits(stroke))
    return made.hexdigest()[:16]


def of_page(history: History) -> str:
    """A page: its strokes, and how many steps undo can take."""
    return f"{digest(placed.stroke for placed in history.placed)} {len(history.placed)} {history.done}"


def of_item(item: Item) -> str:
    """A sample: its ink, its label and what was said of it."""
    told = f"{item.sample.text}|{item.prompt}|{item.session}|{','.join(item.remarks)}"
    return digest(item.sample.ink) + hashlib.sha256(told.encode()).hexdigest()[:8]


def of_items(collection: object) -> str:
    """All samples that are there, those of the live journal by their digests."""
    alive = {id: item for id, item in collection.items.items() if collection.text_of(id) is not None}
    return " ".join(f"{id}={of_item(item)}" for id, item in sorted(alive.items()))


class Person(QObject):
    """Acts at random, the same for the same seed as far as the program lets them."""

    def __init__(self, window: Window, seed: int, acknowledged: int) -> None:
        super().__init__()
        self.window, self.chance, self._file = window, random.Random(seed), acknowledged
        self.stamp = 1000
        later = Qt.ConnectionType.QueuedConnection  # after those whom the program itself tells
        window.view.strokeGrowing.connect(self.page_grew, later)
        window.collecting.desk.box.grew.connect(self.box_grew, later)

    def say(self, line: str) -> None:
        """Write a line down; the system has it when this returns."""
        os.write(self._file, f"{line}\n".encode())

    @property
    def ready(self) -> bool:
        """Whether page and collection are open."""
        if self.window.collecting.collection is None:
            self.window.collecting.open_then(lambda: None)
        return not self.window.page.opening and self.window.collecting.collection is not None

    def work(self) -> None:
        """Write and write, and never end."""
        window, collecting = self.window, self.window.collecting
        if not collecting.collection.writers:
            window.choices.show_panel("collect")
            window.collect.writerMade.emit("Anna", "right", "private")
            collecting.start(Wish(collecting._wish.writer, ("upper", "lower", "digits", "words-en"), 9, 0.0))
        self.say("ready")
        self.report()
        while True:
            (self.on_page if self.chance.random() < 0.5 else self.in_box)()

    def turn(self) -> None:
        """Let the program do what waits, and write down what it shows."""
        QApplication.processEvents()
        self.report()

    def report(self) -> None:
        """What is there, and whether the window says that it is saved."""
        window, collecting = self.window, self.window.collecting
        page, items = of_page(window.page._history), of_items(collecting.collection)
        self.say(f"page {page}")
        self.say(f"items {items}")
        if window.page.saved and window.document.text().endswith(("kept", "saved")):
            self.say(f"saved page {page}")
        if collecting.collection.saved and collecting.desk.state.text() == "saved":
            self.say(f"saved items {items}")
        if collecting.sitting is not None:
            self.say(f"prompt {collecting.sitting.prompt}")

    def page_grew(self, stroke: Stroke) -> None:
        """The page knows so much of a stroke."""
        self.say(f"pen page {stroke.id} {len(stroke)}")

    def box_grew(self, ink: Ink) -> None:
        """The collection knows so much of the newest stroke in the box."""
        self.say(f"pen box {ink.strokes[-1].id} {len(ink.strokes[-1])}")

    def draw(self, widget: QWidget, left: float, top: float, size: float) -> None:
        """A stroke of random loops."""
        at, count = [left + size * self.chance.random(), top + size * self.chance.random()], self.chance.randrange(3, 60)
        for number in range(count):
            at = [min(max(old + self.chance.uniform(-9, 9), low), low + size) for old, low in zip(at, (left, top), strict=True)]
            self.stamp += 5
            tablet(widget, MOVE if number else PRESS, (at[0], at[1]), self.stamp, self.chance.uniform(0.2, 0.9))
            if number % PEN_EVERY == PEN_EVERY - 1:
                QApplication.processEvents()
        self.stamp += 200
        tablet(widget, RELEASE, (at[0], at[1]), self.stamp, 0.0)

    def on_page(self) -> None:
        """Write, undo or redo on the page."""
        window, what = self.window, self.chance.random()
        window.choices.show_panel("convert")
        if what < 0.75 or not window.page.can_undo:
            self.say("will write")
            self.draw(window.view, 60, 60, 400)
        elif what < 0.9:
            self.say("will undo")
            window.commands["edit.undo"].trigger()
        else:
            self.say("will redo")
            window.commands["edit.redo"].trigger()
        self.turn()

    def in_box(self) -> None:
        """Write what is asked, and accept it, skip it or take the last one back."""
        window, collecting = self.window, self.window.collecting
        window.choices.show_panel("collect")
        if collecting.sitting is None:
            collecting.resume()
        desk, what = collecting.desk, self.chance.random()
        if what < 0.1 and collecting.collection.undo_step is not None:
            self.say("will undo")
            collecting.undo()
        else:
            frame = desk.box.frame()
            for _ in range(self.chance.randrange(1, 3)):
                self.draw(desk.box, frame.left() + 10, frame.top() + 10, min(frame.width(), frame.height()) - 20)
            act = ACCEPT if what < 0.85 else SKIP
            self.say(f"will {act}")
            desk.acted.emit(act)
        self.turn()


def is_shown(widget: QWidget) -> bool:
    """Whether it is the studio's window, and there to be worked with."""
    return isinstance(widget, Window) and widget.isVisible()


def play(seed: int, engine: bool, acknowledged: int) -> int:
    """The whole program, with a person at it."""
    from answering_fake import FakeClient

    if not engine:
        bridge = studio_app.Bridge
        studio_app.Bridge = lambda: bridge(make=FakeClient)
    studio_app.make_application(["ductus"])

    people: list[Person] = []

    def begin() -> None:
        if not people:
            people.extend(Person(widget, seed, acknowledged) for widget in QApplication.topLevelWidgets() if is_shown(widget))
        elif people[0].ready:
            looking.stop()
            people[0].work()

    looking = QTimer(interval=5)
    looking.timeout.connect(begin)
    looking.start()
    return studio_app.run()


def main() -> None:
    faulthandler.register(signal.SIGUSR1)  # a test that waits in vain asks where it hangs
    acknowledged = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for line in sys.stdin:
        seed, _, rest = line.strip().partition(" ")
        child = os.fork()
        if child == 0:
            os._exit(play(int(seed), rest == "engine", acknowledged))
        print(child, flush=True)
        _child, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else "ended", flush=True)


if __name__ == "__main__":
    main()
