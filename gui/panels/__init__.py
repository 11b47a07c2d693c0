"""What stands around the views. Panels never import each other: they meet in the session."""
