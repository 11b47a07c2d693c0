"""Parts of panels that know nothing of the session: they are given values and say what the user did."""
