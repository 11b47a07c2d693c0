"""Tables as Qt wants them: rows and columns that a view asks for one cell at a time."""
