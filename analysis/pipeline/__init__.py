"""From a patient's raw scans to maps in MNI space, unattended: steps that are kept, so that a killed run resumes.

Bottom to top
-------------
``names``, ``transform_files``      names of the files that a run leaves; transforms as files of ITK
``asl_choice``, ``case``            which scans of a folder are processed, and which of several ASL series
``scans``, ``timing``, ``nameless`` the scans, opened and checked; when slices were acquired; sentences without names
``stoppable``, ``resources``        work that can be left at any moment; what a step took
``store``, ``records``              results of steps on disk under the hash of all that they depend on; as plain arrays
``steps``                           one run: its steps, their keys, what each took
``masks``                           the brain in MNI space; white matter and fluid, for confounds
``found``, ``record``               what was found, for the next step and as the record of the run
``outputs``, ``outputs_*``          the files of the derivative
``steps_anatomy``, ``steps_resting``, ``steps_metrics``, ``steps_perfusion``, ``steps_coupling``   what is done, by scan
``expected``                        about how long a run takes
``stages``                          the stages of a run as a person sees them, by fraction of the progress
``chain``, ``worker``               the steps in their order: `process_patient`; in a process of its own
``derivative``                      a processed patient read back: `read_processed`
``routes``, ``places``              the spaces of a processed patient and the ways between them; read from its folder
``dataset``                         all subjects of a dataset: `process_dataset`
``perfusion_reading``               its perfusion by arterial territory
``earlier``                         comparisons that a new one has not replaced, moved aside
``against_cohort``                  a processed patient against a reference cohort, results beside the maps
``cohort_quality``                  everyone's numbers of quality, into the cohort's table
"""
