"""What the facts of an acquisition are called in the window, by their BIDS names."""

from analysis.perfusion.fields import FIELDS

FACT_CAPTIONS = {
    "RepetitionTime": "Repetition time (TR)",
    "SliceOrder": "Order of the slices",
    "EchoTime": "Echo time",
    "ArterialSpinLabelingType": "Kind of labelling",
    "LabelingDuration": "Labelling duration",
    "BolusCutOffTechnique": "Bolus cut by",
    "BolusCutOffDelayTime": "Bolus cut after",
    "PostLabelingDelay": "Post-labelling delay",
    "VolumeTypes": "Kinds of the volumes",
    "DifferenceScale": "Scale of the differences",
    "M0Type": "Where the M0 is",
    "M0RepetitionTime": "Relaxation before the M0 (TR)",
    "M0SliceRecovery": "Slab saturated before the M0",
    "M0EchoTime": "Echo time of the M0",
    "M0Estimate": "Signal of relaxed blood",
    "M0Scale": "Scale of the M0",
    "T1Tissue": "T1 of tissue",
    "BackgroundSuppression": "Background suppression",
    "BackgroundSuppressionNumberPulses": "Suppression pulses",
    "SuppressionEfficiency": "What they leave of the label",
    "LabelingEfficiency": "Labelling efficiency",
    "EfficiencyIncludesSuppression": "Efficiency contains the pulses",
    "MRAcquisitionType": "Readout",
    "SliceTiming": "Times of the slices",
    "SliceEncodingDirection": "Axis of the slices",
    "MagneticFieldStrength": "Field strength",
    "Haematocrit": "Haematocrit",
    "T1Blood": "T1 of arterial blood",
    "PartitionCoefficient": "Partition coefficient",
}


def caption_of(name: str) -> str:
    """What a field is called in the window."""
    return FACT_CAPTIONS.get(name, FIELDS[name].meaning if name in FIELDS else name)
