"""Answers: what a reply holds, where its ink lies, and how trouble becomes one sentence."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch
from models_to_spoil import change_card, make_model, spoil_weights

from engines.inference.answers import answer, warm_up
from engines.inference.shelf import Loaded, Shelf
from engines.ink.gaps import Gap, erase
from engines.ink.geometry import bounds, fit_frame
from engines.ink.raster import render, unipen32
from engines.ink.types import Ink, Stroke
from engines.messages import Ask, Convert, Decode, ModelRef, Recover, Reply, Request, Restore


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("models")
    make_model(folder, "small")
    return Shelf(folders=[folder])


def letter(at: tuple[float, float] = (30.0, 50.0), size: float = 12.0) -> Ink:
    turn = np.linspace(0, 2 * np.pi, 50)
    ring = np.stack([np.cos(turn), np.sin(turn)], axis=1) * size / 2 + at
    return Ink((Stroke(ring, t=np.linspace(0, 1, 50)), Stroke([[at[0] - size / 2, at[1]], [at[0] + size / 2, at[1]]])))


def asked(ask: Ask, shelf: Shelf) -> Reply:
    return answer(Request(7, "pen", ask), shelf)


class Exact:
    """A sampler that gives back what it was given, for figures whose values are known."""

    def __init__(self) -> None:
        self.seen: dict[int, torch.Tensor] = {}

    def encode_path(self, paths: torch.Tensor) -> torch.Tensor:
        self.path = paths
        return torch.zeros(1, 4)

    def encode_image(self, images: torch.Tensor) -> torch.Tensor:
        self.image = images
        return torch.ones(1, 4)

    def decode_path(self, z: torch.Tensor) -> torch.Tensor:
        return self.path.repeat(len(z), 1, 1)

    def decode_image(self, z: torch.Tensor) -> torch.Tensor:
        return self.image.repeat(len(z), 1, 1, 1)


class Broken(Exact):
    def __init__(self, how: str) -> None:
        super().__init__()
        self.how = how

    def decode_image(self, z: torch.Tensor) -> torch.Tensor:
        if self.how == "raise":
            raise RuntimeError("mat1 and mat2 shapes cannot be multiplied\nsecond line")
        return torch.full((len(z), 1, 32, 32), float("nan"))


def with_sampler(shelf: Shelf, sampler: object, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    ref = shelf.models[0]
    monkeypatch.setattr(shelf, "model", lambda name, needs: Loaded(ref, sampler))
    return shelf


def test_a_conversion_holds_both_reconstructions_and_both_crossings(shelf: Shelf) -> None:
    reply = asked(Convert(letter()), shelf)
    assert (reply.serial, reply.lane, reply.error, reply.model) == (7, "pen", "", "small")
    assert set(reply.images) == {"ink", "t2b", "b2b"}
    assert all(image.shape == (32, 32) and image.dtype == np.uint8 for image in reply.images.values())
    assert set(reply.inks) == {"t2t", "b2t"}
    assert set(reply.figures) == {"psnr", "ssim", "dtw_path", "dtw_ref"}
    assert all(np.isfinite(value) for value in reply.figures.values())
    assert reply.z["t"].shape == reply.z["b"].shape == (32,)


def test_the_image_of_the_ink_is_the_protocols(shelf: Shelf) -> None:
    np.testing.assert_array_equal(asked(Convert(letter()), shelf).images["ink"], unipen32(letter())[0])


def test_converted_ink_lies_where_it_was_drawn(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    ink = letter((120.0, 80.0), 25.0)
    reply = asked(Convert(ink), with_sampler(shelf, Exact(), monkeypatch))
    np.testing.assert_allclose(bounds(reply.inks["b2t"]), bounds(ink), atol=0.5)


class ExactWithLifts(Exact):
    """Exact, of a family that knows where the pen was lifted."""

    def encode_path(self, paths: torch.Tensor, pens: torch.Tensor) -> torch.Tensor:
        self.pen = pens
        return super().encode_path(paths)

    def decode_pen(self, z: torch.Tensor) -> torch.Tensor:
        return self.pen.repeat(len(z), 1)


def test_strokes_are_lifted_where_the_model_knows_of_lifts(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    ink = letter((120.0, 80.0), 25.0)
    ref = shelf.models[0]
    able = ModelRef(dataclasses.replace(ref.card, can=(*ref.card.can, "pen_lifts")), ref.folder)
    monkeypatch.setattr(shelf, "model", lambda name, needs: Loaded(able, ExactWithLifts()))
    recovered = asked(Convert(ink), shelf).inks["b2t"]
    assert len(recovered) == len(ink) == 2
    for before, after in zip(ink, recovered, strict=True):
        np.testing.assert_allclose(after.xy[[0, -1]], before.xy[[0, -1]], atol=1.6)
    assert recovered.strokes[1].t[0] > recovered.strokes[0].t[-1]
    connected = asked(Convert(ink), with_sampler(shelf, Exact(), monkeypatch)).inks["b2t"]
    assert len(connected) == 1


def test_recovered_strokes_have_the_times_of_a_hand(shelf: Shelf) -> None:
    for ask in (Convert(letter()), Recover(np.asarray(render(letter((32, 32), 40), 64, 64, 4)))):
        stroke = asked(ask, shelf).inks["b2t"].strokes[0]
        assert stroke.t[0] == 0
        assert (np.diff(stroke.t) >= 0).all()
        assert 0.05 < stroke.duration < 20


def test_figures_of_a_perfect_model_are_perfect(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = asked(Convert(letter()), with_sampler(shelf, Exact(), monkeypatch)).figures
    assert figures["psnr"] == np.inf
    assert figures["ssim"] == pytest.approx(1)
    assert figures["dtw_path"] == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    "ink",
    [
        Ink((Stroke([[5, 5]]),)),
        Ink((Stroke([[5, 5]] * 20),)),
        Ink((Stroke([]), Stroke([[0, 0], [1, 1]]), Stroke([]))),
        Ink((Stroke([[0, 0], [1e30, 1e30]]),)),
        Ink((Stroke([[-1e6, 3], [1e6, 3]]),)),
        Ink((Stroke([[0, 0], [1e-12, 1e-12]]),)),
        Ink((Stroke([[0, 0], [9, 9]], t=[5, np.nan]),)),
        Ink(tuple(Stroke(np.random.default_rng(k).normal(size=(40, 2))) for k in range(300))),
    ],
    ids=["dot", "still pen", "empty strokes among others", "huge", "wide line", "tiny", "times unknown", "scribble"],
)
def test_odd_ink_gets_an_answer_or_a_sentence(shelf: Shelf, ink: Ink) -> None:
    reply = asked(Convert(ink), shelf)
    assert reply.images or reply.error
    assert "\n" not in reply.error


@pytest.mark.parametrize("ink", [Ink(), Ink((Stroke([]),))])
def test_ink_without_a_point_is_a_sentence(shelf: Shelf, ink: Ink) -> None:
    assert "no ink to convert" in asked(Convert(ink), shelf).error


def test_a_picture_becomes_strokes_in_a_unit_square(shelf: Shelf) -> None:
    picture = 255 - render(letter((50, 50), 60), 100, 100, 5)
    reply = asked(Recover(picture), shelf)
    assert reply.error == ""
    assert set(reply.images) == {"picture", "b2b"}
    left, top, right, bottom = bounds(reply.inks["b2t"])
    assert 0 <= left <= right <= 1
    assert 0 <= top <= bottom <= 1


def test_a_picture_of_the_protocol_is_seen_almost_as_it_is(shelf: Shelf) -> None:
    image, _, _ = unipen32(letter())
    seen = asked(Recover(image), shelf).images["picture"]
    assert np.abs(seen.astype(int) - image.astype(int)).mean() < 12
    assert np.abs(255 - seen.astype(int) - image.astype(int)).mean() > 100  # this comparison can fail


@pytest.mark.parametrize("name", ["nothing.png", "folder", "text.png"])
def test_a_picture_that_cannot_be_read_is_one_sentence(shelf: Shelf, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.png").write_text("I am no picture.")
    reply = asked(Recover(tmp_path / name), shelf)
    assert name in reply.error
    assert "\n" not in reply.error


def test_a_blank_picture_is_a_sentence(shelf: Shelf) -> None:
    assert "no ink in the picture" in asked(Recover(np.full((40, 40), 255, np.uint8)), shelf).error


def test_erased_ink_is_answered_with_the_whole_and_what_was_added_to_it(shelf: Shelf) -> None:
    ink = letter()
    left, gaps = erase(ink, ink.points // 2, ink.points - ink.points // 2)
    reply = asked(Restore(left, gaps, fit_frame(ink)), shelf)
    assert reply.error == ""
    added = len(reply.inks["whole"]) - len(left)
    assert added == len(reply.inks["missing"])
    assert all(kept.same_as(own) for kept, own in zip(reply.inks["whole"], left, strict=False))


def test_a_damaged_picture_is_answered_with_image_and_ink(shelf: Shelf) -> None:
    page = np.full((60, 60), 255, np.uint8)
    page[10:50, 28:32] = 0
    reply = asked(Restore(picture=page), shelf)
    assert reply.error == ""
    assert reply.images["restored"].shape == reply.images["picture"].shape == (32, 32)
    assert reply.inks["whole"].points


@pytest.mark.parametrize("ask", [Restore(), Restore(letter()), Restore(letter(), (Gap(0, 0.95),))])
def test_ink_that_cannot_be_restored_is_a_sentence(shelf: Shelf, ask: Restore) -> None:
    reply = asked(ask, shelf)
    assert reply.error.endswith(".")
    assert "\n" not in reply.error


def test_a_latent_vector_becomes_image_and_ink(shelf: Shelf) -> None:
    reply = asked(Decode(np.zeros(32, np.float32)), shelf)
    assert reply.images["image"].shape == (32, 32)
    assert reply.inks["ink"].points == 64


@pytest.mark.parametrize("z", [np.zeros(5), np.zeros(0), np.full(32, np.nan)])
def test_a_latent_vector_that_fits_nothing_is_a_sentence(shelf: Shelf, z: np.ndarray) -> None:
    reply = asked(Decode(z.astype(np.float32)), shelf)
    assert reply.error
    assert "\n" not in reply.error


@pytest.mark.parametrize("how", ["raise", "nan"])
def test_a_model_that_breaks_in_use_is_named_in_one_sentence(shelf: Shelf, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reply = asked(Convert(letter()), with_sampler(shelf, Broken(how), monkeypatch))
    assert "model" in reply.error
    assert "\n" not in reply.error
    assert set(reply.images) == {"ink"}  # what needs no model is there all the same


def test_a_spoilt_model_is_an_error_in_the_reply_and_the_others_answer(tmp_path: Path) -> None:
    make_model(tmp_path, "good")
    for how in ("pickle", "cut", "folder"):
        spoil_weights(make_model(tmp_path / how, f"bad-{how}"), how)
    change_card(make_model(tmp_path / "lies", "bad-lies"), config={"latent": 99})
    shelf = Shelf(folders=[tmp_path])
    for how in ("pickle", "cut", "folder", "lies"):
        reply = asked(Convert(letter(), f"bad-{how}"), shelf)
        assert f"bad-{how}" in reply.error
        assert "\n" not in reply.error
        assert asked(Convert(letter(), "good"), shelf).error == ""
        assert asked(Convert(letter()), shelf).model == "good"
    assert not list(tmp_path.rglob("executed"))


def test_warming_up_without_a_model_is_no_trouble(tmp_path: Path) -> None:
    warm_up(Shelf(folders=[tmp_path]))


def test_fitting_and_converting_agree_on_the_frame(shelf: Shelf) -> None:
    ink = letter()
    inside = fit_frame(ink).apply(asked(Convert(ink), shelf).inks["t2t"].strokes[0].xy)
    assert (inside >= -1e-4).all()
    assert (inside <= 1 + 1e-4).all()


def test_without_any_model_what_needs_none_is_shown_and_the_remedy_is_told(tmp_path: Path) -> None:
    shelf = Shelf(folders=[tmp_path])
    page = np.full((60, 60), 255, np.uint8)
    page[10:50, 28:32] = 0
    seen, drawn = asked(Recover(page), shelf), asked(Convert(letter()), shelf)
    assert set(seen.images) == {"picture"}
    assert set(drawn.images) == {"ink"}
    assert seen.images["picture"].shape == (32, 32)
    assert "models folder" in seen.error
    assert "models folder" in drawn.error
