"""Every kind of map that a patient can have: what it is called, what it means, and how a layer is recognised as one."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from analysis.files.source import stem
from gui.session import Layer, Role

_CONTEXT = "map_kinds"
_VARIANTS = ("sz", "sm", "s", "z", "m")


@dataclass(frozen=True)
class MapKind:
    """One kind. ``statistics`` are the names of its maps without prefixes (z, m, s …), ``unit`` that of the raw map.

    ``metric`` is the key of the metric of the catalogue that makes it, "" for other kinds.
    """

    key: str
    name: str
    meaning: str
    unit: str
    statistics: tuple[str, ...]
    metric: str = ""

    @property
    def caption(self) -> str:
        """The name in the language of the window."""
        return QCoreApplication.translate(_CONTEXT, self.name)

    @property
    def words(self) -> str:
        """One line for a clinician in the language of the window."""
        return QCoreApplication.translate(_CONTEXT, self.meaning)


def _kind(key: str, texts: tuple[str, str], unit: str, statistics: tuple[str, ...], metric: str = "") -> MapKind:
    return MapKind(key, texts[0], texts[1], unit, statistics, metric)


KINDS = (
    _kind(
        "cbf",
        (
            str(QT_TRANSLATE_NOOP("map_kinds", "Blood flow (CBF)")),
            str(QT_TRANSLATE_NOOP("map_kinds", "How much blood reaches each place.")),
        ),
        "mL/100 g/min",
        ("cbf", "relative_perfusion"),
    ),
    _kind(
        "att",
        (
            str(QT_TRANSLATE_NOOP("map_kinds", "Arrival time (ATT)")),
            str(QT_TRANSLATE_NOOP("map_kinds", "When the blood arrives; late is a detour.")),
        ),
        "s",
        ("att",),
    ),
    _kind(
        "reho",
        (
            str(QT_TRANSLATE_NOOP("map_kinds", "ReHo")),
            str(QT_TRANSLATE_NOOP("map_kinds", "How alike the signals of neighbouring places are.")),
        ),
        "Kendall's W",
        ("reho",),
        "reho",
    ),
    _kind(
        "alff",
        (
            str(QT_TRANSLATE_NOOP("map_kinds", "ALFF")),
            str(QT_TRANSLATE_NOOP("map_kinds", "How strongly the signal swings at low frequencies.")),
        ),
        "arbitrary",
        ("alff",),
        "alff",
    ),
    _kind(
        "falff",
        (
            str(QT_TRANSLATE_NOOP("map_kinds", "fALFF")),
            str(QT_TRANSLATE_NOOP("map_kinds", "Which share of all swings is slow.")),
        ),
        "ratio",
        ("falff",),
        "alff",
    ),
    _kind(
        "peraf",
        (
            str(QT_TRANSLATE_NOOP("map_kinds", "PerAF")),
            str(QT_TRANSLATE_NOOP("map_kinds", "How far the signal swings about its mean.")),
        ),
        "%",
        ("peraf",),
        "alff",
    ),
    _kind(
        "dc",
        (
            str(QT_TRANSLATE_NOOP("map_kinds", "Degree centrality")),
            str(QT_TRANSLATE_NOOP("map_kinds", "With how many places a place is connected.")),
        ),
        "sum of r",
        ("dc_weighted", "dc_binary"),
        "dc",
    ),
    _kind(
        "fc",
        (
            str(QT_TRANSLATE_NOOP("map_kinds", "Seed connectivity")),
            str(QT_TRANSLATE_NOOP("map_kinds", "What swings together with a chosen place.")),
        ),
        "r",
        ("fc_r", "fc_z"),
        "seed-fc",
    ),
    _kind(
        "vmhc",
        (
            str(QT_TRANSLATE_NOOP("map_kinds", "VMHC")),
            str(QT_TRANSLATE_NOOP("map_kinds", "How a place goes with its mirror on the other side.")),
        ),
        "r",
        ("vmhc", "vmhc_z"),
        "vmhc",
    ),
    _kind(
        "bands",
        (
            str(QT_TRANSLATE_NOOP("map_kinds", "Band power")),
            str(QT_TRANSLATE_NOOP("map_kinds", "How swings are spread over frequencies.")),
        ),
        "%",
        ("power_slow5", "power_slow4", "power_slow3", "power_slow2"),
        "bands",
    ),
    _kind(
        "tsnr",
        (
            str(QT_TRANSLATE_NOOP("map_kinds", "tSNR")),
            str(QT_TRANSLATE_NOOP("map_kinds", "How steady the signal is: low where the scan is poor.")),
        ),
        "",
        ("tsnr",),
        "tsnr",
    ),
    _kind(
        "gray",
        (
            str(QT_TRANSLATE_NOOP("map_kinds", "Grey-matter volume")),
            str(QT_TRANSLATE_NOOP("map_kinds", "How much grey matter each place has.")),
        ),
        "mL/mL",
        ("gray_volume",),
    ),
    _kind(
        "coupling",
        (
            str(QT_TRANSLATE_NOOP("map_kinds", "CBF / activity")),
            str(QT_TRANSLATE_NOOP("map_kinds", "Blood flow for the activity there is.")),
        ),
        "z",
        ("zratio", "ratio"),
    ),
    _kind(
        "concordance",
        (
            str(QT_TRANSLATE_NOOP("map_kinds", "CBF × activity")),
            str(QT_TRANSLATE_NOOP("map_kinds", "Both low, both high, or apart: four classes of grey matter.")),
        ),
        "",
        ("concordance",),
    ),
    _kind(
        "asymmetry",
        (
            str(QT_TRANSLATE_NOOP("map_kinds", "Asymmetry of CBF")),
            str(QT_TRANSLATE_NOOP("map_kinds", "Where one side has less blood flow.")),
        ),
        "%",
        ("asymmetry",),
    ),
)


def statistic_of(layer: Layer) -> str:
    """What a map shows, such as ``"szreho"``: by its record, else by the name of its file."""
    if layer.stat_map is not None:
        return layer.stat_map.statistic
    return "" if layer.scan is None or layer.scan.path is None else stem(layer.scan.path)


def base_of(statistic: str) -> str:
    """A statistic without what was done to its values afterwards: ``szreho`` is ``reho``."""
    known = {name for kind in KINDS for name in kind.statistics}
    if statistic in known:
        return statistic
    return next((statistic[len(p) :] for p in _VARIANTS if statistic.removeprefix(p) in known), statistic)


def unit_of(layer: Layer, kind: MapKind) -> str:
    """The unit of the values that a layer shows: of a standardised map it is not that of the raw one."""
    prefix = statistic_of(layer).removesuffix(base_of(statistic_of(layer)))
    if "z" in prefix:
        return QCoreApplication.translate(_CONTEXT, "z in this brain")
    if "m" in prefix:
        return QCoreApplication.translate(_CONTEXT, "times the brain's mean")
    if statistic_of(layer).startswith(("fc_z", "vmhc_z")):
        return QCoreApplication.translate(_CONTEXT, "Fisher z")
    return layer.image.unit or kind.unit


def kind_of(layer: Layer) -> MapKind | None:
    """The kind of a layer, None for other images, atlases and veils."""
    if layer.role is not Role.OVERLAY or layer.is_series or layer.names is not None:
        return None
    base = base_of(statistic_of(layer))
    for kind in KINDS:
        if base in kind.statistics or (kind.key == "fc" and base.startswith("fc_")):
            return kind
    return None
