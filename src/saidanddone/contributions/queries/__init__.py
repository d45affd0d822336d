"""Reads of this app, by noun."""
