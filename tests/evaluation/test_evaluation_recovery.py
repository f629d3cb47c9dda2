"""Suite recovery: the protocol, the figures of answers known to be right or wrong, their causes, and the table."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.data.sample import Provenance, Sample
from engines.data.split import part_of
from engines.data.store import Store, StoreError, write_store
from engines.evaluation import judging, recovery
from engines.evaluation.judging import HIGH, Written, judge
from engines.inference.library import find_models
from engines.inference.recover import Recovered
from engines.ink.geometry import bounds
from engines.ink.kinematics import retime
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke

HANDS = [name for name in (f"hand {k}" for k in range(60)) if part_of(name) == "test"][:4]
KNOWN = [name for name in (f"hand {k}" for k in range(60)) if part_of(name) == "train"][:3]
DOWN, BAR, RIGHT = [(10, 5), (10, 59)], [(10, 30), (50, 30)], [(50, 5), (50, 59)]
TURN = np.linspace(0, 2 * np.pi, 60)
LOOP = np.stack([32 + 28 * np.sin(TURN), 32 - 28 * np.cos(TURN)], axis=1)


def word(text: str, hand: int) -> Ink:
    letters = [glyph(letter, Writer.random(hand), place) for place, letter in enumerate(text)]
    return Ink(tuple(Stroke(np.add(stroke.xy, (9 * place, 0))) for place, letter in enumerate(letters) for stroke in letter))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "written.h5"
    texts = [(hand, text) for hand in (*HANDS, *KNOWN) for text in ("A", "i", "T", "7", "!", "one")]
    texts.append((HANDS[0], "farfarfarfarfartoolong"))
    made = [
        Sample(retime(word(text, k)), text=text, writer=hand, provenance=Provenance(f"{hand} {text}"))
        for k, (hand, text) in enumerate(texts)
    ]
    write_store(path, made)
    return path


def ink(*paths) -> Ink:
    return Ink(tuple(Stroke(np.asarray(path, float)) for path in paths))


def written(*paths) -> Written:
    true = ink(*paths)
    return Written("H", "w", "s", "upper", true, recovery.render(true, HIGH, HIGH, judging.PEN).astype(np.float32) / 255)


def answered(*paths) -> Recovered:
    return Recovered(ink(*paths), judging.PEN)


# ---------------------------------------------------------------- the protocol


@pytest.mark.parametrize(
    ("label", "category"), [("7", "digits"), ("Q", "upper"), ("q", "lower"), ("&", "symbols"), ("to", "words")]
)
def test_what_is_written_is_told_by_the_label(label: str, category: str) -> None:
    assert recovery.category_of(label) == category


def test_a_character_fills_its_square_by_the_longer_side() -> None:
    made = recovery.shown(ink([(100, 200), (103, 212)]), "upper")
    assert made is not None and made[1].shape == (64, 64) and made[1].max() == 1 and made[1].dtype == np.float32
    left, top, right, bottom = bounds(made[0])
    assert (top, bottom) == pytest.approx((3.2, 60.8)) and (left + right) / 2 == pytest.approx(32)


def test_a_word_is_as_high_as_its_picture_and_as_wide_as_it_is() -> None:
    made = recovery.shown(ink([(0, 0), (50, 10)]), "words")
    assert made is not None and made[1].shape == (64, int(np.ceil(57.6 * 5 + 6.4)))
    assert bounds(made[0]) == pytest.approx((3.2, 3.2, 291.2, 60.8), abs=1e-3)
    assert recovery.shown(ink([(0, 0), (200, 10)]), "words") is None
    assert recovery.shown(ink([(0, 0), (20, 0)]), "words") is None


def test_the_test_writers_are_chosen_by_category_and_counted(store: Path) -> None:
    chosen = recovery.choose(store, "test", "writer", 3, 0, lambda *_: None)
    categories = [one.category for one in chosen.samples]
    assert {name: categories.count(name) for name in categories} == dict.fromkeys(recovery.CATEGORIES, 3)
    assert {one.writer for one in chosen.samples} <= set(HANDS)
    everything = recovery.choose(store, "test", "writer", 100, 0, lambda *_: None)
    assert everything.skipped == {"words too wide": 1} and len(everything.samples) == 24
    again = recovery.choose(store, "test", "writer", 3, 0, lambda *_: None)
    assert [one.source for one in again.samples] == [one.source for one in chosen.samples]


def test_the_usual_number_of_strokes_is_the_training_writers(store: Path) -> None:
    with Store(store) as opened:
        rows = [row for row, writer in enumerate(opened.writers) if writer in KNOWN]
        counts = [recovery._count(opened.ink(row)) for row in rows if opened.labels[row] == "A"]
    usual = recovery.choose(store, "test", "writer", 9, 0, lambda *_: None).usual
    assert usual["A"] in counts and counts.count(usual["A"]) == max(counts.count(count) for count in counts)
    assert "one" not in usual


def test_without_ink_or_data_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: Path) -> None:
    write_store(tmp_path / "one.h5", [Sample(ink(BAR), text="A", writer=KNOWN[0])])
    with pytest.raises(StoreError, match="more writers"):
        recovery.run(tmp_path / "one.h5", [])
    monkeypatch.setenv("DUCTUS_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(StoreError, match="DUCTUS_DATA"):
        recovery.run(None, [])


# ---------------------------------------------------------------- what an answer is worth


def test_a_perfect_answer_is_perfect_in_every_figure() -> None:
    sample = written(*(np.linspace(*ends, 30) for ends in (DOWN, BAR, RIGHT)))
    timed = dataclasses.replace(sample, ink=retime(sample.ink))
    (one,) = judge([timed], [Recovered(timed.ink, judging.PEN)])
    worth = judging.figures([one], True)
    for name in ("aiou", "stroke_count_accuracy", "order_accuracy", "order_given_count", "direction_accuracy", "kendall_tau",
                 "velocity_correlation", "redraw_faithful", "stroke_count_within_one"):  # fmt: skip
        assert worth[name] == pytest.approx(1), name
    assert worth["dtw_path"] == worth["ldtw"] == 0 and worth["dtw_seg"] < 1e-6 and not one.causes and not one.failed


@pytest.mark.parametrize(
    ("true", "found", "causes"),
    [
        ((DOWN, BAR, RIGHT), (DOWN, [*BAR, *RIGHT]), {"merged"}),
        ((DOWN, BAR, RIGHT), (DOWN, BAR, [(50, 5), (50, 30)], [(50, 30), (50, 59)]), {"split"}),
        ((DOWN, BAR, RIGHT), (BAR, DOWN, RIGHT), {"wrong_order"}),
        ((DOWN, BAR, RIGHT), (DOWN, BAR[::-1], RIGHT), {"wrong_direction"}),
        ((DOWN, [(50, 30)]), (DOWN,), {"dots_lost"}),
        ((DOWN,), (DOWN, [(50, 30)]), {"dots_invented"}),
        ((LOOP,), (np.concatenate([LOOP[30:], LOOP[1:31]]),), {"wrong_start"}),
        (([(10, 59), (10, 5), (10, 59)], BAR), (DOWN, BAR), {"retraced", "wrong_direction"}),
    ],
)
def test_each_cause_is_told(true, found, causes: set[str]) -> None:
    (one,) = judge([written(*true)], [answered(*found)])
    assert one.causes == causes
    assert {name for name, count in judging.count_causes([one]).items() if count} >= {"n", *causes}


def test_dots_on_other_ink_cannot_be_seen_and_are_not_missed() -> None:
    (one,) = judge([written(DOWN, [(10, 30)])], [answered(DOWN)])
    assert not one.causes


def test_no_answer_is_the_worst_and_not_a_crash() -> None:
    (one,) = judge([written(DOWN, BAR, RIGHT)], [Recovered()])
    worth = judging.figures([one], False)
    assert worth["aiou"] == worth["stroke_count_accuracy"] == worth["redraw_faithful"] == 0 and worth["dtw_path"] > 0.2
    assert (
        "direction_accuracy" not in worth and "kendall_tau" not in worth and one.failed and "stroke_count_within_one" not in worth
    )


points = st.lists(st.tuples(st.floats(-200, 300), st.floats(-200, 300)), min_size=1, max_size=8)


@given(st.lists(points, max_size=5), st.lists(points, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_answer_can_be_judged(found: list, true: list) -> None:
    made = recovery.shown(ink(*true), "upper")
    assert made is not None
    (one,) = judge([Written("x", "w", "s", "lower", *made)], [answered(*found)])
    worth = judging.figures([one], True)
    shares = [worth[name] for name in worth if name.endswith(("accuracy", "iou", "faithful", "count", "within_one"))]
    assert all(0 <= share <= 1 for share in shares) and worth["dtw_path"] >= 0 and -1 <= worth.get("kendall_tau", 0) <= 1
    assert one.causes <= judging.CAUSES.keys()


def test_direction_counts_strokes_and_order_counts_samples() -> None:
    many, few = written(DOWN, BAR, RIGHT), written(DOWN)
    worth = judging.figures(judge([many, few], [answered(DOWN, BAR, RIGHT), answered(DOWN[::-1])]), False)
    assert worth["direction_accuracy"] == 0.75 and worth["order_given_count"] == 1


# ---------------------------------------------------------------- the table


def test_the_table_has_a_row_for_each_method_and_category(store: Path, ductus, tmp_path: Path) -> None:
    status, said, errors = ductus("eval", "--suite", "recovery", "--data", store, "--limit", 2, "--json", tmp_path / "told.json")
    assert status == 0, errors
    told = json.loads((tmp_path / "told.json").read_text())
    assert told["suite"] == "recovery" and told["n"] == 10 and told["limit"] == 2
    rows = {(row["method"], row["category"]): row for row in told["rows"]}
    names = {method for method, _ in rows}
    assert {"trace", "cross_vae", "cross_vae_paper", "class_majority"} <= names
    assert {category for method, category in rows if method == "trace"} == {"all", *recovery.CATEGORIES}
    assert ("cross_vae", "words") not in rows and ("class_majority", "words") not in rows
    assert rows["trace", "upper"]["aiou"] > 0.8 > rows["cross_vae", "upper"]["aiou"] and rows["trace", "all"]["n"] == 10
    assert "stroke_count_within_one" in rows["trace", "words"] and rows["trace", "words"]["seconds_per_sample"] > 0
    assert rows["class_majority", "upper"].keys() == {"method", "category", "n", "stroke_count_accuracy"}
    assert told["causes"]["trace"]["all"]["n"] == 10 and set(judging.CAUSES) <= told["causes"]["trace"]["all"].keys()
    assert "trace: answers that fail" in said and "wrong_direction" in said


def test_a_model_that_knows_the_test_writers_is_left_out(store: Path) -> None:
    (ref,) = [ref for ref in find_models() if ref.card.name == "cross_vae_default"]
    told = recovery.run(store, [ref], by="random", limit=1, split="all")  # type: ignore[arg-type]
    assert {row["method"] for row in told["rows"]} == {"trace", "class_majority"} and "left out" in told["notes"][0]
