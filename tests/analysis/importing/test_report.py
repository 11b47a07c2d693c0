"""What became of each series, and what is said about all of them."""

from pathlib import Path

from analysis.importing.report import ImportedSeries, ImportReport, about_roles

T1 = ImportedSeries(2, 60, "T1", "its name ends in T1w", output="sub-1/anat/sub-1_T1w.nii.gz", n_volumes=1)
BOLD = ImportedSeries(3, 24, "BOLD", "it is a series", output="sub-1/func/sub-1_bold.nii.gz", n_volumes=24)
LEFT = ImportedSeries(1, 3, "T1", "it is a localiser", skipped="not converted")
FAILED = ImportedSeries(4, 9, "other", "it could not be converted", skipped="slices are missing", failed=True)


def test_that_only_series_that_should_have_been_converted_count_as_failed():
    report = ImportReport(Path("study"), "sub-1", (LEFT, T1, BOLD, FAILED), ())
    assert report.n_failed == 1


def test_that_one_of_each_role_needs_no_word():
    assert about_roles([LEFT, T1, BOLD]) == []


def test_that_a_t1_that_was_not_converted_is_none():
    [said] = about_roles([LEFT, BOLD])
    assert said.startswith("There is no T1 among the images")


def test_that_two_of_a_role_are_named_by_their_numbers():
    second = ImportedSeries(7, 60, "T1", "its name ends in T1w", output="sub-1/anat/sub-1_run-2_T1w.nii.gz")
    assert about_roles([T1, BOLD, second]) == ["There are 2 T1 images (series 2, 7); choose one for the processing."]


def test_that_neither_names_of_files_nor_descriptions_are_in_its_text():
    row = ImportedSeries(2, 1, "T1", "", description="Quixote brain")
    report = ImportReport(Path("Quixote"), "sub-1", (row,), (), damaged=("Quixote.dcm",))
    assert "Quixote" not in repr(report)
