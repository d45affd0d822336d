"""What is typed about alliances, as clean values."""
