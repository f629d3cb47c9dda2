"""A hand stands where it belongs among others, and is found again among them by other letters."""

from dataclasses import replace

import pytest

from engines.data.hands import known_hands, table_from, write_table
from engines.ink.hand import Hand, hand_of
from engines.ink.hand_likeness import COMMON, Table, deviations, distance, likeness, table_of
from engines.ink.hand_measures import Written
from engines.ink.synthesis import Writer, glyph

LETTERS = "ABDEGHKMNRSTabdeghkmnrst"


def hand(writer: Writer, count: int = 48, first: int = 0) -> Hand:
    letters = [LETTERS[(first + n) % len(LETTERS)] for n in range(count)]
    return hand_of([Written(letter, glyph(letter, writer, first + n)) for n, letter in enumerate(letters)])


@pytest.fixture(scope="module")
def table() -> Table:
    return table_of({f"writer/{seed}": hand(Writer.random(seed)) for seed in range(24)}, {"source": "invented", "licence": "CC0"})


def test_a_writer_is_nearest_to_itself_by_other_samples(table):
    found = [likeness(hand(Writer.random(seed), 24, 100 + seed), table)["nearest"][0]["writer"] for seed in range(6)]
    assert sum(name == f"writer/{seed}" for seed, name in enumerate(found)) >= 5


def test_percentiles_tell_where_a_figure_lies(table):
    steep = likeness(hand(replace(Writer.random(3), slant=40.0)), table)["standing"]
    quick = likeness(hand(replace(Writer.random(3), speed=0.5)), table)["standing"]
    assert steep["slant"] == 100 and quick["speed"] == 0 and quick["seconds"] == 100


def test_letters_that_are_wide_by_nature_do_not_make_a_hand_wide(table):
    own = Writer.random(3)
    by_width = sorted((known["aspect"], letter) for letter, known in table.letters.items() if "aspect" in known)
    narrow, wide = (
        hand_of([Written(c, glyph(c, own, n)) for n, (_, c) in enumerate(some * 6)]) for some in (by_width[:4], by_width[-4:])
    )
    raw = wide.figures["aspect"].value - narrow.figures["aspect"].value
    corrected = deviations(wide, table.letters)["aspect"] - deviations(narrow, table.letters)["aspect"]
    assert raw > 0.15 and abs(corrected) < raw / 2


def test_too_little_in_common_is_no_distance(table):
    assert distance({"slant": 1.0}, {"slant": 1.0}, table.scale) is None
    alike = dict(next(iter(table.writers.values())))
    assert len(alike) >= COMMON and distance(alike, alike, table.scale) == 0
    lonely = likeness(hand_of([]), table)
    assert lonely["nearest"] == [] and "close" not in lonely


def test_an_unlike_hand_is_called_so(table):
    odd = likeness(hand(Writer(seed=9, slant=-40, aspect=2.2, xheight=0.9, speed=0.3)), table)
    assert odd["close"] == "unlike"
    assert likeness(hand(Writer.random(1)), table)["close"] == "close"


def test_a_table_reads_back_as_it_was_written(table, tmp_path):
    write_table(table, tmp_path / "t.json")
    again = table_from((tmp_path / "t.json").read_text("utf-8"))
    assert again.writers.keys() == table.writers.keys() and again.about == table.about
    name, known = next(iter(table.writers.items()))
    assert again.writers[name] == pytest.approx(known, rel=1e-3) and again.scale == pytest.approx(table.scale, rel=1e-3)
    with pytest.raises(ValueError, match="damaged"):
        table_from("{}")


def test_the_shipped_table_is_of_training_writers_and_attributed():
    from engines.data.split import part_of

    shipped = known_hands()
    assert len(shipped.writers) > 200 and all(part_of(name) == "train" for name in shipped.writers)
    assert shipped.about["licence"] == "CC BY 4.0" and "Unipen" in shipped.about["attribution"]
    assert {"A", "a", "7"} <= shipped.letters.keys() and len(shipped.apart) > 200
