"""A UNIPEN release as its files: unpacked in a folder, or inside a tar archive."""

from __future__ import annotations

import posixpath
import re
import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path

from engines.formats.opening import FormatError, read_bytes

MAX_FILE = 256 << 20  # bytes: no file of a release comes near it, with all that it includes
LONGEST_NAME = 200  # characters of an included file's name


class UnipenError(FormatError):
    """A UNIPEN file that cannot be used, with its name and what is wrong."""


class Folder:
    """A release unpacked on disk."""

    def __init__(self, root: Path) -> None:
        below = [folder for folder in (root, *sorted(root.iterdir())) if (folder / "data").is_dir()]
        if not below:
            raise UnipenError(f"{root} is no UNIPEN release: it holds no data/ folder. Name the folder above data/ and include/.")
        self.root = below[0]

    def names(self, category: str) -> list[str]:
        """The data files of a category."""
        folder = self.root / "data" / category
        return sorted(path.relative_to(self.root).as_posix() for path in folder.rglob("*") if path.is_file())

    def read(self, name: str) -> bytes | None:
        """The content of a file of the release; None where it is not there."""
        return self.bytes_in(self.root, name)

    @staticmethod
    def bytes_in(root: Path, name: str) -> bytes | None:
        """The content of a file below `root`, never of one outside of it. Raises UnipenError for one that is too large."""
        path = root / name
        if posixpath.normpath(name).startswith("..") or len(name) > LONGEST_NAME or not path.is_file():
            return None
        if path.stat().st_size > MAX_FILE:
            raise UnipenError(f"{name} is too large ({path.stat().st_size >> 20} MiB) to be a UNIPEN file.")
        return path.read_bytes()


class Archive:
    """A release inside a tar archive (.tar, .tar.xz, .tar.gz ...), read once into memory.

    at_work: called for every file of the archive; an exception of its own ends the unpacking.
    """

    def __init__(self, path: Path, categories: Sequence[str], at_work: Callable[[], None] = lambda: None) -> None:
        wanted = (*(f"data/{category}/" for category in categories), "include/")
        self.files: dict[str, bytes] = {}
        try:
            with tarfile.open(path) as archive:
                for member in archive:
                    at_work()
                    name = re.sub(r"^.*?(?=(?:data|include)/)", "", member.name)
                    if not (member.isfile() and name.startswith(wanted) and member.size <= MAX_FILE):
                        continue
                    handle = archive.extractfile(member)
                    if handle is not None:
                        self.files[name] = handle.read()
        except (tarfile.TarError, EOFError, OSError, ValueError) as error:
            if not self.files:
                raise UnipenError(f"{path} {_why_no_archive(error)}.") from error
            self.damage: str | None = "the archive breaks off or is damaged; get it again from where it came from"
        else:
            self.damage = None

    def names(self, category: str) -> list[str]:
        """The data files of a category."""
        return sorted(name for name in self.files if name.startswith(f"data/{category}/"))

    def read(self, name: str) -> bytes | None:
        """The content of a file of the release; None where it is not there."""
        return self.files.get(name)


class Single:
    """One data file by itself; what it includes is looked for in the `include` folder of the release that it lies in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        above = [folder for folder in path.absolute().parents if (folder / "include").is_dir()]
        self.root = above[0] if above else None
        parts = path.absolute().parts[-3:-1]
        self.name = "/".join(("data", *(parts if path.absolute().parts[-4:-3] == ("data",) else ("", "file")), path.name))

    def names(self, category: str) -> list[str]:
        """Its name, whatever the category."""
        return [self.name]

    def read(self, name: str) -> bytes | None:
        """The content of the file, or of one that it includes; None where that is not there."""
        if name == self.name:
            return read_bytes(self.path, MAX_FILE)
        return Folder.bytes_in(self.root, name) if self.root is not None else None


def is_single(path: Path) -> bool:
    """Whether a file begins as UNIPEN's text does, and not as an archive."""
    try:
        with path.open("rb") as file:
            head = file.read(1 << 14)
    except OSError:
        return False
    return b"\0" not in head and re.search(rb"^\.(VERSION|COORD|SEGMENT|INCLUDE|PEN_DOWN|DATA_SOURCE)\b", head, re.M) is not None


def _why_no_archive(error: Exception) -> str:
    """What an archive suffers from, after its name: tarfile's own words are many lines about formats it tried."""
    if isinstance(error, OSError) and error.errno is not None:
        return f"cannot be read: {error.strerror}"
    if isinstance(error, tarfile.ReadError) and "could not be opened" in str(error):
        return "cannot be read as an archive (no tar file, or a damaged one); choose the release's folder or its .tar.xz"
    return "cannot be read as an archive: it breaks off or is damaged; get it again from where it came from"
