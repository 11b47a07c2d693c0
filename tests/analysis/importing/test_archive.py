"""Zip archives that are what they should be, and those that are not."""

import io
import stat
import struct
import zipfile

import pytest

from analysis.errors import Cancelled, FileFormatError, InputError
from analysis.importing import archive
from analysis.progress import silent
from tests.stopped import stopped_after


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return path


def test_that_members_come_out_whole_under_numbers(tmp_path, place):
    given = zipped(tmp_path / "a.zip", {"Jane/1": b"one", "Jane/deep/2": b"two" * 1000, "CON": b"three"})
    assert archive.unpack(given, place, silent) == 0
    assert {p.name: p.read_bytes() for p in place.iterdir()} == {
        "000000": b"one", "000001": b"two" * 1000, "000002": b"three",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["../evil", "a/../../evil", "/etc/evil", "..\\evil", "C:\\evil", "C:evil"])
def test_that_an_archive_that_leads_outside_is_refused_whole(tmp_path, place, name):
    given = zipped(tmp_path / "a.zip", {"good": b"1", name: b"2"})
    with pytest.raises(FileFormatError, match="outside its folder"):
        archive.unpack(given, place, silent)
    assert list(place.iterdir()) == []
    assert not (tmp_path / "evil").exists()


def test_that_a_link_in_an_archive_is_refused(tmp_path, place):
    member = zipfile.ZipInfo("link")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as opened:
        opened.writestr(member, "/etc/passwd")
    with pytest.raises(FileFormatError, match="outside its folder"):
        archive.unpack(tmp_path / "a.zip", place, silent)


def test_that_an_archive_that_grows_without_end_is_refused_unread(tmp_path, place):
    given = zipped(tmp_path / "a.zip", {"zeros": bytes(60_000_000)})
    assert given.stat().st_size < 100_000
    with pytest.raises(FileFormatError, match="over 200 times its size"):
        archive.unpack(given, place, silent)
    assert list(place.iterdir()) == []


def test_that_a_small_blank_image_is_no_bomb(tmp_path, place):
    assert archive.unpack(zipped(tmp_path / "a.zip", {"blank": bytes(2_000_000)}), place, silent) == 0


def test_that_a_password_is_said(tmp_path, place):
    data = bytearray(zipped(tmp_path / "a.zip", {"a": b"secret"}).read_bytes())
    start = data.index(b"PK\x01\x02")
    data[start + 8] |= 1  # the flag of encryption in the central directory
    (tmp_path / "a.zip").write_bytes(bytes(data))
    with pytest.raises(FileFormatError, match="protected by a password"):
        archive.unpack(tmp_path / "a.zip", place, silent)


def test_that_a_damaged_member_does_not_stop_the_rest(tmp_path, place):
    noise = bytes((i * 37 + i // 256) % 256 for i in range(4000))
    data = bytearray(zipped(tmp_path / "a.zip", {"bad": noise, "good": b"fine"}).read_bytes())
    data[60:80] = bytes(20)
    (tmp_path / "a.zip").write_bytes(bytes(data))
    assert archive.unpack(tmp_path / "a.zip", place, silent) == 1
    assert [p.read_bytes() for p in place.iterdir()] == [b"fine"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + bytes(500), b"Rar!" + bytes(100)])
def test_that_what_is_no_archive_is_said(tmp_path, place, data):
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(FileFormatError, match="damaged or no zip archive"):
        archive.unpack(tmp_path / "a.zip", place, silent)


def test_that_a_full_disk_is_said_before_anything_is_written(tmp_path, place, monkeypatch):
    monkeypatch.setattr(archive.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1000})())
    with pytest.raises(InputError, match="make room"):
        archive.unpack(zipped(tmp_path / "a.zip", {"a": b"1"}), place, silent)


def test_that_unpacking_can_be_cancelled(tmp_path, place):
    with pytest.raises(Cancelled):
        archive.unpack(zipped(tmp_path / "a.zip", {str(n): b"x" for n in range(10)}), place, stopped_after(0.4))


def test_that_overlapping_members_count_for_a_bomb(tmp_path, place):
    """Many entries of one piece of data (Fifield 2019): their sizes add up though the archive is small."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("a", bytes(1_000_000))
    data = inner.getvalue()
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[start:end]
    directory = entry * 300
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 300, 300, len(directory), start, 0)
    (tmp_path / "a.zip").write_bytes(data[:start] + directory + tail)
    with pytest.raises(FileFormatError, match="times its size"):
        archive.unpack(tmp_path / "a.zip", place, silent)


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_that_damage_in_one_member_costs_that_member_however_it_is_packed(tmp_path, place, packing):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", packing) as opened:
        opened.writestr("1", bytes(range(256)) * 40)
        opened.writestr("2", b"two" * 1000)
    content = bytearray(path.read_bytes())
    content[45:85] = b"\xff" * 40  # inside the packed bytes of the first
    path.write_bytes(content)
    assert archive.unpack(path, place, silent) == 1
    assert {p.name: p.read_bytes() for p in place.iterdir()} == {"000001": b"two" * 1000}


def test_that_a_member_said_to_lie_behind_the_end_is_left_out(tmp_path, place):
    path = zipped(tmp_path / "a.zip", {"1": b"one", "2": b"two"})
    content = bytearray(path.read_bytes())
    first = content.index(b"PK\x01\x02")
    content[first + 42 : first + 46] = struct.pack("<I", len(content) - 4)  # where its own header stands
    path.write_bytes(content)
    assert archive.unpack(path, place, silent) == 1
    assert {p.name: p.read_bytes() for p in place.iterdir()} == {"000001": b"two"}


def test_that_a_full_disk_is_not_called_damage(tmp_path, place, monkeypatch):
    given = zipped(tmp_path / "a.zip", {"1": b"one"})

    class Full(io.BytesIO):
        def write(self, _):
            raise OSError(28, "No space left on device")

    def opened(path, mode="r"):
        return Full() if mode == "wb" else open(path, mode)

    monkeypatch.setattr(archive, "open", opened, raising=False)
    with pytest.raises(OSError, match="No space left"):
        archive.unpack(given, place, silent)
