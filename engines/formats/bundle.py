"""A folder or a zip archive of many small files, read one after another: bounded, and nothing is unpacked on the disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from engines.data.sample import Sample
from engines.formats.opening import AGAIN, FormatError, Report, read_bytes, readable

MAX_FILES = 400_000  # in one bundle: more than any set of characters has
MAX_MEMBER = 8 << 20  # bytes of one file
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)

Left = list[tuple[str, str]]  # (where, reason) of what was left out


@dataclass(frozen=True)
class Member:
    """One file of a bundle. name: its path inside, with "/"; place: how to name it to people."""

    name: str
    place: str


class Bundle:
    """The files of a folder or of a zip archive whose names end in `ending`, or one of several; those of a Mac's shadow folder
    are passed over.

    Raises FormatError where the archive cannot be opened.
    """

    def __init__(self, path: Path, ending: str | tuple[str, ...]) -> None:
        self.path = Path(path)
        self._zip: zipfile.ZipFile | None = None
        if self.path.is_dir():
            found = sorted(file for file in self.path.rglob("*") if file.name.lower().endswith(ending) and file.is_file())
            names = [file.relative_to(self.path).as_posix() for file in found]
        else:
            names = self._opened(ending)
        names = [name for name in names if "__MACOSX" not in name.split("/")]
        if len(names) > MAX_FILES:
            self.close()
            raise FormatError(f"{path} holds more than {MAX_FILES:,} files; split it into smaller archives.")
        self.members = [Member(readable(name), f"{readable(str(path))}, {_shown(name)}") for name in names]
        self._names = dict(zip(self.members, names, strict=True))

    def _opened(self, ending: str | tuple[str, ...]) -> list[str]:
        try:
            self._zip = zipfile.ZipFile(self.path)
            return sorted(name for name in self._zip.namelist() if name.lower().endswith(ending))
        except FileNotFoundError as error:
            raise FormatError(f"{self.path} does not exist; check the name.") from error
        except BROKEN as error:
            self.close()
            raise FormatError(f"{self.path} is no zip archive that can be opened (cut off or damaged?); {AGAIN}.") from error

    def __enter__(self) -> Bundle:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the archive."""
        if self._zip is not None:
            self._zip.close()

    def read(self, member: Member) -> bytes:
        """The whole content of a file. Raises FormatError where it is empty, damaged or larger than MAX_MEMBER."""
        name = self._names[member]
        if self._zip is None:
            return read_bytes(self.path / name, MAX_MEMBER)
        try:
            with self._zip.open(name) as file:  # a size that lies is caught by reading no more than may be
                data = file.read(MAX_MEMBER + 1)
        except BROKEN as error:
            raise FormatError(f"{member.place} is damaged or packed in a way that cannot be read; {AGAIN}.") from error
        if len(data) > MAX_MEMBER:
            raise FormatError(f"{member.place} is too large (more than {MAX_MEMBER >> 20} MiB) to be a character.")
        if not data.strip():
            raise FormatError(f"{member.place} is empty; {AGAIN}.")
        return data

    def samples(
        self, make: Callable[[Member, bytes], Sample], what: str, report: Report | None = None, left: Left | None = None
    ) -> Iterator[Sample]:
        """A sample of each file; what cannot be read is appended to `left` with its reason and the rest arrives.

        make: a file's sample, or a FormatError. Raises FormatError where there is no file (it "holds no `what`") or none is read.
        """
        if not self.members:
            raise FormatError(f"{self.path} holds no {what}; name the archive or the folder that does.")
        failed: list[str] = []
        for number, member in enumerate(self.members, 1):
            try:
                sample = make(member, self.read(member))
            except FormatError as error:
                failed.append(str(error))
                if left is not None:
                    left.append((member.place, str(error)))
            else:
                yield sample
            if report:
                report(number, len(self.members), member.name)
        if len(failed) == len(self.members):
            raise FormatError(f"None of the {len(failed):,} files of {self.path} could be read; the first: {failed[0]}")


def _shown(name: str) -> str:
    """A file's name as part of a sentence: every character printable, at most 200 of them."""
    return "".join(character if character.isprintable() else "?" for character in readable(name)[-200:])


def plain(value: Any) -> str:
    """A value of a file as part of a sentence: one line, at most 40 characters, every character printable."""
    return repr(value)[:40]
