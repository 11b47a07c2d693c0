"""From a patient's raw scans to maps in MNI space, unattended: steps that are kept, so that a killed run resumes.

``case``      which scans of a folder are processed; what is missing or double is refused
``store``     results of steps on disk, under the hash of all that they depend on
``records``   results of steps as plain arrays and back
``timing``    when each slice was acquired, by the sidecar
``masks``     the brain in MNI space; white matter and fluid, for confounds
``outputs``   the files that a run leaves
``chain``     the steps in their order: `process_patient`
``routes``    places between the native spaces and MNI space of a processed patient, and maps brought there
"""
