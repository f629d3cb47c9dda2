"""What a file or folder is, by a look at its content: for who does not want to name the format, and for what is dropped."""

from __future__ import annotations

import collections
import gzip
import itertools
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engines.formats.opening import FormatError
from engines.formats.pictures import ENDINGS as PICTURES
from engines.formats.unipen_release import is_single

FORMATS = (  # that can be imported
    "unipen", "inkml", "iam-ondb", "iam-words", "uji", "omniglot", "idx", "az-csv", "kanjivg", "svg", "json", "xopp", "uim",
    "images", "sheet", "store", "ductus",
)  # fmt: skip
MOST = 5000  # names of a folder or an archive that are looked at: a pen waits for the engine meanwhile
HEAD = 1 << 16  # bytes of a file that are looked at
PACKED = 1 << 22  # bytes that are unpacked of an archive in order to see its names
HINTS: tuple[tuple[str, re.Pattern[str]], ...] = (  # format, what the names inside of its sets are like; the first that fits
    ("unipen", re.compile(r"(?:^|/)(?:data/[1-8][a-d]?|include)/.+")),
    ("idx", re.compile(r"(?:^|[/-])images[-.]idx3-ubyte(?:\.gz)?$")),
    (
        "omniglot",
        re.compile(r"(?:^|/)(?:strokes_[^/]*\.zip|images_(?:ba|ev)[^/]*\.npz|character\d+/\d+_\d+\.txt)$"),
    ),
    ("iam-ondb", re.compile(r"(?:^|/)lineStrokes/.*\.xml$|(?:^|/)[a-z]\d\d-\d{3}[a-z]?-\d\d\.xml$")),
    ("iam-words", re.compile(r"(?:^|/)(?:words|lines|sentences)\.txt$")),
    ("uji", re.compile(r"(?:^|/)ujipenchars2?\.txt$")),
    ("kanjivg", re.compile(r"(?:^|/)[0-9a-f]{5}(?:-[^/]*)?\.svg$")),
    ("images", re.compile(r"(?:^|/)index\.csv$")),
)
ENDINGS = {".inkml": "inkml", ".svg": "svg", ".json": "json", ".ductus": "ductus", ".xopp": "xopp", ".uim": "uim", ".h5": "store",
           ".csv": "az-csv"} | dict.fromkeys(PICTURES, "images")  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What was found out. form: of FORMATS. count: how many of `unit` ("samples", "files") there are, 0 where that costs time."""

    form: str
    count: int = 0
    unit: str = ""


def find_out(paths: Sequence[Path]) -> Found:
    """The format of files or folders that belong together. Raises FormatError where they are of no format, or of several."""
    if not paths:
        raise FormatError("There is nothing to import; name a file or a folder.")
    found = [_look(Path(path)) for path in paths]
    forms = sorted({each.form for each in found})
    if len(forms) > 1:
        raise FormatError(f"The files are of several formats ({', '.join(forms)}); import one after the other.")
    units = {each.unit for each in found}
    counted = all(each.count for each in found) and len(units) == 1
    return Found(forms[0], sum(each.count for each in found), units.pop()) if counted else Found(forms[0])


def _look(path: Path) -> Found:
    if path.is_dir():
        return _by_names(path, (file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file()))
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise FormatError(f"{path} cannot be read: {error.strerror or error}.") from error
    found = _by_head(path, head)
    if found is None:
        raise FormatError(f"{path} is of no format that Ductus imports ({', '.join(FORMATS)}); name the right file or folder.")
    return found


def _by_head(path: Path, head: bytes) -> Found | None:
    """By the first bytes of a file, then by what they say as text."""
    if head[:8] == b"\x89HDF\r\n\x1a\n":
        return _store(path)
    if head[:4] == b"RIFF" and head[8:12] == b"UINK":
        return Found("uim")
    if head[:4] in (b"\0\0\x08\x03", b"\0\0\x08\x01"):
        return _idx(head)
    if head[:4] == b"PK\x03\x04":
        return _zip(path)
    if head[:2] == b"\x1f\x8b" and (inner := _gunzipped(path)):
        if inner[:3] == b"\0\0\x08":
            return _idx(inner)
        if b"<xournal" in inner[:4096]:
            return Found("xopp")
        return _tar(path)
    if head[:6] == b"\xfd7zXZ\0" or head[:3] == b"BZh" or head[257:262] == b"ustar":
        return _tar(path)
    if is_single(path):
        return Found("unipen")
    return _text(path, head)


def _text(path: Path, head: bytes) -> Found | None:
    root = re.search(rb"<(?:\w+:)?(ink|svg|WhiteboardCaptureSession|xournal)\b", head)
    if root and head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        form = {b"ink": "inkml", b"svg": "svg", b"WhiteboardCaptureSession": "iam-ondb", b"xournal": "xopp"}[root[1]]
        return Found("kanjivg" if form == "svg" and b"kvg:" in head else form)
    if re.search(rb"^WORD\s+\S+\s+\S+\s*\r?\n\s*NUMSTROKES", head, re.M):
        return Found("uji")
    if path.suffix.lower() == ".txt" and re.search(rb"^[a-z]\d\d-\d{3}[a-z]?-\S+ (?:\d+ )?(?:ok|err?) ", head, re.M):
        return Found("iam-words")
    if path.suffix.lower() == ".csv":
        first = head.splitlines()[0] if head else b""
        return Found("az-csv" if first.count(b",") >= 784 else "images")
    if path.suffix.lower() in (".json", ".ductus", *PICTURES):
        return Found(ENDINGS[path.suffix.lower()], 1, "files")
    return None


def _store(path: Path) -> Found:
    from engines.data.store import Store, StoreError

    try:
        with Store(path) as store:
            return Found("store", len(store), "samples")
    except StoreError as error:
        raise FormatError(str(error)) from error


def _idx(head: bytes) -> Found:
    return Found("idx", struct.unpack(">I", head[4:8])[0], "samples") if len(head) >= 8 else Found("idx")


def _gunzipped(path: Path) -> bytes:
    try:
        with gzip.open(path) as file:
            return file.read(4096)
    except (OSError, EOFError, zlib.error):
        return b""


def _zip(path: Path) -> Found:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FormatError(f"{path} is no zip archive that can be opened (cut off or damaged?); get it again.") from error
    if "images.npy" in names:
        return Found("omniglot")
    return _by_names(path, names)


def _tar(path: Path) -> Found:
    """A tar archive by the names at its beginning."""
    names = []
    try:
        with tarfile.open(path) as archive:
            for member in itertools.islice(archive, 2000):
                names.append(member.name)
                if archive.offset > PACKED:
                    break
    except (tarfile.TarError, EOFError, OSError, ValueError, zlib.error) as error:
        if not names:
            raise FormatError(f"{path} is packed and cannot be opened (cut off or damaged?); get it again.") from error
    found = _by_names(path, names)
    if found.form != "unipen":
        raise FormatError(f"{path} seems to hold {found.form}; unpack the archive and import its folder.")
    return Found("unipen")


def _by_names(path: Path, names: Iterable[str]) -> Found:
    """A folder or archive by what the names in it are like."""
    listed = [name for name in itertools.islice(names, MOST) if "__MACOSX" not in name and not name.endswith("/")]
    for form, hint in HINTS:
        if any(map(hint.search, listed)):
            return Found(form, *_count(path, form, listed))
    endings = collections.Counter(ENDINGS[end] for end in _endings(listed) if end in ENDINGS)
    if endings:
        form, count = endings.most_common(1)[0]
        return Found(form, count, "files")
    raise FormatError(f"{path} holds no handwriting that Ductus imports ({', '.join(FORMATS)}); name the folder that does.")


def _count(path: Path, form: str, names: list[str]) -> tuple[int, str]:
    """How many files of that form were seen; (0, "") where the number would say little."""
    if form not in ("kanjivg", "iam-ondb", "idx") or len(names) == MOST:
        return 0, ""
    hint = dict(HINTS)[form]
    fitting = [name for name in names if hint.search(name)]
    if form != "idx":
        return len(fitting), "files"
    return (sum(_idx(_start(path / name)).count for name in fitting), "samples") if path.is_dir() else (0, "")


def _start(path: Path) -> bytes:
    """The first bytes of an IDX file, packed or not; none where it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError:
        return b""
    return _gunzipped(path) if head[:2] == b"\x1f\x8b" else head


def _endings(names: list[str]) -> Iterator[str]:
    return (f".{name.rpartition('.')[2].lower()}" for name in names)
