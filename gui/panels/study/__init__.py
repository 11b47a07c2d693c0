"""The parts of the Study page: the table, values of regions, a form for each analysis, and its result.

A form is given the columns of a table and answers with an order; the page hands orders to commands.
"""
