"""What is typed at the desk of alliances, made clean."""
