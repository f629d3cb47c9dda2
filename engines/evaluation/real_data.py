"""The real data that suites judge on where no store is named: imported into the cache on first use, then read from there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engines.data.places import cache_home, real_data
from engines.data.store import StoreError, write_store
from engines.formats import unipen

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
            raise StoreError(
                f"The suite's data, UNIPEN {', '.join(categories)}, is not on this machine. "
                "Set DUCTUS_DATA to its folder or name a store with --data."
            )
        write_store(kept, unipen.read(release, tuple(categories), levels), unipen.ABOUT)
    return kept
