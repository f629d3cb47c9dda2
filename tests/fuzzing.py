"""What the fuzzed tests share: how many cases they run, ways to damage a file, and what every refusal must look like.

Each fuzzed test says its number of cases with `cases(n)`. In the suite they are the same cases as long as the code is the
same; DUCTUS_FUZZ=10 runs ten times as many, new ones on every run, and 0.1 a tenth. tests/test_fuzzing.py adds the numbers up.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

TIMES = float(os.environ.get("DUCTUS_FUZZ", "1"))  # how many times as many cases

Change = tuple[str, int, int]
WAYS = ("flip", "set", "cut", "drop", "repeat", "insert", "lie", "splice")
LIES = (0, 1, 2, 255, 256, 65535, 65536, 99_999, 2**24, 2**31 - 1, 2**31, 2**32 - 1)
TRACES = ("Traceback", "Error:", "object at 0x", 'File "')  # of a program's inside, which no person shall read


def cases(count: int) -> settings:
    """The settings of a fuzzed test that runs `count` cases, times DUCTUS_FUZZ."""
    return settings(
        max_examples=max(1, round(count * TIMES)),
        deadline=None,
        derandomize=TIMES == 1,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
    )


def changes(most: int = 4) -> st.SearchStrategy[list[Change]]:
    """One to `most` changes to a file: (way, where, with what)."""
    one = st.tuples(st.sampled_from(WAYS), st.integers(0, 2**24 - 1), st.integers(0, 2**16 - 1))
    return st.lists(one, min_size=1, max_size=most)


def damaged(data: bytes, wanted: Sequence[Change], other: bytes = b"") -> bytes:
    """The file with the changes made: bits flipped, bytes set, cut off, taken out, repeated, put in, sizes that lie, two files
    joined."""
    for way, where, value in wanted:
        at = where % (len(data) + 1)
        length = 1 + value % 64
        if way == "flip" and at < len(data):
            data = data[:at] + bytes([data[at] ^ 1 << value % 8]) + data[at + 1 :]
        elif way == "set" and at < len(data):
            data = data[:at] + bytes([value % 256]) + data[at + 1 :]
        elif way == "cut":
            data = data[:at]
        elif way == "drop":
            data = data[:at] + data[at + length :]
        elif way == "repeat":
            data = data[:at] + data[at : at + length] * (1 + value % 5) + data[at:]
        elif way == "insert":
            data = data[:at] + bytes((value * step) % 256 for step in range(1, length)) + data[at:]
        elif way == "lie":
            lie = LIES[value % len(LIES)]
            form = ("<I", ">I", "<Q", "<H", ">H")[value // len(LIES) % 5]
            raw = struct.pack(form, lie if form[1] in "IQ" else lie % 65536)
            data = data[:at] + raw + data[at + len(raw) :]
        elif way == "splice":
            data = data[:at] + other[value % (len(other) + 1) :]
    return data


def assert_sentence(text: str, *names: str) -> None:
    """A refusal is one line that a person can use: it names what it is about, and nothing of the program's inside."""
    assert text and text == text.strip(), repr(text)
    assert "\n" not in text and "\r" not in text, text
    assert len(text) < 1000, text
    assert text.endswith((".", ")", "!", "?")), text
    assert not [trace for trace in TRACES if trace in text], text
    for name in names:
        assert name in text, text
