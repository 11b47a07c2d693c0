"""The parts of the Quality page for a processed patient.

``figure_view``    a figure laid out for the width that it has, and larger at a click
``registration_view``  the registrations, large, to be flicked through
``lights_view``    the verdict and the lights, each with its number, limits and their source
``patient_view``   both of them, loaded in the background
"""
