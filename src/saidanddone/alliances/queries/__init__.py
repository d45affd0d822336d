"""What may be read of alliances, and by whom."""

"""Reads of alliances: nothing here writes."""
