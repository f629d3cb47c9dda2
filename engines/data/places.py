"""Where Ductus keeps and finds things: the user's data, models, and the real data that tests and suites use."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def data_home() -> Path:
    """The user's Ductus folder: DUCTUS_HOME, else the platform's data folder."""
    chosen = os.environ.get("DUCTUS_HOME")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("ductus", appauthor=False))


def models_home() -> Path:
    """Where models that the user trained or imported live: DUCTUS_MODELS, else "models" in the user's folder."""
    chosen = os.environ.get("DUCTUS_MODELS")
    return Path(chosen) if chosen else data_home() / "models"


def cache_home() -> Path:
    """Derived files that can be made again at any time (imported stores of the real data)."""
    chosen = os.environ.get("DUCTUS_HOME")
    return Path(chosen) / "cache" if chosen else Path(platformdirs.user_cache_dir("ductus", appauthor=False))


def shipped_models() -> Path:
    """The folder of the weights and cards that Ductus ships."""
    return Path(__file__).resolve().parents[2] / "resources" / "models"


def real_data() -> Path | None:
    """The folder of real handwriting data: DUCTUS_DATA, else ../shared/data beside the checkout; None where absent."""
    chosen = os.environ.get("DUCTUS_DATA")
    folder = Path(chosen) if chosen else Path(__file__).resolve().parents[3] / "shared" / "data"
    return folder if folder.is_dir() else None
