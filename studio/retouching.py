"""The list of recovered strokes and the page, kept in step: the picture shown, what is selected, the order, the locks."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QRectF, QTimer

from engines.ink.geometry import bounds
from engines.ink.types import Ink, Stroke, new_id
from studio.canvas.selecting import share_inside
from studio.choices import Parts
from studio.placed import PlacedPicture
from studio.recovered import Fact, Memory
from studio.redrawing import Redrawing
from studio.stroke_list import Row
from studio.words import mark, tr

LYING = 0.5  # share of a stroke's length that lies on a picture from which it belongs to it
SETTLED = 600  # ms after which a change of opacity by keys is one step


class Retouching(QObject):
    """Shows a picture's strokes in the Recover panel and carries out what is done to them there."""

    def __init__(self, window: Parts, redrawing: Redrawing) -> None:
        super().__init__(window)
        self.memory = Memory()
        self._window, self._redrawing = window, redrawing
        self._page, self._panel = window.page, window.recover
        self._shown = ""  # root of the picture that is shown
        self._awake = self._picking = False
        self._elsewhere: dict[tuple[str, str], bool] = {}  # (stroke, picture) -> whether it lies there
        self._listed: tuple[Ink, ...] = ()
        self._opacity_timer = QTimer(self, singleShot=True, interval=SETTLED)
        panel, page = self._panel, self._page
        page.rebuilt.connect(self._follow)
        page.changed.connect(self.refresh)
        window.selecting.selection.changed.connect(self._selected)
        panel.strokes.picked.connect(self._picked)
        panel.strokes.arranged.connect(self._arrange)
        panel.pictureChosen.connect(self.choose)
        panel.acted.connect(lambda name: window.commands[name].trigger())
        panel.numbersWanted.connect(lambda _on: self._look())
        panel.fineWanted.connect(lambda _on: self._look())
        panel.opacityMoved.connect(self._show_opacity)
        panel.opacitySet.connect(self._set_opacity)
        self._opacity_timer.timeout.connect(lambda: self._set_opacity(panel.opacity.value() / 100))
        window.view.toolChanged.connect(lambda name: page.gather(False) if name != "pen" else None)

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {"ink.keep": self.toggle_kept, "ink.by_hand": self.add_by_hand}

    # What is shown

    @property
    def picture(self) -> PlacedPicture | None:
        """The picture that is shown: the selected one, else the one before, else the upper one."""
        pictures = self._page.pictures
        of = {self.memory.root(picture): picture for picture in pictures}
        return of.get(self._shown) or (pictures[-1] if pictures else None)

    def words(self) -> tuple[Ink, ...]:
        """The strokes of the shown picture, a word each, in the order in which the words were begun."""
        picture = self.picture
        if picture is None:
            return ()
        root = self.memory.root(picture)
        parts = (tuple(stroke for stroke in ink if self._belongs(stroke, picture, root)) for ink in self._page.characters)
        return tuple(Ink(part) for part in parts if part)

    def chosen(self) -> tuple[Stroke, ...]:
        """The selected strokes of the shown picture."""
        ids = self._window.selecting.selection.ids
        return tuple(stroke for word in self.words() for stroke in word if stroke.id in ids)

    def kept(self, stroke: Stroke) -> bool:
        """Whether a stroke stays as it is when its picture is recovered again: a person's own does, unless it was unlocked."""
        fact = self.memory.fact(stroke.id)
        return fact is None or fact.kept

    def set_awake(self, awake: bool) -> None:
        """Whether the panel is in front."""
        if awake == self._awake:
            return
        self._awake = awake
        if awake:
            self._selected()
        else:
            self._look()
        self.refresh()

    def choose(self, root: str) -> None:
        """Show another picture, and select it on the page."""
        self._shown = root
        picture = self.picture
        if picture is not None:
            self._window.selecting.hold((picture.id,))
            self._window.view.reveal(self._window.view.sheet.underlay.bounds([picture]))
        self.refresh()

    def look_at(self, picture: PlacedPicture) -> None:
        """Show this picture's strokes."""
        self._shown = self.memory.root(picture)
        self.refresh()

    def refresh(self) -> None:
        """The page, or what is known of its strokes, is another."""
        if not self._awake:
            return
        panel, picture = self._panel, self.picture
        self.memory.follow((), self._page.pictures)
        named = [(self.memory.root(each), each.name or tr("Picture")) for each in reversed(self._page.pictures)]
        panel.set_pictures(named, self.memory.root(picture) if picture else "")
        words = self.words()
        panel.set_rows([row for nth, word in enumerate(words, 1) for row in self._rows(word, nth, len(words))])
        panel.say_way(self.memory.how(self.memory.root(picture)) if picture else "")
        if picture is not None:
            panel.set_opacity(picture.opacity)
        self._look()
        panel.strokes.select(self._window.selecting.selection.ids)

    def _rows(self, word: Ink, nth: int, words: int) -> Iterable[Row]:
        for number, stroke in enumerate(word, 1):
            fact = self.memory.fact(stroke.id)
            sure = fact.confidence if fact else math.nan
            place = tr("word {}").format(nth) if number == 1 and words > 1 else ""
            yield Row(stroke, word, number, sure, self.kept(stroke), place)

    def _belongs(self, stroke: Stroke, picture: PlacedPicture, root: str) -> bool:
        """It was found in that picture or made of such a stroke, or else it lies on it."""
        fact = self.memory.fact(stroke.id)
        if fact is not None:
            return fact.picture == root
        key = (stroke.id, picture.id)
        if key not in self._elsewhere:
            self._elsewhere[key] = share_inside(stroke.xy, np.array(picture.corners)) >= LYING
        return self._elsewhere[key]

    def _follow(self) -> None:
        if len(self.memory):
            self.memory.follow(self._page.strokes, self._page.pictures)

    def _look(self) -> None:
        """The strokes that are listed have numbers and arrows, and are fine lines: what lies beneath them can be seen."""
        words, view = self.words() if self._awake else (), self._window.view
        if [word.strokes for word in words] != [word.strokes for word in self._listed]:
            self._listed = words
            if self._awake:
                self._redrawing.keep(words)
        fine = [stroke.id for word in words for stroke in word] if self._panel.fine.isChecked() else []
        view.repaint_world(view.sheet.tiles.refine(fine))
        view.mark_order((self._listed or None) if self._panel.numbers.isChecked() else None)

    # What is selected

    def _picked(self, ids: tuple[str, ...]) -> None:
        """Strokes were picked in the list: they are selected on the page, and brought into view."""
        self._redrawing.finish()
        self._picking = True
        self._window.selecting.hold(ids)
        self._picking = False
        left, top, right, bottom = bounds(Ink(self._window.selecting.selection.strokes))
        if left <= right:
            self._window.view.reveal(QRectF(left, top, right - left, bottom - top).adjusted(-1, -1, 1, 1))

    def _selected(self) -> None:
        """Something else is selected on the page: its picture is shown, and its strokes are selected in the list."""
        selection = self._window.selecting.selection
        pictures, facts = selection.pictures, [self.memory.fact(name) for name in selection.ids]
        found = {fact.picture for fact in facts if fact is not None}
        roots = {self.memory.root(picture) for picture in self._page.pictures}
        shown = self.memory.root(pictures[-1]) if pictures else next(iter(found & roots), "") if len(found) == 1 else ""
        if shown and shown != self._shown:
            self._shown = shown
            self.refresh()
        elif self._awake and not self._picking:
            self._panel.strokes.select(selection.ids)
        if self._awake and selection.ids:
            self._redrawing.finish()

    # What is done

    def _arrange(self, order: tuple[str, ...]) -> None:
        """The list was put into another order. A stroke that comes between those of another word belongs to that word then."""
        home = {stroke.id: nth for nth, word in enumerate(self.words()) for stroke in word}
        moved = frozenset(self._window.selecting.selection.ids)
        placed, before = [], ""
        for at, name in enumerate(order):
            beside = name
            if name in moved and len(set(home.values())) > 1:
                after = next((other for other in order[at + 1 :] if other not in moved), "")
                beside = before or after or name
                if before and after and home[after] == home[name]:
                    beside = after
            else:
                before = name
            placed.append((name, beside))
        self._page.arrange(placed, mark("Reorder"))

    def toggle_kept(self) -> None:
        """Lock what is selected, or unlock it where all of it is locked."""
        chosen = self.chosen()
        if not chosen:
            self._window.status.tell(tr("Select a recovered stroke first, on the page or in the Recover panel."))
            return
        self.keep(chosen, not all(map(self.kept, chosen)))

    def keep(self, strokes: Iterable[Stroke], kept: bool) -> None:
        """Lock these strokes of the shown picture, or unlock them."""
        picture = self.picture
        for stroke in strokes:
            if self.memory.fact(stroke.id) is None and picture is not None:
                self.memory.note(stroke.id, Fact(self.memory.root(picture), kept=kept))
            self.memory.keep((stroke.id,), kept)
        self.refresh()

    def add_by_hand(self) -> None:
        """Take the pen: what is drawn on the picture joins the list."""
        words, chosen = self.words(), self.chosen()
        word = next((ink for ink in words if chosen and chosen[0] in ink.strokes), words[0] if len(words) == 1 else None)
        self._window.choices.set_tool("pen")
        if word is not None:
            self._page.select(word.strokes[-1].id)
            self._page.gather(True)
        self._window.status.tell(tr("Draw the missing stroke over the picture: it joins the list. V goes back to selecting."))
        self._window.view.setFocus()

    # The picture's opacity

    def _show_opacity(self, opacity: float) -> None:
        picture = self.picture
        if picture is not None:
            self._redrawing.show_picture_at(picture.id, opacity)
            if not self._panel.opacity.isSliderDown():
                self._opacity_timer.start()

    def _set_opacity(self, opacity: float) -> None:
        self._opacity_timer.stop()
        picture = self.picture
        if picture is not None and abs(picture.opacity - opacity) > 1e-3:
            faded = replace(picture, opacity=opacity, id=new_id(), origin=picture.id)
            self._page.exchange({}, mark("Picture opacity"), {picture.id: faded})
        self._redrawing.show_picture_at("", 1.0)
