"""The header that is written holds numbers only, the voxels are those of the converter."""

import gzip

import nibabel
import numpy as np
import pytest
from nibabel.nifti1 import Nifti1Extension

from analysis.errors import FileFormatError
from analysis.files import nifti
from analysis.importing.rewriting import rewrite

AFFINE = np.array([[-2.9, 0.1, 0, 40], [0.1, 2.9, 0.2, -50], [0, -0.2, 3.0, -60], [0, 0, 0, 1.0]])


def converted(path, kind=nibabel.Nifti1Image, order="<"):
    data = np.arange(4 * 5 * 6 * 3, dtype=np.int16).reshape(4, 5, 6, 3)
    header = kind.header_class(endianness=order)
    image = kind(data, AFFINE, header)
    image.header.set_xyzt_units("mm", "sec")
    image.header["pixdim"][4] = 1.794
    image.header.set_slope_inter(4.00757, -3.0)
    for field in ("descrip", "aux_file", "intent_name"):
        image.header[field] = b"Jane Doe"
    image.header.extensions.append(Nifti1Extension("comment", b"born 19660101"))
    image.header.set_slope_inter(4.00757, -3.0)
    image.to_filename(path)
    return path


@pytest.mark.parametrize("kind", [nibabel.Nifti1Image, nibabel.Nifti2Image])
@pytest.mark.parametrize("order", ["<", ">"])
def test_that_no_text_of_the_header_is_copied_and_every_voxel_is(tmp_path, kind, order):
    source = converted(tmp_path / "series.nii", kind, order)
    assert b"Jane Doe" in source.read_bytes()
    rewrite(source, tmp_path / "out.nii.gz")
    inside = gzip.decompress((tmp_path / "out.nii.gz").read_bytes())
    assert b"Jane" not in inside
    assert b"1966" not in inside
    before, after = nibabel.load(source), nibabel.load(tmp_path / "out.nii.gz")
    np.testing.assert_array_equal(np.asarray(after.dataobj), np.asarray(before.dataobj))
    np.testing.assert_array_equal(after.affine, before.affine)
    assert after.header.get_zooms() == before.header.get_zooms()
    assert list(after.header.extensions) == []


def test_that_the_settled_repetition_time_is_written(tmp_path):
    rewrite(converted(tmp_path / "series.nii"), tmp_path / "out.nii.gz", tr_s=2.0)
    assert nifti.read_header(tmp_path / "out.nii.gz").header.tr_s == 2.0


def test_that_the_repetition_time_keeps_the_units_of_the_header(tmp_path):
    source = converted(tmp_path / "series.nii")
    image = nibabel.load(source)
    image.header.set_xyzt_units("mm", "msec")
    image.to_filename(tmp_path / "ms.nii")
    rewrite(tmp_path / "ms.nii", tmp_path / "out.nii.gz", tr_s=2.0)
    assert nifti.read_header(tmp_path / "out.nii.gz").header.tr_s == 2.0


def test_that_the_compressed_file_tells_no_name_and_no_time(tmp_path):
    for name in ("jane", "john"):
        rewrite(converted(tmp_path / f"{name}.nii"), tmp_path / f"{name}.nii.gz")
    assert (tmp_path / "jane.nii.gz").read_bytes() == (tmp_path / "john.nii.gz").read_bytes()


def test_that_an_image_cut_short_is_refused(tmp_path):
    source = converted(tmp_path / "series.nii")
    source.write_bytes(source.read_bytes()[:-10])
    with pytest.raises(FileFormatError):
        rewrite(source, tmp_path / "out.nii.gz")
