"""Scans as they come from the scanner (DICOM) become a BIDS dataset that tells nothing about who was scanned.

From the bottom to the top
--------------------------
``member_names``  which members of an archive keep their names: NIfTI images and what belongs to them
``archive``       a zip archive -> a folder, if it is harmless
``identity``      who was scanned, as the headers say: compared, masked, never written
``header``        one DICOM file -> the few facts that are needed of it
``survey``        a folder, however deep -> its series; one bad file never stops the rest
``completeness``  whether slices or volumes are missing
``repetition``    the time between volumes, by the header's own witnesses
``asl_context``   which volumes are label and which control, where the headers tell
``words``         what the words of a series' description mean
``role``          T1, BOLD, ASL, M0, field map or other, or why a series is not converted; with the reason
``converter``     dcm2niix in a process of its own, which may hang or crash alone
``facts``         of the converter's sidecar only what is on a list, each with its source
``room``          whether a series fits into memory and on the disk
``rewriting``     the converter's image with a header that holds nothing but numbers
``naming``        BIDS names
``pseudonym``     what stands for the patient, and the key file that tells who it is
``report``        what became of each series
``dataset``       the folder that appears whole, or not at all
``series_images`` one series -> its images, with role, facts and doubts
``placing``       images, sidecars and tables get their places in the dataset
``images``        the same for images that are NIfTI already, with sidecars or as a BIDS subject
``staging``       a scanner's export -> images in a temporary place, nothing kept yet
``convert``       `convert_scans`: all of it
``kept``          whether scans were kept here before, by their voxels
``glance``        three slices of an image with their letters
``look_through``  what was dropped on the window, as a list of series to be looked at before anything is kept

Identity
--------
Nothing is copied from a header to an output unless it is on a list: no name, number, date, institution, device or
unique identifier (UID). Facial features are part of the images and are NOT removed.
"""
