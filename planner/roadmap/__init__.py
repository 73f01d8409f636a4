"""What we do and when: initiatives over fiscal quarters, and the finished roadmap that every report shows."""
