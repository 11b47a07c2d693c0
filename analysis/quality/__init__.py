"""How good a patient's scans and their processing are: numbers, traffic lights, and the record that keeps them.

Everything is measured from the files of a processed patient, so it can be measured again and does not depend on how
they were made.

``measures``     tSNR, carpet, coverage of regions, overlap with the template, degrees of freedom: one function each
``record``       what was found, as plain records
``lights``       each number with its limits, where they come from, and a light; what the reds mean together
``standing``     where each number lies among those of a reference cohort
``trust``        where a map deserves less trust: unsteady signal, edge, no full coverage
``folder``       which files of a processed patient are looked at
``measuring``    from the files to the record: `measure_quality`
``kept``         the record on disk: `write_quality`, `read_quality`
"""
