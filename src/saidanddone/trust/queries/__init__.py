"""Reads that span the models below; no writes."""
