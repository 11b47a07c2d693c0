"""Regions and maps of MNI space in a native scan, against ways that are known without the code under test."""

import json

import nibabel
import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from tests.gui.commands.test_processed import SPOT, save_processed
from tests.known_routes import T1_TO_EPI, truly_native


@pytest.fixture
def processed(tmp_path):
    return save_processed(tmp_path / "out", inputs={"t1": "a" * 64})


def rows_of(path):
    head, *lines = (line.split("\t") for line in path.read_text().splitlines())
    return {row[1]: dict(zip(head, row, strict=True)) for row in lines}


def test_that_a_region_lies_where_the_known_way_leads(call, tmp_path, processed):
    answer = call("native", processed, "--atlas", "aal", "--to", "t1", "--out", tmp_path / "native")
    assert answer.code == 0, answer.err
    image = nibabel.load(tmp_path / "native" / "sub-01_space-T1w_desc-aal_dseg.nii.gz")
    data = np.asarray(image.dataobj)
    assert set(np.unique(data)) <= {0, *aal().names}
    for name in ("Precentral_L", "Precentral_R", "Putamen_L"):
        number = next(n for n, called in aal().names.items() if called == name)
        truth = truly_native(aal().grid.to_mm(np.argwhere(aal().labels == number))).mean(axis=0)
        found = nibabel.affines.apply_affine(image.affine, np.argwhere(data == number)).mean(axis=0)
        assert np.linalg.norm(found - truth) < 4.0, name  # half a voxel of the coarse scan
        row = rows_of(tmp_path / "native" / "sub-01_space-T1w_desc-aal_dseg.tsv")[name]
        assert int(row["n_voxels"]) == np.count_nonzero(data == number)
    assert len(answer.out.split()) == 3


def test_that_a_map_is_brought_to_the_series(call, tmp_path, processed):
    source = processed / "sub-01" / "maps" / "zalff.nii.gz"
    answer = call("native", processed, "--map", source, "--to", "epi", "--out", tmp_path / "n")
    assert answer.code == 0, answer.err
    image = nibabel.load(tmp_path / "n" / "sub-01_space-boldref_desc-map_statmap.nii.gz")
    data = np.asarray(image.dataobj)
    top = nibabel.affines.apply_affine(image.affine, np.argwhere(data == data.max()))[0]
    truth = T1_TO_EPI.points(truly_native(SPOT[None]))[0]
    assert data.max() > 0
    assert np.abs(top - truth).max() < 12  # voxels of 16 mm, the spot is one voxel of 6 mm
    record = json.loads((tmp_path / "n" / "sub-01_space-boldref_desc-map_statmap.json").read_text())
    assert record["provenance"]["parameters"]["interpolation"] == "linear"
    assert len(record["provenance"]["inputs"][0]["sha256"]) == 64


def test_that_what_cannot_be_brought_is_refused_and_nothing_is_replaced_unasked(call, tmp_path, processed):
    out = tmp_path / "n"
    native = processed / "sub-01" / "anat" / "sub-01_desc-preproc_T1w.nii.gz"
    answer = call("native", processed, "--map", native, "--out", out)
    assert (answer.code, "MNI space" in answer.sentences[-1]) == (3, True)
    answer = call("native", processed, "--atlas", "aal", "--to", "asl", "--out", out)
    assert (answer.code, "without that scan" in answer.sentences[-1]) == (3, True)
    assert not out.exists()
    words = ("native", processed, "--atlas", "territories", "--out", out)
    assert call(*words).code == 0
    assert call(*words).code != 0
    assert call(*words, "--force").code == 0
