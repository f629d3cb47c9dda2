"""A process that reads stores: HDF5 is C and may end it. For each path on stdin one line: how many samples, or the sentence.

store_reader.py: paths come in on stdin, one a line.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from engines.data.store import Store, StoreError


def told(path: Path) -> str:
    try:
        with Store(path) as store:
            count = sum(1 for sample in store if sample.text is not None)
            assert len(store.labels) == len(store.writers) == len(store.sources) == len(store) == count
            store.digest()
            return f"{count}"
    except StoreError as error:
        return f"StoreError {error}"
    except Exception as error:
        return f"{type(error).__name__} {error!r}"


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, resource.RLIM_INFINITY))
    for line in sys.stdin:
        print(told(Path(line.rstrip("\n"))).replace("\n", "\\n"), flush=True)


if __name__ == "__main__":
    main()
