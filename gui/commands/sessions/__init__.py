"""Sessions: all that is open, saved as a folder and opened again, here or elsewhere.

``capture``  what is open as one snapshot, taken in an instant
``keeping``  the job that writes a snapshot into the folder of a session
``finding``  the job that looks whose session a folder is, and where its files are
``loading``  the job that reads them
``showing``  what was read, open as it was
``leaving``  what would be lost, and what was left by a program that ended
"""
