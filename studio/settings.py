"""What a person chose, kept between sessions: one small JSON file, read tolerantly and written beside and renamed.

Assigning a field is all it takes: `settings.theme = "dark"` checks the value and has the file written a moment later by a thread
of its own, so that a slow disk never holds the pen. A file that cannot be read gives the defaults; a value that makes no sense
gives that field's default; fields of a newer Ductus are kept as they are.
"""

from __future__ import annotations

import atexit
import json
import logging
import math
import os
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import platformdirs

from engines.ink.brush import Brush

RECENT = 10  # files remembered
DELAY = 0.3  # seconds: changes are gathered before the file is written
log = logging.getLogger("ductus.settings")


def data_dir() -> Path:
    """The person's Ductus folder: DUCTUS_HOME, else the platform's folder for data."""
    chosen = os.environ.get("DUCTUS_HOME")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("ductus", appauthor=False))


def config_dir() -> Path:
    """Where the settings' file lives: DUCTUS_HOME, else the platform's folder for configuration."""
    chosen = os.environ.get("DUCTUS_HOME")
    return Path(chosen) if chosen else Path(platformdirs.user_config_dir("ductus", appauthor=False))


def _one_of(*allowed: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value not in allowed:
            raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
        return str(value)

    return check


def _between(low: float, high: float) -> Callable[[Any], float]:
    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise ValueError(f"{value!r} is not a number")
        return min(max(float(value), low), high)

    return check


def _kind(wanted: type) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if not isinstance(value, wanted):
            raise ValueError(f"{value!r} is no {wanted.__name__}")
        return value

    return check


def _whole(low: int, high: int) -> Callable[[Any], int]:
    number = _between(low, high)
    return lambda value: round(number(value))


def _device(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"auto|cpu|cuda(:\d{1,2})?", value):
        raise ValueError(f"{value!r} is no device")
    return value


def _texts(value: Any) -> list[str]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, (str, Path)) for item in value):
        raise ValueError(f"{value!r} is no list of file names")
    return list(dict.fromkeys(str(item) for item in value))[:RECENT]


def _brush(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{value!r} is no pen")
    brush = Brush.from_notes(value) if value else None
    if value and brush is None:
        raise ValueError(f"{value!r} is no pen that can draw")
    return brush.noted() if brush is not None else {}


def _dwell(value: Any) -> float:
    """0, or 0.5 to 3 seconds: sooner a resting hand would be taken for a pressing one."""
    seconds = _between(0.0, 3.0)(value)
    return seconds if seconds == 0 else max(seconds, 0.5)


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "theme": _one_of("system", "light", "dark"),
    "touch": _one_of("auto", "draws", "moves"),
    "tablet_seen": _kind(bool),
    "language": _one_of("system", "en", "de"),
    **dict.fromkeys(("answer_device", "work_device"), _device),
    **dict.fromkeys(("answer_threads", "work_threads"), _whole(0, 64)),
    "pen_width": _between(0.1, 5.0),
    "brush": _brush,
    "smoothing": _between(0.0, 1.0),
    "tremor": _between(0.0, 1.0),
    "dwell": _dwell,
    "speed": _between(0.05, 16.0),
    "zoom": _between(0.0, 64.0),
    "panel_width": _between(0.0, 4000.0),
    "recent": _texts,
    "exports": _kind(dict),
    "collect": _kind(dict),
    **{name: _kind(bool) for name in ("left_handed", "reduce_motion", "big_targets", "guides", "loop", "stroke_numbers")},
    "export_kind": _kind(str),
    **{name: _kind(str) for name in ("panel", "model", "geometry", "state", "last_folder", "models_folder", "export_folder")},
}


@dataclass(eq=False)
class Settings:
    """Everything a person chose. Assigning a value of the wrong kind raises ValueError; numbers are brought into their range."""

    path: Path | None = None  # None: kept in memory only
    theme: str = "system"  # "system", "light" or "dark"
    pen_width: float = 0.7  # millimetres, 0.1 .. 5: of ink that names no pen of its own
    brush: dict[str, Any] = field(default_factory=dict)  # the pen in hand, see Brush.noted; {}: a plain pen of pen_width
    smoothing: float = 0.5  # 0 (as recorded) .. 1
    tremor: float = 0.0  # strength of the tremor filter, 0 (off) .. 1
    dwell: float = 0.0  # s that a still mouse takes to press or lift the pen, 0.5 .. 3; 0: off
    touch: str = "auto"  # whether a finger "draws" or "moves" the page; "auto": draws until a tablet was seen
    tablet_seen: bool = False
    left_handed: bool = False
    reduce_motion: bool = False
    big_targets: bool = False
    language: str = "system"  # or "en", "de"
    guides: bool = False
    stroke_numbers: bool = False  # numbers and arrows on the page's own ink
    speed: float = 1.0  # of the replay
    loop: bool = False
    zoom: float = 0.0  # pixels a millimetre; 0: fit
    panel: str = "convert"
    panel_width: float = 0.0  # logical pixels, as a person drew it; 0: what suits the window
    model: str = ""  # name of the model in use; "": the default one
    geometry: str = ""  # of the window, base64
    state: str = ""  # of its docks, base64
    last_folder: str = ""
    answer_device: str = "auto"  # of the engine that answers while one writes: "auto", "cpu", "cuda", "cuda:1" …
    answer_threads: int = 0  # 0: what suits
    work_device: str = "auto"  # of trainings and evaluations
    work_threads: int = 0
    models_folder: str = ""  # "": "models" in the data folder
    export_folder: str = ""  # "": where the last file went
    export_kind: str = "png"  # what was exported last,
    exports: dict[str, Any] = field(default_factory=dict)  # and how, kind by kind (engines.export.options)
    collect: dict[str, Any] = field(default_factory=dict)  # what is written, and how it goes on (studio.collect_forms.Wish)
    recent: list[str] = field(default_factory=list)  # files opened, the newest first

    def __post_init__(self) -> None:
        self._foreign: dict[str, Any] = {}  # fields of a newer Ductus
        self._lock = threading.Lock()
        self._writer: threading.Thread | None = None
        self._hurry = threading.Event()
        self._stale = False
        object.__setattr__(self, "_ready", True)

    def __setattr__(self, name: str, value: Any) -> None:
        check = _CHECKS.get(name)
        if check is not None:
            try:
                value = check(value)
            except ValueError as problem:
                raise ValueError(f"The setting '{name}' cannot be that: {problem}.") from None
        known = self.__dict__.get(name)
        object.__setattr__(self, name, value)
        if check is not None and value != known and self.__dict__.get("_ready"):
            self._schedule()

    @classmethod
    def load(cls, path: Path | None = None) -> Settings:
        """The settings in `path` (default: settings.json in the configuration's folder); defaults where it has none."""
        path = path or config_dir() / "settings.json"
        settings = cls()
        for name, value in _read(path).items():
            if name not in _CHECKS:
                settings._foreign[name] = value
                continue
            try:
                setattr(settings, name, value)
            except ValueError as problem:
                log.warning("%s: %s", path, problem)
        settings.path = path
        return settings

    @property
    def data_dir(self) -> Path:
        """The person's Ductus folder: pages, models, datasets and logs live there."""
        return data_dir()

    @property
    def models_dir(self) -> Path:
        """Where the person's own models live."""
        return Path(self.models_folder) if self.models_folder else self.data_dir / "models"

    @property
    def page_path(self) -> Path:
        """The journal of the page."""
        return self.data_dir / "pages" / "page.journal"

    @property
    def pen(self) -> Brush:
        """The pen in hand."""
        return (Brush.from_notes(self.brush) if self.brush else None) or Brush(width=self.pen_width)

    @pen.setter
    def pen(self, brush: Brush) -> None:
        self.brush = brush.noted()

    def remember(self, path: Path) -> None:
        """Put a file on top of the recent ones."""
        self.recent = [str(path), *self.recent]

    def flush(self) -> None:
        """Write what is not yet written, and wait for it. Call it when the program ends."""
        with self._lock:
            writer = self._writer
        if writer is not None:
            self._hurry.set()
            writer.join()

    def _schedule(self) -> None:
        if self.path is None:
            return
        with self._lock:
            self._stale = True
            if self._writer is None:
                self._hurry.clear()
                self._writer = threading.Thread(target=self._write_soon, name="settings", daemon=True)
                self._writer.start()
                atexit.register(self.flush)

    def _write_soon(self) -> None:
        while True:
            self._hurry.wait(DELAY)
            with self._lock:
                if not self._stale:
                    self._writer = None
                    atexit.unregister(self.flush)
                    return
                self._stale = False
                text = self._as_json()
            try:
                replace_text(self.path or Path(), text)
            except OSError as problem:
                log.warning("The settings could not be written: %s", problem)

    def _as_json(self) -> str:
        known = {item.name: getattr(self, item.name) for item in fields(self) if item.name in _CHECKS}
        return json.dumps({**self._foreign, **known}, indent=2, ensure_ascii=False) + "\n"


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as problem:
        log.warning("The settings could not be read, the defaults are used: %s", problem)
        return {}
    return raw if isinstance(raw, dict) else {}


def replace_text(path: Path, text: str) -> None:
    """Write beside, force, rename: a stopped program leaves the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", errors="backslashreplace") as file:  # half a character becomes JSON's own escape
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
