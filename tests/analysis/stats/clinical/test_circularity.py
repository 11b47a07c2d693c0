import pytest

from analysis.stats.clinical.circularity import STAMP, Circularity, circularity_of

PAIR = frozenset({"MOH", "EM"})


@pytest.mark.parametrize("asked", list(Circularity))
def test_that_a_record_of_the_same_contrast_in_the_same_people_overrules_what_was_said(asked):
    found = circularity_of(asked, source_groups=PAIR | {"HC"}, groups=PAIR, same_people=True)
    assert found is Circularity.CIRCULAR


@pytest.mark.parametrize(
    ("source", "same_people"), [(PAIR, False), (PAIR, None), (frozenset({"EM", "HC"}), True), (frozenset(), True)]
)
def test_that_otherwise_it_is_what_was_said(source, same_people):
    for asked in Circularity:
        assert circularity_of(asked, source_groups=source, groups=PAIR, same_people=same_people) is asked


def test_that_only_the_circular_sentence_has_the_stamp():
    assert [c for c in Circularity if c.sentence.startswith(STAMP)] == [Circularity.CIRCULAR]
    assert Circularity.UNKNOWN.sentence.startswith("How were these variables chosen?")
