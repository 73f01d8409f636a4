"""A document as PDF: one page for a signature, and the whole pre-read."""
