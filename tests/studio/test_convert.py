"""The Convert panel: what it says with and without ink, model and engine, and that everything it is given can be seen."""

from pathlib import Path

import numpy as np
import pytest
from answering_fake import CARD, FakeClient

from engines.ink.types import Ink, Stroke
from engines.messages import Convert, ModelRef, Recover, Reply
from studio.live import Question
from studio.panels.convert import IMAGE_FIGURES, NO_MODEL, ConvertPanel, figures_text, rendered
from studio.panels.models import ModelsPanel, facts_of, scores_of
from studio.theme import DARK, LIGHT

INK = Ink((Stroke([[20, 20], [40, 60], [60, 20]], t=[0, 0.2, 0.4]),))
REF = ModelRef(CARD, Path("/models/fake"))


@pytest.fixture
def panel(qtbot):
    made = ConvertPanel(LIGHT)
    qtbot.addWidget(made)
    made.resize(424, 660)
    made.show()
    made.set_engine("ready", "")
    made.set_models([REF])
    return made


def answer(ask):
    return FakeClient(lambda _heard: None).reply(1, ask, "pen")


def test_an_empty_panel_says_what_to_do_and_offers_a_sample(panel, qtbot):
    assert panel.pages.currentWidget() is panel.empty
    with qtbot.waitSignal(panel.sampleWanted):
        panel.empty.sampleWanted.emit()


def test_ink_is_shown_before_its_answer(panel):
    panel.set_engine("starting", "")
    panel.show_ink(INK)
    assert panel.ink.ink is INK
    assert panel.source.image is not None
    assert not panel.place.isEnabled()


def test_all_six_pictures_and_the_figures_of_an_answer_are_shown(panel):
    panel.show_reply(Question(INK), answer(Convert(INK)))
    assert all(tile.filled for tile in panel.tiles)
    assert panel.crossing.figures.text() == "PSNR 15.9 dB  ·  SSIM 0.71"
    assert panel.recovery.figures.text() == "DTW 0.036"
    assert panel.recovered.points == 64
    assert panel.place.isEnabled()


def test_while_the_pen_writes_only_what_paints_fast_is_shown(panel):
    panel.show_reply(Question(INK, growing=True), answer(Convert(INK)))
    assert panel.image.filled
    assert panel.strokes.filled
    assert not panel.strokes.timed
    assert not panel.ink_again.filled
    panel.show_reply(Question(INK), answer(Convert(INK)))
    assert panel.strokes.timed
    assert panel.ink_again.filled


def test_an_answer_without_figures_shows_none_rather_than_zero():
    assert figures_text({"ssim": 0.5}, IMAGE_FIGURES) == "SSIM 0.50"
    assert figures_text({}, IMAGE_FIGURES) == ""


def test_without_a_model_the_panel_says_so_and_still_shows_rendered_ink(panel):
    panel.set_models([])
    panel.show_reply(Question(INK), Reply(1, "pen", error="No model here can do this."))
    assert panel.note.text() == NO_MODEL
    assert panel.note.isVisible()
    assert np.array_equal(panel.source.image, rendered(INK))
    assert not panel.image.filled


def test_an_error_is_told_and_the_next_good_answer_takes_it_away(panel):
    panel.show_reply(Question(INK), Reply(1, "pen", error="The weights are spoilt."))
    assert panel.note.text() == "The weights are spoilt."
    panel.show_reply(Question(INK), answer(Convert(INK)))
    assert panel.note.isHidden()


def test_a_starting_or_lost_engine_is_explained(panel):
    panel.set_engine("restarting", "The engine crashed and is started again; your page is safe.")
    assert "your page is safe" in panel.note.text()
    panel.set_engine("ready", "")
    assert panel.note.isHidden()


def test_a_picture_takes_the_rows_and_ink_takes_them_back(panel):
    panel.wait_for_picture("scan.png")
    assert panel.pages.currentIndex() == 1
    panel.show_reply(Question(name="scan.png"), answer(Recover(Path("scan.png"))))
    assert panel.crossing.isHidden()
    assert panel.recovery.title.text() == "scan.png → strokes"
    assert panel.strokes.filled
    panel.show_ink(INK)
    assert not panel.crossing.isHidden()
    assert not panel.strokes.filled


def test_the_replay_draws_the_recovered_strokes_only_as_far_as_the_clock(panel):
    panel.show_reply(Question(INK), answer(Convert(INK)))
    panel.set_moment(0.2)
    early = panel.strokes.grab().toImage()
    panel.set_moment(1.0)
    assert early != panel.strokes.grab().toImage()


@pytest.mark.parametrize("size", [(424, 660), (320, 500), (700, 1200)])
def test_tiles_stay_square_and_inside_the_panel(panel, size):
    panel.resize(*size)
    panel.show_reply(Question(INK), answer(Convert(INK)))
    panel.grab()
    for tile in panel.tiles[:4]:
        assert tile.square().width() == tile.width()
        assert tile.mapTo(panel, tile.rect().bottomRight()).x() <= panel.width()


def test_both_themes_paint_different_pictures(panel):
    panel.show_reply(Question(INK), answer(Convert(INK)))
    light = panel.ink.grab().toImage()
    panel.set_theme(DARK)
    assert light != panel.ink.grab().toImage()


def test_a_long_name_does_not_push_the_figures_out(panel):
    panel.show_reply(Question(name="x" * 300 + ".png"), answer(Recover(Path("x"))))
    panel.grab()
    assert panel.recovery.width() <= panel.width()


def test_choosing_a_model_tells_its_name(panel, qtbot):
    with qtbot.waitSignal(panel.modelChosen) as told:
        panel.model.activated.emit(0)
    assert told.args == ["fake"]


# The Models panel


def test_the_models_panel_explains_itself_when_there_is_none(qtbot):
    panel = ModelsPanel()
    qtbot.addWidget(panel)
    panel.set_models([])
    assert panel.pages.currentIndex() == 0
    assert "no model" in panel.words.text()


def test_a_card_is_told_in_words_with_units():
    facts = {words: value for words, value, _meaning in facts_of(REF)}
    assert facts["Can"] == "strokes to image, image to strokes, to latent space, from latent space"
    assert facts["PSNR"] == "15.9 dB"
    assert "Attribution" not in facts
    assert scores_of(CARD)[0][:2] == ("PSNR", "15.9 dB")


def test_the_model_in_use_is_marked_and_another_can_be_taken(qtbot):
    other = ModelRef(CARD.__class__("other", "cross_vae", {}, ("decode",)), Path("/models/other"))
    panel = ModelsPanel()
    qtbot.addWidget(panel)
    panel.set_models([REF, other], "fake")
    assert "(in use)" in panel.list.item(0).text()
    panel.list.setCurrentRow(1)
    with qtbot.waitSignal(panel.useWanted) as told:
        panel.use.click()
    assert told.args == ["other"]
