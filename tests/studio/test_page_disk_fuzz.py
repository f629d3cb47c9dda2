"""A page whose disk fills up or breaks now and then: what counts as saved survives a kill, what is drawn survives both."""

from __future__ import annotations

import itertools
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import page_actor
import pytest
from failing_disk import ERRORS, FailingDisk
from fuzzing import assert_sentence, cases
from hypothesis import given
from hypothesis import strategies as st
from page_actor import opened
from PySide6.QtCore import QCoreApplication

from engines.data import journal
from studio import saving
from studio.page import Page

pytestmark = pytest.mark.usefixtures("qapp")
NUMBERS = itertools.count()
MOMENTS = st.lists(st.tuples(st.integers(1, 5), st.sampled_from((0, 0, *ERRORS))), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """Forcing and trying again come soon."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "DELAY", 0.001)
        patch.setattr(saving, "RETRY", 5)
        yield


def came_to_rest(page: Page, error: int) -> bool:
    """Whether the page is saved, after the time that a sound disk takes."""
    for _ in range(1 if error else 100):
        QCoreApplication.processEvents()
        if page.saved:
            return True
        time.sleep(0.001)
    return False


@cases(100)
@given(MOMENTS, st.integers(0, 2**16))
def test_a_page_on_a_disk_that_comes_and_goes_loses_nothing(folder: Path, moments: list[tuple[int, int]], seed: int) -> None:
    path = folder / f"{next(NUMBERS)}" / "page.journal"
    page, chance, told = opened(path), random.Random(seed), []
    page.noticed.connect(told.append)
    with FailingDisk({}).between() as disk:
        for actions, error in moments:
            disk.full = error
            for _ in range(actions):
                page_actor.write(page, chance, lambda line: None) if chance.random() < 0.6 else page.undo()
            if came_to_rest(page, error):
                assert survivors(path) == page_actor.state(page._history)
        disk.full = 0
        wanted = page_actor.state(page._history)
        assert page.close() and page.saved
    for sentence in told:
        assert_sentence(sentence)
    page = opened(path)
    assert page_actor.state(page._history) == wanted
    page.close()


def survivors(path: Path) -> object:
    """What a program that is started after a kill finds, as from a copy of what is on the disk now."""
    copy = path.with_name("killed.journal")
    shutil.copyfile(path, copy)
    page = opened(copy)
    found = page_actor.state(page._history)
    page.close()
    return found


def test_a_sound_disk_saves_in_between(folder: Path) -> None:
    page = opened(folder / "sound" / "page.journal")
    page.add(page_actor.stroke(random.Random(1), 5))
    assert came_to_rest(page, 0)
    assert survivors(folder / "sound" / "page.journal") == page_actor.state(page._history)
    page.close()
