"""What a file is, in words and numbers: role, grid, orientation, time, ASL scheme, and what is doubtful.

Of a compressed series only the header and the first frame are read.
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from analysis.files import nifti
from analysis.image import Series
from analysis.scan import AslScheme, FactSource, Scan

_FORMS = {
    "sform": "the header's sform",
    "qform": "the header's qform (it has no sform)",
    "none": "nowhere: LEFT AND RIGHT ARE NOT KNOWN",
}
_SOURCES = {
    FactSource.HEADER: "from the header",
    FactSource.SIDECAR: "from the sidecar",
    FactSource.DICOM: "from the DICOM header, as the import noted it",
    FactSource.CONVERTER: "worked out by the converter from the DICOM files",
    FactSource.FILE_NAME: "from the file's name",
    FactSource.TYPED: "typed",
    FactSource.VALUES: "from the values",
}


@dataclass(frozen=True)
class Description:
    """What `describe` found; ``grid`` and ``orientation`` are phrases, lengths are mm, times s."""

    name: str
    role: str
    reason: str
    shape: tuple[int, int, int]
    voxel_size_mm: tuple[float, float, float]
    grid: str
    axis_codes: str
    affine_source: str
    orientation: str
    space: str
    data_type: str
    scaling: str
    n_volumes: int
    tr_s: float | None
    tr_source: str
    duration_s: float | None
    asl: AslScheme | None
    facts: dict[str, tuple[Any, str]]
    warnings: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain JSON types; a fact is ``[value, source]``."""
        return asdict(self)

    def in_words(self) -> str:
        """Several lines for a person."""
        lines = [
            f"{self.name}: {self.role}, because {self.reason}",
            f"  grid         {self.grid}",
            f"  position     from {self.orientation}; space: {self.space}",
            f"  values       {self.data_type}, {self.scaling}",
        ]
        if self.n_volumes > 1:
            duration = f", {self.duration_s:.0f} s in all" if self.duration_s else ""
            tr = f"TR {self.tr_s:.4g} s {self.tr_source}" if self.tr_s else "TR not known"
            lines.append(f"  time         {self.n_volumes} volumes, {tr}{duration}")
        if self.asl is not None:
            lines.append(f"  labelling    {_asl_in_words(self.asl)}")
        lines += [f"  WARNING      {warning}" for warning in self.warnings]
        return "\n".join(lines)


def describe(path: Path) -> Description:
    """Tell what an image file is; raises as `nifti.read`."""
    path = Path(path)
    opened = nifti.read_header(path)
    return _description(path.name, nifti.read(path), opened)


def _description(name: str, scan: Scan, opened: nifti.OpenedHeader) -> Description:
    header, image = opened.header, scan.image
    grid = image.grid
    tr_s = image.tr_s if isinstance(image, Series) else None
    tr = scan.facts.get("RepetitionTime") if tr_s else None
    return Description(
        name=name,
        role=scan.modality.value,
        reason=scan.reason,
        shape=grid.shape,
        voxel_size_mm=grid.voxel_size_mm,
        grid=grid.in_words(),
        axis_codes=grid.axis_codes,
        affine_source=scan.affine_source,
        orientation=_FORMS[scan.affine_source],
        space=header.space,
        data_type=header.dtype.name,
        scaling="as stored" if header.slope is None else f"times {header.slope:.6g} plus {header.intercept:.6g}",
        n_volumes=header.n_frames,
        tr_s=tr_s,
        tr_source=_SOURCES[tr.source] if tr else "",
        duration_s=header.n_frames * tr_s if tr_s else None,
        asl=scan.asl,
        facts={key: (fact.value, fact.source.value) for key, fact in scan.facts.items()},
        warnings=scan.warnings,
    )


def _asl_in_words(asl: AslScheme) -> str:
    kinds = {kind: asl.volume_types.count(kind) for kind in dict.fromkeys(asl.volume_types)}
    order = ", ".join(f"{count} {kind}" for kind, count in kinds.items()) or "volume order not known"
    delays = ", ".join(f"{pld:g}" for pld in sorted(set(asl.plds_s)))
    parts = [
        asl.labelling or "kind not known",
        order,
        f"delay {delays} s" if delays else "delay not known",
        f"duration {asl.label_duration_s:g} s" if asl.label_duration_s else "duration not known",
        {True: "background suppressed", False: "background not suppressed", None: "suppression not known"}[
            asl.background_suppression
        ],
        f"M0 {asl.m0.lower()}" if asl.m0 else "M0 not known",
    ]
    return "; ".join(parts)
