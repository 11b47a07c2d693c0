import json
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from analysis.errors import OutputError
from analysis.files import nifti, results
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.provenance import InputRecord, Provenance
from analysis.scan import Modality, StatMap
from tests.analysis.files.made_files import make
from tests.orientations import ORIENTATIONS, oriented_grid

SHAPE = (4, 5, 6)
GRID = oriented_grid("LPS", SHAPE)
INSIDE = np.arange(np.prod(SHAPE)).reshape(SHAPE) % 3 != 0
MASK = Mask(GRID, INSIDE)


def _map(statistic: str = "alff", mask: Mask | None = MASK, name: str = "LPS", scale: float = 1) -> StatMap:
    grid = oriented_grid(name, SHAPE)
    values = scale * (np.arange(np.prod(SHAPE), dtype=np.float32).reshape(SHAPE) - 20)  # one is 0 inside the mask
    if mask is not None:
        mask = Mask(grid, mask.data)
        values = np.where(mask.data, values, np.nan)
    provenance = Provenance(
        "analysis.metrics.alff",
        {"low_hz": 0.01, "high_hz": np.float64(0.08), "tr_s": float("inf")},
        (InputRecord("bold", "ab" * 32),),
        ("The TR was typed.",),
    )
    return StatMap(Volume(grid, values, "ALFF", "a.u."), statistic, provenance, mask)


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_a_map_comes_back_with_its_values_places_unit_and_gaps(tmp_path: Path, name: str) -> None:
    stat_map = _map(name=name)
    scan = nifti.read(results.write_map(stat_map, tmp_path / "out", space="MNI152"))
    assert isinstance(scan.image, Volume)
    np.testing.assert_array_equal(scan.image.data, stat_map.volume.data)  # NaN outside the mask, 0 inside it kept
    assert scan.image.grid.matches(stat_map.volume.grid, 1e-3)
    assert (scan.image.name, scan.image.unit, scan.modality) == ("ALFF", "a.u.", Modality.MAP)
    assert results.space_of(scan) == "MNI152"
    assert scan.warnings == ("The TR was typed.",)


def test_that_other_tools_find_zero_outside_the_mask_and_the_mask_beside(tmp_path: Path) -> None:
    path = results.write_map(_map(), tmp_path)
    values = nib.load(path).get_fdata()
    assert (values[~INSIDE] == 0).all()
    assert np.isfinite(values).all()
    np.testing.assert_array_equal(nib.load(tmp_path / "mask.nii.gz").get_fdata(), INSIDE)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["alff.json", "alff.nii.gz", "mask.nii.gz"]


def test_that_the_record_says_how_the_map_was_made(tmp_path: Path) -> None:
    results.write_map(_map(), tmp_path)
    record = json.loads((tmp_path / "alff.json").read_text())
    assert record["unit"] == "a.u."
    assert record["provenance"]["function"] == "analysis.metrics.alff"
    assert record["provenance"]["parameters"] == {"low_hz": 0.01, "high_hz": 0.08, "tr_s": "inf"}
    assert record["provenance"]["inputs"] == [{"role": "bold", "sha256": "ab" * 32}]
    assert record["provenance"]["warnings"] == ["The TR was typed."]
    assert "numpy" in record["provenance"]["versions"]
    assert record["mask"]["file"] == "mask.nii.gz"


def test_that_maps_share_a_mask_and_another_mask_gets_a_name_of_its_own(tmp_path: Path) -> None:
    results.write_map(_map("alff"), tmp_path)
    results.write_map(_map("reho"), tmp_path)
    other = _map("dc", Mask(GRID, ~INSIDE))
    path = results.write_map(other, tmp_path)
    assert sorted(p.name for p in tmp_path.glob("*mask*")) == ["dc_mask.nii.gz", "mask.nii.gz"]
    image = nifti.read(path).image
    assert isinstance(image, Volume)
    np.testing.assert_array_equal(image.data, other.volume.data)


@pytest.mark.parametrize("what", ["missing", "changed", "damaged"])
def test_that_without_its_mask_every_zero_is_no_value_and_that_is_said(tmp_path: Path, what: str) -> None:
    path = results.write_map(_map(), tmp_path)
    mask = tmp_path / "mask.nii.gz"
    mask.unlink()
    if what == "changed":
        results.write_mask(Mask(GRID, np.ones(SHAPE)), mask)
    if what == "damaged":
        mask.write_bytes(b"nonsense")
    scan = nifti.read(path)
    assert isinstance(scan.image, Volume)
    assert not (scan.image.data == 0).any()
    assert "every zero is taken as no value" in scan.warnings[-1]


def test_that_a_record_cannot_point_out_of_its_folder(tmp_path: Path) -> None:
    path = results.write_map(_map(), tmp_path / "out")
    results.write_mask(MASK, tmp_path / "mask.nii.gz")
    (tmp_path / "out/mask.nii.gz").unlink()
    text = (tmp_path / "out/alff.json").read_text().replace('"mask.nii.gz"', '"../mask.nii.gz"')
    (tmp_path / "out/alff.json").write_text(text)
    assert "missing" in nifti.read(path).warnings[-1]


def test_that_a_map_without_mask_keeps_its_nan_and_its_zeros(tmp_path: Path) -> None:
    stat_map = _map(mask=None)
    values = stat_map.volume.data.copy()
    values[0, 0, 0] = np.nan
    stat_map = StatMap(Volume(GRID, values, "ALFF"), "alff", stat_map.provenance)
    path = results.write_map(stat_map, tmp_path)
    np.testing.assert_array_equal(nib.load(path).get_fdata(dtype=np.float32), values)
    image = nifti.read(path).image
    assert isinstance(image, Volume)
    np.testing.assert_array_equal(image.data, values)


def test_that_an_older_result_stays_whole_unless_it_may_be_replaced(tmp_path: Path) -> None:
    results.write_map(_map(), tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    with pytest.raises(OutputError, match=r'"alff.json" exists already'):
        results.write_map(_map(scale=2), tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before
    results.write_map(_map(scale=2), tmp_path, force=True)
    image = nifti.read(tmp_path / "alff.nii.gz").image
    assert isinstance(image, Volume)
    np.testing.assert_array_equal(image.data, _map(scale=2).volume.data)


def test_that_a_failed_write_leaves_neither_image_nor_record_nor_mask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("analysis.files.writing.encode_volume", full)
    with pytest.raises(OutputError, match="No space left"):
        results.write_map(_map(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_that_the_same_map_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = (results.write_map(_map(), tmp_path / folder) for folder in "ab")
    assert one.read_bytes() == two.read_bytes()
    assert (tmp_path / "a/alff.json").read_bytes() == (tmp_path / "b/alff.json").read_bytes()


def test_that_another_json_beside_an_image_is_no_record(tmp_path: Path) -> None:
    make(tmp_path / "a.nii")
    for content in (
        '{"EchoTime": 0.03}',
        "[]",
        '{"format": "algoscope-map-1", "mask": 3, "provenance": [], "dof": "x"}',
    ):
        (tmp_path / "a.json").write_text(content)
        assert isinstance(nifti.read(tmp_path / "a.nii").image, Volume)


def test_that_a_scan_without_position_gives_maps_without_position(tmp_path: Path) -> None:
    assert results.space_of(nifti.read(make(tmp_path / "a.nii"))) == "scanner"
    scan = nifti.read(make(tmp_path / "b.nii", sform_code=0))
    assert results.space_of(scan) == "unknown"
    stat_map = StatMap(Volume(scan.image.grid, np.ones(scan.image.grid.shape)), "alff", Provenance("f"))
    path = results.write_map(stat_map, tmp_path / "out", space=results.space_of(scan))
    assert nifti.read(path).affine_source == "none"


def _series() -> Series:
    values = np.random.default_rng(1).normal(size=(*SHAPE, 7)).astype(np.float32)
    values[~INSIDE] = np.nan
    return Series(GRID, ArrayFrames(values), 1.5, "rest filtered")


def test_that_a_series_is_saved_like_a_map_with_its_record_and_mask(tmp_path: Path) -> None:
    series = _series()
    provenance = Provenance("f", {"steps": ["a"]}, warnings=("The TR was typed.",))
    path = results.write_prepared(series, MASK, provenance, tmp_path / "o", space="MNI152")
    scan = nifti.read(path)
    assert (scan.modality, scan.warnings) == (Modality.BOLD, ("The TR was typed.",))
    back = scan.image
    assert isinstance(back, Series)
    assert back.tr_s == 1.5
    nifti.finish(back)
    np.testing.assert_array_equal(back.in_mask(MASK), series.in_mask(MASK))
    assert (nib.load(path).get_fdata()[~INSIDE] == 0).all()
    record = json.loads((tmp_path / "o" / "filtered.json").read_text())
    assert (record["format"], record["space"], record["tr_s"]) == ("algoscope-series-1", "MNI152", 1.5)
    assert record["mask"]["file"] == "mask.nii.gz"
    assert "rest" not in str(record)  # a series is named after its file, whose name may be a patient's
    assert record["provenance"]["parameters"] == {"steps": ["a"]}


def test_that_a_series_replaces_nothing_unasked_and_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    def stop(fraction: float, message: str = "") -> None:
        if fraction > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        results.write_prepared(_series(), MASK, Provenance("f"), tmp_path, progress=stop)
    assert list(tmp_path.iterdir()) == []
    results.write_prepared(_series(), MASK, Provenance("f"), tmp_path)
    with pytest.raises(OutputError, match="exists already"):
        results.write_prepared(_series(), MASK, Provenance("f"), tmp_path)
