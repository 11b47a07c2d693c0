import gzip
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import AlgoscopeError, FileFormatError, GeometryError
from analysis.files import nifti
from analysis.files.header import parse
from analysis.image import Series, Volume
from tests.analysis.files.made_files import SHAPE, header_block, make, values

SFORM = np.array([[-2, 0, 0, 9], [0, 3, 0, -7], [0, 0, 4, 5], [0, 0, 0, 1.0]])


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("big_endian", [False, True])
def test_that_both_versions_and_byte_orders_say_the_same(version: int, big_endian: bool) -> None:
    header = parse(header_block(version=version, big_endian=big_endian, shape=(*SHAPE, 7)), "a.nii")
    assert (header.grid.shape, header.n_frames, header.tr_s) == (SHAPE, 7, 2.5)
    np.testing.assert_array_equal(header.grid.affine, SFORM)
    assert header.offset == (352 if version == 1 else 544)
    assert (header.affine_source, header.space, header.warnings) == ("sform", "scanner", ())


@pytest.mark.parametrize(("unit", "to_mm"), [(0, 1), (1, 1000), (2, 1), (3, 0.001)])
def test_that_lengths_become_mm(unit: int, to_mm: float) -> None:
    rows = {f"srow_{axis}": SFORM[row] / to_mm for row, axis in enumerate("xyz")}
    header = parse(header_block(xyzt_units=unit, **rows), "a.nii")
    np.testing.assert_allclose(header.grid.affine, SFORM, rtol=1e-6)


@pytest.mark.parametrize(("unit", "value"), [(8, 2.5), (16, 2500), (24, 2_500_000), (0, 2.5)])
def test_that_times_become_seconds(unit: int, value: float) -> None:
    header = parse(header_block(shape=(*SHAPE, 9), xyzt_units=2 | unit, pixdim={4: value}), "a.nii")
    assert header.tr_s == pytest.approx(2.5)


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        (8, 0, "does not say"),
        (0, 2500, "2500 without a unit is not plausible"),  # ms? it is not guessed
        (8, 2500, "2500 s is not plausible"),
        (16, 2.5, "2.5 ms is not plausible"),
        (8, -2, "-2 s is not plausible"),
        (8, np.nan, "nan s is not plausible"),
        (32, 2, "does not say"),  # Hz
    ],
)
def test_that_a_tr_is_never_guessed(unit: int, value: float, words: str) -> None:
    header = parse(header_block(shape=(*SHAPE, 9), xyzt_units=2 | unit, pixdim={4: value}), "a.nii")
    assert header.tr_s is None
    assert words in (header.tr_warning or "")


def test_that_voxels_of_an_implausible_size_are_doubted() -> None:
    with pytest.raises(GeometryError, match=r"2e\+03 × 3e\+03 × 4e\+03 mm, which no scan of a head has"):
        parse(header_block(xyzt_units=1), "a.nii")
    doubtful = parse(header_block(srow_x=(120, 0, 0, 0)), "a.nii")
    assert "unit of length" in doubtful.warnings[0]


@pytest.mark.parametrize("handedness", [1, -1, 0])
def test_that_the_qform_alone_places_the_voxels_as_nibabel_has_it(handedness: int) -> None:
    fields: dict[str, Any] = {
        "sform_code": 0, "qform_code": 1, "quatern_b": 0.2, "quatern_c": -0.5, "quatern_d": 0.3,
        "qoffset_x": 10, "qoffset_y": -20, "qoffset_z": 30, "pixdim": {0: handedness},
    }  # fmt: skip
    block = header_block(**fields)
    header = parse(block, "a.nii")
    assert header.affine_source == "qform"
    reference = nib.Nifti1Header(block, check=False)
    reference["pixdim"][0] = handedness or 1  # the standard: 0 counts as 1
    np.testing.assert_allclose(header.grid.affine, reference.get_qform(), atol=1e-5)


def test_that_a_file_without_forms_says_that_left_and_right_are_not_known() -> None:
    header = parse(header_block(sform_code=0), "a.nii")
    assert header.affine_source == "none"
    assert header.space == "unknown"
    assert "left and right are NOT known" in header.warnings[0]
    reference = nib.Nifti1Header(header_block(sform_code=0)).get_best_affine()
    np.testing.assert_allclose(header.grid.affine, reference)


def test_that_two_forms_that_differ_are_said_with_their_distance_and_axes() -> None:
    # the qform has no rotation: x to the right, against the sform's x to the left; by hand, corner (2, 0, 0):
    # sform x = 9 - 4 = 5, qform x = 4; corner (0, 0, 0): 9, -7, 5 against 0, 0, 0 -> sqrt(155) = 12.4 mm
    header = parse(header_block(qform_code=2), "a.nii")
    assert header.affine_source == "sform"
    (warning,) = header.warnings
    assert "12.4 mm" in warning
    assert "LAS and RAS" in warning
    assert "the sform (scanner) is used, the qform (aligned) is not" in warning


def test_that_forms_that_agree_within_a_millimetre_are_not_a_conflict() -> None:
    turned = {"quatern_c": 1, "pixdim": {0: -1}}  # half a turn about y and the z axis flipped back: x to the left
    place = {"qoffset_x": 9.5, "qoffset_y": -7, "qoffset_z": 5}
    assert parse(header_block(qform_code=1, **turned, **place), "a.nii").warnings == ()
    place["qoffset_x"] = 10.5
    assert "1.5 mm apart" in parse(header_block(qform_code=1, **turned, **place), "a.nii").warnings[0]


def test_that_a_damaged_qform_beside_a_good_sform_is_said() -> None:
    header = parse(header_block(qform_code=1, quatern_b=5), "a.nii")
    assert header.warnings == ("The file's qform is damaged; its sform is used.",)
    np.testing.assert_array_equal(header.grid.affine, SFORM)


@pytest.mark.parametrize("slope", [0, np.nan])
def test_that_a_slope_of_zero_or_nan_means_no_scaling(slope: float) -> None:
    header = parse(header_block(scl_slope=slope, scl_inter=np.nan), "a.nii")
    assert (header.slope, header.intercept, header.warnings) == (None, 0.0, ())


def test_that_an_infinite_slope_is_said_and_a_slope_without_offset_refused() -> None:
    assert "scale factor is infinite" in parse(header_block(scl_slope=np.inf), "a.nii").warnings[0]
    with pytest.raises(FileFormatError, match="scale factor"):
        parse(header_block(scl_slope=2, scl_inter=np.nan), "a.nii")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"sizeof_hdr": 123}, "not a NIfTI image"),
        ({"magic": b"\0\0\0\0"}, "Analyze 7.5.*left and right"),
        ({"magic": b"xyz\0"}, "mark of a NIfTI image"),
        ({"dim": {0: 0}}, "0 dimensions"),
        ({"dim": {0: 9}}, "9 dimensions"),
        ({"dim": {1: -3}}, "-3 × 4 × 5 voxels, which is impossible"),
        ({"dim": {2: 0}}, "impossible"),
        ({"shape": (3, 4, 5, 2, 3)}, r"more than four dimensions \(3 × 4 × 5 × 2 × 3\)"),
        ({"shape": (32767, 32767, 32767, 9)}, "more than 64 GB"),
        ({"datatype": 32}, "complex numbers"),
        ({"datatype": 1792}, "complex numbers"),
        ({"datatype": 128}, "RGB"),
        ({"datatype": 2304}, "RGBA"),
        ({"datatype": 1536}, "128-bit"),
        ({"datatype": 999}, "unknown type"),
        ({"vox_offset": -5}, "begin at byte -5"),
        ({"vox_offset": np.nan}, "begin at byte nan"),
        ({"vox_offset": 352.5}, "begin at byte 352.5"),
        ({"vox_offset": 100}, "begin at byte 100"),
        ({"xyzt_units": 7}, "unknown unit"),
    ],
)
def test_that_an_impossible_header_is_refused_by_name(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(FileFormatError, match=f'^"片 a.nii" .*{words}'):
        parse(header_block(**fields), "片 a.nii")


@pytest.mark.parametrize(
    "fields",
    [
        {"srow_x": (0, 0, 0, 0)},  # a voxel size of zero
        {"srow_x": (0, 3, 0, 0)},  # singular: i and j along y
        {"srow_y": (np.nan, 3, 0, 0)},
        {"srow_z": (0, 0, np.inf, 0)},
        {"srow_z": (0, 0, 4, 1e30)},
        {"sform_code": 0, "qform_code": 1, "pixdim": {2: 0}},
        {"sform_code": 0, "qform_code": 1, "quatern_b": 3},
        {"sform_code": 0, "qform_code": 1, "quatern_b": np.nan},
        {"sform_code": 0, "qform_code": 1, "qoffset_x": np.nan},
        {"sform_code": 0, "pixdim": {1: 0}},
    ],
)
def test_that_voxels_that_are_nowhere_are_refused_by_name(fields: dict[str, Any]) -> None:
    with pytest.raises(GeometryError, match=r'^"a\.nii"'):
        parse(header_block(**fields), "a.nii")


def test_that_negative_voxel_sizes_of_a_qform_are_said() -> None:
    header = parse(header_block(sform_code=0, qform_code=1, pixdim={1: -2}), "a.nii")
    assert "negative voxel sizes" in header.warnings[0]
    assert header.grid.voxel_size_mm == (2, 3, 4)


def test_that_trailing_dimensions_of_one_or_zero_do_not_count() -> None:
    assert parse(header_block(shape=(*SHAPE, 1, 1, 1)), "a.nii").n_frames == 1
    assert parse(header_block(shape=(*SHAPE, 6, 0, 1)), "a.nii").n_frames == 6
    assert parse(header_block(shape=(3, 4)), "a.nii").grid.shape == (3, 4, 1)


Change = tuple[str, int, float]
_FIELDS = st.sampled_from([
    "sizeof_hdr", "dim", "datatype", "bitpix", "pixdim", "vox_offset", "scl_slope", "scl_inter", "xyzt_units",
    "qform_code", "sform_code", "quatern_b", "quatern_c", "quatern_d", "qoffset_x", "qoffset_y", "qoffset_z",
    "srow_x", "srow_y", "srow_z", "magic", "intent_code",
])  # fmt: skip
_NUMBERS = st.one_of(
    st.sampled_from([0, 1, -1, 2, 3, 4, 7, 8, 255, 348, 352, 32767, -32768, 2**31 - 1, 1e30, -1e-30]),
    st.floats(width=32),
    st.integers(-(2**63), 2**63 - 1),
)


def _changed(
    version: int, big_endian: bool, changes: list[tuple[str, int, float]], bits: list[tuple[int, int]]
) -> bytes:
    """A good header with fields set to anything and bytes replaced."""
    block = bytearray(header_block(version=version, big_endian=big_endian, shape=(*SHAPE, 2)))
    dtype = (nib.nifti1 if version == 1 else nib.nifti2).header_dtype.newbyteorder(">" if big_endian else "<")
    header = np.frombuffer(block, dtype)
    with np.errstate(all="ignore"):
        for name, index, number in changes:
            field = header[name].reshape(-1)
            kind = field.dtype.kind
            if kind == "S":
                field[0] = str(number).encode()
            elif kind == "f":
                field[index % field.size] = number
            else:
                limits = np.iinfo(field.dtype)
                whole = int(number) if np.isfinite(number) else 0
                field[index % field.size] = min(max(whole, limits.min), limits.max)
    for position, byte in bits:
        block[position % len(block)] = byte
    return bytes(block)


@settings(max_examples=400, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
@given(
    version=st.sampled_from([1, 2]),
    big_endian=st.booleans(),
    changes=st.lists(st.tuples(_FIELDS, st.integers(0, 7), _NUMBERS), max_size=4),
    bits=st.lists(st.tuples(st.integers(0, 539), st.integers(0, 255)), max_size=6),
    compressed=st.booleans(),
    kept=st.integers(0, 700),
)
def test_that_any_damage_of_a_header_gives_a_scan_or_a_sentence(
    version: int,
    big_endian: bool,
    changes: list[Change],
    bits: list[tuple[int, int]],
    compressed: bool,
    kept: int,
) -> None:
    """Neither another exception, nor much memory, nor a long time, whatever the header announces."""
    block = _changed(version, big_endian, changes, bits) + bytes(4) + values((*SHAPE, 2)).tobytes()
    if kept < 600:  # now and then the file is also cut short
        block = block[: 300 + kept]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("a.nii.gz" if compressed else "a.nii")
        if compressed:
            block = gzip.compress(block)
        path.write_bytes(block)
        tracemalloc.start()
        started = time.process_time()
        outcome = _read_all(path)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert isinstance(outcome, Volume | Series) or "a.nii" in str(outcome)
    assert peak < 32e6
    assert time.process_time() - started < 1.5


def _read_all(path: Path) -> Volume | Series | AlgoscopeError:
    try:
        scan = nifti.read(path)
        nifti.finish(scan.image)
    except AlgoscopeError as error:
        return error
    return scan.image


def test_that_the_made_file_itself_is_good(tmp_path: Path) -> None:
    """Otherwise the damage above would prove nothing."""
    scan = nifti.read(make(tmp_path / "a.nii", shape=(*SHAPE, 2)))
    assert scan.warnings == ()
    np.testing.assert_array_equal(nib.load(tmp_path / "a.nii").get_fdata(), values((*SHAPE, 2)))
