"""The window that opens a patient: everything is seen and can be corrected before anything is written.

``window``        the whole: what was dropped, its parts, and Start
``inquiries``     what is looked up meanwhile: values of ASL series, what is kept already
``series_table``  a row a series: picture, role, why, grid
``facts_card``    how the chosen series was acquired, fact by fact, with source
``sides_card``    three slices and the sentence about left and right
``person_card``   pseudonym, age, sex, handedness
``run_card``      preset, cohort, place and time
"""
