"""Stores that somebody damaged: samples or one sentence. HDF5 may end the process that reads, but never holds it up."""

from __future__ import annotations

import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import h5py
import numpy as np
import pytest
from fuzzing import assert_sentence, cases, changes, damaged
from hypothesis import given
from hypothesis import strategies as st

from engines.data.sample import Sample
from engines.data.store import write_store
from engines.ink.types import Ink, Stroke

PATIENCE = 60.0  # s: far longer than any store of this size takes
COUNT = 6

pytest.importorskip("resource")


class Reader:
    """A reading process that is started again where HDF5 ended it."""

    def __init__(self) -> None:
        self.ended = 0
        self._start()

    def _start(self) -> None:
        command = [sys.executable, str(Path(__file__).with_name("store_reader.py"))]
        root = Path(__file__).resolve().parents[2]
        self.process = subprocess.Popen(
            command, cwd=root, env={"PYTHONPATH": str(root)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, args=(self.process, self.lines), daemon=True).start()

    @staticmethod
    def _listen(process: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.put(line.rstrip("\n"))
        lines.put("")

    def read(self, path: Path) -> str:
        """What is told of a store; "" where reading it ended the process. Raises queue.Empty where it hangs."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        told = self.lines.get(timeout=PATIENCE)
        if not told:
            self.process.wait(PATIENCE)
            self.ended += 1
            self._start()
        return told

    def close(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    made.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "whole.h5"
    image = np.arange(12, dtype=np.uint8).reshape(3, 4)
    made = [
        Sample(Ink((Stroke([[i, 2], [3, 4]], t=[0, 1], tilt=[[1, 2], [3, 4]]),)), image if i % 2 else None, f"{i}é", f"w{i % 2}")
        for i in range(COUNT)
    ]
    write_store(path, made)
    return path


def check(reader: Reader, path: Path) -> None:
    told = reader.read(path)
    if told and not told.isdigit():
        kind, _, text = told.partition(" ")
        assert kind == "StoreError", told
        assert_sentence(text, path.name)


def test_a_whole_store_is_read(reader: Reader, whole: Path) -> None:
    assert reader.read(whole) == str(COUNT)


@cases(300)
@given(changes(), st.booleans())
def test_a_damaged_store_is_samples_or_one_sentence(reader: Reader, whole: Path, wanted: list, dense: bool) -> None:
    content = whole.read_bytes()
    if dense:  # most of a small file is empty room: change what is not
        places = [at for at, byte in enumerate(content) if byte]
        wanted = [(way, places[where % len(places)], value) for way, where, value in wanted]
    path = whole.with_name("damaged.h5")
    path.write_bytes(damaged(content, wanted, content[::-1]))
    check(reader, path)


NAMES = ("points/xy", "points/t", "points/tilt", "strokes/start", "samples/stroke", "samples/image", "samples/text",
         "samples/text_start", "samples/writer", "images/pixels", "images/shape", "tables/writer")  # fmt: skip
KINDS = ("i8", "u1", "f4", "f8", "?", "S3", "O")


@cases(200)
@given(
    st.sampled_from(NAMES),
    st.sampled_from(["gone", "kind", "longer", "giant", "values", "group", "flat", "summary"]),
    st.sampled_from(KINDS),
    st.integers(-(2**62), 2**62),
)
def test_a_store_of_another_shape_is_samples_or_one_sentence(
    reader: Reader, whole: Path, name: str, how: str, kind: str, value: int
) -> None:
    path = whole.with_name("shaped.h5")
    shutil.copyfile(whole, path)
    with h5py.File(path, "r+") as file:
        before = file[name][:]
        if how == "summary":
            file.attrs[["summary", "ductus_store"][value % 2]] = ["[]", "{", 7, -1, "9"][value % 5]
        elif how == "values":
            file[name][...] = before if before.dtype.kind == "O" else np.full(before.shape, value % 250, before.dtype)
        else:
            del file[name]
            if how == "kind":
                text = h5py.string_dtype() if kind == "O" else kind
                file.create_dataset(name, data=np.array([b"7"] * before.size).reshape(before.shape).astype(text))
            elif how == "longer":
                file.create_dataset(name, data=np.concatenate([before, before]))
            elif how == "giant":
                file.create_dataset(name, shape=(10**12, *before.shape[1:]), dtype=before.dtype, chunks=(8192, *before.shape[1:]))
            elif how == "flat":
                file.create_dataset(name, data=before.reshape(-1)[:1].reshape(()))
            elif how == "group":
                file.create_group(name)
    check(reader, path)
