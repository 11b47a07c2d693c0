"""From a scan to a series that can be measured, and how good it is.

``brain_mask``, ``rough_brain``  the brain in an echo-planar or a T1 image
``slice_timing``, ``realign``    slices shifted to one moment, volumes to one position of the head
``slice_orders``                 the usual orders of slices by name
``structural``                   all that is learned from a T1, by ``normalise``, ``bias_field`` and ``segment``
``normalise_epi``                a series to MNI space without a T1
``gray_volume``                  modulated map of grey matter (VBM)
``coregister``, ``linear``       a series in its T1; linear registration, from the best of many ``starts``
``resample``                     images on other grids, with one interpolation
``suitability``                  localisers and test scans are refused before any work
``transforms``, ``engine``       maps between images, RAS and LPS; engines in processes of their own
``motion``, ``censor``           head motion, displacement between volumes, scrubbing
``confounds``, ``filter``        trend, confounds and frequencies removed with one matrix
``band``                         frequencies as bins, by the convention of a toolkit
``smooth``                       SPM's smoothing
``masked_frames``                a series kept only inside its mask
``quality``                      DVARS
"""
