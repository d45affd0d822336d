"""Reads of alliances: nothing here writes."""
