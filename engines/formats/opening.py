"""Opening files that strangers wrote: bounded, without executing or fetching anything, with one clear sentence on failure."""

from __future__ import annotations

import itertools
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

import defusedxml
import defusedxml.ElementTree
import numpy as np
from numpy.typing import ArrayLike, NDArray

from engines.ink.brush import Brush
from engines.ink.types import InkError, Stroke

MAX_BYTES = 256 << 20  # of one ink file: a day of writing at 200 Hz is about 200 MB of text
MAX_POINTS = 20_000_000  # of one ink file
MAX_DEPTH = 200  # of nested elements
MAX_ELEMENTS = 400_000  # of one file: strokes of months, and a few hundred megabytes of memory
MAX_DIGITS = 400  # of a whole number: more than any float can hold
MAX_LINE = 1 << 20  # bytes of one line of text
AGAIN = "get the archive again from where it came from"

Report = Callable[[int, int, str], None]  # (done, in all or 0, what is at work)


class FormatError(ValueError):
    """A file that cannot be read as what it should be. The message names the file, the place in it and the remedy."""


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The whole file. Raises FormatError where it cannot be read, is empty or is larger than `limit` bytes."""
    path = Path(path)
    try:
        if path.is_dir():
            raise FormatError(f"{path} is a folder, not a file; name a file inside it.")
        size = path.stat().st_size
        if size > limit:
            raise FormatError(f"{path} is too large ({size >> 20} MiB, at most {limit >> 20}); split it into smaller files.")
        with path.open("rb") as file:
            data = file.read(limit + 1)  # a pipe or a device tells no size beforehand
    except FileNotFoundError as error:
        raise FormatError(f"{path} does not exist; check the name.") from error
    except (OSError, ValueError) as error:
        if isinstance(error, FormatError):
            raise
        raise FormatError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    if len(data) > limit:
        raise FormatError(f"{path} is too large (more than {limit >> 20} MiB); split it into smaller files.")
    if not data.strip():
        raise FormatError(f"{path} is empty; there is nothing in it to read.")
    return data


def unzipped(path: Path, data: bytes, limit: int) -> bytes:
    """The content of gzipped bytes of `path`. Raises FormatError where they are damaged or more than `limit` bytes unpacked."""
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        whole = unpacker.decompress(data, limit)
    except zlib.error as error:
        raise FormatError(f"{path} is gzipped and damaged; {AGAIN}.") from error
    if not unpacker.eof:
        reason = f"is larger than {limit >> 20} MiB unpacked" if len(whole) >= limit else "is gzipped and breaks off"
        raise FormatError(f"{path} {reason}; {AGAIN}.")
    return whole


def text_lines(path: Path, report: Report | None = None, longest: int = MAX_LINE) -> Iterator[tuple[int, str]]:
    """(number, line without its end) of a text file of any length, one after another; UTF-8, else Latin-1.

    report: told of the bytes read and of all. Raises FormatError for a file that cannot be read and for a line that is longer
    than `longest` bytes, which no text has.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise FormatError(f"{path} is a folder, not a file; name a file inside it.")
        size, done = path.stat().st_size, 0
        with path.open("rb") as file:
            for number in itertools.count(1):
                line = file.readline(longest + 1)
                if not line:
                    return
                if len(line) > longest:
                    raise FormatError(f"{path}, line {number} is longer than {longest >> 10} KiB: this is no such text.")
                done += len(line)
                yield number, decoded(line).rstrip("\r\n")
                if report and number % 256 == 0:
                    report(done, size, path.name)
    except FileNotFoundError as error:
        raise FormatError(f"{path} does not exist; check the name.") from error
    except OSError as error:
        raise FormatError(f"{path} cannot be read: {error.strerror or error}.") from error


def decoded(data: bytes) -> str:
    """Bytes as text: UTF-8 where that can be, else Latin-1; a mark of the byte order is left out."""
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return data.decode("latin-1")


class _Builder(TreeBuilder):
    """Builds the tree and stops where it grows beyond all sense: a few bytes of XML cost a hundred times as many in memory."""

    def __init__(self, path: Path | str) -> None:
        super().__init__()
        self._path, self._depth, self._count = path, 0, 0

    def start(self, tag: Any, attrs: Any, /) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH + 1:
            raise FormatError(f"{self._path} nests elements more than {MAX_DEPTH} deep; save it again without so many groups.")
        if self._count > MAX_ELEMENTS:
            raise FormatError(f"{self._path} holds more than {MAX_ELEMENTS:,} elements; split it into smaller files.")
        return super().start(tag, attrs)

    def end(self, tag: Any, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def parse_xml(path: Path, root: str, kind: str, limit: int = MAX_BYTES) -> Element:
    """The root element of an XML file of at most `limit` bytes. root: its expected name without namespace; kind: the format's
    name for people.

    Entity definitions and references to outside are refused (a few lines of them can fill the memory or read private files).
    """
    return parse_xml_bytes(read_bytes(path, limit), path, root, kind)


def parse_xml_bytes(data: bytes, path: Path | str, root: str, kind: str) -> Element:
    """The same for a file's content; path: how errors name it."""
    try:
        parser = defusedxml.ElementTree.XMLParser(target=_Builder(path), forbid_entities=True, forbid_external=True)
        parser.feed(data)
        element: Element = parser.close()
    except FormatError:
        raise
    except defusedxml.DefusedXmlException as error:
        raise FormatError(
            f"{path} defines XML entities, which Ductus does not open because they can be used for attacks; "
            f"save it again as plain {kind} from the program it came from."
        ) from error
    except ParseError as error:
        line, column = error.position
        raise FormatError(
            f"{path} is not valid {kind}: line {line}, column {column} cannot be read as XML (cut off or damaged?); "
            "get the file again from where it came from."
        ) from error
    except (ValueError, LookupError) as error:  # an encoding that does not exist or does not fit
        raise FormatError(f"{path} is not valid {kind}: its text encoding cannot be read; save it again as UTF-8.") from error
    if local(element) != root:
        raise FormatError(f"{path} is XML but not {kind}: it begins with <{local(element)[:40]}>, not <{root}>.")
    return element


def parse_json(path: Path, kind: str) -> Any:
    """The decoded JSON of a file; NaN and Infinity, which JSON does not have, are refused."""
    data = read_bytes(path)
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_number, parse_int=_whole_number)
    except UnicodeDecodeError as error:
        raise FormatError(f"{path} is not {kind}: byte {error.start} is not UTF-8 text; save it again as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise FormatError(
            f"{path} is not {kind}: line {error.lineno}, column {error.colno} is not valid JSON (cut off or damaged?); "
            "get the file again from where it came from."
        ) from error
    except RecursionError as error:
        raise FormatError(f"{path} is not {kind}: its lists are nested too deeply.") from error
    except ValueError as error:
        raise FormatError(f"{path} is not {kind}: {error}; remove or replace that value.") from error


def _whole_number(word: str) -> int:
    if len(word) > MAX_DIGITS:
        raise ValueError(f"it holds a number of {len(word)} digits")
    return int(word)


def _no_number(word: str) -> float:
    raise ValueError(f"it holds {word}, which is not a number")


def readable(text: str) -> str:
    """Text whose characters all exist: the halves of characters and the bytes of names that are no text become "?"."""
    return text.encode("utf-8", "replace").decode()


def local(element: Element) -> str:
    """An element's name without its namespace; "" for a comment or a processing instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str, default: str = "") -> str:
    """An attribute's value whatever its namespace (`xml:id` and `id`, `xlink:href` and `href`)."""
    value = element.get(name)
    if value is not None:
        return value
    return next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == name), default)


def walk(root: Element, path: Path) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    """Every element in document order with its ancestors, outermost first. Raises FormatError for absurd nesting."""
    stack: list[tuple[Element, tuple[Element, ...]]] = [(root, ())]
    while stack:
        element, above = stack.pop()
        if len(above) > MAX_DEPTH:
            raise FormatError(f"{path} nests elements more than {MAX_DEPTH} deep; save it again without so many groups.")
        yield element, above
        path_down = (*above, element)
        stack.extend((child, path_down) for child in reversed(element))


def make_stroke(place: str, xy: ArrayLike, brush: Brush | None = None, **channels: ArrayLike | None) -> Stroke:
    """A stroke from foreign numbers; place: "FILE, stroke 3". Raises FormatError for values that are not finite numbers."""
    try:
        with np.errstate(over="ignore"):  # beyond float32 becomes infinite, which Stroke refuses
            return Stroke(xy, brush=brush, **channels)  # type: ignore[arg-type]
    except InkError as error:
        raise FormatError(f"{place} cannot be used: {error} Remove or repair that stroke.") from error


def shortest(values: NDArray[np.float32]) -> list[str]:
    """(N,) -> for each the shortest decimal number, without exponent, that reads back as the same float32; "?" for NaN."""
    return [_decimal(word) for word in np.asarray(values, np.float32).astype(str).tolist()]


def _decimal(word: str) -> str:
    if word.endswith(".0"):
        return word[:-2]
    if "e" in word:
        return np.format_float_positional(np.float32(word), unique=True, trim="-")
    return word if word[-1] in "0123456789" else "?"
