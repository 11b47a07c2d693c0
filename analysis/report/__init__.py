"""The report of one patient as a list of sections: what it says, in which order, and where each number is from.

``details``     what a person adds: age, sex, the state at the scan, a comment
``case``        a processed patient as far as the report needs it
``red_lights``  what waits until the reader has seen it, or is marked as not interpretable
``comparison``  one patient against a cohort, from the result itself or from the folder that it was saved in
``values``      means of pre-specified regions where there is no cohort
``document``    the sections; ``wording`` how their numbers are written
``findings``    the first page, with its ``limits``; ``methods`` the others, from the records of the maps alone
``territories`` perfusion by arterial territory; ``registration`` outlines over the images; ``references`` of the text
``regions``     the table of drawn regions with its record; ``drawn`` what of it stands where
``assemble``    all of it

Nothing is drawn here: `gui.figures.report` puts the same document on a page or into HTML. No number is computed that a
record holds, and what no record holds is said to be "not recorded".
"""
