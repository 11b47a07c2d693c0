"""The 3D view: brain surface, slice planes, overlay, crosshair. VTK is imported here and nowhere else.

Everything is in the world, mm RAS+. VTK renders off screen and the picture is painted into a plain widget, so
that nothing of OpenGL is shared with Qt: it works on X11, Wayland, without a screen, with hardware or software
graphics, and two at a time. VTK is imported when the view is first shown, never before, and not at all where
`graphics.probe_graphics` found nothing that can draw (VTK ends the process there).

::

    panel      ScenePanel: from the session to the scene        bar        its row of buttons
    work       what the panel computes in the background        painting   colours of planes and surface
    regions    RegionFollower: the drawn regions, followed; region_work, region_actors: their surfaces and actors
    view       View3D: a widget that shows what a stage draws; drag, wheel, click
    stage      Stage: VTK's off-screen window, camera, picking, read-back                (VTK)
    scene      Scene: what there is to see; quad, cursor, captions, shaders: its parts   (VTK)
    surfaces   triangle meshes from images                                               (VTK filters, any thread)
    mesh       SurfaceMesh and rays                              graphics   what can draw here
"""
