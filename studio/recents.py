"""The menu of what was open before: page files and kept pages with their time, then ink and pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QObject
from PySide6.QtWidgets import QMenu

from studio import page_files
from studio.choices import Parts
from studio.openable import PAGES
from studio.page_files import Entry
from studio.pages import Pages
from studio.words import tr

MOST = 10  # pages in the menu


def moment(when: float, now: datetime) -> str:
    """A time in words: "today 14:05", "yesterday", a date. when: seconds since 1970."""
    then = datetime.fromtimestamp(when)
    days = (now.date() - then.date()).days
    if days == 0:
        return tr("today {}").format(f"{then:%H:%M}")
    return (
        tr("yesterday")
        if days == 1
        else QLocale().toString(QDate(then.year, then.month, then.day), QLocale.FormatType.ShortFormat)
    )


def line(entry: Entry, now: datetime) -> str:
    """A page in the menu: "Untitled, 12 strokes, yesterday"."""
    name = entry.title or tr("Untitled")
    if entry.kept and entry.title:
        name = tr("{}, not saved").format(name)
    count = entry.strokes
    strokes = "" if count is None else tr("1 stroke") if count == 1 else tr("{:,} strokes").format(count)
    return ", ".join(part for part in (name, strokes, moment(entry.when, now)) if part)


class Recents(QObject):
    """menu: "Open recent". take: opens files that are no pages. The files are looked at in the background."""

    def __init__(self, window: Parts, pages: Pages, take: Callable[[list[Path]], None]) -> None:
        super().__init__(window)
        self._window, self._pages, self._take = window, pages, take
        self._entries: list[Entry] = []
        self.menu = QMenu(self.tr("Open recent"))
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self.look)
        pages.changed.connect(self.look)
        pages.remembered.connect(self.remember)
        self._list()

    def remember(self, path: Path) -> None:
        """A file was opened or saved: it comes first."""
        self._window.settings.last_folder = str(path.parent)
        self._window.settings.remember(path)
        self._list()
        self.look()

    def look(self) -> None:
        """Find out, in the background, which pages there are and from when."""
        folder, recent = self._pages.folder, [Path(name) for name in self._window.settings.recent]
        files = [path for path in recent if path.suffix.lower() in PAGES]
        self._window.background.run(lambda: page_files.entries(files, folder), self._found, lambda _error: None)

    def _found(self, entries: list[Entry]) -> None:
        if entries != self._entries:
            self._entries = entries
            self._list()

    def _forget(self) -> None:
        self._window.settings.recent = []
        self._list()
        self.look()

    def _shown(self) -> Sequence[Entry]:
        """The pages to offer; the one that lies here is not offered to itself."""
        here = page_files.kept_path(self._pages.folder, self._window.page.filed)
        known = set(self._window.settings.recent)
        return [entry for entry in self._entries if entry.path != here and (entry.kept or str(entry.path) in known)][:MOST]

    def _list(self) -> None:
        now, settings = datetime.now(), self._window.settings
        others = [path for path in map(Path, settings.recent) if path.suffix.lower() not in PAGES]
        groups: list[list[tuple[str, str, Callable[[], object]]]] = [
            [
                (line(entry, now), str(entry.path), partial(self._pages.open, entry.path, kept=entry.kept))
                for entry in self._shown()
            ],
            [(path.name, str(path), partial(self._take, [path])) for path in others],
            [],
        ]
        if any(entry.kept for entry in self._entries):
            groups[-1].append((self.tr("All kept pages…"), "", partial(self._window.sharing.open_dialog, self._pages.folder)))
        if settings.recent:
            groups[-1].append((self.tr("Forget these files"), "", self._forget))
        self.menu.clear()
        for group in filter(None, groups):
            if self.menu.actions():
                self.menu.addSeparator()
            for words, hint, do in group:
                self.menu.addAction(words.replace("&", "&&"), do).setToolTip(hint)
        self.menu.menuAction().setVisible(bool(self.menu.actions()))
