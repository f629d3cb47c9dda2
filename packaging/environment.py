"""The parts of the set-up that a shell cannot do well. Standard library only: it runs before anything is installed.

key: what the installed environment depends on, as one hash. requirements GROUP...: the requirements of dependency groups, a
line each. installed NAME: the version of a wholly installed package. lock: wait for the exclusive lock on descriptor 9.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
INPUTS = ("../pyproject.toml", "constraints.txt", "system-libraries.txt", "environment.sh", "environment.py")


def key() -> str:
    """A hash of the files that decide what is installed, of this Python and of the checkout's place."""
    digest = hashlib.sha256(f"{sys.version}\n{HERE}\n".encode())
    for name in INPUTS:
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()


def requirements(*groups: str) -> list[str]:
    """The requirements of the dependency groups of pyproject.toml, included groups among them (PEP 735)."""
    import tomllib  # not for `key`, which every start waits for

    table = tomllib.loads((HERE / "../pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    entries = [entry for group in groups for entry in table[group]]
    return [line for entry in entries for line in ([entry] if isinstance(entry, str) else requirements(entry["include-group"]))]


def installed(name: str) -> str:
    """The version of an installed package; "" where it is absent or its installation was cut short."""
    try:
        found = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
    return found.version if found.read_text("RECORD") else ""  # pip writes RECORD last


def lock() -> None:
    """Hold the lock that descriptor 9 stands for until the calling shell closes it."""
    import fcntl

    try:
        fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Another start is setting Ductus up: waiting for it.", file=sys.stderr)
        fcntl.flock(9, fcntl.LOCK_EX)


if __name__ == "__main__":
    verb, arguments = sys.argv[1], sys.argv[2:]
    answer = {"key": key, "requirements": requirements, "installed": installed, "lock": lock}[verb](*arguments)
    if answer:
        print(answer if isinstance(answer, str) else "\n".join(answer))
