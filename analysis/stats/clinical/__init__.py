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
``fit_line``          the line of a scatter plot and its confidence band
``regional_values``   maps to one number a person and region; ``regional_files`` writes them beside the table
``characteristics``, ``characteristics_text``   the table of characteristics as records, and as a paper prints it

Mediation:

``mediation_bootstrap``   the indirect effect in resamples of people, all at once; its intervals and p
``mediation``             the paths, the indirect effect, the proportion; ``mediation_words``, ``mediation_files``

Two groups told apart:

``proportion``      a share with its exact and Wilson's interval
``roc``             the curve, its area with DeLong's interval, paired tests, Youden's point
``logistic``        logistic regression without penalty; separation proved by a linear program
``roc_model``       several variables together, leave-one-out, what they add to covariates
``circularity``     how the variables were chosen: what is on record, what was said
``nested_roc``      regions chosen inside the folds of a cross-validation
``roc_analysis``    all of it in one call; ``roc_words``, ``roc_files``

``adjusted_groups`` groups compared in one number with covariates
``model_rows``      which people enter a model; who does not is told by line
``mediation_table``, ``roc_table``   questions asked of a table by the names of its columns
"""
