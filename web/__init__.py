"""The server's own part: the guard, who acts, which page runs, and what the pages draw with."""
