"""`ductus doctor`: what this machine has, what is missing and what to do about it.

Heavy or fragile things (torch, Qt) are asked for in short processes of their own: a crash there is a finding, not the end.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from engines.data.cards import CardError, read_card
from engines.data.places import data_home, models_home, real_data, shipped_models

PROBE_TIME = 60.0  # s for a probe, cold disks included
NEEDED = (
    "numpy", "PySide6-Essentials", "torch", "h5py", "safetensors", "scikit-image", "pillow", "pyqtgraph", "svgwrite",
    "defusedxml", "platformdirs", "typer", "rich",
)  # fmt: skip
OFFSCREEN = "libegl1 libgl1 libfontconfig1 libglib2.0-0 libxkbcommon0 libdbus-1-3"
TORCH_PROBE = """
import json, os, torch
n = torch.cuda.device_count() if torch.cuda.is_available() else 0
print(json.dumps({"version": torch.__version__, "cuda": torch.version.cuda, "threads": torch.get_num_threads(),
                  "gpus": [torch.cuda.get_device_name(i) for i in range(n)]}))
"""
QT_PROBE = """
import json
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication, QInputDevice
app = QGuiApplication([])
pens = (QInputDevice.DeviceType.Stylus, QInputDevice.DeviceType.Airbrush, QInputDevice.DeviceType.Puck)
print(json.dumps({"version": qVersion(), "platform": app.platformName(),
    "screens": [[s.name(), s.size().width(), s.size().height(), s.devicePixelRatio()] for s in app.screens()],
    "tablets": sorted({d.name() for d in QInputDevice.devices() if d.type() in pens})}))
"""


@dataclass(frozen=True)
class Finding:
    """One line of the report. state: "ok", "note" (works, but could be better) or "missing" (something will not work)."""

    what: str
    state: str
    found: str
    remedy: str = ""


def examine() -> list[Finding]:
    """Everything, in the order a person reads it. Takes two to five seconds."""
    chosen = {"QT_QPA_PLATFORM": _platform()} if _platform() and not os.environ.get("QT_QPA_PLATFORM") else {}
    torch, qt = _start(TORCH_PROBE), _start(QT_PROBE, {**os.environ, **chosen})
    first = [_python(), _packages(), _display()]
    return [*first, *_qt(_finish(qt)), *_torch(_finish(torch)), *_folders(), _models()]


def lines(findings: list[Finding]) -> list[str]:
    """The report for people, remedies under what they are for."""
    marks = {"ok": "ok     ", "note": "note   ", "missing": "MISSING"}
    wide = max(len(finding.what) for finding in findings)
    told = []
    for finding in findings:
        told.append(f"{marks[finding.state]}  {finding.what.ljust(wide)}  {finding.found}")
        if finding.remedy:
            told.append(f"{' ' * (len(marks['ok']) + wide + 4)}-> {finding.remedy}")
    return told


# ---------------------------------------------------------------- probes


def _start(code: str, environment: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def _finish(process: subprocess.Popen[str]) -> dict[str, Any]:
    """What a probe printed, or {"error": its last words}."""
    try:
        out, err = process.communicate(timeout=PROBE_TIME)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return {"error": f"gave no answer within {PROBE_TIME:g} s"}
    try:
        found: dict[str, Any] = json.loads(out.strip().splitlines()[-1])
    except (ValueError, IndexError):
        words = (err.strip().splitlines() or [f"ended with status {process.returncode}"])[-1]
        return {"error": words[:200]}
    return found


# ---------------------------------------------------------------- findings


def _python() -> Finding:
    found = f"{platform.python_version()} on {platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    old = sys.version_info < (3, 11)
    return Finding("Python", "missing" if old else "ok", found, "install Python 3.11 or newer" if old else "")


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _packages() -> Finding:
    missing = [name for name in NEEDED if not _version(name)]
    if missing:
        return Finding("packages", "missing", f"without {', '.join(missing)}", f"pip install {' '.join(missing)}")
    qt = _version("PySide6-Essentials")
    if tuple(int(part) for part in qt.split(".")[:2] if part.isdigit()) >= (6, 12):
        return Finding("packages", "missing", f"PySide6 {qt} aborts after seconds", "pip install 'PySide6-Essentials<6.12'")
    return Finding("packages", "ok", f"all {len(NEEDED)}, Ductus {_version('ductus') or 'not installed (run from its folder)'}")


def _platform() -> str:
    """The Qt platform that a start without further settings will take; "" leaves the choice to Qt."""
    shown = sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return "" if shown else "offscreen"


def _display() -> Finding:
    if _platform() == "offscreen":
        remedy = "log in to a desktop, or set DISPLAY; without it only `ductus tour` and the command line work"
        return Finding("display", "note", "none (neither DISPLAY nor WAYLAND_DISPLAY is set)", remedy)
    named = [f"{name}={os.environ[name]}" for name in ("WAYLAND_DISPLAY", "DISPLAY") if os.environ.get(name)]
    return Finding("display", "ok", ", ".join(named) or "the system's own")


def _qt(probe: dict[str, Any]) -> list[Finding]:
    if "error" in probe:
        library = probe["error"].partition(": cannot open shared object file")
        needs = (
            f"install the system libraries: apt install {OFFSCREEN}" if library[1] else "see the message; packaging/run sets up"
        )
        return [Finding("Qt", "missing", probe["error"], needs)]
    screens = ", ".join(f"{wide} x {high} at {ratio:g}x" for _, wide, high, ratio in probe["screens"])
    pens = ", ".join(probe["tablets"]) or _kernel_tablets()
    remedy = "" if pens else "connect one and start again; a mouse works too, without pressure"
    return [
        Finding("Qt", "ok", f"{probe['version']}, platform {probe['platform']}, {screens or 'no screen'}"),
        Finding("tablet", "ok" if pens else "note", pens or "none seen", remedy),
    ]


def _kernel_tablets() -> str:
    """Pens that Linux knows even where Qt has no display to ask; "" elsewhere."""
    try:
        listed = Path("/proc/bus/input/devices").read_text("utf-8", "replace")
    except OSError:
        return ""
    names = [line.partition("=")[2].strip('" ') for line in listed.splitlines() if line.startswith("N: Name=")]
    return ", ".join(name for name in names if any(word in name.lower() for word in ("wacom", "stylus", "tablet", "digitizer")))


def _torch(probe: dict[str, Any]) -> list[Finding]:
    if "error" in probe:
        return [Finding("torch", "missing", probe["error"], "packaging/run installs it; drawing and export work without")]
    found = [Finding("torch", "ok", f"{probe['version']}, {probe['threads']} threads")]
    card = Path("/proc/driver/nvidia/version").exists() or shutil.which("nvidia-smi") is not None
    if probe["gpus"]:
        return [*found, Finding("GPU", "ok", ", ".join(probe["gpus"]))]
    if card and not probe["cuda"]:
        remedy = "install a CUDA build of torch (pip install torch, without the CPU index) to train on it"
        return [*found, Finding("GPU", "note", "an NVIDIA driver is here, but this torch is built for the CPU", remedy)]
    if card:
        return [*found, Finding("GPU", "note", "torch is built for CUDA but sees no device", "check the driver with nvidia-smi")]
    return [*found, Finding("GPU", "ok", "none; the CPU does everything, training takes longer")]


def _folders() -> list[Finding]:
    home = data_home()
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(there).free / 2**30
    writable = os.access(there, os.W_OK)
    remedy = "" if writable else f"make {there} writable, or set DUCTUS_HOME to a folder that is"
    if writable and free < 1:
        remedy = "free some space: a collection and its models need about 1 GiB"
    found = f"{home} ({'writable' if writable else 'NOT writable'}, {free:.1f} GiB free)"
    real = real_data()
    return [
        Finding("data", "ok" if not remedy else ("note" if writable else "missing"), found, remedy),
        Finding("real data", "ok", str(real) if real else "none (only tests and suites use it; set DUCTUS_DATA to name it)"),
    ]


def _models() -> Finding:
    counts, broken = [], []
    for name, folder in (("shipped", shipped_models()), ("your own", models_home())):
        cards = sorted([*folder.glob("*.json"), *folder.glob("*/card.json")]) if folder.is_dir() else []
        good = 0
        for path in cards:
            try:
                card = read_card(path)
                good += bool(card.weights) and (path.parent / card.weights).is_file()
            except CardError:
                broken.append(path.name)
        counts.append((name, good))
    found = ", ".join(f"{count} {name}" for name, count in counts)
    if broken:
        return Finding("models", "note", f"{found}; cannot be read: {', '.join(broken)}", "ductus models list says why")
    if counts[0][1] == 0:
        return Finding("models", "missing", found, "the shipped models are gone: install Ductus again")
    return Finding("models", "ok", found)
