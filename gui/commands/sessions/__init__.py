"""Sessions: all that is open, saved as a folder and opened again, here or elsewhere.

``capture``  what is open as one snapshot, taken in an instant
``keeping``  the job that writes a snapshot into the folder of a session
``making``   how series are prepared, and what maps were made of
``results``  comparisons with their tables
``study``    the study beside the patient: table, forms, results
``finding``  the job that looks whose session a folder is, and where its files are
``loading``  the job that reads them
``archives`` those of them that are in archives
``showing``  what was read, open as it was
``leaving``  what would be lost, and what was left by a program that ended
"""
