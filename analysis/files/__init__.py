"""All reading and writing of images; orientation and units are settled here and nowhere else.

Reading, bottom to top
----------------------
``source``    bytes of a file, compressed or not; damage becomes one sentence that names the file
``header``    bytes -> `Header`: shape, number type, scaling, grid (which of sform and qform), TR, warnings
``cache``     where decoded series are kept between two openings
``frames``    frames of a series: mapped from the disk, or decoded in the background
``role``      T1, BOLD, ASL, M0, map or mask, with the reason
``sidecar``   what a BIDS sidecar says, with what it contradicts
``doubts``    which sentences of doubt typed facts have answered
``nifti``     `read`: a path -> `Scan`
``bids``      a folder -> its images with their roles
``describe``  a path -> what the file is, in words

Writing
-------
``writing``   volumes, series, masks, JSON, tables: to a temporary file, read back, compared, then renamed
``results``   a `StatMap` with its provenance and mask, and back
``label_files``      maps of regions with their names; BIDS, ITK-SNAP, FreeSurfer; versions kept
``dicom_reading``    DICOM read without warnings that would quote its headers
``dicom_source``     the scanner's series that has the voxels of an image
``dicom_seg``        regions as a DICOM segmentation, and back
``region_files``     a mask, or a surface (STL, PLY), of each region
``drawing_journal``  every change of a drawing, at once, so that a killed program loses none

Sessions
--------
``typed_json``       records to JSON and back, each field checked
``session_record``   what a session is made of
``session_folder``   its ``session.json``: verified before it takes its place, versions kept
``session_places``   where its files are, known again by their content
``archive``          results with their arrays as one file, each field checked
``session_content``  maps, masks and regions that are in no other file

An error names a file by its name only, never by its folder; nothing here logs a name.
"""
