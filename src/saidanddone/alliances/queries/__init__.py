"""What may be read of alliances, and by whom."""
