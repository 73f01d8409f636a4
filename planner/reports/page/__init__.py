"""The page of a published roadmap: shared by a link, or as one file; the same template for both."""
