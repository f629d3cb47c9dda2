import numpy as np
import pytest
from PIL import Image, ImageSequence

from engines.export import gif, tempo
from engines.export.gif_file import GifWriter
from engines.export.options import Options
from engines.export.paint import ExportError, coverage, extent, lay_out
from engines.export.writing import write
from engines.ink.brush import Brush
from engines.ink.outline import outline
from engines.ink.synthesis import Writer, word
from engines.ink.types import Ink, Stroke

INK = word("at", Writer.random(2), 1)


def _frames(path):
    with Image.open(path) as picture:
        return [
            (np.asarray(frame.convert("RGB")).astype(int), frame.info["duration"]) for frame in ImageSequence.Iterator(picture)
        ]


def _inked(frame):
    return np.abs(frame - (251, 248, 241)).sum(axis=2) > 60


def test_a_replay_begins_empty_grows_and_ends_as_the_whole_ink(tmp_path):
    made = write(INK, tmp_path / "a.gif", Options(size=200))
    frames = _frames(tmp_path / "a.gif")
    counts = [int(_inked(frame).sum()) for frame, _ in frames]
    assert counts[0] == 0 and counts == sorted(counts) and len(frames) == made.frames > 10
    layout = lay_out(extent(INK, 2.0 + 0.7), None, None, 200)
    whole = coverage([outline(stroke) for stroke in INK], layout) > 100
    assert (whole & _inked(frames[-1][0])).sum() > 0.97 * whole.sum()


def test_it_plays_in_the_time_it_was_written_and_rests_at_the_end(tmp_path):
    made = write(INK, tmp_path / "a.gif", Options(size=100, rest=2.0))
    written = tempo.duration(tempo.schedule(INK))
    assert made.seconds == pytest.approx(written + 2.0, abs=0.15)
    spans = [span for _, span in _frames(tmp_path / "a.gif")]
    assert spans[-1] >= 2000 and min(spans) >= 20 and sum(spans) / 1000 == pytest.approx(made.seconds)
    fast = write(INK, tmp_path / "b.gif", Options(size=100, rest=2.0, speed=2))
    assert fast.seconds - 2 == pytest.approx(written / 2, abs=0.15)


def test_time_runs_from_pink_to_yellow(tmp_path):
    line = Ink((Stroke([(0, 0), (50, 0)], t=[0, 1]),))
    write(line, tmp_path / "a.gif", Options(size=400, pen=Brush(3, thinning=0)))
    last = _frames(tmp_path / "a.gif")[-1][0]
    row = last[last.shape[0] // 2]
    inked = row[_inked(last)[last.shape[0] // 2]]
    assert np.abs(inked[5] - (0xD6, 0x33, 0x6C)).max() < 16 and np.abs(inked[-6] - (0xF2, 0xB7, 0x05)).max() < 16
    assert (np.diff(inked[5:-5, 1]) >= -2).all()  # green rises all along


def test_newer_ink_lies_over_older(tmp_path):
    cross = Ink((Stroke([(0, 10), (20, 10)], t=[0, 1]), Stroke([(10, 0), (10, 20)], t=[1.1, 2.1])))
    write(cross, tmp_path / "a.gif", Options(size=201, pen=Brush(3, thinning=0)))
    last = _frames(tmp_path / "a.gif")[-1][0]
    middle = last[last.shape[0] // 2, last.shape[1] // 2]
    assert middle[1] > 120  # the second stroke's orange, not the first one's pink


def test_ink_without_times_gets_those_of_a_hand(tmp_path):
    plain = Ink(tuple(Stroke(stroke.xy) for stroke in INK))
    length = write(plain, tmp_path / "a.gif", Options(size=80, rest=0)).seconds  # of the replay
    assert 0.5 < length < 6


def test_long_thinking_is_shortened_and_very_long_ink_stays_small(tmp_path, monkeypatch):
    slow = Ink((Stroke([(0, 0), (5, 0)], t=[0, 1]), Stroke([(0, 5), (5, 5)], t=[100, 101])))
    length = write(slow, tmp_path / "a.gif", Options(size=80, rest=0)).seconds
    assert length < 3
    monkeypatch.setattr(gif, "MAX_FRAMES", 10)
    assert write(slow, tmp_path / "b.gif", Options(size=80, rest=0)).frames <= 11


@pytest.mark.parametrize(
    ("ink", "options", "says"),
    [
        (Ink(), {}, "no ink"),
        (INK, {"speed": 0}, "speed"),
        (INK, {"speed": float("nan")}, "speed"),
        (INK, {"width": 50_000, "height": 50_000}, "too large"),
        (INK, {"width": 2100, "height": 2100}, "too large"),
        (INK, {"background": "#12"}, "not a colour"),
    ],
)
def test_what_cannot_be_written_is_told_and_leaves_no_file(tmp_path, ink, options, says):
    with pytest.raises(ExportError, match=says):
        write(ink, tmp_path / "a.gif", Options(**options))
    assert list(tmp_path.iterdir()) == []


def test_dots_and_empty_strokes_are_replayed(tmp_path):
    ink = Ink((Stroke([]), Stroke([(1, 1)]), Stroke([(5, 5), (5, 5)], t=[0.5, 0.6])))
    write(ink, tmp_path / "a.gif", Options(size=60))
    assert _inked(_frames(tmp_path / "a.gif")[-1][0]).any()


def test_a_schedule_rises_from_zero_whatever_the_device_told():
    odd = Ink((Stroke([(0, 0), (1, 0), (2, 0)], t=[5, np.nan, 4]), Stroke([(3, 0)]), Stroke([(4, 0), (5, 0)], t=[3, 9])))
    times = tempo.schedule(odd)
    flat = np.concatenate(times)
    assert flat[0] == 0 and np.isfinite(flat).all() and (np.diff(flat) >= 0).all()


def test_a_part_of_a_line_is_cut_where_the_pen_was():
    line, seconds = np.array([[0.0], [10.0], [20.0]]), np.array([0.0, 1.0, 2.0])
    assert tempo.between(line, seconds, 0.5, 1.5).tolist() == [[5], [10], [15]]
    assert tempo.between(line, seconds, 0.2, 0.4).tolist() == [[2], [4]]
    assert tempo.between(line, seconds, 1.5, np.inf).tolist() == [[15], [20]]
    assert tempo.between(line, seconds, 3, 4) is None


def test_frames_hold_only_what_changed_and_play_back_exactly(tmp_path):
    rng = np.random.default_rng(0)
    palette = np.stack([np.arange(256)] * 3, axis=1).astype(np.uint8)
    frames = [np.zeros((40, 60), np.uint8)]
    for _ in range(5):
        following = frames[-1].copy()
        following[rng.integers(0, 15) :, 5:50][:20, :30] = rng.integers(0, 256, (20, 30))
        frames.append(following)
    with (tmp_path / "a.gif").open("wb") as file:
        writer = GifWriter(file, 60, 40, palette)
        for frame in frames:
            writer.add(frame, 40)
            writer.add(frame, 30)  # the same again: only longer
        writer.close()
    assert writer.frames == len(frames) and writer.milliseconds == 70 * len(frames)
    played = _frames(tmp_path / "a.gif")
    assert all((shown[..., 0] == frame).all() and span == 70 for (shown, span), frame in zip(played, frames, strict=True))
    assert (tmp_path / "a.gif").stat().st_size < 8000
