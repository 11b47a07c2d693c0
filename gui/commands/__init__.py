"""What a user intends, without a dialog: the same from a button, a key, a test or a script.

``opening.py``   files and folders -> layers
``computing.py`` a metric on an open series -> layers
``aligning.py``  a series onto the T1 of its patient
``intake.py``    what a person answers about scans that were dropped; ``intake_facts.py`` how they were acquired
``intake_start.py`` those answers -> scans without identity, and a run
``steadiness.py`` head motion and DVARS of a series
``asl_form.py``   the description of an ASL series, with its open questions
``asl_order.py``  whether control and label are what they are called
``perfusion.py``  an ASL series -> perfusion
``plausibility.py`` red lights of its maps, and the note that a person has seen them
``pair_movie.py`` the differences pair by pair, and pairs left out
``coupling.py``   perfusion against activity, voxel by voxel
``perfusion_reading.py`` territories, sides and small regions of one patient
``follow_up.py``  two scans of one patient
``sessions``     all that is open as a folder, and back
``layers.py``    close, rename, reorder: what can be undone
``looking.py``   cursor, slices, window and level
``processing.py`` the open scans to maps in MNI space, in a process of its own
``processed.py`` what processing has left -> layers and transforms
``reporting.py`` what the report of the open patient is made of, and why it cannot be made yet
``spaces.py``    native T1, native EPI or MNI; the place in MNI space and its names
``naming_regions.py`` the atlas region that a drawn region is called after
``region_numbers.py`` what is in a drawn region, in every map; ``region_tables.py`` all of them as a table
``region_seeds.py`` a drawn region as a seed; places of the literature
``region_exports.py`` regions to other programs; ``second_reader.py`` two readers compared
``map_kinds.py``, ``gallery.py`` all kinds of maps: which are there, which can be computed, why others cannot
``concordance.py`` where perfusion and activity agree; ``territories.py`` perfusion of a processed patient, read
``prior.py``     the prior scan beside the current one
``region_card.py`` all that is known of one AAL region
``veils.py``     hatching on a key: less trust, late arrival
``atlases.py``   regions and arterial territories over the scans
"""
