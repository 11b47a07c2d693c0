"""What a user intends, without a dialog: the same from a button, a key, a test or a script.

``opening.py``   files and folders -> layers
``computing.py`` a metric on an open series -> layers
``aligning.py``  a series onto the T1 of its patient
``importing.py`` a scanner's folder -> a dataset without identity -> layers
``steadiness.py`` head motion and DVARS of a series
``layers.py``    close, rename, reorder: what can be undone
``looking.py``   cursor, slices, window and level
"""
