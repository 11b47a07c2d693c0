"""A simulated cohort is written once."""

from analysis.demo.cohort_presence import ensure_cohort
from analysis.demo.controls import CohortSettings


def test_that_a_cohort_that_is_there_is_kept_and_one_of_other_settings_replaced(tmp_path):
    settings = CohortSettings(n_controls=4, n_patients=0, voxel_mm=6.0)
    table = ensure_cohort(tmp_path / "cohort", settings)
    before = table.stat().st_mtime_ns
    assert ensure_cohort(tmp_path / "cohort", settings) == table
    assert table.stat().st_mtime_ns == before
    ensure_cohort(tmp_path / "cohort", CohortSettings(n_controls=5, n_patients=0, voxel_mm=6.0))
    assert len(table.read_text().splitlines()) == 6
