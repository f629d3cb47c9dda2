"""A worker process: runs one Job, tells what it does as Events, stops when asked and keeps what it has.

The verbs are those that a person starts from the window; the command line calls the same functions without this detour.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
import traceback
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from engines.messages import Event, Failed, Finished, Job, ModelRef, Progress, Started, Stopped, Traced
from engines.service.collecting import check, erase, export_writer, pack
from engines.service.importing import import_samples
from engines.service.sheet_reading import read_sheet
from engines.service.styling import style
from engines.service.verbs import JobError, Report, ShouldStop, StopAsked, Verb, named

LINGER = 60.0  # seconds that a worker may take to keep its work after its window is gone


def serve(connection: Connection, threads: int, verbs: dict[str, Verb] | None = None) -> None:
    """Receive the Job, do it, and send its events; the last is Finished, Stopped or Failed. verbs: others in tests."""
    job: Job = connection.recv()
    stop = threading.Event()
    threading.Thread(target=_obey, args=(connection, stop), name="obey", daemon=True).start()
    with contextlib.suppress(OSError):  # the window is gone: what was to be kept is kept, and nobody listens
        connection.send(run(job, verbs or VERBS, lambda event: _send(connection, event), stop.is_set, threads))


def _obey(connection: Connection, stop: threading.Event) -> None:
    """The obeying thread's loop. When the window is gone the job is to stop too, and has LINGER seconds for it."""
    try:
        while True:
            if connection.recv() == "stop":
                stop.set()
    except (EOFError, OSError):
        stop.set()
        time.sleep(LINGER)
        os._exit(1)


def _send(connection: Connection, event: Event) -> None:
    with contextlib.suppress(OSError):
        connection.send(event)


def run(job: Job, verbs: dict[str, Verb], report: Report, should_stop: ShouldStop, threads: int = 1) -> Event:
    """Do a job in this process. -> its last event; every other event goes to `report` under the job's id."""
    said: list[Stopped] = []

    def tell(event: Event) -> None:
        if isinstance(event, Stopped):
            said.append(event)
        elif isinstance(event, Started):  # beginning and end are told here, once
            report(Progress(job.id, 0, 0, text=event.title))
        elif not isinstance(event, Finished | Failed):
            report(replace(event, job=job.id))

    try:
        if job.verb not in verbs:
            raise JobError(f"There is no work called '{job.verb}'. There is: {', '.join(verbs)}.")
        report(Started(job.id, str(job.fields.get("title", job.verb))))
        result = verbs[job.verb]({"threads": threads, **job.fields}, tell, should_stop)
    except StopAsked:
        return Stopped(job.id, "Stopped. Nothing was changed.")
    except MemoryError:
        return Failed(
            job.id, "The machine's memory ran out. Close other programs, or take a smaller batch.", traceback.format_exc()
        )
    except ValueError as error:  # the house's own errors are ValueErrors that hold a sentence for people
        return Failed(job.id, str(error) or "The work could not be done.", traceback.format_exc())
    except OSError as error:
        return Failed(job.id, _disk(error), traceback.format_exc())
    except Exception as error:  # the outermost loop of the process
        first = (str(error).strip().splitlines() or [""])[0][:200]
        return Failed(job.id, f"The work failed: {type(error).__name__}: {first}", traceback.format_exc())
    return replace(said[-1], job=job.id) if said else Finished(job.id, result)


def _disk(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    return f"The disk refused{where}: {error.strerror or error}."


def _paths(value: Any) -> list[Path]:
    return [Path(item) for item in (value if isinstance(value, list | tuple) else [value])]


def train(fields: dict[str, Any], report: Report, should_stop: ShouldStop) -> dict[str, Any]:
    """Fields: family, stores (paths), out (folder), start_from (a model's name); any other is one of the trainer's Plan."""
    from engines.training.trainer import TrainingError
    from engines.training.trainer import train as run_training

    fields = {name: value for name, value in fields.items() if name != "title"}
    family, stores, out = (fields.pop(name) for name in named(fields, "family", "stores", "out"))
    if fields.get("start_from"):
        fields["start_from"] = _model(fields["start_from"])
    try:
        model = run_training(family, _paths(stores), Path(out), report=report, should_stop=should_stop, **fields)
    except TrainingError as error:
        raise JobError(str(error)) from error
    return {"model": model.card.name, "folder": str(model.folder), "scores": dict(model.card.scores)}


def _model(name: str) -> ModelRef:
    from engines.inference.shelf import find_models

    found = [ref for ref in find_models() if ref.card.name == name]
    if not found:
        raise JobError(f"There is no model named '{name}' to start from.")
    return found[0]


def evaluate(fields: dict[str, Any], report: Report, should_stop: ShouldStop) -> dict[str, Any]:
    """Fields: suite ("table1"), data, models (names), split, by, limit, seed, device. -> what `ductus eval --json` prints."""
    import torch

    from engines.evaluation import table1
    from engines.inference.shelf import find_models

    if fields.get("suite", "table1") != "table1":
        raise JobError(f"There is no suite '{fields['suite']}' yet.")
    torch.set_num_threads(int(fields["threads"]))
    names = fields.get("models")
    models = [ref for ref in find_models() if not names or ref.card.name in names]
    options = {name: fields[name] for name in ("split", "by", "limit", "seed", "device") if name in fields}
    data = fields.get("data")
    report(Progress("", 0, 0, text="Evaluating"))
    return table1.run(Path(data) if data else None, models, **options)


def recover(fields: dict[str, Any], report: Report, should_stop: ShouldStop) -> dict[str, Any]:
    """Fields: picture (a path), model (a name, "" = the default one). Every word is told as Traced in reading order.

    -> words, lines, strokes, by_trace (words that the rules decided), model. Stopped, the words told so far stand.
    """
    import torch

    from engines.inference.shelf import Shelf
    from engines.inference.tracing import all_words, words_of
    from engines.picture.page import PageStopped

    torch.set_num_threads(int(fields["threads"]))
    (picture,) = (Path(fields[name]) for name in named(fields, "picture"))
    done = strokes = by_trace = 0
    report(Progress("", 0, 0, text="Looking for words"))
    try:
        page = words_of(picture, should_stop)
        model, words = all_words(page, Shelf(1), fields.get("model", ""), stop=should_stop)
        began = time.monotonic()
        for word in words:
            done, strokes, by_trace = done + 1, strokes + len(word.ink), by_trace + (word.method == "trace")
            report(Traced("", word.ink, tuple(float(value) for value in word.confidence), word.width))
            left = (time.monotonic() - began) / done * (len(page.words) - done)
            report(Progress("", done, len(page.words), left=left, text=f"{done} of {len(page.words)} words"))
    except PageStopped:
        report(Stopped("", f"Stopped. {done} words were recovered." if done else "Stopped. Nothing was changed."))
        return {}
    return {"words": done, "lines": page.lines, "strokes": strokes, "by_trace": by_trace, "model": model}


VERBS: dict[str, Verb] = {
    "train": train,
    "import": import_samples,
    "evaluate": evaluate,
    "recover": recover,
    "pack": pack,
    "check": check,
    "erase": erase,
    "export_writer": export_writer,
    "style": style,
    "read_sheet": read_sheet,
}
