"""Makes resources/hands/unipen.json, the figures of UNIPEN's training writers that `ductus style` compares a hand with.

    python packaging/unipen_hands.py [STORE...]

STORE: of UNIPEN's 1a, 1b, 1c and 1d as `ductus import unipen` writes them; without one they are made from the real data. Takes
half a minute. Writers of the validation and test parts are left out.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from engines.data.hands import FOLDER, NAME, write_table
from engines.data.split import part_of
from engines.data.store import Store
from engines.formats import unipen
from engines.ink.hand import Hand, hand_of
from engines.ink.hand_likeness import table_of
from engines.ink.hand_measures import Written

ROOT = Path(__file__).resolve().parent.parent
MOST = 160  # samples of a writer, evenly chosen
LEAST = 20  # letters of a writer who is told


def hands(paths: list[Path], most: int = MOST) -> dict[str, Hand]:
    """The hand of every training writer in the stores."""
    writings: dict[str, list[Written]] = {}
    for path in paths:
        with Store(path) as store:
            for sample in store:
                if sample.writer and sample.ink is not None and part_of(sample.writer) == "train":
                    writings.setdefault(sample.writer, []).append(Written(sample.text, sample.ink))
    found = {}
    for number, (writer, own) in enumerate(sorted(writings.items())):
        print(f"{number + 1} of {len(writings)}: {writer}, {len(own)} samples", file=sys.stderr)
        chosen = own if len(own) <= most else [own[at] for at in np.linspace(0, len(own) - 1, most).astype(int)]
        hand = hand_of(chosen)
        if hand.letters >= LEAST:
            found[writer] = hand
    return found


def main(paths: list[Path]) -> None:
    """Write the table."""
    if not paths:
        from engines.evaluation.real_data import unipen_store

        paths = [unipen_store((category,)) for category in ("1a", "1b", "1c", "1d")]
    about = {
        "source": unipen.ABOUT["source"],
        "attribution": unipen.ABOUT["attribution"],
        "licence": "CC BY 4.0",
        "part": "train",
    }
    write_table(table_of(hands(paths), about), ROOT / "resources" / FOLDER / NAME)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
