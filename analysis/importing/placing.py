"""Images get their place and their sidecar in the dataset, and each is opened once as everyone will open it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from analysis.errors import InputError
from analysis.files import nifti
from analysis.files.results import write_json, write_tsv
from analysis.importing import identity, naming
from analysis.importing.report import ImportedSeries
from analysis.importing.role import Guess, SeriesRole
from analysis.importing.series_images import SeriesImage
from analysis.importing.survey import ScannerSeries


def row_of(
    series: ScannerSeries, guess: Guess, secret: identity.Words, *, skipped: str, failed: bool = False
) -> ImportedSeries:
    """A series in the report; the words of its description that may name someone are replaced."""
    shown = identity.masked(series.first.description or series.first.protocol, secret)
    return ImportedSeries(
        series.number, len(series.headers), guess.role.value, guess.reason, skipped=skipped, failed=failed,
        description=shown,
    )  # fmt: skip


def place(images: Sequence[SeriesImage], root: Path, subject: str) -> list[ImportedSeries]:
    """Put the images where BIDS has them, with their sidecars, and open each once as everyone will."""
    sessions = _sessions(images)
    names = naming.assign(
        subject, [(s, image.series.number, image.guess) for s, image in zip(sessions, images, strict=True)]
    )
    rows = []
    for image, name, session in zip(images, names, sessions, strict=True):
        target = root / f"{name}.nii.gz"
        target.parent.mkdir(parents=True, exist_ok=True)
        image.path.rename(target)
        record = image.sidecar() | _links(image, session, images, names, sessions)
        write_json(record, root / f"{name}.json")
        if image.volume_types:
            table = target.with_name(f"{Path(name).name.removesuffix('_asl')}_aslcontext.tsv")
            write_tsv(("volume_type",), [(kind,) for kind in image.volume_types], table)
        rows.append((image, name))
    return [_finished(image, name, root) for image, name in rows]


def _finished(image: SeriesImage, name: str, root: Path) -> ImportedSeries:
    path = root / f"{name}.nii.gz"
    try:
        warnings = nifti.read(path).warnings
    except InputError as error:  # no image for anyone; the others are
        for file in path.parent.glob(f"{path.name.removesuffix('.nii.gz')}.*"):
            file.unlink()
        said = f"the converter made an image that cannot be used: {error}"
        return row_of(image.series, image.guess, image.secret, skipped=said, failed=True)
    row = row_of(image.series, image.guess, image.secret, skipped="")
    return replace(row, output=f"{name}.nii.gz", n_volumes=image.n_volumes, warnings=warnings)


def _sessions(images: Sequence[SeriesImage]) -> list[str]:
    """``ses-1``, ``ses-2`` ... where the patient came on several days, else empty."""
    days = sorted({image.series.first.study_date for image in images} - {""})
    if len(days) < 2:
        return [""] * len(images)
    return [f"ses-{days.index(day) + 1 if (day := image.series.first.study_date) else 1}" for image in images]


def _links(
    image: SeriesImage, session: str, images: Sequence[SeriesImage], names: Sequence[str], sessions: Sequence[str]
) -> dict[str, object]:
    """Where the M0 of an ASL series is, and of which series it is the M0, where there is no doubt."""
    together = [(i.guess.role, n) for i, n, s in zip(images, names, sessions, strict=True) if s == session]
    asl = [name for role, name in together if role is SeriesRole.ASL]
    m0 = [name for role, name in together if role is SeriesRole.M0]
    if image.guess.role is SeriesRole.ASL:
        if "m0scan" in image.volume_types:
            return {"M0Type": "Included"}
        return {"M0Type": "Separate"} if len(asl) == len(m0) == 1 else {}
    if image.guess.role is SeriesRole.M0 and len(asl) == 1:
        return {"IntendedFor": f"bids::{asl[0]}.nii.gz"}
    return {}


def write_table(rows: Sequence[ImportedSeries], path: Path) -> None:
    """Keep the report beside the scans, without descriptions."""
    columns = ("series", "files", "volumes", "role", "reason", "output", "skipped", "warnings")
    content = [
        (r.number, r.n_files, r.n_volumes or None, r.role, r.reason, r.output, r.skipped, " ".join(r.warnings))
        for r in rows
    ]
    write_tsv(columns, content, path)
