"""The science of Algoscope: images, geometry, metrics. It runs in a script, a test or a worker thread.

Conventions, the same everywhere
--------------------------------
* World coordinates are ``xyz_mm`` in RAS+ (x to the patient's right, y to the front, z to the head).
  DICOM is LPS: it is converted where files are read, nowhere else.
* A voxel is ``ijk``; its centre is at the integer. The voxel that holds a continuous index is
  ``floor(ijk + grid.FACE)``, FACE being a hair over 0.5, for drawing and for picking alike.
* Arrays keep the order of their file and are never flipped; a `Grid` says where each voxel is.
* Lengths are mm, times are s, frequencies are Hz, perfusion is mL/100 g/min.
* NaN means "no value here". A silent zero is never a result.
* Inputs arrive read-only; functions return new arrays.

Layers, top to bottom (checked by import contracts)
---------------------------------------------------
``demo | report``                           the demonstration patient, synthesised; what the report of a patient says
``pipeline``                                from raw scans to maps in MNI space; steps kept, a killed run resumes
``quality``                                 how good scans and processing are: numbers, lights, the record
``presets``                                 how published studies computed, parameter by parameter
``metrics | perfusion | network``           one published definition per function; regions and their connections
``stats``                                   groups compared, thresholds for a whole brain, tables of clusters
``importing``                               a scanner's export (DICOM) -> BIDS without identity
``preprocess | files | atlas``              brain mask; all reading and writing; templates and names
``compositor : compositor_kernels``         slices as pixels, compiled; imported by ``gui`` in the background only
``sampling | scan | histogram``             values on planes and at points; records of scans; how values spread
``labels``                                  regions of interest: the map of labels, tools that mark voxels
``image | plane | colour``                  Volume, Series, Mask; screen <-> mm; values to RGBA
``grid``                                    voxel <-> mm, the only affine algebra of the project
``blocks``                                  work on many voxels in blocks, on several threads
``provenance | progress | errors``          where a number came from; how a job reports; what can go wrong
"""
