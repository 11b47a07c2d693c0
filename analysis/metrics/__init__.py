"""Maps of resting-state activity and connectivity: one published definition per function.

`catalogue.METRICS` lists them with names, meanings and options. Each takes a series, a mask and a record of
options and returns `StatMap` records: NaN where the map has no value, with a provenance that says from what,
how and with which warnings it was computed. The definitions are those of the toolkits that the clinical
literature uses (RESTplus, DPABI); each docstring tells the formula and the source.
"""
