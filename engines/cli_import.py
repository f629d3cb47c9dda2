"""`ductus import`: samples of foreign formats, one after another; what cannot be read is named and the rest arrives."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from engines.cli_support import CommandError
from engines.data.sample import Sample
from engines.formats import ductus_page, idx, ink_json, inkml, kanjivg, omniglot, svg, unipen
from engines.formats.bundle import Left
from engines.formats.opening import FormatError, readable

FILES: dict[str, Callable[[Path], Iterator[Sample]]] = {
    "inkml": inkml.read,
    "svg": svg.read,
    "json": ink_json.read,
    "ductus": ductus_page.read,
}
SETS: dict[str, Callable[[Path, Callable[[int, int, str], None], Left], Iterator[Sample]]] = {
    "omniglot": omniglot.read,
    "idx": idx.read,
    "kanjivg": kanjivg.read,
}
ABOUT = {"unipen": unipen.ABOUT, "omniglot": omniglot.ABOUT, "kanjivg": kanjivg.ABOUT}

ROOM = 64 << 20  # bytes that stay free: HDF5 can end the whole program where the disk refuses what it holds back
OFTEN = 1 << 18  # points between two looks at the disk, a few MiB


def about(form: str, paths: Sequence[Path]) -> dict[str, object]:
    """What the store says of its source."""
    told = idx.about(paths) if form == "idx" else ABOUT.get(form, {"source": form})
    return {**told, "from": [readable(path.name) for path in paths]}


def parts(texts: Iterable[str] | None) -> tuple[str, ...]:
    """Repeated or comma-separated words of an option."""
    return tuple(part for text in texts or () for part in text.split(",") if part)


def chosen(samples: Iterable[Sample], labels: str, limit: int) -> Iterator[Sample]:
    """The samples that say one of the characters of `labels` ("" = any), at most `limit` (0 = all)."""
    taken = 0
    for sample in samples:
        if labels and (not sample.text or sample.text not in labels):
            continue
        yield sample
        taken += 1
        if limit and taken >= limit:
            return


def with_room(samples: Iterable[Sample], out: Path) -> Iterator[Sample]:
    """The same samples. Raises CommandError as soon as the disk that `out` lies on is nearly full."""
    folder = next(place for place in (out.parent, *out.absolute().parents) if place.is_dir())
    points = OFTEN
    for sample in samples:
        points += sample.ink.points if sample.ink else 0
        points += sample.image.size // 8 if sample.image is not None else 0
        if points >= OFTEN:
            points = 0
            if shutil.disk_usage(folder).free < ROOM:
                raise CommandError(f"There is too little room for {out}: less than {ROOM >> 20} MiB are free; free some space.")
        yield sample


def gather(
    form: str,
    paths: Sequence[Path],
    categories: tuple[str, ...],
    levels: tuple[str, ...],
    report: Callable[[int, int, str], None],
) -> tuple[Iterator[Sample], Left]:
    """The samples of all paths, and the list that fills with what was left out while they are read.

    categories: only these divisions of a set, each with all below it ("Korean" takes "Korean/character01"); without any UNIPEN
    gives 1b and the others all. levels are UNIPEN's. Raises CommandError for a path that does not exist, and what the readers
    raise where nothing at all can be read.
    """
    for path in paths:
        if not path.exists():
            raise CommandError(f"{path} does not exist; check the name.")
    left: Left = []
    if form == "unipen":
        return _unipen(paths, categories or ("1b",), levels, report, left), left
    samples = _sets(form, paths, report, left) if form in SETS else _files(form, paths, report, left)
    return (sample for sample in samples if not categories or _within(sample.provenance.category, categories)), left


def _sets(form: str, paths: Sequence[Path], report: Callable[[int, int, str], None], left: Left) -> Iterator[Sample]:
    """The samples of published sets, each once: their archives overlap, as Omniglot's two small ones do."""
    known: set[str] = set()
    for path in paths:
        twice = 0
        for sample in SETS[form](path, report, left):
            if sample.provenance.source in known:
                twice += 1
                continue
            known.add(sample.provenance.source)
            yield sample
        if twice:
            left.append((readable(str(path)), f"{twice:,} of its samples are already there from another archive"))


def _within(category: str, wanted: tuple[str, ...]) -> bool:
    return any(category == name or category.startswith(f"{name}/") for name in wanted)


def _unipen(
    paths: Sequence[Path],
    categories: tuple[str, ...],
    levels: tuple[str, ...],
    report: Callable[[int, int, str], None],
    left: Left,
) -> Iterator[Sample]:
    for path in paths:
        skipped: list[unipen.Skipped] = []
        yield from unipen.read(
            path, categories, levels or None, progress=lambda done, total: report(done, total, f"{done} files"), skipped=skipped
        )
        left += [(item.where, item.reason) for item in skipped]


def _files(form: str, paths: Sequence[Path], report: Callable[[int, int, str], None], left: Left) -> Iterator[Sample]:
    names = [name for path in paths for name in (sorted(path.rglob(f"*.{form}")) if path.is_dir() else [path])]
    if not names:
        raise CommandError(f"There is no .{form} file in {', '.join(map(str, paths))}.")
    failed = 0
    for number, name in enumerate(names, 1):
        try:
            yield from FILES[form](name)
        except FormatError as error:
            if len(names) == 1:
                raise
            failed += 1
            left.append((readable(str(name)), readable(str(error))))
        report(number, len(names), name.name)
    if failed == len(names):
        raise CommandError(f"None of the {len(names)} files could be read; the first: {left[0][1]}")
