"""Themes: readable, complete, with icons at every size."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import resources

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QApplication

from studio import theme as looks
from studio.theme import DARK, LIGHT, THEMES, Theme, contrast, icon, icon_names, mix, stylesheet, time_colour

READABLE = [(text, ground) for text in ("text", "muted", "accent", "good", "bad") for ground in ("surface", "raised", "paper")]
READABLE += [("on_accent", "accent"), ("ink", "paper"), ("ink", "desk"), ("text", "hover")]


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "ground"), READABLE)
def test_text_stands_out_from_its_ground(theme: Theme, text: str, ground: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


def test_contrast_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_time_runs_from_pink_to_yellow() -> None:
    assert time_colour(0.0).name().upper() == "#D6336C"
    assert time_colour(1.0).name().upper() == "#F2B705"
    assert time_colour(-1.0) == time_colour(0.0)
    assert mix("#000000", "#FFFFFF", 0.5).red() in (127, 128)


def test_the_stylesheet_leaves_no_role_unfilled() -> None:
    for theme in THEMES.values():
        assert "@" not in stylesheet(theme)
    strange = replace(LIGHT, accent="#ABCDEF")
    assert "#ABCDEF" in stylesheet(strange) and stylesheet(strange) != stylesheet(LIGHT)


def test_applying_a_theme_dresses_the_application(qapp: QApplication) -> None:
    before = qapp.palette(), qapp.styleSheet()
    try:
        looks.apply(qapp, DARK)
        assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.surface.lower()
        assert DARK.accent in qapp.styleSheet()
    finally:
        qapp.setPalette(before[0])
        qapp.setStyleSheet(before[1])


def test_an_unknown_theme_is_the_systems(qapp: QApplication) -> None:
    assert looks.named_theme("system") in THEMES.values()
    assert looks.named_theme("dark") is DARK


def test_icons_are_one_set_of_one_weight() -> None:
    folder = resources.files("resources").joinpath("icons")
    for name in icon_names():
        source = folder.joinpath(f"{name}.svg").read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in source and 'stroke="currentColor"' in source
        assert re.findall(r'stroke-width="([^"]+)"', source) == ["1.6"], name


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_draws_lines_inside_its_square(qapp: QApplication, name: str) -> None:
    image = icon(name, LIGHT).pixmap(QSize(48, 48)).toImage()
    alpha = [image.pixelColor(x, y).alpha() for y in range(48) for x in range(48)]
    edge = [image.pixelColor(x, y).alpha() for x in range(48) for y in (0, 47)]
    assert 40 < sum(a > 128 for a in alpha) < 900
    assert max(edge) < 40


def test_icons_follow_state_theme_and_pixel_ratio(qapp: QApplication) -> None:
    def colours(made: QIcon, mode: QIcon.Mode, state: QIcon.State) -> set[str]:
        image = made.pixmap(QSize(32, 32), mode, state).toImage()
        pixels = (image.pixelColor(x, y) for x in range(32) for y in range(32))
        return {pixel.name() for pixel in pixels if pixel.alpha() == 255}

    assert LIGHT.text.lower() in colours(icon("pen", LIGHT), QIcon.Mode.Normal, QIcon.State.Off)
    assert LIGHT.accent.lower() in colours(icon("pen", LIGHT), QIcon.Mode.Normal, QIcon.State.On)
    assert DARK.text.lower() in colours(icon("pen", DARK), QIcon.Mode.Normal, QIcon.State.Off)
    assert icon("pen", LIGHT).pixmap(QSize(20, 20), 3.0).size() == QSize(60, 60)


def test_an_icon_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="no-such-icon"):
        icon("no-such-icon", LIGHT)


def test_the_systems_scheme_decides(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:
            return Qt.ColorScheme.Dark

    monkeypatch.setattr(looks.QGuiApplication, "styleHints", lambda: Hints())
    assert looks.system_theme() is DARK
