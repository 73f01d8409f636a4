"""A published document as slides for the review: a deck with native charts and tables, and notes to speak from."""
