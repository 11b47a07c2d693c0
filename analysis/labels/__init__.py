"""Regions of interest: a map of labels, what a tool marks, and how a marked region is shaped further.

``label_map``    the only editable array of the project, changed through `LabelEdit` alone
``frozen``       the map as it was at a moment, for jobs while someone draws
``runs``         a large edit in the form that is undone at once
``patch``        a set of voxels with the box that holds it
``footprint``    what brushes and outlines mark on a plane, by the rule of drawing and of picking
``solids``       spheres, boxes and strokes with a ball
``growing``      connected voxels of similar intensity
``carrying``     a region of one grid on another; ``converting`` all of a map, with what changed
``reading``      the numbers in a region: values, time course, asymmetry, overlap of two regions
``surface``      the closed surface of a region
``shaping``      fill, dilate, erode, smooth, interpolate between slices, mirror, keep the largest piece
"""
