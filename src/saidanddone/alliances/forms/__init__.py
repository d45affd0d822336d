"""What is typed about alliances, as clean values."""

"""Input to clean values."""
