"""Statistics of a study's people: who they are, how scores and regions go together, what is said of them.

Input is a table of people (`cohort_table`), one row a person, and values of regions beside its columns. Every number
is computed from the cells of that table: n, missing values and percentages are counted, never typed. Every p names its
test ("Pearson chi-square, no continuity correction"), is two-tailed, and is never 0. An effect has its confidence
interval and the name of the method that gave it.

``variables``         a column as numbers or as categories, with what is missing in it
``named_test``        a test, its p and an effect size, as records; p in words
``summaries``         mean, SD, median and quartiles (type 6 of SPSS or type 7 of R) of one group
``effect_sizes``      d, g, rank-biserial, η², ω², ε², f², Cramér's V, with their intervals
``normality``         the gate: Shapiro in each group, Levene about the means
``two_groups``        t, Welch, Mann-Whitney; t of published means and SD
``several_groups``    ANOVA, Welch's ANOVA, Kruskal-Wallis
``post_hoc``          Tukey-Kramer, Games-Howell, Dunn-Bonferroni
``contingency``       chi-square with and without continuity correction, Fisher's exact test
``same_values``       columns, and people, that are in a table twice
``describe``          the table of characteristics, group by group; ``describe_files`` writes it
``participant_flow``  recruited, excluded by reason, analysed
``partial``           Pearson and Spearman with covariates
``influence``         whether a correlation hangs on one person
``correlate``         families of correlations with their corrections; ``correlate_files`` writes them
``regional_values``   maps to one number a person and region; ``regional_files`` writes them beside the table
``characteristics``, ``characteristics_text``   the table of characteristics as records, and as a paper prints it

Mediation, receiver operating characteristic and coupling between groups stand in modules of their own beside these.
"""
