"""A program that collects until it is killed: it prints what it did, and what it was told is saved.

collecting_child.py FOLDER SEED: after each action "state NUMBER JSON", where JSON is [fingerprint, undo, redo]; "saved NUMBER"
whenever the collection says so. Packs now and then beside the writing.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
import threading
import time
from pathlib import Path

import numpy as np
from collecting import ANNA, SITTING, written

from engines.data.collection import Collection
from engines.data.packing import pack
from engines.ink.types import Ink, Stroke

TELLING = threading.Lock()


def say(*words: object) -> None:
    with TELLING:
        sys.stdout.write(" ".join(map(str, words)) + "\n")
        sys.stdout.flush()


def everything(collection: Collection) -> dict[str, str]:
    """The text of every item that is there, sealed ones too."""
    with collection._guard:  # a pack may put another index in its place
        known = {**collection._index.rows, **collection._state.states}
        return {id: text for id in sorted(known) if (text := collection.text_of(id)) is not None}


def told(collection: Collection) -> tuple[str, str, str]:
    """The collection in short: how many items with a fingerprint of their texts, what undo and redo would do."""
    with collection._guard:
        texts = everything(collection)
        short = hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:16]
        return f"{len(texts)} {short}", collection.undo_text, collection.redo_text


def packing(collection: Collection, chance: random.Random) -> None:
    while True:
        time.sleep(chance.uniform(0.02, 0.3))
        pack(collection.folder)
        collection.packed()


def act(collection: Collection, chance: random.Random) -> None:
    kind, there = chance.random(), list(everything(collection))
    some = chance.sample(there, min(len(there), 2))
    if kind < 0.12 and there:
        collection.delete(some)
    elif kind < 0.24 and there:
        collection.relabel(some, chance.choice("abc"))
    elif kind < 0.36:
        collection.undo()
    elif kind < 0.4:
        collection.redo()
    else:
        for points in (4, 9, 14):
            collection.pen(Ink((Stroke(np.full((points, 2), points)),)), SITTING.id, "Q")
        collection.accept(written(chance.choice("ABC"), seed=chance.randrange(1 << 30)))


def main() -> None:
    folder, chance = Path(sys.argv[1]), random.Random(int(sys.argv[2]))
    collection = Collection(folder, on_saved=lambda number: say("saved", number))
    if ANNA.id not in collection.writers:
        collection.put_writer(ANNA)
        collection.start_session(SITTING)
    say("state", collection.written, json.dumps(told(collection)))
    threading.Thread(target=packing, args=(collection, random.Random(1)), daemon=True).start()
    while True:
        act(collection, chance)
        say("state", collection.written, json.dumps(told(collection)))
        time.sleep(chance.uniform(0, 0.01))


if __name__ == "__main__":
    main()
