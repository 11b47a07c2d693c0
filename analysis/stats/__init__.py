"""Statistics on maps: groups with each other, one patient against controls, thresholds for a whole brain, clusters.

``covariates``     a column of a table as numbers; how far groups and covariates overlap
``design``         design matrices and contrasts: one-sample, two-sample, paired, regression, ANCOVA
``distributions``  t and F to p and exact z
``solvers``        least squares under four models of the variance
``glm``            the general linear model of every voxel at once, in double precision
``pooled``         one ratio of variances for all voxels, as SPM12 estimates it
``missing``        voxels where someone has no value: complete cases, or available cases with a map of n
``multiple``       FDR, Bonferroni and Holm
``random_field``   smoothness and Gaussian random field correction of cluster sizes
``place``          the side of a coordinate, and the region nearest to it
``lattice``        neighbours of the voxels of a mask
``clusters``       the clusters of a map at a threshold, fast enough for a slider
``cluster_table``  their table, with every side checked before it is written
``check_table``    a published cluster table against the atlas
``rearrangement``  which permutations or sign flips a design allows
``permutation``    Freedman-Lane: largest t or F, largest cluster, largest TFCE
``tfce``           threshold-free cluster enhancement, exact
``map_profile``    how a map was acquired and made: what must be alike before two are compared
``cohort_table``   a table of people and their maps
``question``       from a table and what is asked to a design
``corrections``    which voxels survive, one function per correction
``compare``        all of it in one call; ``compare_options`` how
``caption``        the result in words, with every parameter
``comparison_files``  a comparison as a folder of maps, table and caption
``kernels``        compiled loops
``clinical``       scores of people and values of regions: the tables and figures of a study beside its maps

One patient against controls:

``single_case``, ``single_case_interval``   closed form: t, percentile with its interval, prediction interval, W-score
``exchangeable``       the exact test of a whole map: everyone takes the part of the patient
``reference_cohort``   controls whose maps were made like the patient's; the rules of what so many allow to be said
``cohort_quality``     the controls' numbers of quality, in the columns of their table
``cohort_smoothing``   everyone's map smoothed alike
``patient_regions``    regions named beforehand, the whole of AAL, and asymmetries
``patient_clusters``   clusters of the patient's map, each with its exact p
``norm_strip``         patient and controls at one place
``single_patient``     all of it in one call; ``patient_result`` is what comes out, ``patient_words`` says it by fixed
                       rules, ``patient_files`` keeps it
``region_values``      one AAL region in maps in MNI space
``two_scans``          a prior scan and the current one; ``two_scans_files`` keeps them
``calibration``        how a cohort behaves when nothing is to be found

Values are ``(n_people, n_voxels)``, voxels in C order of the mask's grid; NaN means "no value". Everything is
computed in double precision, except the products of permutations; residuals and maps are stored in single.
"""
