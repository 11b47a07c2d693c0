"""Blood flow from arterial spin labelling (ASL), and how it goes with activity.

Bottom to top
-------------
``kinetics``        the signal that a known perfusion makes
``constants``       published constants, each with its source
``fields``          what a person may type about a scan, and how
``protocol``, ``completion``, ``slice_timing``   a complete description of an acquisition, or the open questions
``volume_order``    which volumes are control, label and M0, told from the values
``pairs``           control less label, pair by pair, with the sign confirmed
``difference_frames``   the differences as a series, for the eye
``head_motion``     control and label aligned together, and how far the head moved within a pair
``rejection``       bad pairs found by published rules
``vendors``         how makers scale what they store; GE's product sequence
``m0_alignment``    an M0 of another grid brought onto that of the series, and checked
``calibration``, ``m0_source``   the fully relaxed signal: M0 map, reference tissue, or none; where it is found
``consensus``       perfusion from one delay
``response``, ``arrival``, ``local_arrival``, ``fit``   several delays: the model, weighted delay, least squares, Bayes
``tissue_fraction``   fractions of tissue on the grid of a series
``partial_volume``  flow of grey and of white matter alone
``quality``         is this map plausible? each check with its limit and where the limit comes from
``acknowledged``    red lights that no person has acknowledged, in words
``equation``        the equation with the numbers put in
``scanner_map``     CBF that the scanner has computed, passed through
``averages``, ``quantify``, ``cbf``   differences, equation, maps with provenance
``measure``         from an opened scan to its maps: what the window and the command call
``placement``       where the series lies in the T1 and in MNI space
``beds``            perfusion in the territories of the large arteries, in the patient's space
``asymmetry``, ``crossing``   where one side is lower, and whether it stays inside one territory
``cautions``        late arrival, border zones, label in vessels
``small_regions``   dorsolateral pons and hypothalamus, with their voxel counts
``reading``         all of these from one result, in one call
``scan_alignment``, ``follow_up``, ``deviation``   two scans of one patient; one patient against a mean and SD
``coupling``, ``coupling_regions``   perfusion and another map of the same voxels; region by region
``group_coupling``, ``group_coupling_files``   one coupling a person, compared between groups; as a folder
``concordance``     where perfusion and activity are both low, both high, or apart
``spatial_null``    random maps of the same smoothness, for the p value of a correlation across voxels

Inside, times are s and perfusion is mL/100 g/min. Nothing that changes the result by more than 1 % has a silent
default: what no source tells is asked for, and a published constant is named with its value in every record.
"""
