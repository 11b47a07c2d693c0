"""Bytes of image files: told apart by their content, never more than asked for, damage in one sentence."""

import gzip
import io
import os

import pytest

from analysis.errors import Cancelled, FileFormatError, InputError
from analysis.files.source import (
    DEFLATE_LIMIT,
    ImageFiles,
    check_end,
    is_compressed,
    is_image_name,
    locate,
    most_bytes,
    open_bytes,
    read_exactly,
    read_into,
    size_of,
    skip,
    stem,
    suffix,
)

CONTENT = bytes(range(256)) * 20


@pytest.mark.parametrize("name", ["a.nii", "a.nii.gz", "A.NII.GZ", "a.hdr", "a.img", "a.img.gz"])
def test_that_images_are_known_by_their_ending(name):
    assert is_image_name(name)


@pytest.mark.parametrize("name", ["a.gz", "a.json", "nii", "a.nii.tmp"])
def test_that_other_files_are_none(name):
    assert not is_image_name(name)


def test_that_stem_and_suffix_leave_every_ending_out(tmp_path):
    assert stem(tmp_path / "sub-01_task-rest_bold.nii.gz") == "sub-01_task-rest_bold"
    assert suffix(tmp_path / "sub-01_task-rest_bold.nii.gz") == "bold"
    assert stem(tmp_path / "a.b.img") == "a.b"
    assert stem(tmp_path / "notes.txt") == "notes.txt"


def test_that_a_single_file_is_header_and_voxels(tmp_path):
    (tmp_path / "a.nii").write_bytes(CONTENT)
    assert locate(tmp_path / "a.nii") == ImageFiles(tmp_path / "a.nii", tmp_path / "a.nii")
    assert not locate(tmp_path / "a.nii").is_pair


@pytest.mark.parametrize(("header", "data"), [("a.hdr", "a.img"), ("A.HDR", "A.IMG"), ("a.hdr.gz", "a.img.gz")])
def test_that_a_pair_is_found_from_either_half(tmp_path, header, data):
    for name in (header, data):
        (tmp_path / name).write_bytes(CONTENT)
    expected = ImageFiles(tmp_path / header, tmp_path / data)
    assert locate(tmp_path / header) == locate(tmp_path / data) == expected
    assert expected.is_pair


def test_that_the_half_that_is_missing_is_named(tmp_path):
    (tmp_path / "a.hdr").write_bytes(CONTENT)
    with pytest.raises(FileFormatError, match=r'"a\.hdr" needs "a\.img" beside it'):
        locate(tmp_path / "a.hdr")


def test_that_each_kind_of_wrong_path_has_its_sentence(tmp_path):
    (tmp_path / "empty.nii").touch()
    (tmp_path / "notes.txt").write_text("x" * 200)
    (tmp_path / "scan.dcm").write_bytes(b"\0" * 128 + b"DICM")
    for path, kind, words in (
        (tmp_path, InputError, "is a folder"),
        (tmp_path / "gone.nii", InputError, "moved or renamed"),
        (tmp_path / "empty.nii", FileFormatError, r"empty \(0 bytes\)"),
        (tmp_path / "notes.txt", FileFormatError, "not an image"),
        (tmp_path / "scan.dcm", FileFormatError, "is a DICOM file"),
    ):
        with pytest.raises(kind, match=words) as told:
            locate(path)
        assert str(tmp_path.parent) not in str(told.value)  # an error names a file by its name only


@pytest.mark.skipif(os.name != "posix", reason="needs rights of files as POSIX has them")
def test_that_a_file_of_another_user_is_a_sentence(tmp_path):
    path = tmp_path / "a.nii"
    path.write_bytes(CONTENT)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(InputError, match="may not be read by this user"), open_bytes(path):
        pass


def test_that_compression_is_told_by_the_content_not_the_name(tmp_path):
    (tmp_path / "named.nii.gz").write_bytes(CONTENT)
    (tmp_path / "named.nii").write_bytes(gzip.compress(CONTENT))
    assert not is_compressed(tmp_path / "named.nii.gz")
    assert is_compressed(tmp_path / "named.nii")
    for name in ("named.nii.gz", "named.nii"):
        with open_bytes(tmp_path / name) as stream:
            assert stream.read() == CONTENT


def test_that_the_size_tells_how_much_it_can_be_at_most(tmp_path):
    (tmp_path / "a.nii").write_bytes(CONTENT)
    zipped = gzip.compress(b"\0" * 1_000_000)
    (tmp_path / "b.nii.gz").write_bytes(zipped)
    assert size_of(tmp_path / "a.nii") == most_bytes(tmp_path / "a.nii") == len(CONTENT)
    assert most_bytes(tmp_path / "b.nii.gz") == len(zipped) * DEFLATE_LIMIT
    assert most_bytes(tmp_path / "b.nii.gz") >= 1_000_000  # the limit is one: nothing inflates further than zeros


def test_that_exactly_what_was_asked_for_is_read(tmp_path):
    (tmp_path / "a.nii.gz").write_bytes(gzip.compress(CONTENT))
    with open_bytes(tmp_path / "a.nii.gz") as stream:
        skip(stream, 100, "a")
        assert read_exactly(stream, 50, "a") == CONTENT[100:150]
        block = bytearray(30)
        read_into(stream, memoryview(block), "a")
        assert block == CONTENT[150:180]
        read_exactly(stream, len(CONTENT) - 180, "a")
        check_end(stream, "a")


@pytest.mark.parametrize("name", ["a.nii.gz", "b.nii"])
def test_that_a_file_that_ends_too_early_is_named(tmp_path, name):
    content = gzip.compress(CONTENT)[:-40] if name.endswith("gz") else CONTENT
    (tmp_path / name).write_bytes(content)
    with open_bytes(tmp_path / name) as stream, pytest.raises(FileFormatError, match=f'"{name}" is cut short'):
        read_exactly(stream, len(CONTENT) + 1, name)


def test_that_damaged_bytes_are_told_although_all_voxels_were_read(tmp_path):
    zipped = bytearray(gzip.compress(CONTENT))
    zipped[-8] ^= 0xFF  # the checksum
    (tmp_path / "a.nii.gz").write_bytes(bytes(zipped))

    def read() -> None:
        with open_bytes(tmp_path / "a.nii.gz") as stream:
            read_exactly(stream, len(CONTENT), "a")
            check_end(stream, "a")

    with pytest.raises(FileFormatError, match='"a" is damaged'):
        read()


def test_that_a_drive_that_goes_away_is_a_sentence():
    class Gone(io.RawIOBase):
        def readinto(self, _block: object) -> int:
            raise OSError(5, "Input/output error")

    with pytest.raises(InputError, match=r'"a" could not be read to its end \(Input/output error\)'):
        read_exactly(Gone(), 10, "a")


def test_that_reading_can_be_stopped():
    def stop(_fraction: float, _message: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_exactly(io.BytesIO(CONTENT), 10, "a", stop)
