"""A NIfTI header, from bytes to facts: what the voxels are, where they are, and what is doubtful about it.

Orientation: the sform is used if its code is positive, else the qform if its code is positive (NIfTI-1
standard, methods 3 and 2). With neither, the voxels lie along the world's axes, the first to the left, about
the middle of the image, as nibabel and FSL have it: then left and right are not known and a warning says so.

Units: lengths become mm and times s by ``xyzt_units``. Where it is silent, lengths are taken as mm and times as
s if they are plausible for a head (voxels of 0.01 to 100 mm, 0.05 to 100 s); otherwise the TR is unknown, never
guessed.
"""

from dataclasses import dataclass

import numpy as np
from nibabel import nifti1, nifti2, quaternions

from analysis.errors import FileFormatError, GeometryError
from analysis.grid import Grid

HEADER_SIZES = {348: nifti1.header_dtype, 540: nifti2.header_dtype}
MAX_BYTES = 64 * 2**30
_TYPES = {2: "u1", 4: "i2", 8: "i4", 16: "f4", 64: "f8", 256: "i1", 512: "u2", 768: "u4", 1024: "i8", 1280: "u8"}
_REFUSED = {
    1: "single bits", 32: "complex numbers", 128: "colours (RGB)", 1536: "128-bit numbers",
    1792: "complex numbers", 2048: "complex numbers", 2304: "colours (RGBA)",
}  # fmt: skip
_MM = {0: 1.0, 1: 1000.0, 2: 1.0, 3: 0.001}
_SECONDS = {8: 1.0, 16: 1e-3, 24: 1e-6}
SPACES = {0: "unknown", 1: "scanner", 2: "aligned", 3: "Talairach", 4: "MNI152", 5: "template"}
_PLAUSIBLE_TR_S = (0.05, 100.0)
_CONFLICT_MM = 1.0


@dataclass(frozen=True, eq=False)
class Header:
    """What a NIfTI header says.

    ``dtype`` has the byte order of the file; values are ``raw * slope + intercept`` where `slope` is not None.
    ``space`` is the meaning of the affine's code: scanner, aligned, Talairach, MNI152, template or unknown.
    ``tr_warning`` says why a series has no `tr_s`.
    """

    grid: Grid
    n_frames: int
    dtype: np.dtype
    offset: int
    slope: float | None
    intercept: float
    affine_source: str
    space: str
    tr_s: float | None
    tr_warning: str | None
    intent_code: int
    warnings: tuple[str, ...]

    @property
    def frame_bytes(self) -> int:
        """Bytes of one frame as stored."""
        return self.grid.n_voxels * self.dtype.itemsize

    @property
    def data_bytes(self) -> int:
        """Bytes of all frames as stored."""
        return self.frame_bytes * self.n_frames

    @property
    def holds_whole_numbers(self) -> bool:
        """Whether the values are integers: an integer type without scaling."""
        return self.dtype.kind in "iu" and self.slope is None


def header_size(first_bytes: bytes | bytearray, name: str) -> int:
    """348 for NIfTI-1, 540 for NIfTI-2, told by the first four bytes; raises `FileFormatError` for others."""
    for size in (int.from_bytes(first_bytes[:4], "little"), int.from_bytes(first_bytes[:4], "big")):
        if size in HEADER_SIZES:
            return size
    raise FileFormatError(f'"{name}" is not a NIfTI image, although its name says so; convert or copy it again.')


def parse(block: bytes, name: str, *, is_pair: bool = False) -> Header:
    """Read a whole header.

    Parameters
    ----------
    block : the 348 or 540 bytes of the header
    name : the file's name, for messages
    is_pair : whether the voxels are in an ``.img`` file, which begins with them

    Raises
    ------
    FileFormatError
        if it is no NIfTI header, contradicts itself, or holds what is not supported (5-D, complex, colour)
    GeometryError
        if it puts the voxels nowhere: zero or absurd sizes, a singular or not finite affine
    """
    raw = _fields(block, name)
    warnings: list[str] = []
    shape, n_frames = _dimensions(raw, name)
    dtype = _number_type(raw, name, warnings)
    offset = _offset(raw, name, is_pair)
    if offset + int(np.prod(shape, dtype=object)) * n_frames * dtype.itemsize > MAX_BYTES:
        sizes = " × ".join(str(n) for n in (*shape, n_frames))
        raise FileFormatError(f'"{name}" announces {sizes} values, more than 64 GB; its header is damaged.')
    slope, intercept = _scaling(raw, name, warnings)
    with np.errstate(all="ignore"):
        grid, source = _grid(raw, shape, name, warnings)
    code = int(raw[f"{source}_code"]) if source != "none" else 0
    tr_s, tr_warning = _tr_s(raw) if n_frames > 1 else (None, None)
    return Header(
        grid, n_frames, dtype, offset, slope, intercept, source, SPACES.get(code, "unknown"), tr_s, tr_warning,
        int(raw["intent_code"]), tuple(warnings),
    )  # fmt: skip


def _fields(block: bytes, name: str) -> np.ndarray:
    size = header_size(block, name)
    layout = HEADER_SIZES[size].newbyteorder("<" if int.from_bytes(block[:4], "little") == size else ">")
    raw = np.frombuffer(block[:size], dtype=layout)[0]
    magic = bytes(block[344:348] if size == 348 else block[4:8])
    if magic[:3] not in ((b"n+1", b"ni1") if size == 348 else (b"n+2", b"ni2")):
        if size == 348 and not magic.strip(b"\0 "):
            raise FileFormatError(
                f'"{name}" is an old Analyze 7.5 image, which does not say where left and right are; '
                "convert the original scan to NIfTI instead."
            )
        raise FileFormatError(f'"{name}" does not have the mark of a NIfTI image; convert or copy it again.')
    return raw


def _dimensions(raw: np.ndarray, name: str) -> tuple[tuple[int, int, int], int]:
    dim = [int(n) for n in raw["dim"]]
    n_dimensions = dim[0]
    if not 1 <= n_dimensions <= 7:
        raise FileFormatError(f'"{name}" announces {n_dimensions} dimensions; its header is damaged.')
    sizes = dim[1 : n_dimensions + 1] + [1] * (7 - n_dimensions)
    # Some programs write 0 for a trailing dimension that is not there.
    sizes[3:] = [1 if n == 0 else n for n in sizes[3:]]
    if min(sizes) < 1:
        words = " × ".join(str(n) for n in dim[1 : n_dimensions + 1])
        raise FileFormatError(f'"{name}" announces {words} voxels, which is impossible; its header is damaged.')
    if max(sizes[4:]) > 1:
        words = " × ".join(str(n) for n in sizes[: max(5, n_dimensions)])
        raise FileFormatError(
            f'"{name}" has more than four dimensions ({words}), as a displacement field has; choose a 3D or 4D image.'
        )
    return (sizes[0], sizes[1], sizes[2]), sizes[3]


def _number_type(raw: np.ndarray, name: str, warnings: list[str]) -> np.dtype:
    code = int(raw["datatype"])
    if code in _REFUSED:
        raise FileFormatError(f'"{name}" holds {_REFUSED[code]}, not plain values; choose a scan of plain values.')
    if code not in _TYPES:
        raise FileFormatError(f'"{name}" holds numbers of an unknown type (code {code}); its header is damaged.')
    dtype = np.dtype(_TYPES[code]).newbyteorder(raw.dtype["datatype"].byteorder)
    bits = int(raw["bitpix"])
    if bits not in (0, dtype.itemsize * 8):
        warnings.append(f"The header says {bits} bits a value, but its number type has {dtype.itemsize * 8}.")
    return dtype


def _offset(raw: np.ndarray, name: str, is_pair: bool) -> int:
    offset = float(raw["vox_offset"])
    least = 0 if is_pair else int(raw["sizeof_hdr"]) + 4
    if offset == 0:
        return least
    if not (np.isfinite(offset) and least - 4 <= offset <= MAX_BYTES and offset == int(offset)):
        raise FileFormatError(f'"{name}" says that its voxels begin at byte {offset:g}; its header is damaged.')
    return int(offset)


def _scaling(raw: np.ndarray, name: str, warnings: list[str]) -> tuple[float | None, float]:
    slope, intercept = float(raw["scl_slope"]), float(raw["scl_inter"])
    if np.isinf(slope):
        warnings.append("The header's scale factor is infinite; the values are shown as stored.")
    if slope == 0 or not np.isfinite(slope):  # the standard's "no scaling"; NaN is nibabel's way to say it
        return None, 0.0
    if not np.isfinite(intercept):
        raise FileFormatError(f'"{name}" has a scale factor but no valid offset of its values; convert it again.')
    return (None, 0.0) if (slope, intercept) == (1.0, 0.0) else (slope, intercept)


def _grid(raw: np.ndarray, shape: tuple[int, int, int], name: str, warnings: list[str]) -> tuple[Grid, str]:
    unit_mm = _unit_mm(raw, name)
    has_sform, has_qform = int(raw["sform_code"]) > 0, int(raw["qform_code"]) > 0
    try:
        if has_sform:
            grid, source = Grid(shape, _sform(raw, unit_mm)), "sform"
        elif has_qform:
            grid, source = Grid(shape, _qform(raw, unit_mm, warnings)), "qform"
        else:
            grid, source = Grid(shape, _no_form(raw, shape, unit_mm)), "none"
            warnings.append(
                "The file does not say how the head lies (no sform, no qform): left and right are NOT known."
            )
    except GeometryError as error:
        raise GeometryError(f'"{name}" cannot be placed: {error} Convert the original scan again.') from error
    _check_plausible(grid, name, warnings)
    if has_sform and has_qform:
        _compare_with_qform(grid, raw, unit_mm, warnings)
    return grid, source


def _unit_mm(raw: np.ndarray, name: str) -> float:
    code = int(raw["xyzt_units"]) & 7
    if code not in _MM:
        raise FileFormatError(f'"{name}" gives its lengths in an unknown unit (code {code}); convert it again.')
    return _MM[code]


def _sform(raw: np.ndarray, unit_mm: float) -> np.ndarray:
    affine = np.eye(4)
    affine[:3] = np.array([raw["srow_x"], raw["srow_y"], raw["srow_z"]], dtype=np.float64) * unit_mm
    return affine


def _qform(raw: np.ndarray, unit_mm: float, warnings: list[str]) -> np.ndarray:
    pixdim = np.array(raw["pixdim"], dtype=np.float64)
    quaternion = np.array([raw["quatern_b"], raw["quatern_c"], raw["quatern_d"]], dtype=np.float64)
    norm2 = float(quaternion @ quaternion)
    if not np.isfinite(norm2) or norm2 > 1.01:
        raise GeometryError("The rotation in its qform is not a rotation, so left and right are unknown.")
    if (pixdim[1:4] < 0).any():
        warnings.append("The header has negative voxel sizes, which the standard forbids; their sizes are used.")
    quaternion /= max(1.0, np.sqrt(norm2))  # a rounding above 1 is not damage
    affine = np.eye(4)
    rotation = quaternions.quat2mat([np.sqrt(max(0.0, 1.0 - float(quaternion @ quaternion))), *quaternion])
    # A qfac that is neither 1 nor -1 counts as 1 (the standard, for the value 0).
    handedness = -1.0 if pixdim[0] == -1 else 1.0
    affine[:3, :3] = rotation * np.abs(pixdim[1:4]) * (1.0, 1.0, handedness) * unit_mm
    affine[:3, 3] = np.array([raw["qoffset_x"], raw["qoffset_y"], raw["qoffset_z"]], dtype=np.float64) * unit_mm
    return affine


def _no_form(raw: np.ndarray, shape: tuple[int, int, int], unit_mm: float) -> np.ndarray:
    sizes = np.abs(np.array(raw["pixdim"][1:4], dtype=np.float64)) * (-1.0, 1.0, 1.0) * unit_mm
    affine = np.diag([*sizes, 1.0])
    affine[:3, 3] = -sizes * (np.array(shape) - 1) / 2
    return affine


def _check_plausible(grid: Grid, name: str, warnings: list[str]) -> None:
    sizes = grid.voxel_size_mm
    words = " × ".join(f"{s:.3g}" for s in sizes)
    if max(sizes) > 1000 or min(sizes) < 0.001 or np.abs(grid.box_mm).max() > 1e6:
        raise GeometryError(
            f'"{name}" says its voxels measure {words} mm, which no scan of a head has; convert it again.'
        )
    if max(sizes) > 100 or min(sizes) < 0.01:
        warnings.append(
            f"Voxels of {words} mm are not those of a head scan: the unit of length in the file may be wrong."
        )


def _compare_with_qform(grid: Grid, raw: np.ndarray, unit_mm: float, warnings: list[str]) -> None:
    try:
        other = Grid(grid.shape, _qform(raw, unit_mm, []))
    except GeometryError:
        warnings.append("The file's qform is damaged; its sform is used.")
        return
    apart_mm = largest_distance_mm(grid, other)
    if grid.axis_codes == other.axis_codes and apart_mm <= _CONFLICT_MM:
        return
    codes = [SPACES.get(int(raw[f"{form}_code"]), "unknown") for form in ("sform", "qform")]
    turned = (
        f" and turn the axes differently ({grid.axis_codes} and {other.axis_codes})"
        if grid.axis_codes != other.axis_codes
        else ""
    )
    warnings.append(
        f"The file places its voxels in two ways that lie up to {apart_mm:.1f} mm apart{turned}: "
        f"the sform ({codes[0]}) is used, the qform ({codes[1]}) is not."
    )


def largest_distance_mm(one: Grid, other: Grid) -> float:
    """The largest distance in mm between the same corner voxels of two grids of one shape."""
    corners = np.array(np.meshgrid(*[(0, n - 1) for n in one.shape], indexing="ij")).reshape(3, -1).T
    return float(np.linalg.norm(one.to_mm(corners) - other.to_mm(corners), axis=1).max())


def _tr_s(raw: np.ndarray) -> tuple[float | None, str | None]:
    value, code = float(raw["pixdim"][4]), int(raw["xyzt_units"]) & 0x38
    if value == 0 or code > 24:
        return None, "The header does not say the repetition time (TR)."
    tr_s = value * _SECONDS.get(code, 1.0)
    low, high = _PLAUSIBLE_TR_S
    if not low <= tr_s <= high:
        unit = {0: "without a unit", 8: "s", 16: "ms", 24: "µs"}[code]
        return None, f"The header's repetition time (TR) of {value:g} {unit} is not plausible and is not used."
    return tr_s, None
