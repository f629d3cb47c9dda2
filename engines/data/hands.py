"""The table of known hands that Ductus ships: figures of UNIPEN's training writers, to say where a hand stands among others.

It holds the writers' ids and numbers, no ink. `packaging/unipen_hands.py` makes it.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from engines.data.files import replacing
from engines.ink.hand_likeness import Table

FOLDER, NAME = "hands", "unipen.json"


@cache
def known_hands() -> Table:
    """The table that Ductus ships. Raises ValueError where the file is damaged."""
    return table_from((resources.files("resources") / FOLDER / NAME).read_text("utf-8"))


def table_from(text: str) -> Table:
    """The table of a file's text. Raises ValueError for one that is none."""
    told: Any = json.loads(text)
    try:
        columns = told["figures"]
        writers = {
            name: {figure: value for figure, value in zip(columns, row, strict=True) if value is not None}
            for name, row in told["writers"].items()
        }
        letters = {
            letter: {figure: value for figure, value in zip(columns, row, strict=True) if value is not None}
            for letter, row in told["letters"].items()
        }
        return Table(letters, writers, told["scale"], told["apart"], told["about"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"The table of hands is damaged ({error}); install Ductus again.") from error


def write_table(table: Table, path: Path) -> None:
    """Write a table as JSON, whole or not at all: a row of numbers a writer and a letter, null where unknown."""
    columns = sorted({name for known in (*table.writers.values(), *table.letters.values()) for name in known})

    def rows(named: Any) -> list[str]:
        return [
            f"{json.dumps(name, ensure_ascii=False)}: "
            + json.dumps([float(f"{known[column]:.4g}") if column in known else None for column in columns])
            for name, known in named.items()
        ]

    parts = [
        f'"about": {json.dumps(dict(table.about), ensure_ascii=False)}',
        f'"figures": {json.dumps(columns)}',
        f'"scale": {json.dumps({name: float(f"{value:.4g}") for name, value in table.scale.items()})}',
        f'"apart": {json.dumps([float(f"{value:.3g}") for value in table.apart])}',
        '"letters": {\n  ' + ",\n  ".join(rows(table.letters)) + "\n}",
        '"writers": {\n  ' + ",\n  ".join(rows(table.writers)) + "\n}",
    ]
    with replacing(path) as part:
        part.write_text("{" + ",\n".join(parts) + "}\n", "utf-8")
