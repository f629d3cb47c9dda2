"""IDX: pictures and labels of characters in arrays of bytes, as MNIST is published (LeCun, Cortes, Burges 1998), gzipped or not.

A file begins with two zero bytes, the kind of number (8 = unsigned byte), the number of dimensions and, big-endian, their sizes.
Pictures `NAME-images-idx3-ubyte` have their labels beside them in `NAME-labels-idx1-ubyte`. What a label means:
- MNIST and others: the digit;
- KMNIST (a `kmnist` in the path, or its kmnist_classmap.csv beside): ten hiragana (Clanuwat et al. 2018);
- EMNIST (names beginning `emnist-`): the code points of the `emnist-*-mapping.txt` beside; its pictures lie on their side.
The category of a sample is the part of its set ("train", "t10k"; EMNIST's "letters-train"). Writers are not told.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engines.data.sample import Provenance, Sample
from engines.formats.bundle import Left
from engines.formats.opening import AGAIN, FormatError, Report, read_bytes, readable, unzipped

PICTURES = re.compile(r"(.*)[-.]images[-.]idx3-ubyte(\.gz)?$")
HIRAGANA = "おきすつなはまやれを"
MAX_BYTES = 1 << 30  # of one array: EMNIST's largest holds 550 MB
MAX_SIDE = 1024  # pixels of a character
ABOUTS = {  # set -> licence and attribution
    "MNIST": ("customarily free", "MNIST, Yann LeCun, Corinna Cortes, Christopher J.C. Burges (from NIST SD-1 and SD-3)"),
    "KMNIST": ("CC BY-SA 4.0", "KMNIST Dataset (created by CODH), adapted from Kuzushiji Dataset (created by NIJL and others), "
               "doi:10.20676/00000341, CC BY-SA 4.0"),
    "EMNIST": ("customarily free", "EMNIST, Cohen, Afshar, Tapson, van Schaik 2017 (from NIST SD-19)"),
}  # fmt: skip


def about(paths: Sequence[Path]) -> dict[str, str]:
    """What a store of these paths says of its source."""
    sets = sorted({kind_of(pictures) for path in paths for pictures in _sources(path)})
    return {"source": ", ".join(sets), "attribution": "; ".join(ABOUTS[name][1] for name in sets)}


def kind_of(path: Path) -> str:
    """The set that a file of pictures is of: "MNIST" where nothing tells another."""
    place = Path(path).absolute()
    if place.name.lower().startswith("emnist"):
        return "EMNIST"
    told = "kmnist" in f"{place.parent.name}/{place.name}".lower() or (place.parent / "kmnist_classmap.csv").is_file()
    return "KMNIST" if told else "MNIST"


def read(path: Path, report: Report | None = None, left: Left | None = None) -> Iterator[Sample]:
    """Every picture of a file, or of all files of pictures in a folder, with its label: (H, W) uint8, 255 = ink.

    left: a file among several that cannot be read is appended as (place, reason). Raises FormatError where nothing can be read.
    """
    sources, failed = _sources(Path(path)), 0
    for source in sources:
        try:
            yield from _samples(source, report)
        except FormatError as error:
            failed += 1
            if failed == len(sources) or left is None:
                raise
            left.append((readable(str(source)), readable(str(error))))


def _sources(path: Path) -> list[Path]:
    """The files of pictures that a path means: itself, all of a folder, or the pictures of the labels it names."""
    path = Path(path)
    if path.is_dir():
        found = sorted(file for file in path.rglob("*") if PICTURES.search(file.name))
        if not found:
            raise FormatError(f"{path} holds no pictures in IDX files (named like train-images-idx3-ubyte.gz).")
        return found
    return [path.with_name(path.name.replace("labels", "images").replace("idx1", "idx3"))]


def _samples(path: Path, report: Report | None) -> Iterator[Sample]:
    kind = kind_of(path)
    pictures = _array(path, 3)
    labels = _labels(path, len(pictures))
    names = _names(path, kind, int(labels.max(initial=0)))
    found = PICTURES.search(path.name)
    part = found[1].removeprefix("emnist-").removeprefix("kmnist-") if found else path.name
    if kind == "EMNIST":
        pictures = pictures.swapaxes(1, 2)
    for at, (picture, label) in enumerate(zip(pictures, labels.tolist(), strict=True)):
        provenance = Provenance(readable(f"{kind.lower()}/{part}/{at}"), ABOUTS[kind][0], category=readable(part))
        yield Sample(image=picture, text=names[label], provenance=provenance)
        if report and at % 1000 == 0:
            report(at, len(pictures), path.name)


def _labels(path: Path, count: int) -> NDArray[np.uint8]:
    """The labels that lie beside a file of pictures, packed or not."""
    name = path.name.replace("images", "labels").replace("idx3", "idx1")
    beside = [path.with_name(choice) for choice in (name, name.removesuffix(".gz"), f"{name}.gz")]
    place = next((choice for choice in beside if choice.is_file()), None)
    if place is None or place == path:
        raise FormatError(f"{path} has no labels beside it; put {name} into its folder.")
    labels = _array(place, 1)
    if len(labels) != count:
        raise FormatError(f"{place} holds {len(labels):,} labels for {count:,} pictures; get both files of one set.")
    return labels


def _names(path: Path, kind: str, largest: int) -> list[str]:
    """What each label says, at least up to the largest."""
    if kind == "EMNIST":
        names = mapping(path, path.with_name(re.sub(r"-(train|test)-.*$", "-mapping.txt", path.name)))
    else:
        names = list(HIRAGANA if kind == "KMNIST" else "0123456789")
    if largest >= len(names):
        raise FormatError(f"{path} has the label {largest}, but {kind} has {len(names)} classes; is it another set?")
    return names


def mapping(path: Path, table: Path) -> list[str]:
    """EMNIST's table beside its pictures: label, code point of the capital, and of the small letter where both are one class.

    path: the pictures'. Raises FormatError where the table is missing or damaged.
    """
    if table == path or not table.is_file():
        raise FormatError(f"{path} needs EMNIST's table of labels beside it; put {table.name} into its folder.")
    names: dict[int, str] = {}
    for number, line in enumerate(read_bytes(table, 1 << 20).decode("utf-8", "replace").splitlines(), 1):
        words = line.split()
        if words and not (2 <= len(words) <= 3 and all(word.isdecimal() and len(word) < 7 for word in words)):
            raise FormatError(f"{table}, line {number} is not a label and its code points; {AGAIN}.")
        if words and not (int(words[0]) < 256 and 0x20 < int(words[1]) < 0xD800):
            raise FormatError(f"{table}, line {number} names what is no label or no character; {AGAIN}.")
        if words:
            names[int(words[0])] = chr(int(words[1]))
    return [names.get(label, "") for label in range(max(names, default=-1) + 1)]


def _array(path: Path, dimensions: int) -> NDArray[np.uint8]:
    """The bytes of an IDX file, unpacked where it is gzipped, in its shape."""
    data = read_bytes(path, MAX_BYTES)
    if data[:2] == b"\x1f\x8b":
        data = unzipped(path, data, MAX_BYTES)
    if len(data) < 4 or data[:3] != b"\0\0\x08":
        raise FormatError(f"{path} is no IDX file of bytes: it does not begin with 0, 0, 8. Name MNIST's or another's own file.")
    if data[3] != dimensions or len(data) < 4 + 4 * dimensions:
        raise FormatError(f"{path} has {data[3]} dimensions; {'pictures have 3' if dimensions == 3 else 'labels have 1'}.")
    shape = struct.unpack_from(f">{dimensions}I", data, 4)
    size, held = math.prod(shape), len(data) - 4 - 4 * dimensions
    if held != size or (dimensions == 3 and not 0 < min(shape[1:]) <= max(shape[1:]) <= MAX_SIDE):
        sizes = " x ".join(map(str, shape))
        raise FormatError(f"{path} promises {sizes} bytes and holds {held:,} (cut off or damaged?); {AGAIN}.")
    return np.frombuffer(data, np.uint8, offset=4 + 4 * dimensions).reshape(shape)
