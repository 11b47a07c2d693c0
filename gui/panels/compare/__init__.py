"""The parts of the Compare page: groups of people with each other, and one patient with controls.

A card shows one step and emits a signal when the user has changed it; the page that holds the cards calls commands.
"""
