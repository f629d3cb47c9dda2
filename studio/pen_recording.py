"""What a pen really sent, event by event: kept, counted, written to a file and read again. No Qt in here.

A recording is a file of JSON lines: a first line that says what it is and which devices took part, then one line an event. It
holds handwriting; the `Figures` that are drawn from it do not.
"""

from __future__ import annotations

import json
import math
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from statistics import median
from typing import Any, Literal, get_args

KIND, VERSION = "ductus pen recording", 1
SUFFIX = ".penlog"
MOST_EVENTS = 400_000  # half an hour at 200 Hz
MOST_BYTES = 256 << 20
RECENT = 600  # intervals that the rate is measured on
MOST_STAMP = 1 << 53  # ms
FLAGS = 0x07FFFFFF  # every button that Qt knows
LEARNT = 24  # intervals after which the usual one is worked out anew
LOST = 1.6  # times the usual interval, from which on something seems to be missing between two events
What = Literal["hover", "down", "move", "up"]


class RecordingError(ValueError):
    """The file holds no recording of a pen. line: where that shows, from 1."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line = line


@dataclass(frozen=True)
class PenDevice:
    """A device as Qt describes it. pointer: "pen", "eraser", "cursor" or "mouse". can: names of what it says it tells."""

    name: str
    pointer: str
    can: tuple[str, ...] = ()

    @property
    def mouse(self) -> bool:
        """Whether it is a mouse, which has no pressure."""
        return self.pointer == "mouse"


@dataclass(frozen=True)
class PenEvent:
    """One event. x, y: logical pixels; stamp: ms of the device's clock; pressure 0..1; tilt and rotation in degrees.

    device: its place among the recording's devices. buttons, keys: Qt's flags.
    """

    what: What
    x: float
    y: float
    stamp: int
    pressure: float = 0.0
    tilt_x: float = 0.0
    tilt_y: float = 0.0
    rotation: float = 0.0
    wheel: float = 0.0  # tangential pressure, -1..1
    buttons: int = 0
    keys: int = 0
    device: int = 0


@dataclass
class Recording:
    """Events in the order in which they arrived."""

    devices: list[PenDevice] = field(default_factory=list)
    events: list[PenEvent] = field(default_factory=list)

    def place_of(self, device: PenDevice) -> int:
        """Where the device stands among the recording's; it is put there if it is new."""
        if device not in self.devices:
            self.devices.append(device)
        return self.devices.index(device)

    @property
    def full(self) -> bool:
        """Whether it takes no more events."""
        return len(self.events) >= MOST_EVENTS

    @property
    def seconds(self) -> float:
        """From the first event to the last."""
        return (self.events[-1].stamp - self.events[0].stamp) / 1000 if self.events else 0.0


@dataclass
class Figures:
    """What the events of one pointer say about it, counted as they come: `add` costs the same however many there were.

    Intervals are measured between two events of one touch. coalesced: events that share their time with the one before;
    duplicated: those that share everything; disordered: whose time lies before; lost: estimated from the gaps.
    """

    events: int = 0
    strokes: int = 0
    shortest: int = 0  # ms; 0 while there is none
    longest: int = 0  # ms
    coalesced: int = 0
    duplicated: int = 0
    disordered: int = 0
    lost: int = 0
    step: float = math.inf  # the smallest way that an event went along x or y, logical pixels
    hardest: float = 0.0  # pressure
    buttons: int = 0  # every button that was ever seen
    last: PenEvent | None = None
    _usual: float = math.inf  # ms, learnt every LEARNT intervals
    _fresh: int = 0
    _intervals: deque[int] = field(default_factory=lambda: deque(maxlen=RECENT))

    def add(self, event: PenEvent) -> None:
        """One more event."""
        last, self.last = self.last, event
        self.events += 1
        self.buttons |= event.buttons
        self.hardest = max(self.hardest, event.pressure)
        if event.what == "down":
            self.strokes += 1
        if last is None:
            return
        self.step = min([self.step, *(way for way in (abs(event.x - last.x), abs(event.y - last.y)) if way > 1e-6)])
        if event.what in ("move", "up") and last.what in ("down", "move"):
            self._time(event, last)

    def _time(self, event: PenEvent, last: PenEvent) -> None:
        interval = event.stamp - last.stamp
        if interval < 0:
            self.disordered += 1
        elif interval == 0:
            self.coalesced += event.what == "move"
            self.duplicated += event == last
        elif event.what == "move":  # when a pen is lifted is no sample of its clock
            self.shortest = min(self.shortest or interval, interval)
            self.longest = max(self.longest, interval)
            if interval > LOST * self._usual + 1:
                self.lost += round(interval / self._usual) - 1
            self._intervals.append(interval)
            self._fresh += 1
            if self._fresh % LEARNT == 0:
                self._usual = self.interval

    @property
    def middle(self) -> float:
        """The median interval in ms; NaN before there are enough."""
        return float(median(self._intervals)) if len(self._intervals) > 4 else math.nan

    @property
    def interval(self) -> float:
        """The usual interval in ms: the mean of those near the median, since whole milliseconds hide what lies between."""
        middle = self.middle
        near = [interval for interval in self._intervals if abs(interval - middle) <= max(1.0, middle / 2)]
        return sum(near) / len(near) if near else math.nan

    @property
    def rate(self) -> float:
        """Events a second; NaN before there are enough."""
        return 1000 / self.interval


def figures(events: Iterable[PenEvent]) -> Figures:
    """The figures of a whole recording."""
    made = Figures()
    for event in events:
        made.add(event)
    return made


# Files


def save(recording: Recording, path: Path, write: Callable[[Path, str], None]) -> None:
    """Write the recording with `write(path, text)`. Raises OSError."""
    head = {"kind": KIND, "version": VERSION, "devices": [asdict(device) for device in recording.devices]}
    lines = [json.dumps(head, ensure_ascii=False), *(json.dumps(asdict(event)) for event in recording.events)]
    write(path, "\n".join(lines) + "\n")


def load(path: Path) -> Recording:
    """Read a recording. Raises OSError, and RecordingError for anything else than a whole one."""
    if path.stat().st_size > MOST_BYTES:
        raise RecordingError(1, "it is too large")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as problem:
        raise RecordingError(1, "it is no text") from problem
    return read(lines)


def read(lines: list[str]) -> Recording:
    """A recording from its lines. Raises RecordingError."""
    head = _object(lines[0] if lines else "", 1)
    if head.get("kind") != KIND or head.get("version") != VERSION:
        raise RecordingError(1, "it does not begin as a recording does")
    if len(lines) - 1 > MOST_EVENTS:
        raise RecordingError(MOST_EVENTS + 1, "there are too many events")
    devices = head.get("devices")
    if not isinstance(devices, list) or not all(isinstance(device, dict) for device in devices):
        raise RecordingError(1, "it names no devices")
    made = Recording([_device(device) for device in devices])
    for number, line in enumerate(lines[1:], 2):
        made.events.append(_event(_object(line, number), number, len(devices)))
    return made


def _object(line: str, number: int) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise RecordingError(number, "it is no JSON") from problem
    if not isinstance(told, dict):
        raise RecordingError(number, "it is no object")
    return told


def _device(told: dict[str, Any]) -> PenDevice:
    can = told.get("can")
    names = tuple(str(name) for name in can) if isinstance(can, list) else ()
    return PenDevice(str(told.get("name", "")), str(told.get("pointer", "")), names)


def _event(told: dict[str, Any], number: int, devices: int) -> PenEvent:
    values: dict[str, Any] = {}
    for item in fields(PenEvent):
        value = told.get(item.name, 0)
        if item.name == "what":
            if value not in get_args(What):
                raise RecordingError(number, "nobody knows what happened")
            values["what"] = value
            continue
        whole = item.name in ("stamp", "buttons", "keys", "device")
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or abs(value) > 2**62:
            raise RecordingError(number, f"{item.name} is no number")
        if not math.isfinite(value):
            raise RecordingError(number, f"{item.name} is no number")
        values[item.name] = value if whole else float(value)
    if not (0 <= values["stamp"] < MOST_STAMP and 0 <= values["buttons"] <= FLAGS and 0 <= values["keys"] <= 2 * FLAGS + 1):
        raise RecordingError(number, "no device tells that")
    if not 0 <= values["device"] < devices:
        raise RecordingError(number, "the device is not known")
    return PenEvent(**values)
