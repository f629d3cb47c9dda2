"""The commands of what is selected, and its way between hand, page and view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QGuiApplication, QPixmap, QTransform
from PySide6.QtWidgets import QMenu

from engines.ink.geometry import affine, bounds
from engines.ink.types import Ink, Stroke
from studio.canvas.selecting import in_words, item_at
from studio.canvas.tools import Catch
from studio.canvas.view import PageView
from studio.clipboard import Clipboard, Parts
from studio.page import Page
from studio.placed import NONE, Pictured, PlacedPicture, box_of
from studio.selection import Selection
from studio.words import mark

STEP, FAR = 1.0, 10.0  # mm that an arrow key moves, alone and with Shift
ASIDE = 5.0  # mm, right and down, that a copy lies from what it was made of
PICTURE = QSize(128, 128)  # logical pixels of what hangs at the pointer during a drag
KEEP = ("select", "pan")  # tools with which a selection lives on


class Selecting(QObject):
    """Carries out what hands and menus do to the selection.

    take: puts a tool in hand. erase: takes the named strokes off the page and tells so. pen: its width, mm.
    """

    told = Signal(str)  # a sentence for the status bar

    def __init__(
        self,
        page: Page,
        view: PageView,
        take: Callable[[str], None],
        erase: Callable[[tuple[str, ...], str], None],
        clipboard: Clipboard,
        pen: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.selection = Selection(page, self)
        self._page, self._view, self._take, self._erase = page, view, take, erase
        self._clipboard, self._pen = clipboard, pen
        clipboard.inkPasted.connect(self.paste)
        self._nudged = QTransform()
        self.menu: QMenu | None = None
        self._menu_at, self._described = QPointF(), view.accessibleDescription()
        self.selection.changed.connect(self._show)
        view.caught.connect(self.catch)
        view.transformed.connect(self.transform)
        view.arrowsReleased.connect(self._end_nudge)
        view.inkDropped.connect(clipboard.take)
        view.menuWanted.connect(self.open_menu)
        view.draggedOut.connect(self.drag_out)
        view.escaped.connect(self.selection.clear)
        view.toolChanged.connect(self._tool_changed)
        view.walker, view.nudger = self.walk, self.nudge

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {
            "edit.select_all": self.select_all,
            "edit.select_none": self.selection.clear,
            "edit.delete": self.delete,
            "edit.duplicate": self.duplicate,
            "edit.cut": self.cut,
            "edit.copy": self.copy,
            "edit.paste": self._clipboard.paste,
        }

    # What hands do

    def catch(self, catch: Catch) -> None:
        """Strokes were picked or caught; the character of a plain click becomes the current one."""
        ids = self._characters_of(catch.ids) if catch.whole else catch.ids
        if catch.how == "toggle":
            self.selection.toggle(ids)
        elif catch.how == "add":
            self.selection.add(ids)
        else:
            self.selection.set(ids)
            self._make_current()

    def open_menu(self, at: QPointF) -> None:
        """Show what can be done with what lies under `at` (logical pixels of the view)."""
        if self.menu is None:
            return
        self._view.clicked = self._view.sheet.camera.page(at)
        hit = item_at(self._view, *self._view.clicked) if self._view.tool == "select" else ""
        if hit and hit not in self.selection.ids:
            self.catch(Catch((hit,), whole=True))
        self.menu.popup(self._view.mapToGlobal(at.toPoint()))
        self._menu_at = at

    def _menu_closes(self) -> None:
        self._view.pointer = self._menu_at  # what is chosen, such as Paste, is done where the menu was asked for

    def set_menu(self, menu: QMenu) -> None:
        """The page's context menu."""
        self.menu = menu
        menu.aboutToHide.connect(self._menu_closes)

    def drag_out(self) -> None:
        """Let another program have what is selected, in every form, as soon as the forms are there."""
        inks = self.selection.characters
        self._clipboard.prepare(inks, self._pen(), self._drag, self._pictured)

    def _drag(self, parts: Parts) -> None:
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._view.let_go()
            drag = QDrag(self._view)
            drag.setMimeData(parts.mime())
            if not parts.picture.isNull():
                drag.setPixmap(QPixmap.fromImage(parts.picture).scaled(PICTURE, Qt.AspectRatioMode.KeepAspectRatio))
            drag.exec(Qt.DropAction.CopyAction)

    def walk(self, step: int) -> bool:
        """Select the next or previous character or, behind them, picture; False at the end."""
        items: list[tuple[Stroke | PlacedPicture, ...]] = [ink.strokes for ink in self._page.characters]
        items += [(picture,) for picture in self._page.pictures]
        chosen = [n for n, item in enumerate(items) if any(part.id in self.selection.ids for part in item)]
        following = (chosen[-1] if step > 0 else chosen[0]) + step if chosen else 0 if step > 0 else len(items) - 1
        if not 0 <= following < len(items):
            return False
        self.selection.set(part.id for part in items[following])
        self._make_current()
        pictures = self.selection.pictures
        self._view.reveal(self._view.sheet.underlay.bounds(pictures) if pictures else None)
        return True

    def nudge(self, dx: int, dy: int, far: bool) -> bool:
        """Move what is selected by a step of the arrow keys; False where nothing is."""
        if not self.selection or self._view.tool != "select":
            return False
        step = FAR if far else STEP
        shown = self._view.selected
        if not shown.carrying:
            shown.lift()
            self._nudged = QTransform()
        self._nudged.translate(dx * step, dy * step)
        shown.carry(self._nudged, in_words("inside", self._nudged, QRectF()))
        return True

    def _end_nudge(self) -> None:
        """The arrows are let go: all their steps are one step of undo."""
        nudged, self._nudged = self._nudged, QTransform()
        if self._view.selected.carrying and not nudged.isIdentity():
            self._view.selected.drop(stays=True)
            self.transform(nudged, mark("Move"))

    def transform(self, transform: QTransform, what: str) -> None:
        """Put what is selected where `transform` (mm) brings it."""
        matrix = ((transform.m11(), transform.m21()), (transform.m12(), transform.m22()))
        made = affine(self.selection.ink, matrix, (transform.dx(), transform.dy()))
        moved = (transform.m11(), transform.m12(), transform.m21(), transform.m22(), transform.dx(), transform.dy())
        try:
            pictures = {picture.id: picture.moved(moved) for picture in self.selection.pictures}
        except ValueError:  # shrunk to nothing, or carried off beyond any page
            self._view.selected.show(self.selection.strokes, self.selection.pictures)
            self.told.emit(self.tr("A picture cannot lie there. Your page is unchanged."))
            return
        self._page.exchange({stroke.origin: stroke for stroke in made}, what, pictures)

    # Commands

    def select_all(self) -> None:
        """Select all ink and all pictures, ready to be moved."""
        self._take("select")
        self.selection.all()

    def hold(self, ids: Iterable[str]) -> None:
        """Select these, ready to be moved."""
        self._take("select")
        self.selection.set(ids)

    def delete(self) -> None:
        """Take off the page what is selected, else the current character."""
        if self.selection:
            self._erase(self._chosen, mark("Delete selection"))
        else:
            self._erase(tuple(stroke.id for stroke in self._page.current), mark("Delete character"))

    @property
    def characters(self) -> tuple[Ink, ...]:
        """What is selected, else everything on the page, a character each."""
        return self.selection.characters or self._page.characters

    @property
    def _chosen(self) -> tuple[str, ...]:
        """Ids of what is selected, strokes and then pictures, each from below to above."""
        strokes = (stroke.id for stroke in self.selection.strokes)
        return (*strokes, *(picture.id for picture in self.selection.pictures))

    @property
    def _pictured(self) -> Pictured:
        return self._page.pictured(self.selection.pictures)

    def copy(self) -> None:
        """Put what is selected, else the whole page, on the clipboard."""
        if self.selection:
            self._clipboard.copy(self.selection.characters, self._pen(), pictured=self._pictured)
        else:
            self._clipboard.copy(self.characters, self._pen(), pictured=self._page.pictured(self._page.pictures))

    def cut(self) -> None:
        """Put what is selected on the clipboard and take it off the page."""
        if self.selection:
            ids = self._chosen
            self._clipboard.copy(self.selection.characters, self._pen(), lambda: self._erase(ids, mark("Cut")), self._pictured)
        else:
            self._nothing()

    def paste(self, inks: Sequence[Ink], pictured: Pictured = NONE) -> None:
        """Put ink, a character each, and pictures under the pointer, else aside of their place where that is seen, else into the
        middle.
        """
        ink, under = bounds(Ink(tuple(stroke for ink in inks for stroke in ink))), box_of(pictured.pictures)
        left, top, right, bottom = (
            pick(pair) for pick, pair in zip((min, min, max, max), zip(ink, under, strict=True), strict=True)
        )
        if not left <= right:
            self.told.emit(self.tr("The clipboard holds no ink and no picture."))
            return
        camera, middle = self._view.sheet.camera, ((left + right) / 2, (top + bottom) / 2)
        aside = QPointF(middle[0] + ASIDE, middle[1] + ASIDE)
        if self._view.pointer is not None:
            aside = QPointF(*camera.page(self._view.pointer))
        elif not camera.visible().contains(aside):
            aside = camera.visible().center()
        way = (aside.x() - middle[0], aside.y() - middle[1])
        moved = pictured.moved((1.0, 0.0, 0.0, 1.0, *way))
        added = self._page.put([affine(ink, np.eye(2), way) for ink in inks], moved, mark("Paste"))
        self.hold(added)

    def duplicate(self) -> None:
        """A copy beside what is selected, selected in its place."""
        if self.selection:
            inks = [affine(ink, np.eye(2), (ASIDE, ASIDE)) for ink in self.selection.characters]
            pictured = self._pictured.moved((1.0, 0.0, 0.0, 1.0, ASIDE, ASIDE))
            self.selection.set(self._page.put(inks, pictured, mark("Duplicate")))
        else:
            self._nothing()

    def _nothing(self) -> None:
        self.told.emit(self.tr("Nothing is selected: click a character with the Select tool first."))

    # Inside

    def _show(self) -> None:
        strokes, pictures = self.selection.strokes, self.selection.pictures
        self._view.selected.show(strokes, pictures)
        names = ", ".join(picture.name or self.tr("without a name") for picture in pictures)
        self._view.setAccessibleDescription(self.tr("Selected picture: {}.").format(names) if names else self._described)

    def _tool_changed(self, name: str) -> None:
        if name not in KEEP:
            self.selection.clear()

    def _make_current(self) -> None:
        """The character of what is selected is current where it is one; none where nothing is selected."""
        strokes = self.selection.strokes
        if not strokes:
            self._page.select(None)
        elif self.selection.ids <= {stroke.id for stroke in self._page.ink_of(strokes[0].id)}:
            self._page.select(strokes[0].id)

    def _characters_of(self, ids: Iterable[str]) -> tuple[str, ...]:
        whole = ([stroke.id for stroke in self._page.ink_of(name)] or [name] for name in ids)
        return tuple(dict.fromkeys(name for names in whole for name in names))
