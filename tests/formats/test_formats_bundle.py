"""Folders and zip archives of many small files: the same from both, damage named, nothing read beyond its bounds."""

import zipfile

import pytest

from engines.data.sample import Sample
from engines.formats import bundle
from engines.formats.bundle import Bundle, Member
from engines.formats.opening import FormatError

FILES = {"a/1.txt": b"one", "a/2.txt": b"two", "__MACOSX/a/._1.txt": b"\0", "a/b.png": b"picture"}


def packed(path, files=FILES, pack=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", pack) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def unpacked(root, files=FILES):
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def texts(path):
    with Bundle(path, ".txt") as opened:
        return {member.name: opened.read(member) for member in opened.members}


def told(member: Member, data: bytes) -> Sample:
    if data == b"two":
        raise FormatError(f"{member.place} is two; it must be one.")
    return Sample(text=data.decode())


def test_a_folder_and_an_archive_of_it_hold_the_same(tmp_path):
    found = texts(packed(tmp_path / "a.zip"))
    assert found == texts(unpacked(tmp_path / "folder")) == {"a/1.txt": b"one", "a/2.txt": b"two"}


def test_what_cannot_be_read_is_named_and_the_rest_arrives(tmp_path):
    left, seen = [], []
    with Bundle(packed(tmp_path / "a.zip"), ".txt") as opened:
        samples = list(opened.samples(told, "texts", lambda *state: seen.append(state), left))
    assert [sample.text for sample in samples] == ["one"]
    assert [reason for _, reason in left] == [f"{tmp_path}/a.zip, a/2.txt is two; it must be one."]
    assert seen == [(1, 2, "a/1.txt"), (2, 2, "a/2.txt")]


@pytest.mark.parametrize(("files", "says"), [({"x.png": b"1"}, "holds no texts"), ({"a.txt": b"two"}, "None of the 1 files")])
def test_a_bundle_without_anything_to_read_is_refused(tmp_path, files, says):
    with Bundle(packed(tmp_path / "a.zip", files), ".txt") as opened, pytest.raises(FormatError, match=says):
        list(opened.samples(told, "texts"))


def test_a_file_that_unpacks_to_more_than_it_may_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(bundle, "MAX_MEMBER", 1 << 10)
    archive = packed(tmp_path / "a.zip", {"a.txt": b"1" * (1 << 20)})
    for place in (archive, unpacked(tmp_path / "folder", {"a.txt": b"1" * (1 << 11)})):
        with Bundle(place, ".txt") as opened, pytest.raises(FormatError, match="too large"):
            opened.read(opened.members[0])


def test_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(bundle, "MAX_FILES", 1)
    with pytest.raises(FormatError, match="more than 1 files"):
        Bundle(packed(tmp_path / "a.zip"), ".txt")


def test_no_archive_is_refused(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(FormatError, match="no zip archive"):
        Bundle(tmp_path / "a.zip", ".txt")
    with pytest.raises(FormatError, match="does not exist"):
        Bundle(tmp_path / "b.zip", ".txt")
