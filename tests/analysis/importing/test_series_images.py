"""One series of the scanner becomes its images, with role, facts and doubts, and no name."""

import json

import numpy as np
import pytest
from pydicom import dcmread

from analysis.files import nifti
from analysis.importing import converter, identity, staging
from analysis.importing.placing import place
from analysis.importing.role import SeriesRole
from analysis.importing.series_images import images_of
from analysis.importing.survey import survey
from analysis.scan import FactSource
from tests.analysis.importing.made_dicom import SECRETS, write_series, write_t1

ASL = {
    "ScanningSequence": "EP", "SequenceVariant": "SK", "MRAcquisitionType": "3D", "RepetitionTime": "4000",
    "EchoTime": "12", "FlipAngle": "90",
}  # fmt: skip


def series_in(folder):
    export = staging.identified(survey(folder))
    return export.survey.series[0], export.secrets[0]


@pytest.fixture
def t1(tmp_path):
    write_t1(tmp_path / "DICOM", description="t1_mprage_Quixote")
    (tmp_path / "room").mkdir()
    series, secret = series_in(tmp_path / "DICOM")
    [image] = images_of(series, tmp_path / "room", secret)
    return image


def test_that_an_image_has_its_role_its_volumes_and_its_facts_with_their_sources(t1):
    assert (t1.guess.role, t1.n_volumes, t1.volume_types) == (SeriesRole.T1, 1, ())
    record = t1.sidecar()
    assert record["InversionTime"] == pytest.approx(0.9)
    assert record["ImportSources"]["EchoTime"] == "DICOM (0018,0081)"
    assert record["ImportReason"].startswith("T1, because ")


def test_that_neither_image_nor_sidecar_names_anyone(t1):
    text = (t1.path.read_bytes().decode("latin1") + json.dumps(t1.sidecar())).lower()
    assert not [secret for secret in SECRETS if secret.lower() in text]
    assert nifti.read(t1.path).image.grid.shape == (60, 60, 60)


def test_that_a_missing_slice_is_refused_with_a_sentence(tmp_path):
    write_t1(tmp_path / "DICOM", leave_out=((0, 30),))
    (tmp_path / "room").mkdir()
    series, secret = series_in(tmp_path / "DICOM")
    with pytest.raises(converter.ConversionError):
        images_of(series, tmp_path / "room", secret)
    assert identity.label_names("Quixote", secret)


def test_that_kinds_of_volumes_of_the_scanners_tag_reach_the_scan_as_such(tmp_path):
    # one file a volume with the standard's ASL context (0018,9257), as enhanced exports have it
    paths = write_series(tmp_path / "DICOM", "pcasl", 5, shape=(16, 16, 1), n_volumes=4, **ASL)
    for path, kind in zip(paths, ("CONTROL", "LABEL") * 2, strict=True):
        dataset = dcmread(path)
        dataset.ASLContext = kind
        dataset.save_as(path)
    (tmp_path / "room").mkdir()
    series, secret = series_in(tmp_path / "DICOM")
    [image] = images_of(series, tmp_path / "room", secret)
    assert image.volume_types == ("control", "label") * 2
    [row] = place([image], tmp_path / "dataset", "sub-1")
    fact = nifti.read(tmp_path / "dataset" / row.output).facts["VolumeTypes"]
    assert (fact.value, fact.source) == (("control", "label") * 2, FactSource.DICOM)
    assert np.prod(nifti.read(tmp_path / "dataset" / row.output).image.grid.shape) == 16 * 16
