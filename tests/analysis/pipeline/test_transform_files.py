"""Transforms survive the way to the disk and back, and mean the same to ITK."""

import numpy as np
import pytest
import SimpleITK

from analysis.errors import FileFormatError, InputError
from analysis.grid import Grid
from analysis.pipeline.names import Names
from analysis.pipeline.transform_files import read_linear, read_warp, read_way, write_linear, write_warp, write_way
from analysis.preprocess.normalise import Normalisation
from analysis.preprocess.transforms import LinearTransform, Warp
from tests.orientations import rotation

RANDOM = np.random.default_rng(1)
GRID = Grid((9, 11, 10), np.array([[4.0, 0, 0, -16], [0, 4, 0, -21], [0, 0, 4, -17], [0, 0, 0, 1]]))
LPS = np.array([-1.0, -1.0, 1.0])


def some_matrix() -> LinearTransform:
    matrix = np.eye(4)
    matrix[:3, :3] = rotation(8, -5, 3) @ np.diag([1.1, 0.95, 1.02])
    matrix[:3, 3] = 1 / 3, -12.7, 4e-3
    return LinearTransform(matrix)


def some_warp(seed: int) -> Warp:
    return Warp(GRID, np.random.default_rng(seed).normal(0, 2, (*GRID.shape, 3)))


def points() -> np.ndarray:
    return GRID.to_mm(RANDOM.uniform(0, 8, (50, 3)))


def test_that_a_matrix_comes_back_and_maps_the_same_points_in_itk(tmp_path):
    path = write_linear(some_matrix(), tmp_path / "a_xfm.txt", source="T1w", target="boldref")
    np.testing.assert_allclose(read_linear(path).matrix, some_matrix().matrix, atol=1e-12)
    itk = SimpleITK.ReadTransform(str(path))
    for point in points():
        there = np.array(itk.TransformPoint((LPS * point).tolist())) * LPS
        np.testing.assert_allclose(there, some_matrix().points(point), atol=1e-9)
    assert '"MapsPointsFrom": "T1w"' in path.with_suffix(".json").read_text()


def test_that_displacements_come_back_and_move_the_same_points_in_itk(tmp_path):
    path = write_warp(some_warp(2), tmp_path / "a_xfm.nii.gz", {})
    back = read_warp(path)
    np.testing.assert_array_equal(back.displacement_mm, some_warp(2).displacement_mm)
    assert back.grid.matches(GRID, 1e-6)
    field = SimpleITK.ReadImage(str(path), SimpleITK.sitkVectorFloat64)
    itk = SimpleITK.DisplacementFieldTransform(field)
    for point in points():
        there = np.array(itk.TransformPoint((LPS * point).tolist())) * LPS
        np.testing.assert_allclose(there, some_warp(2).points(point[None])[0], atol=1e-4)


def test_that_the_way_to_mni_space_comes_back(tmp_path):
    way = Normalisation(some_matrix(), some_warp(3), some_warp(4), 0.8, (0.4, 2.1))
    names = Names(tmp_path, "01").way("anat", "T1w")
    write_way(way, names, image="T1w")
    back = read_way(names, 0.8, (0.4, 2.1))
    xyz = points()
    np.testing.assert_allclose(back.from_mni(xyz), way.from_mni(xyz), atol=1e-3)
    np.testing.assert_allclose(back.to_mni(xyz), way.to_mni(xyz), atol=1e-3)


def test_that_missing_and_damaged_files_are_sentences(tmp_path):
    with pytest.raises(InputError, match="is missing"):
        read_linear(tmp_path / "none_xfm.txt")
    bad = tmp_path / "bad_xfm.txt"
    bad.write_text("no transform")
    with pytest.raises(FileFormatError, match="damaged"):
        read_linear(bad)
    field = tmp_path / "bad_xfm.nii.gz"
    field.write_bytes(b"no image")
    with pytest.raises(FileFormatError, match="damaged"):
        read_warp(field)
