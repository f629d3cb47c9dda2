"""Suite recogniser: what is read and how it is counted, and the shipped judge's own worth on real ink and scans."""

import string
from pathlib import Path

import numpy as np
import pytest
import torch

from engines.data.places import real_data
from engines.data.sample import Provenance, Sample
from engines.data.split import half_of, members, part_of
from engines.data.store import Store, StoreError, write_store
from engines.evaluation import recogniser
from engines.evaluation.real_data import RELEASE
from engines.evaluation.recogniser import Shown, category_of, measure, read
from engines.formats import idx, unipen
from engines.inference.library import find_controls, find_models
from engines.ink.glyph import LONG, SIDE, drawn
from engines.ink.synthesis import Writer, glyph
from engines.models.characters import merged
from engines.models.judges import Config, Sampler, build
from engines.training import batches, trainer
from engines.training.checkpoint import load_sampler

ALPHABET = "AO0x7"


class Scripted:
    """Reads the next of its answers."""

    classes = sorted(ALPHABET)
    judges = True

    def __init__(self, answers: str) -> None:
        self.answers = answers

    def logits(self, images: torch.Tensor) -> torch.Tensor:
        """The answer first, then the other characters as the alphabet has them."""
        table = -torch.arange(float(len(self.classes))).repeat(len(images), 1)
        for row, answer in zip(table, self.answers, strict=False):
            row[self.classes.index(answer)] = 1
        return table


def shown(labels: str) -> Shown:
    pictures = np.zeros((len(labels), SIDE, SIDE), np.uint8)
    return Shown(pictures, [None] * len(labels), list(labels), [category_of(label) for label in labels])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("read") / "letters.h5"
    ink = [
        Sample(
            glyph(letter, Writer.random(hand), 0), text=letter, writer=f"hand {hand}", provenance=Provenance(f"{hand}{letter}")
        )
        for hand in range(60)
        for letter in ALPHABET
    ]
    bar = np.zeros((28, 28), np.uint8)
    bar[4:24, 12:15] = 255
    scans = [Sample(image=bar, text="7", provenance=Provenance(f"scan {k}")) for k in range(40)]
    write_store(path, [*ink, *scans, Sample(glyph("A", Writer.random(0), 0), text="AA", writer="hand 0"), Sample(text="A")])
    return path


def test_figures_of_answers_that_are_known() -> None:
    rows = {row["category"]: row for row in measure(Scripted("A0x7O"), shown("AOx77"))}
    assert list(rows) == ["all", "letters and digits", "digits", "lower", "upper"]
    assert (rows["all"]["n"], rows["all"]["accuracy"], rows["all"]["accuracy_merged"]) == (5, 0.6, 0.8)
    assert "accuracy_within" not in rows["all"]
    assert rows["upper"]["accuracy"] == 0.5 and rows["upper"]["accuracy_merged"] == 1


def test_one_category_has_one_row_and_within_it_only_its_characters_are_read() -> None:
    [row] = measure(Scripted("O0A"), shown("AAA"))
    assert row["category"] == "upper" and row["accuracy"] == pytest.approx(1 / 3) and row["accuracy_within"] == 1


def test_categories_follow_the_label() -> None:
    assert [category_of(label) for label in "7Aa?あ"] == ["digits", "upper", "lower", "symbols", "other letters"]


def test_pictures_of_any_size_are_read(tmp_path: Path) -> None:
    config = Config(alphabet="AB", width=2)
    sampler = Sampler(config, build(config).state_dict())
    texts, sure = read(sampler, [np.eye(7), np.ones((300, 20), np.uint8), np.zeros((4, 4))])
    assert set(texts) <= {"A", "B"} and sure.shape == (3,)
    assert read(sampler, [])[0] == []


def test_the_judge_learns_from_its_half_and_is_measured_on_writers_it_never_saw(store: Path, tmp_path: Path) -> None:
    views = batches.load_views([store], "judges", "writer", ("glyph", "code"))
    hands = {str(writer) for writer in views.writers if writer}
    assert hands and all(part_of(hand) == "train" and half_of(hand) == "judges" for hand in hands)
    assert views.tensors["glyph"].shape[1:] == (1, SIDE, SIDE) and views.tensors["glyph"].dtype == torch.uint8
    assert sorted(set(views.tensors["code"].tolist())) == sorted(map(ord, ALPHABET))
    assert len(batches.load_views([store], "judges", "writer", ("glyph", "code"), variations=1)) == 2 * len(views)
    assert 4 < sum(not writer for writer in views.writers) < 30  # scans of unknown writers are split one by one

    plan = trainer.Plan("judge", (store,), tmp_path / "run", preset="draft", steps=120, batch=32, device="cpu", threads=1)
    ref = trainer.run(plan)
    assert ref.card.data["part"] == "judges" and ref.card.data["protocol"] == "glyph-1"
    table = recogniser.run(store, [ref])
    assert [row["category"] for row in table["rows"]] == ["all", "letters and digits", "digits", "lower", "upper"]
    whole = table["rows"][0]
    assert whole["method"] == "run" and whole["accuracy_merged"] >= whole["accuracy"] > 0.35
    with Store(store) as opened:
        keys = [writer or source for writer, source in zip(opened.writers, opened.sources, strict=True)]
        assert table["n"] == sum(len(opened.labels[row]) == 1 and keys[row] != "" for row in members(keys, "test"))
    assert recogniser.run(store, [ref], limit=5)["n"] == 5
    other = recogniser.run(store, [ref], by="random")
    assert other["rows"] == [] and "left out" in other["notes"][0]
    again = load_sampler(ref).read(views.tensors["glyph"][:4].float() / 255)
    assert len(again[0]) == 4


def test_drawn_and_scanned_characters_come_in_one_frame(store: Path) -> None:
    views = batches.load_views([store], "all", "writer", ("glyph", "code"))  # type: ignore[arg-type]
    assert len(views) == 60 * len(ALPHABET) + 40
    for image in views.tensors["glyph"][:, 0].numpy():
        rows, columns = (np.flatnonzero((image > 64).any(axis)) for axis in (1, 0))
        assert LONG - 1 <= max(np.ptp(rows), np.ptp(columns)) + 1 <= LONG + 1


def test_without_data_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUCTUS_DATA", str(tmp_path))
    for call in (lambda: recogniser.run(None, []), lambda: recogniser.scans_store("kmnist")):
        with pytest.raises(StoreError, match="DUCTUS_DATA"):
            call()
    write_store(tmp_path / "words.h5", [Sample(glyph("A", Writer.random(0), 0), text="two")])
    with pytest.raises(StoreError, match="no character"):
        recogniser.run(tmp_path / "words.h5", [])


# ---------------------------------------------------------------- the shipped judge


def test_the_shipped_judge_reads_letters_that_it_never_saw_drawn() -> None:
    judge = recogniser.shipped_judge()
    assert judge.judges and judge.can == {"judge"}
    texts = [letter for hand in range(6) for letter in "ABCDEFGHKLMNPRSTUVWXYZ"]
    inks = [glyph(letter, Writer.random(k // 22), k) for k, letter in enumerate(texts)]
    found, _ = recogniser.verdicts(judge, np.stack([drawn(ink, 2.0) for ink in inks]), "".join(sorted(set(texts))))
    assert np.mean([one == other for one, other in zip(found, texts, strict=True)]) > 0.9
    upright = np.zeros((80, 60), np.uint8)
    upright[5:75, 28:33] = 200
    assert merged(read(judge, [upright])[0][0]) == "1"


def test_without_its_weights_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "find_controls", list)
    with pytest.raises(StoreError, match="install Ductus again"):
        recogniser.shipped_judge()


def test_it_judges_and_serves_nothing_else() -> None:
    card = next(ref.card for ref in find_controls() if ref.card.name == recogniser.JUDGE)
    assert card.data["part"] == "judges" and "CC BY-SA 4.0" in card.licence
    assert "CODH" in card.attribution and "UNIPEN" in card.attribution and "LeCun" in card.attribution
    assert recogniser.JUDGE not in [ref.card.name for ref in find_models()]  # no menu offers it


@pytest.mark.realdata
def test_the_shipped_judge_is_worth_its_verdicts() -> None:
    folder = real_data()
    assert folder is not None
    judge = recogniser.shipped_judge()
    wanted = ("1b",)
    held = [sample for sample in unipen.read(folder / RELEASE, wanted) if part_of(sample.writer) == "test" and sample.ink][::5]
    letters, _ = recogniser.verdicts(judge, np.stack([drawn(sample.ink, 2.0) for sample in held]), string.ascii_uppercase)
    assert len(held) > 800 and np.mean([one == sample.text for one, sample in zip(letters, held, strict=True)]) > 0.94
    digits = list(idx.read(folder / "mnist" / "t10k-images-idx3-ubyte.gz"))[::5]
    texts, _ = read(judge, [sample.image for sample in digits], string.digits)
    assert np.mean([one == sample.text for one, sample in zip(texts, digits, strict=True)]) > 0.99
