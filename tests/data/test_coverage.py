import math
import random
from collections import Counter
from itertools import pairwise

import pytest

from engines.data.coverage import Planner, cells
from engines.data.prompts import PromptSet, own, prompt_set

LETTERS = [prompt_set("upper"), prompt_set("lower"), prompt_set("digits")]


def asked(planner, most=2000):
    """Every prompt that comes when each is written at once."""
    found = []
    while (prompt := planner.next()) is not None and len(found) < most:
        found.append(prompt)
        planner.accepted(prompt)
    return found


def test_forms_are_counted_by_their_place_in_a_run_of_letters():
    assert cells("a") == {("a", "isolated"): 1}
    assert cells("Otto, I") == {
        ("O", "initial"): 1, ("t", "medial"): 2, ("o", "final"): 1, (",", "isolated"): 1, ("I", "isolated"): 1,
        ("Ot", "pair"): 1, ("tt", "pair"): 1, ("to", "pair"): 1,
    }  # fmt: skip


def test_every_letter_is_asked_for_as_often_as_wanted():
    found = Counter(asked(Planner(LETTERS, rounds=3)))
    assert set(found) == set("".join("".join(each.prompts) for each in LETTERS))
    assert set(found.values()) <= {3, 4} and sum(found.values()) <= 3 * 62 + 3  # some may come between the last ones


@pytest.mark.parametrize("seed", range(20))
def test_no_prompt_comes_twice_in_a_row_and_no_alphabet_is_written_in_order(seed):
    found = asked(Planner(LETTERS, seed=seed, rounds=2))
    steps = [abs(ord(a.lower()) - ord(b.lower())) for a, b in pairwise(found)]
    assert 0 not in [ord(a) - ord(b) for a, b in pairwise(found)]
    assert sum(step <= 1 for step in steps[:-6]) == 0  # of the last few there may be no choice


def test_what_is_lacking_most_comes_first():
    counts = dict.fromkeys(LETTERS[0].prompts, 3) | {"Q": 0, "J": 1}
    planner = Planner(LETTERS[:1], counts, rounds=3)
    assert planner.next() == "Q"
    planner.accepted("Q")
    assert planner.next() == "J"


@pytest.mark.parametrize("seed", range(10))
def test_no_other_prompt_of_the_set_lacks_more_than_the_one_that_is_asked_for(seed):
    chance, have = random.Random(seed), Counter()
    planner = Planner(LETTERS[:1], seed=seed, rounds=4)
    recent = []
    for _ in range(60):
        prompt = planner.next()
        allowed = [
            letter
            for letter in LETTERS[0].prompts
            if letter not in recent[-3:] and (not recent or abs(ord(letter) - ord(recent[-1])) > 1)
        ]
        assert have[prompt] == min(have[letter] for letter in allowed)
        label = prompt if chance.random() < 0.9 else chance.choice(LETTERS[0].prompts)
        planner.accepted(prompt, label)
        have[label] += 1
        recent.append(prompt)


def test_the_same_seed_asks_the_same_and_another_seed_otherwise():
    runs = [asked(Planner(LETTERS, seed=seed)) for seed in (7, 7, 8)]
    assert runs[0] == runs[1] != runs[2]


def test_a_plan_told_the_same_again_goes_on_with_the_same_prompt():
    first, chance, told = Planner(LETTERS, {"A": 2}, seed=3), random.Random(0), []
    for _ in range(40):
        prompt = first.next()
        skip = chance.random() < 0.2
        told.append((skip, prompt))
        first.skipped(prompt) if skip else first.accepted(prompt)
    again = Planner(LETTERS, {"A": 2}, seed=3)
    for skip, prompt in told:
        again.skipped(prompt) if skip else again.accepted(prompt)
    assert again.next() == first.next() and again.outlook() == first.outlook()


def test_what_is_skipped_comes_later_and_after_a_second_time_not_at_all():
    planner, skipped = Planner(LETTERS[:1], rounds=1), ""
    skipped = planner.next()
    planner.skipped(skipped)
    found = []
    while (prompt := planner.next()) is not None:
        found.append(prompt)
        planner.skipped(prompt) if prompt == skipped else planner.accepted(prompt)
    assert found.count(skipped) == 1 and found.index(skipped) >= 20
    assert planner.next() is None


def test_words_already_covered_by_others_are_not_asked_for():
    words = prompt_set("words-en")
    planner = Planner([words], rounds=1)
    foreseen = planner.outlook().wanted
    found = asked(planner)
    assert len(found) <= len(words.prompts) and abs(len(found) - foreseen) <= 5
    covered = set().union(*(cells(word) for word in found))
    assert covered == set().union(*(cells(word) for word in words.prompts))
    assert Planner([words], dict.fromkeys(words.prompts, 1), rounds=1).next() is None


def test_sentences_are_each_asked_for_whatever_they_hold():
    text = own("one two\ntwo one\none two two")
    assert sorted(asked(Planner([text], rounds=3))) == sorted(text.prompts)


def test_letters_words_and_sentences_come_mixed():
    planner = Planner([*LETTERS, prompt_set("words-en"), prompt_set("pangrams-en")], rounds=1)
    kinds = [planner.kind(prompt) for prompt in asked(planner)]
    assert {"letters", "words", "sentences"} == set(kinds[:8])
    assert max(len(run) for run in "".join(kind[0] for kind in kinds).replace("w", " ").replace("l", " ").split()) <= 2


def test_a_single_prompt_may_repeat_and_ends():
    alone = PromptSet("x", "X", "letters", "", "", ("a",))
    assert asked(Planner([alone], rounds=3)) == ["a", "a", "a"]


def test_the_last_one_missing_alternates_with_another():
    two = PromptSet("x", "X", "letters", "", "", ("a", "m"))
    assert asked(Planner([two], {"m": 3}, rounds=3)) == ["a", "m", "a", "m", "a"]


def test_progress_runs_from_nothing_to_all():
    planner, shares = Planner(LETTERS, rounds=1), []
    total = planner.total
    while (prompt := planner.next()) is not None:
        shares.append(planner.outlook().share)
        planner.accepted(prompt)
    assert total == 62 and shares[0] == 0.0 and shares == sorted(shares) and planner.outlook().share == 1.0


def test_a_sample_taken_back_is_asked_for_again():
    planner = Planner(LETTERS[2:], dict.fromkeys("0123456789", 1), rounds=1)
    assert planner.next() is None
    planner.taken_back("7")
    assert planner.next() == "7" and planner.outlook().wanted == 1
    planner.put_back("7")
    assert planner.next() is None


def test_time_left_follows_the_persons_own_pace():
    quick, slow = Planner(LETTERS), Planner(LETTERS)
    unknown = quick.outlook().seconds
    assert unknown == pytest.approx(3.0 * 186)
    for planner, seconds in ((quick, 1.5), (slow, 6.0)):
        for _ in range(5):
            planner.accepted(planner.next(), seconds=seconds)
    assert quick.outlook().seconds == pytest.approx(1.5 * 181) and slow.outlook().seconds == pytest.approx(6.0 * 181)
    slow.accepted(slow.next(), seconds=3600.0)  # a pause for lunch
    assert slow.outlook().seconds == pytest.approx(6.0 * 180)


def test_the_map_tells_each_form_and_each_pair():
    planner = Planner([prompt_set("lower"), PromptSet("x", "X", "words", "", "", ("see",))], {"see": 1, "e": 1}, rounds=3)
    glyphs = {cover.text: cover for cover in planner.glyphs()}
    assert len(glyphs) == 26
    assert glyphs["e"].places == {"isolated": (1, 3), "medial": (1, 1), "final": (1, 1)}
    assert glyphs["e"].have == 3 and math.isclose(glyphs["e"].share, (1 / 3 + 2) / 3)
    assert glyphs["q"].share == 0.0
    assert {cover.text: cover.have for cover in planner.pairs()} == {"se": 1, "ee": 1}
