import json

import numpy as np
import pytest

from analysis.errors import OutputError
from analysis.stats.clinical.mediation import EXPLORATORY, mediate
from analysis.stats.clinical.mediation_bootstrap import BootstrapOptions
from analysis.stats.clinical.mediation_files import FILES, write_mediation
from analysis.stats.clinical.mediation_words import caption_of
from analysis.stats.covariates import Covariate
from tests.analysis.stats.clinical.published_data import INFLUENCE


@pytest.fixture(scope="module")
def found():
    x, m, y = (Covariate(k, v) for k, v in INFLUENCE.items())
    page = Covariate("cond", x.values, "interior = 0, front = 1")
    return mediate(page, m, y, options=BootstrapOptions(500, 4))


def test_that_a_folder_holds_every_number(found, tmp_path):
    written = write_mediation(found, tmp_path)
    assert tuple(path.name for path in written) == FILES
    lines = [line.split("\t") for line in written[0].read_text().splitlines()]
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    assert [row["path"] for row in rows] == ["a", "b", "c'", "c", "ab", "ab"]
    assert float(rows[1]["estimate"]) == pytest.approx(0.506448483428323, rel=1e-8)
    assert [row["interval"] for row in rows[4:]] == ["percentile bootstrap", "bias-corrected bootstrap"]
    resampled = np.array([float(line) for line in written[1].read_text().splitlines()[1:]])
    np.testing.assert_allclose(resampled, found.indirect.resampled, rtol=1e-8)
    record = json.loads(written[2].read_text())
    assert record["indirect"]["seed"] == 4
    assert record["indirect"]["percentile"] == pytest.approx(found.indirect.percentile)
    assert record["provenance"]["parameters"]["n_resamples"] == 500
    assert "values" not in record


def test_that_every_text_says_that_it_is_no_cause(found, tmp_path):
    assert caption_of(found).endswith(EXPLORATORY)
    *_, record, words = write_mediation(found, tmp_path)
    assert EXPLORATORY in words.read_text()
    assert EXPLORATORY in json.loads(record.read_text())["caption"]


def test_that_nothing_is_overwritten_unasked(found, tmp_path):
    write_mediation(found, tmp_path)
    with pytest.raises(OutputError, match=r"paths\.tsv"):
        write_mediation(found, tmp_path)
    write_mediation(found, tmp_path, force=True)
