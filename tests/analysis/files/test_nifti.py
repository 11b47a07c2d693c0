import gzip
import os
import stat
import time
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import pytest

from analysis.errors import AlgoscopeError, Cancelled, DataError, FileFormatError, GeometryError, InputError
from analysis.files import nifti
from analysis.image import Series, Volume
from analysis.scan import FactSource, Modality
from tests.analysis.files.made_files import SHAPE, header_block, make, values
from tests.orientations import ORIENTATIONS, oriented_grid

TYPES = {
    "uint8": 2, "int16": 4, "int32": 8, "float32": 16, "float64": 64, "int8": 256, "uint16": 512, "uint32": 768,
    "int64": 1024, "uint64": 1280,
}  # fmt: skip


@pytest.mark.parametrize("ending", [".nii", ".nii.gz"])
@pytest.mark.parametrize("big_endian", [False, True])
@pytest.mark.parametrize("name", TYPES)
def test_that_every_number_type_is_read_in_both_byte_orders(
    tmp_path: Path, name: str, big_endian: bool, ending: str
) -> None:
    dtype = np.dtype(name).newbyteorder(">" if big_endian else "<")
    data = values(dtype=dtype.str)
    path = make(tmp_path / f"a{ending}", data, big_endian=big_endian, datatype=TYPES[name], bitpix=dtype.itemsize * 8)
    image = nifti.read(path).image
    assert isinstance(image, Volume)
    np.testing.assert_array_equal(image.data, data)
    assert image.data.dtype == np.float32
    assert not image.data.flags.writeable


@pytest.mark.parametrize("name", ["uint8", "int16", "float32"])
def test_that_values_are_scaled_as_the_header_says(tmp_path: Path, name: str) -> None:
    data = values(dtype=name)
    path = make(tmp_path / "a.nii", data, datatype=TYPES[name], bitpix=data.itemsize * 8, scl_slope=0.25, scl_inter=-7)
    image = nifti.read(path).image
    assert isinstance(image, Volume)
    np.testing.assert_array_equal(image.data, data * 0.25 - 7)


def test_that_a_small_value_beside_a_huge_offset_is_not_lost(tmp_path: Path) -> None:
    """Scaling is done in double precision: 2^24 + 1 times 1 minus 2^24 is 1, which float32 alone would make 0."""
    data = np.full(SHAPE, 2**24 + 1, "<i4")
    data[0, 0, 0] = 2**24
    path = make(tmp_path / "a.nii", data, datatype=8, bitpix=32, scl_slope=1, scl_inter=-(2**24))
    image = nifti.read(path).image
    assert isinstance(image, Volume)
    assert image.data[1, 1, 1] == 1
    assert image.data[0, 0, 0] == 0


def test_that_infinite_values_are_no_values(tmp_path: Path) -> None:
    data = values(dtype="<f4")
    data[0, 0, 0], data[1, 0, 0] = np.inf, -np.inf
    image = nifti.read(make(tmp_path / "a.nii", data, datatype=16, bitpix=32)).image
    assert isinstance(image, Volume)
    assert np.isnan(image.data[:2, 0, 0]).all()
    assert np.isfinite(image.data).sum() == image.data.size - 2


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize(("header_end", "data_end"), [(".hdr", ".img"), (".hdr", ".img.gz"), (".hdr.gz", ".img.gz")])
@pytest.mark.parametrize("opened", [0, 1])
def test_that_a_pair_of_files_is_opened_by_either(
    tmp_path: Path, version: int, header_end: str, data_end: str, opened: int
) -> None:
    block = header_block(version=version, magic=b"ni1\0" if version == 1 else b"ni2\0", vox_offset=0)
    paths = tmp_path / f"a{header_end}", tmp_path / f"a{data_end}"
    for path, content in zip(paths, (block, values().tobytes(order="F")), strict=True):
        path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    image = nifti.read(paths[opened]).image
    assert isinstance(image, Volume)
    np.testing.assert_array_equal(image.data, values())


def test_that_half_a_pair_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.hdr"
    path.write_bytes(header_block(magic=b"ni1\0", vox_offset=0))
    with pytest.raises(FileFormatError, match=r'"a\.img" beside it, which is missing'):
        nifti.read(path)


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_voxels_lie_where_another_library_wrote_them(tmp_path: Path, name: str) -> None:
    grid = oriented_grid(name, SHAPE)
    nib.save(nib.Nifti1Image(values(dtype="float32"), grid.affine), tmp_path / "a.nii.gz")
    image = nifti.read(tmp_path / "a.nii.gz").image
    assert isinstance(image, Volume)
    np.testing.assert_allclose(image.grid.affine, grid.affine, atol=1e-5)
    np.testing.assert_array_equal(image.data, values())
    assert image.grid.voxel_at(grid.to_mm((2, 1, 4))) == (2, 1, 4)


def test_that_a_series_of_one_volume_is_a_volume(tmp_path: Path) -> None:
    scan = nifti.read(make(tmp_path / "a_bold.nii", values((*SHAPE, 1)), shape=(*SHAPE, 1)))
    assert isinstance(scan.image, Volume)
    assert scan.modality is not Modality.BOLD


def test_that_a_series_tells_its_tr_and_where_from(tmp_path: Path) -> None:
    scan = nifti.read(make(tmp_path / "a.nii", shape=(*SHAPE, 3)))
    assert isinstance(scan.image, Series)
    assert scan.image.tr_s == 2.5
    assert scan.facts["RepetitionTime"].source is FactSource.HEADER
    unknown = nifti.read(make(tmp_path / "b.nii", shape=(*SHAPE, 3), pixdim={4: 0}))
    assert isinstance(unknown.image, Series)
    assert unknown.image.tr_s is None
    assert any("repetition time" in warning for warning in unknown.warnings)


def test_that_a_name_in_chinese_with_spaces_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / "病人 一"
    folder.mkdir()
    scan = nifti.read(make(folder / "静息态 功能像 (1).nii.gz", shape=(*SHAPE, 3)))
    nifti.finish(scan.image)
    assert scan.image.name == "静息态 功能像 (1)"
    assert isinstance(scan.image, Series)
    assert scan.image.is_complete


@pytest.mark.parametrize("ending", [".nii", ".nii.gz"])
def test_that_compression_is_told_by_content_and_a_wrong_name_is_said(tmp_path: Path, ending: str) -> None:
    right = make(tmp_path / ("a.nii" if ending == ".nii.gz" else "a.nii.gz"), shape=(*SHAPE, 2))
    wrong = right.rename(tmp_path / f"b{ending}")
    scan = nifti.read(wrong)
    nifti.finish(scan.image)
    assert isinstance(scan.image, Series)
    np.testing.assert_array_equal(scan.image.frames.frame(1), values((*SHAPE, 2))[..., 1])
    assert "compressed" in scan.warnings[0]


def _text(path: Path) -> None:
    path.write_text("dear colleague, please find enclosed\n" * 40)


def _zipped(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(content))


BAD_FILES: dict[str, tuple[str, Any, type[AlgoscopeError], str]] = {
    "empty": ("a.nii", lambda p: p.write_bytes(b""), FileFormatError, "is empty"),
    "only a few bytes": ("a.nii", lambda p: p.write_bytes(b"\x5c\1\0\0abc"), FileFormatError, "cut short"),
    "cut in the header": ("a.nii", lambda p: p.write_bytes(header_block()[:200]), FileFormatError, "cut short"),
    "cut in the data": ("a.nii", lambda p: p.write_bytes(header_block() + bytes(50)), FileFormatError, "cut short"),
    "gzip cut in the header": (
        "a.nii.gz",
        lambda p: p.write_bytes(gzip.compress(np.random.default_rng(0).bytes(348))[:100]),
        FileFormatError,
        "not a NIfTI|cut short",
    ),
    "gzip cut in the data": (
        "a.nii.gz",
        lambda p: p.write_bytes(gzip.compress(header_block() + bytes(4) + values().tobytes())[:-40]),
        FileFormatError,
        "cut short",
    ),
    "gzip with a wrong checksum": (
        "a.nii.gz",
        lambda p: p.write_bytes(gzip.compress(header_block() + bytes(4) + values().tobytes())[:-8] + b"abcd" * 2),
        FileFormatError,
        "damaged",
    ),
    "gzip of garbage": ("a.nii.gz", lambda p: _zipped(p, b"garbage" * 99), FileFormatError, "not a NIfTI"),
    "garbage called gzip": ("a.nii.gz", lambda p: p.write_bytes(b"\x1f\x8bjunk" * 9), FileFormatError, "damaged"),
    "text called an image": ("a.nii", _text, FileFormatError, "not a NIfTI image"),
    "text": ("letter.txt", _text, FileFormatError, "not an image"),
    "DICOM": ("IM0001", lambda p: p.write_bytes(bytes(128) + b"DICM" + bytes(99)), FileFormatError, "DICOM"),
    "wrong magic": ("a.nii", lambda p: make(p, magic=b"no!\0"), FileFormatError, "mark of a NIfTI"),
    "old Analyze": ("a.nii", lambda p: make(p, magic=bytes(4)), FileFormatError, "Analyze 7.5"),
    "absurd dimensions": (
        "a.nii",
        lambda p: make(p, dim={1: 32000, 2: 32000, 3: 32000}),
        FileFormatError,
        "more than 64 GB",
    ),
    "more announced than there is": ("a.nii", lambda p: make(p, dim={1: 900, 2: 900}), FileFormatError, "cannot hold"),
    "more announced than gzip can hold": (
        "a.nii.gz",
        lambda p: make(p, dim={1: 2000, 2: 2000, 3: 200}),
        FileFormatError,
        "cannot hold",
    ),
    "zero voxel size": ("a.nii", lambda p: make(p, srow_y=(0, 0, 0, 0)), GeometryError, "size of zero"),
    "singular affine": ("a.nii", lambda p: make(p, srow_x=(0, 3, 0, 0)), GeometryError, "same way|size of zero"),
    "NaN affine": ("a.nii", lambda p: make(p, srow_x=(np.nan,) * 4), GeometryError, "finite"),
    "all NaN": (
        "a.nii",
        lambda p: make(p, np.full(SHAPE, np.nan, "<f4"), datatype=16, bitpix=32),
        DataError,
        "holds no value",
    ),
    "5-D": ("a.nii", lambda p: make(p, shape=(*SHAPE, 2, 3)), FileFormatError, "more than four dimensions"),
    "colour": ("a.nii", lambda p: make(p, datatype=128, bitpix=24), FileFormatError, "colours"),
    "complex": ("a.nii", lambda p: make(p, datatype=32, bitpix=64), FileFormatError, "complex"),
    "folder": ("a.nii", lambda p: p.mkdir(), InputError, "is a folder"),
    "missing": ("a.nii", lambda p: None, InputError, "There is no file"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_FILES)
def test_that_a_bad_file_gives_one_sentence_that_names_it(tmp_path: Path, case: str) -> None:
    name, spoil, kind, words = BAD_FILES[case]
    spoil(tmp_path / name)
    started = time.process_time()
    with pytest.raises(kind, match=words) as caught:
        nifti.read(tmp_path / name)
    message = str(caught.value)
    assert f'"{name}"' in message
    assert str(tmp_path) not in message  # folders often hold names of patients
    assert "\n" not in message
    assert message.endswith(".")
    assert time.process_time() - started < 1


def test_that_a_file_that_may_not_be_read_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path / "a.nii")
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # root may read everything, so the refusal is simulated
        monkeypatch.setattr("builtins.open", _refuse)
    else:
        path.chmod(stat.S_IWUSR)
    with pytest.raises(InputError, match=r'"a\.nii" may not be read by this user'):
        nifti.read(path)


def _refuse(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_that_a_bomb_is_never_inflated_beyond_what_its_header_announces(tmp_path: Path) -> None:
    """60 MB of zeros behind a small image of 120 bytes: only the image is read."""
    path = tmp_path / "a.nii.gz"
    path.write_bytes(gzip.compress(header_block() + bytes(4) + values().tobytes(order="F") + bytes(60_000_000)))
    started = time.process_time()
    image = nifti.read(path).image
    assert isinstance(image, Volume)
    np.testing.assert_array_equal(image.data, values())
    assert time.process_time() - started < 0.05


def test_that_an_image_larger_than_memory_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "a.nii.gz", shape=(*SHAPE, 4))
    monkeypatch.setattr("analysis.files.cache.free_memory_bytes", lambda: 100)
    with pytest.raises(InputError, match="of memory for one volume"):
        nifti.read(path)
    monkeypatch.setattr("analysis.files.cache.free_memory_bytes", lambda: 400)
    monkeypatch.setattr("analysis.files.cache.free_disk_bytes", lambda: 400)
    with pytest.raises(InputError, match="neither the disk nor the memory"):
        nifti.read(path)


def test_that_a_disk_that_goes_away_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path / "a.nii.gz", shape=(*SHAPE, 2))

    def gone(*_: object) -> str:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("analysis.files.cache.key_of", gone)
    with pytest.raises(InputError, match=r'"a\.nii\.gz" could not be read \(Input/output error\)'):
        nifti.read(path)


def test_that_reading_a_volume_can_be_cancelled(tmp_path: Path) -> None:
    def stop(fraction: float, message: str = "") -> None:
        raise Cancelled(f"{fraction} {message}")

    with pytest.raises(Cancelled):
        nifti.read(make(tmp_path / "a.nii.gz"), stop)


def test_that_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(tmp_path / "a.nii")
    with pytest.raises(InputError, match="not a file that holds data"):
        nifti.read(tmp_path / "a.nii")


def test_that_an_image_of_one_value_is_said(tmp_path: Path) -> None:
    scan = nifti.read(make(tmp_path / "a.nii", np.full(SHAPE, 3, "<i2")))
    assert scan.warnings == ("Every voxel has the same value (3).",)


def test_that_a_mask_is_what_is_not_zero_and_fractions_are_refused(tmp_path: Path) -> None:
    data = (values() > 30).astype("<i2") * 5
    mask = nifti.read_mask(make(tmp_path / "mask.nii", data))
    np.testing.assert_array_equal(mask.data, values() > 30)
    with pytest.raises(DataError, match="fractions"):
        nifti.read_mask(make(tmp_path / "p.nii", scl_slope=0.3))
    with pytest.raises(DataError, match="2 volumes"):
        nifti.read_mask(make(tmp_path / "b.nii", shape=(*SHAPE, 2)))


# Real scans ------------------------------------------------------------------------------------------------


def test_that_the_real_t1_is_read_as_nibabel_reads_it(fixtures: Path) -> None:
    path = fixtures / "real/studyforrest/T1w_defaced.nii.gz"
    scan, reference = nifti.read(path), nib.load(path)
    assert (scan.modality, scan.affine_source, scan.warnings) == (Modality.T1, "sform", ())
    assert isinstance(scan.image, Volume)
    np.testing.assert_allclose(scan.image.grid.affine, reference.affine, atol=1e-6)
    np.testing.assert_array_equal(scan.image.data[::3], np.asanyarray(reference.dataobj)[::3])


def test_that_the_real_bold_shows_its_first_frame_at_once_and_its_tr_contradiction(fixtures: Path) -> None:
    path = fixtures / "real/studyforrest/bold_task-oneback_156vol.nii.gz"
    started = time.process_time()
    scan = nifti.read(path)
    assert time.process_time() - started < 0.25  # measured 0.02 s
    assert isinstance(scan.image, Series)
    assert (scan.modality, scan.image.frames.n_loaded, scan.image.n_timepoints) == (Modality.BOLD, 1, 156)
    assert scan.image.tr_s == 2.0
    (warning,) = scan.warnings
    assert "1.794 s" in warning
    assert "RepetitionTimeExcitation says 2 s" in warning
    nifti.finish(scan.image)
    reference = nib.load(path).dataobj
    for timepoint in (0, 77, 155):
        np.testing.assert_allclose(scan.image.frames.frame(timepoint), reference[..., timepoint], rtol=1e-6)


def test_that_the_real_asl_shows_its_labelling_contradiction(fixtures: Path) -> None:
    scan = nifti.read(fixtures / "real/asl/pcasl3d_m0_and_pairs.nii.gz")
    assert scan.modality is Modality.ASL
    assert scan.asl is not None
    assert scan.asl.labelling == "PCASL"
    assert scan.asl.label_duration_s == pytest.approx(1.5088)  # 82 blocks of 18.4 ms
    assert scan.asl.plds_s == ()  # only suspected, so left open
    assert any("LabelingDuration is 1.2 s" in w and "1.5088 s" in w for w in scan.warnings)


def test_that_simulated_asl_is_read_with_its_whole_scheme(fixtures: Path) -> None:
    scan = nifti.read(fixtures / "asl_simulated/sub-05/perf/sub-05_acq-nfwp_asl.nii.gz")
    assert scan.asl is not None
    assert scan.asl.volume_types == ("control", "label") * 8
    assert scan.asl.plds_s == tuple(np.repeat(np.arange(0.5, 2.5, 0.25), 2))
    assert (scan.asl.label_duration_s, scan.asl.background_suppression, scan.asl.m0) == (1.8, False, "Separate")
    assert scan.warnings == ()
    m0 = nifti.read(fixtures / "asl_simulated/sub-05/perf/sub-05_acq-nfwp_m0scan.nii.gz")
    assert m0.modality is Modality.M0
    assert m0.facts["RepetitionTimePreparation"].value == 20
