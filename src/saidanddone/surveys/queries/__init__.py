"""Reads that span the models of this app; no writes."""
