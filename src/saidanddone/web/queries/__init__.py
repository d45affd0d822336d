"""Reads that span apps, one module for each kind of page."""
