"""Small additions to VTK's shaders: an open corner, and holes where a picture is transparent.

The corner is the part of the world that lies beyond a point towards the viewer. What an actor has there is not
drawn, so that the slice planes through the point become the walls of a niche in the brain. Axes along which the
viewer looks sideways do not count: from the front, everything before the coronal plane is open.
"""

import numpy as np
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

_SIDEWAYS = 0.3  # cosine below which the viewer does not look along an axis

_OPEN_CORNER = """
  vec3 beyond = (cornerWorld.xyz - cornerPoint) * cornerSigns;
  vec3 counts = abs(cornerSigns);
  if (dot(counts, vec3(1.0)) > 0.5 && all(greaterThanEqual(beyond, (counts - 1.0) * 1e9))) discard;
"""
_HOLES = """
  if (gl_FragData[0].a < 0.5) discard;
"""


def corner_signs(towards_viewer: np.ndarray) -> np.ndarray:
    """``(3,)`` -1, 0 or 1 for each axis: on which side of the point the corner opens."""
    return np.where(np.abs(towards_viewer) > _SIDEWAYS, np.sign(towards_viewer), 0.0)


def in_open_corner(points_mm: np.ndarray, corner_mm: np.ndarray, signs: np.ndarray) -> np.ndarray:
    """``(n,)`` whether points ``(n, 3)`` lie in the open corner; none does where all signs are 0."""
    axes = signs != 0
    if not axes.any():
        return np.zeros(len(points_mm), dtype=bool)
    return ((points_mm - corner_mm) * signs >= 0)[:, axes].all(axis=1)


def let_corner_open(actor: vtkActor) -> None:
    """Prepare an actor, whose points must be in mm, for `open_corner`."""
    mapper = vtkPolyDataMapper.SafeDownCast(actor.GetMapper())
    mapper.SetVBOShiftScaleMethod(0)  # the shader sees the points as they are
    shader = actor.GetShaderProperty()
    first = "//VTK::PositionVC::"
    shader.AddVertexShaderReplacement(f"{first}Dec", True, f"{first}Dec\nout vec4 cornerWorld;\n", False)
    shader.AddVertexShaderReplacement(f"{first}Impl", True, f"{first}Impl\n  cornerWorld = vertexMC;\n", False)
    shader.AddFragmentShaderReplacement(f"{first}Dec", True, f"{first}Dec\nin vec4 cornerWorld;\n", False)
    color = "//VTK::Color::Impl"
    shader.AddFragmentShaderReplacement(color, True, f"{_OPEN_CORNER}\n{color}", False)
    open_corner(actor, np.zeros(3), np.zeros(3))


def open_corner(actor: vtkActor, corner_mm: np.ndarray, signs: np.ndarray) -> None:
    """Do not draw what an actor has beyond a point; signs of 0 close the corner."""
    uniforms = actor.GetShaderProperty().GetFragmentCustomUniforms()
    uniforms.SetUniform3f("cornerPoint", [float(v) for v in corner_mm])
    uniforms.SetUniform3f("cornerSigns", [float(v) for v in signs])


def leave_holes(actor: vtkActor) -> None:
    """Draw nothing where the actor's texture has an alpha below one half; elsewhere it is opaque."""
    after = "//VTK::TCoord::Impl"
    actor.GetShaderProperty().AddFragmentShaderReplacement(after, True, f"{after}\n{_HOLES}", False)
    actor.ForceOpaqueOn()
