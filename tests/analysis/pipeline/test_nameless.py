"""No sentence that a run keeps quotes the name of a file, because it may be the patient's."""

import pytest

from analysis.pipeline.nameless import without_names


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ('The sidecar "Smith_John_asl.json" is damaged.', 'The sidecar "asl.json" is damaged.'),
        ('The table "Smith John.aslcontext.tsv" has 3 rows.', 'The table "*.tsv" has 3 rows.'),
        ('"John_Smith.nii.gz" is cut short.', '"*.nii.gz" is cut short.'),
        ('The header says "MNI152" and 2 s.', 'The header says "MNI152" and 2 s.'),
    ],
)
def test_that_only_the_kind_of_a_quoted_file_is_kept(sentence, kept):
    assert without_names(sentence) == kept
