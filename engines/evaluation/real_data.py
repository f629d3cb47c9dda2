"""The real data that suites judge on where no store is named: imported into the cache on first use, then read from there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engines.data.places import cache_home, real_data
from engines.data.store import StoreError, write_store
from engines.formats import idx, unipen

REMEDY = "Set DUCTUS_DATA to its folder or name a store with --data."
RELEASE = "unipen_train_r01_v07.tar.xz"


def unipen_store(categories: Sequence[str], levels: Sequence[str] | None = None) -> Path:
    """The store of some categories of UNIPEN, of these levels only ("character", "word"; None = all).

    Raises StoreError where the real data is absent.
    """
    name = "-".join(["unipen", "".join(categories), *(levels or ())])
    kept = cache_home() / f"{name}.h5"
    if not kept.is_file():
        folder = real_data()
        release = folder / RELEASE if folder else None
        if release is None or not release.is_file():
            raise StoreError(f"The suite's data, UNIPEN {', '.join(categories)}, is not on this machine. {REMEDY}")
        write_store(kept, unipen.read(release, tuple(categories), levels), unipen.ABOUT)
    return kept


def scans_store(name: str) -> Path:
    """The store of the ten thousand test pictures of "mnist" or "kmnist". Raises StoreError where the real data is absent."""
    kept = cache_home() / f"{name}-t10k.h5"
    if not kept.is_file():
        folder = real_data()
        pictures = folder / name / "t10k-images-idx3-ubyte.gz" if folder else None
        if pictures is None or not pictures.is_file():
            raise StoreError(f"The suite's data, {name.upper()}, is not on this machine. {REMEDY}")
        write_store(kept, idx.read(pictures), idx.about([pictures]))
    return kept
