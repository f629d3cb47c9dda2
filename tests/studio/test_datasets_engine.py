"""The Dataset panel with the real engine and the real jobs: a store is listed and seen, a writer is erased to the last byte."""

import pytest
from test_curating import ANNA, filled

from engines.data.collection import Collection, collection_home
from studio.app import build
from studio.dialogs.erasing import ErasingDialog
from studio.page import Page
from studio.settings import Settings

PATIENCE = 180_000  # ms: a process starts, on a machine that may be busy


@pytest.fixture
def window(qtbot):
    filled(collection_home())
    made = build(Settings(theme="light"), Page())
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    yield made
    made.close()


def test_samples_are_seen_and_a_writer_is_erased_to_the_last_byte(window, qtbot, monkeypatch):
    monkeypatch.setattr(ErasingDialog, "exec", lambda _dialog: 1)
    window.choices.show_panel("dataset")
    panel = window.datasets.panel
    qtbot.waitUntil(lambda: len(panel.sheet.catalogue) == 4, timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(panel.sheet.thumbnails) == 4, timeout=PATIENCE)
    live = collection_home() / "live.journal"
    assert b"Anna" in live.read_bytes()
    window.datasets.hands.erase(ANNA.id)
    qtbot.waitUntil(lambda: "Everything of Anna is erased" in window.status.notice.text(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(panel.sheet.catalogue) == 2, timeout=PATIENCE)
    qtbot.waitUntil(lambda: panel.sheet.catalogue.rows.tolist() == [0, 1], timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(panel.sheet.thumbnails) >= 2, timeout=PATIENCE)
    window.close()
    for path in (path for path in collection_home().rglob("*") if path.is_file()):
        content = path.read_bytes()
        assert ANNA.id.encode() not in content, path
        assert b"Anna" not in content, path
    with Collection(collection_home()) as collection:
        assert list(collection.writers) == ["ben-2"]
