"""Samples of any foreign format, one after another, for the command line and for the import job alike.

What cannot be read is named with its reason and the rest arrives.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engines.data.sample import Sample
from engines.data.store import Store, StoreError
from engines.formats import (
    az_csv,
    ductus_page,
    iam_ondb,
    iam_words,
    idx,
    images,
    ink_json,
    inkml,
    kanjivg,
    omniglot,
    sheet,
    svg,
    uim,
    uji,
    unipen,
    xopp,
)
from engines.formats.bundle import Left
from engines.formats.looking import FORMATS, find_out
from engines.formats.opening import FormatError, Report, readable

ROOM = 64 << 20  # bytes that stay free: HDF5 can end the whole program where the disk refuses what it holds back
OFTEN = 1 << 18  # points between two looks at the disk, a few MiB
LEVELS = ("character", "word", "line", "text")

FILES: dict[str, tuple[str, Callable[[Path], Iterator[Sample]]]] = {  # one file after another: ending, reader
    "inkml": (".inkml", inkml.read),
    "svg": (".svg", svg.read),
    "json": (".json", ink_json.read),
    "ductus": (".ductus", ductus_page.read),
    "xopp": (".xopp", xopp.read),
    "uim": (".uim", uim.read),
    "store": (".h5", lambda path: stored(path)),
}
SETS: dict[str, Callable[[Path, Report, Left], Iterator[Sample]]] = {  # published sets: each sample once
    "omniglot": omniglot.read,
    "idx": idx.read,
    "kanjivg": kanjivg.read,
    "uji": uji.read,
    "iam-ondb": iam_ondb.read,
    "az-csv": az_csv.read,
    "sheet": sheet.read,
}
ABOUT = {
    "unipen": unipen.ABOUT,
    "omniglot": omniglot.ABOUT,
    "kanjivg": kanjivg.ABOUT,
    "uji": uji.ABOUT,
    "iam-ondb": iam_ondb.ABOUT,
    "iam-words": iam_words.ABOUT,
}


@dataclass(frozen=True)
class Wish:
    """What of a source is wanted. categories: divisions of a set, each with all below it ("Korean" takes "Korean/character01");
    without any UNIPEN gives 1b and the others all. levels: of LEVELS. labels: only texts made of these characters, "" = any;
    limit: of samples, 0 = all.
    """

    categories: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    labels: str = ""
    limit: int = 0


@dataclass
class Gathered:
    """Samples on their way. form: the format they are read as; left: fills with what was left out while they are read."""

    form: str
    samples: Iterator[Sample]
    about: dict[str, object]
    left: Left = field(default_factory=list)


def gather(form: str, paths: Sequence[Path], wish: Wish, report: Report) -> Gathered:
    """The samples of all paths as `form` ("" = found out from their content).

    report: told how far the reading is. Raises FormatError for a path that does not exist and for paths of no known format, and
    while samples are read what the readers raise where nothing at all can be read.
    """
    for path in paths:
        if not path.exists():
            raise FormatError(f"{path} does not exist; check the name.")
    form = form or find_out(paths).form
    if form not in FORMATS:
        raise FormatError(f"'{form}' is not a format that can be imported; there are: {', '.join(FORMATS)}.")
    left: Left = []
    samples = _read(form, paths, wish, report, left)
    return Gathered(form, _chosen(samples, form, wish), _about(form, paths), left)


def _read(form: str, paths: Sequence[Path], wish: Wish, report: Report, left: Left) -> Iterator[Sample]:
    if form == "unipen":
        return _unipen(paths, wish, report, left)
    if form == "iam-words":
        return _once(paths, lambda path: iam_words.read(path, report, left, wish.levels), left)
    if form == "images":  # what its table calls the source need not tell two pictures apart
        return (sample for path in paths for sample in images.read(path, report, left))
    if form in SETS:
        return _once(paths, lambda path: SETS[form](path, report, left), left)
    return _files(*FILES[form], paths, report, left)


def _about(form: str, paths: Sequence[Path]) -> dict[str, object]:
    """What the store says of its source."""
    told: dict[str, object] = {"source": form}
    if form == "idx":
        told = dict(idx.about(paths))
    elif form == "az-csv" and all(az_csv.kind_of(path) == "a-z" for path in paths):
        told = dict(az_csv.ABOUT)
    elif form == "store":
        told = _stores_about(paths)
    return {**told, **ABOUT.get(form, {}), "from": [readable(path.name) for path in paths]}


def _stores_about(paths: Sequence[Path]) -> dict[str, object]:
    """Sources and attributions of stores that become one."""
    summaries = []
    for file in (file for path in paths for file in _named(path, ".h5")):
        with Store(file) as store:
            summaries.append(store.info())
    joined = {key: sorted({str(s[key]) for s in summaries if s.get(key)}) for key in ("source", "attribution")}
    return {key: "; ".join(values) for key, values in joined.items() if values}


def stored(path: Path) -> Iterator[Sample]:
    """The samples of a store of Ductus' own, in their order. Raises FormatError."""
    try:
        with Store(path) as store:
            yield from store
    except StoreError as error:
        raise FormatError(str(error)) from error


def _once(paths: Sequence[Path], read: Callable[[Path], Iterator[Sample]], left: Left) -> Iterator[Sample]:
    """The samples of published sets, each once: their archives overlap, as Omniglot's two small ones do."""
    known: set[str] = set()
    for path in paths:
        twice, before = 0, known if len(paths) > 1 or path.is_dir() else set()
        for sample in read(path):
            source = sample.provenance.source
            if source and source in before:
                twice += 1
                continue
            known.add(source)
            yield sample
        if twice:
            left.append((readable(str(path)), f"{twice:,} of its samples are already there from another archive"))


def _unipen(paths: Sequence[Path], wish: Wish, report: Report, left: Left) -> Iterator[Sample]:
    def told(done: int, total: int) -> None:
        report(done, total, f"{done} files" if total else "unpacking")

    for path in paths:
        skipped: list[unipen.Skipped] = []
        yield from unipen.read(path, wish.categories or ("1b",), wish.levels or None, progress=told, skipped=skipped)
        left += [(item.where, item.reason) for item in skipped]


def _named(path: Path, ending: str) -> list[Path]:
    """A file, or all of a folder with that ending."""
    return sorted(path.rglob(f"*{ending}")) if path.is_dir() else [path]


def _files(
    ending: str, read: Callable[[Path], Iterator[Sample]], paths: Sequence[Path], report: Report, left: Left
) -> Iterator[Sample]:
    names = [name for path in paths for name in _named(path, ending)]
    if not names:
        raise FormatError(f"There is no {ending} file in {', '.join(map(str, paths))}.")
    failed: list[str] = []
    for number, name in enumerate(names, 1):
        try:
            for sample in read(name):
                yield sample
                report(number - 1, len(names), name.name)
        except FormatError as error:
            if len(names) == 1:
                raise
            failed.append(readable(str(error)))
            left.append((readable(str(name)), failed[-1]))
        report(number, len(names), name.name)
    if len(failed) == len(names):
        raise FormatError(f"None of the {len(names)} files could be read; the first: {failed[0]}")


# ---------------------------------------------------------------- what is wanted of them


def _chosen(samples: Iterable[Sample], form: str, wish: Wish) -> Iterator[Sample]:
    """The samples that are wanted. UNIPEN and IAM's words have chosen levels (and UNIPEN categories) themselves."""
    labels, taken = set(wish.labels), 0
    categories = () if form == "unipen" else wish.categories
    levels = () if form in ("unipen", "iam-words") else wish.levels
    for sample in samples:
        if labels and not (sample.text and labels.issuperset(sample.text)):
            continue
        if categories and not _within(sample.provenance.category, categories):
            continue
        if levels and level_of(sample.text) not in levels:
            continue
        yield sample
        taken += 1
        if taken == wish.limit:
            return


def _within(category: str, wanted: tuple[str, ...]) -> bool:
    return any(category == name or category.startswith(f"{name}/") for name in wanted)


def level_of(text: str) -> str:
    """Whether a text is a character, a word, a line or several of them; "" for none."""
    text = text.strip()
    if len(text) < 2:
        return "character" if text else ""
    return "text" if "\n" in text else "line" if re.search(r"\s", text) else "word"


def with_room(samples: Iterable[Sample], out: Path) -> Iterator[Sample]:
    """The same samples. Raises FormatError as soon as the disk that `out` lies on is nearly full."""
    folder = next(place for place in (out.parent, *out.absolute().parents) if place.is_dir())
    points = OFTEN
    for sample in samples:
        points += sample.ink.points if sample.ink else 0
        points += sample.image.size // 8 if sample.image is not None else 0
        if points >= OFTEN:
            points = 0
            if shutil.disk_usage(folder).free < ROOM:
                raise FormatError(f"There is too little room for {out}: less than {ROOM >> 20} MiB are free; free some space.")
        yield sample
