"""Whether a ROC curve is of people who already chose what it is drawn of.

Where regions were chosen because they differ between two groups, their ROC curve for the same groups in the same people
is large by construction: of many regions of pure noise the best have an AUC of 0.7 and more. Such a curve gets a stamp,
and the honest number is that of `nested_roc`, where the choice is made inside each fold.
"""

from enum import Enum

STAMP = "CIRCULAR"


class Circularity(Enum):
    """How the variables of a curve were chosen."""

    CIRCULAR = "chosen by the same contrast in the same people"
    INDEPENDENT = "chosen beforehand or in other people"
    UNKNOWN = "not told how they were chosen"

    @property
    def sentence(self) -> str:
        """What is said beside every AUC."""
        return _SENTENCES[self]


_SENTENCES = {
    Circularity.CIRCULAR: (
        f"{STAMP}: these variables were chosen by the same contrast in the same people, so AUC, interval and p are too "
        "good by construction and say nothing about new people; only an AUC with the choice inside the folds does."
    ),
    Circularity.INDEPENDENT: "The variables were chosen beforehand or in other people, as was said when asking.",
    Circularity.UNKNOWN: (
        "How were these variables chosen? If because they differ between these groups in these people, the AUC is "
        "circular: say so (chosen by the same contrast), and give all candidates for an AUC with the choice inside the "
        "folds."
    ),
}


def circularity_of(
    asked: Circularity, *, source_groups: frozenset[str], groups: frozenset[str], same_people: bool | None
) -> Circularity:
    """What is known of the choice: what a person said, and what the record of the values says.

    Parameters
    ----------
    asked : what a person said; a record that proves circularity overrules it
    source_groups : the groups that were compared when the regions were found; empty where no record says so
    groups : the two groups of the curve
    same_people : whether the people of that comparison include those of the curve; None if unknown
    """
    if same_people and source_groups and groups <= source_groups:
        return Circularity.CIRCULAR
    return asked
