"""Presets: how a published study, or a toolkit by default, processed its series, with the source of every parameter.

A preset is a TOML file of sections (a step or a metric) and parameters, each ``{ value = ..., source = "..." }``.
Those that ship are in ``resources/presets``; a person may save own ones. Parameters carry the names of the
fields of the option records (`FilterOptions`, `RehoOptions`, ...), so that a preset can neither hold a parameter
that nothing reads nor one that is out of its range.
"""

import dataclasses
import enum
import json
import os
import re
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import platformdirs

from analysis.errors import FileFormatError, OptionError, OutputError
from analysis.metrics.catalogue import METRICS, metric
from analysis.metrics.connectivity import SeedFcOptions
from analysis.metrics.seeds import RegionSeed
from analysis.preprocess.confounds import MotionModel
from analysis.preprocess.filter import FilterOptions
from analysis.preprocess.preparation import Preparation
from analysis.preprocess.smooth import check_fwhm

PRESET_FOLDER = Path(__file__).resolve().parents[1] / "resources" / "presets"


@dataclass(frozen=True)
class Parameter:
    """A value and where it comes from: a paper, a toolkit, or "chosen by" someone."""

    value: Any
    source: str


@dataclass(frozen=True)
class ConfoundChoice:
    """Which signals are regressed out."""

    motion_model: MotionModel = MotionModel.FRISTON24
    white_matter: bool = True
    csf: bool = True
    global_signal: bool = False


@dataclass(frozen=True)
class Trim:
    """How many volumes are dropped at the start, before the signal is steady."""

    n_volumes: int = 0

    def __post_init__(self) -> None:
        if self.n_volumes < 0:
            raise OptionError("The number of volumes to drop must be 0 or more.")


@dataclass(frozen=True)
class Smoothing:
    """Smoothing of the series, for the metrics that are computed on a smoothed one."""

    fwhm_mm: float = 6.0

    def __post_init__(self) -> None:
        check_fwhm(self.fwhm_mm)


@dataclass(frozen=True)
class MotionRule:
    """More head motion than this, along or about one axis, excludes a patient."""

    translation_mm: float = 3.0
    rotation_degrees: float = 3.0

    def __post_init__(self) -> None:
        if not (self.translation_mm > 0 and self.rotation_degrees > 0):
            raise OptionError("The limits of head motion must be above 0.")


@dataclass(frozen=True)
class GrayMatter:
    """Smoothing of the map of grey-matter volume."""

    fwhm_mm: float = 8.0

    def __post_init__(self) -> None:
        check_fwhm(self.fwhm_mm)


@dataclass(frozen=True)
class CouplingChoice:
    """Coupling of perfusion with a map of a metric; perfusion is smoothed by ``fwhm_mm``, as that map is."""

    metric: str = "sreho"
    fwhm_mm: float = 4.0

    def __post_init__(self) -> None:
        check_fwhm(self.fwhm_mm)


_STEPS: dict[str, type] = {
    "trim": Trim,
    "confounds": ConfoundChoice,
    "filter": FilterOptions,
    "smooth": Smoothing,
    "exclude": MotionRule,
    "gray_volume": GrayMatter,
    "coupling": CouplingChoice,
}


@dataclass(frozen=True, eq=False)
class Preset:
    """A way to process; ``sections`` maps step or metric to its parameters by name."""

    key: str
    title: str
    reference: str
    note: str
    sections: Mapping[str, Mapping[str, Parameter]]

    def __post_init__(self) -> None:
        for section in self.sections:
            self._record(section)

    def options_for(self, metric_key: str) -> Any:
        """The options record of a metric: the preset's values where it has some, else the defaults.

        Raises
        ------
        OptionError
            if there is no such metric
        """
        metric(metric_key)
        return self._record(metric_key)

    def step(self, name: str) -> Any:
        """The record of a step, such as ``trim`` or ``filter``; None where the preset does not have it."""
        if name not in _STEPS:
            raise OptionError(f"There is no step called {name}; there are {', '.join(_STEPS)}.")
        return self._record(name) if name in self.sections else None

    @property
    def motion_rule(self) -> MotionRule:
        """By how much head motion a patient is excluded; the customary 3 mm or 3° where the preset does not say."""
        return self.step("exclude") or MotionRule()

    def source_of(self, section: str, name: str) -> str:
        """Where a parameter comes from; empty where the preset does not have it."""
        parameter = self.sections.get(section, {}).get(name)
        return "" if parameter is None else parameter.source

    def applied_to(self, preparation: Preparation) -> Preparation:
        """A preparation with the steps of the preset; motion and masks, which it cannot know, stay as they are."""
        confounds = self.step("confounds") or ConfoundChoice()
        return replace(
            preparation,
            n_dropped=(self.step("trim") or Trim()).n_volumes,
            filtering=self.step("filter"),
            motion_model=confounds.motion_model,
            global_signal=confounds.global_signal,
            fwhm_mm=(self.step("smooth") or Smoothing(0.0)).fwhm_mm,
        )

    def missing_in(self, preparation: Preparation) -> tuple[str, ...]:
        """Which of its confounds have not been given: a difference from the study that must be seen."""
        confounds = self.step("confounds")
        if confounds is None:
            return ()
        wanted = (
            (confounds.motion_model.value > 0 and preparation.motion is None, "the motion file"),
            (confounds.white_matter and preparation.white_matter is None, "a white matter mask"),
            (confounds.csf and preparation.csf is None, "a CSF mask"),
        )
        return tuple(name for missing, name in wanted if missing)

    def _record(self, section: str) -> Any:
        values = {name: parameter.value for name, parameter in self.sections.get(section, {}).items()}
        if section == "seed-fc":
            regions = values.pop("regions", ())
            values["seeds"] = tuple(RegionSeed(name) for name in regions)
            return _make(SeedFcOptions, values, section)
        if section in _STEPS:
            return _make(_STEPS[section], values, section)
        if section in {entry.key for entry in METRICS}:
            return _make(metric(section).options_type, values, section)
        raise OptionError(f"A preset cannot hold a section called {section}.")


def shipped_presets() -> tuple[Preset, ...]:
    """The presets that come with Algoscope, by title."""
    return tuple(sorted((read_preset(path) for path in PRESET_FOLDER.glob("*.toml")), key=lambda p: p.title))


def user_preset_folder() -> Path:
    """Where a person's own presets are kept."""
    return Path(platformdirs.user_config_dir("algoscope", appauthor=False)) / "presets"


def find_preset(key: str) -> Preset:
    """The preset with this key: one that ships, or else the user's own.

    Raises
    ------
    FileFormatError, OptionError
        as `read_preset`; `OptionError` also if there is none
    """
    paths = [*PRESET_FOLDER.glob("*.toml"), *user_preset_folder().glob("*.toml")]
    for path in paths:
        if path.stem == key:
            return read_preset(path)
    known = ", ".join(sorted(path.stem for path in paths))
    raise OptionError(f"There is no preset called {key}; there are {known}.")


def read_preset(path: Path) -> Preset:
    """Read a preset; its key is the name of the file.

    Raises
    ------
    FileFormatError
        if the file cannot be read or is no preset
    OptionError
        if a parameter is unknown or out of its range
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FileFormatError(f"The preset {path.name} cannot be read: {error}") from error
    texts = {name: table.pop(name, "") for name in ("title", "reference", "note")}
    if not texts["title"] or not all(isinstance(text, str) for text in texts.values()):
        raise FileFormatError(f"The preset {path.name} has no title.")
    sections = {section: _parameters(path, section, content) for section, content in table.items()}
    return Preset(path.stem, **texts, sections=sections)


def write_preset(preset: Preset, path: Path) -> None:
    """Save a preset, whole or not at all; an existing file is not overwritten.

    Raises
    ------
    OutputError
        if the file exists or cannot be written
    """
    if path.exists():
        raise OutputError(f"There is already a preset called {path.stem}; choose another name.")
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(_as_toml(preset))
        read_preset(Path(temporary))
        os.replace(temporary, path)
    except OSError as error:
        raise OutputError(f"The preset could not be saved: {error.strerror}.") from error
    finally:
        with suppress(OSError):  # it has its final name by now, unless something failed
            os.remove(temporary)


def preset_of(title: str, records: Mapping[str, Any], source: str) -> Preset:
    """A preset of chosen options: ``records`` maps a step or a metric to its options record, ``source`` is who chose.

    Raises
    ------
    OptionError
        if a record cannot be part of a preset
    """
    sections = {section: _parameters_of(record, source) for section, record in records.items()}
    return Preset(re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_") or "preset", title, "", "", sections)


def _parameters_of(record: Any, source: str) -> dict[str, Parameter]:
    """The fields of a record as plain values; what a preset cannot hold (censoring, drawn seeds) is left out."""
    plain = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if isinstance(value, enum.Enum):
            value = value.name
        if isinstance(value, bool | int | float | str):
            plain[field.name] = Parameter(value, source)
    return plain


def _parameters(path: Path, section: str, content: Any) -> dict[str, Parameter]:
    if not isinstance(content, dict):
        raise FileFormatError(f"{section} in the preset {path.name} is not a section.")
    parameters = {}
    for name, entry in content.items():
        if not isinstance(entry, dict) or set(entry) != {"value", "source"} or not str(entry["source"]).strip():
            raise FileFormatError(f"{section}.{name} in the preset {path.name} needs a value and a source.")
        parameters[name] = Parameter(entry["value"], str(entry["source"]))
    return parameters


def _make(record: type, values: dict[str, Any], section: str) -> Any:
    """An options record of plain values: names of enumeration members become members."""
    fields = {field.name: field for field in dataclasses.fields(record)}
    if unknown := sorted(set(values) - set(fields)):
        raise OptionError(f"{section} has no parameter called {', '.join(unknown)}.")
    defaults = record()
    for name, value in values.items():
        default = getattr(defaults, name)
        if isinstance(default, enum.Enum):
            if value not in type(default).__members__:
                raise OptionError(f"{section}.{name} must be one of {', '.join(type(default).__members__)}.")
            values[name] = type(default)[value]
        elif isinstance(default, bool) != isinstance(value, bool) or not isinstance(value, _like(default)):
            raise OptionError(f"{section}.{name} cannot be {value!r}.")
    return record(**values)


def _like(default: Any) -> type | tuple[type, ...]:
    return (int, float) if isinstance(default, float) else type(default)


def _as_toml(preset: Preset) -> str:
    lines = [f"{name} = {_text(getattr(preset, name))}" for name in ("title", "reference", "note")]
    for section, parameters in preset.sections.items():
        lines += ["", f"[{section}]"]
        lines += [
            f"{name} = {{ value = {_value(parameter.value)}, source = {_text(parameter.source)} }}"
            for name, parameter in parameters.items()
        ]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(v) for v in value) + "]"
    return _text(str(value))


def _text(text: str) -> str:
    """A TOML basic string: the escapes of JSON are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
