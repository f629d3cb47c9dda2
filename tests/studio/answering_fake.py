"""A client that answers at once, on the caller's thread, with made-up pictures: the window under test needs no process."""

from pathlib import Path

import numpy as np

from engines.data.cards import ModelCard
from engines.ink.raster import unipen32
from engines.ink.types import Ink, Stroke
from engines.messages import Check, Convert, Hello, Look, ModelRef, Open, Reply, Request, Restore, Trace
from engines.service.browsing import BROWSING, Browser
from engines.service.client import EngineState

CARD = ModelCard(
    name="fake",
    family="cross_vae",
    config={},
    can=("encode", "decode", "image_to_ink", "ink_to_image"),
    title="A fake model",
    licence="none",
    scores={"table1": {"psnr": 15.93, "ssim": 0.7}},
)


class FakeClient:
    """Everything the bridge asks of a client.

    asked: (ask, lane) in order; silent: keep answers back; files: path -> ink to open. forms: path -> (format, figures).
    """

    def __init__(self, listener, models=(CARD,)):
        self.listener = listener
        self.models = models
        self.asked, self.jobs, self.stopped = [], [], []
        self.silent = self.started = self.closed = False
        self.files, self.text, self.restarts = {}, "", 0
        self.forms = {}
        self.means = ()
        self.browser = Browser()
        self.checks = {}  # prompt -> (reads as, confidence, outlier)
        self.page_words = 0  # that a picture seems to hold, more than are answered at once

    def start(self):
        self.started = True
        self.listener(EngineState("ready", "The engine is ready on the CPU."))
        refs = tuple(ModelRef(card, Path("/models") / card.name) for card in self.models)
        self.listener(Hello(models=refs, versions={"torch": "2"}))

    def use(self, answering, working):
        self.means = (answering, working)

    def restart(self):
        self.restarts += 1
        self.listener(EngineState("restarting", "The engine is starting again."))

    def close(self):
        self.closed = True

    def ask(self, ask, lane):
        self.asked.append((ask, lane))
        serial = len(self.asked)
        if not self.silent:
            self.listener(self.reply(serial, ask, lane))
        return serial

    def traced(self, ask):
        """A cross in the pixels of a picture, one stroke of it weak, and what was to be kept."""
        times = np.linspace(0, 0.3, 30)
        down = np.stack([np.full(30, 20.5), np.linspace(5, 35, 30)], axis=1)
        across = np.stack([np.linspace(8, 32, 30), np.full(30, 18.5)], axis=1)
        made = [Stroke(down, t=times, pressure=np.ones(30)), Stroke(across, t=times + 0.5, pressure=np.ones(30))]
        kept = [stroke for stroke in ask.fixed if len(stroke) == 30]
        return Ink((*kept, *made[: 2 - len(kept)])), (0.93, 0.41)

    def reply(self, serial, ask, lane):
        if isinstance(ask, BROWSING):  # by the real code, in this process
            return self.browser.answer(Request(serial, lane, ask))
        if isinstance(ask, Look):
            form, figures = self.forms.get(ask.paths[0], ("", {}))
            trouble = "" if form else f"{ask.paths[0]} is of no format that Ductus imports."
            return Reply(serial, lane, text=form, figures=figures, error=trouble)
        if isinstance(ask, Check):
            text, sure, outlier = self.checks.get(ask.prompt, (ask.prompt, 0.98, 0.2))
            figures = {"confidence": sure, "outlier": outlier}
            style = {"style": np.full(4, len(self.asked), np.float32)}
            return Reply(serial, lane, z=style, figures=figures, text=text, confidence=sure)
        if isinstance(ask, Open):
            found = self.files.get(ask.path)
            if isinstance(found, Ink):
                return Reply(serial, lane, inks={"opened": found}, text=self.text)
            return Reply(serial, lane, error=f"{ask.path} does not exist; check the name.")
        if isinstance(ask, Trace):
            if self.page_words:
                return Reply(serial, lane, figures={"words": self.page_words, "width": 3.0})
            ink, sure = self.traced(ask)
            way = "" if self.models else "trace"
            return Reply(serial, lane, {}, {"strokes": ink}, {}, {"words": 1, "width": 3.0}, text=way, confidences=sure)
        if not self.models:
            return Reply(serial, lane, error="No model here can do this.")
        wave = np.stack([np.linspace(0.1, 0.9, 64), 0.5 + 0.3 * np.sin(np.linspace(0, 6, 64))], axis=1)
        image = np.full((32, 32), 90, np.uint8)
        times = np.linspace(0, 0.4, 64)
        if isinstance(ask, Restore) and ask.picture is None:
            missing = Stroke(ask.frame.undo(wave), t=times)
            return Reply(serial, lane, inks={"whole": Ink((*ask.ink, missing)), "missing": Ink((missing,))}, model="fake")
        if isinstance(ask, Restore):
            return Reply(serial, lane, {"picture": image, "restored": image}, {"whole": Ink((Stroke(wave, t=times),))})
        if isinstance(ask, Convert):
            seen, _path, frame = unipen32(ask.ink)
            ink = Ink((Stroke(frame.undo(wave), t=times),))
            figures = {"psnr": 15.93, "ssim": 0.712, "dtw_path": 0.0361}
            return Reply(serial, lane, {"ink": seen, "t2b": image, "b2b": image}, {"b2t": ink, "t2t": ink}, {}, figures, "fake")
        return Reply(serial, lane, {"picture": image, "b2b": image}, {"b2t": Ink((Stroke(wave, t=times),))}, model="fake")

    def start_job(self, verb, fields):
        self.jobs.append((verb, fields))
        return f"{verb}-{len(self.jobs)}"

    def stop_job(self, job):
        self.stopped.append(job)
